//! The fuzzing targets. Arbitrary bytes must not make the program panic, and data that was read must be read
//! back the same after it is written.
//!
//! `fuzz/` runs them with generated input, and the tests here with the files that fuzzing has found.

use std::fmt::Write as _;
use std::str::from_utf8;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use wgs_referral::assessment::{assess, visible_questions};
use wgs_referral::case::{
    Age, Case, Cpr, Patient, age_on, parse_iso_date, parse_typed_birth_date, parse_typed_date, read, write,
};
use wgs_referral::definition::{
    CriteriaSet, DefinitionFile, check_files, embedded, embedded_files, is_kebab_case,
};
use wgs_referral::encryption::{Credential, EncryptionKind, Identities, decrypt, encryption_kind};
use wgs_referral::pdf::{EmbeddedCaseError, embedded_case, is_pdf};
use wgs_referral::text::{TextForm, clean, decode, is_blank};
use wgs_referral::verify::{PageReader, PdfStatus, verify_pdf};

/// In bytes. The program reads no larger case.
const CASE_LIMIT: usize = 4 << 20;

fn set() -> &'static CriteriaSet {
    static SET: LazyLock<CriteriaSet> = LazyLock::new(|| embedded().unwrap());
    &SET
}

// ---- Case files ----

/// The bytes are a case file, plain or encrypted.
pub fn case_file(bytes: &[u8]) {
    static KEYS: LazyLock<Credential> =
        LazyLock::new(|| Credential::Keys(Identities::from_text(include_str!("identities.txt")).unwrap()));
    outside_text(bytes);
    let with = encryption_kind(bytes);
    if let Ok(plain) = decrypt(bytes, &KEYS, CASE_LIMIT) {
        assert_eq!(with, Some(Ok(EncryptionKind::Keys)));
        assert!(plain.len() <= CASE_LIMIT);
        plain_case_file(&plain);
    }
    plain_case_file(bytes);
}

/// Text is decoded and cleaned once for all.
fn outside_text(bytes: &[u8]) {
    let Some(text) = decode(bytes) else { return };
    for form in [TextForm::Line, TextForm::Lines, TextForm::Value, TextForm::Passphrase] {
        let cleaned = clean(&text, form);
        assert!(clean(&cleaned, form) == cleaned, "{form:?}");
        assert_eq!(is_blank(&cleaned), is_blank(&text), "{form:?}");
    }
}

fn plain_case_file(bytes: &[u8]) {
    let Some(text) = decode(bytes) else { return };
    let text = text.as_ref();
    let Ok(first) = read(text, set()) else { return };
    assert!(first.faults.len() <= 100 && (first.more_faults == 0 || first.faults.len() == 100));
    for fault in &first.faults {
        assert!(!fault.to_string().is_empty());
    }
    let written = write(&first.case);
    let second = read(&written, set()).expect("what was written is a case file");
    // A case that is saved, read and saved again gives the same file, whether or not it has faults.
    assert!(write(&second.case) == written, "it changes when it is saved again");
    if first.faults.is_empty() {
        assert_eq!(second.faults, []);
        assert!(second.case == first.case, "it is another case once it is saved");
    }
}

// ---- Definitions ----

/// The bytes are a definition file in place of the built-in one that the first line names, such as
/// `// sarcoma.ron`, or of an indication.
pub fn indication_file(bytes: &[u8]) {
    let Ok(text) = from_utf8(bytes) else { return };
    let mut files = embedded_files();
    let first_line = text.lines().next().unwrap_or_default();
    let named = first_line.strip_prefix("//").unwrap_or_default().trim();
    let name = if files.iter().any(|file| file.name == named) { named } else { "sarcoma.ron" };
    let replaced = files.iter_mut().find(|file| file.name == name).unwrap();
    *replaced = DefinitionFile::new(name, text);
    match check_files(&files) {
        Ok(set) => {
            for indication in &set.indications {
                assert!(is_kebab_case(indication.id.as_str()));
                let case = Case::new(&set, indication.id.clone(), Some(TODAY));
                let _ = (assess(indication, &case), visible_questions(indication, &case));
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            for problem in problems {
                assert!(problem.place.line > 0 && problem.place.column > 0, "{problem}");
            }
        }
    }
}

// ---- CPR numbers and dates ----

const TODAY: Date = date(2026, 11, 22);

/// The bytes are a CPR number or a date as a user types it.
pub fn cpr(bytes: &[u8]) {
    let Ok(text) = from_utf8(bytes) else { return };
    if let Ok(cpr) = Cpr::parse(text) {
        number(&cpr);
    }
    if let Some(day) = parse_iso_date(text) {
        assert_eq!(day.to_string(), text);
    }
    for today in [TODAY, date(2000, 1, 1), date(2028, 2, 29), date(1999, 12, 31)] {
        for parse in [parse_typed_date, parse_typed_birth_date] {
            if let Some(day) = parse(text, today) {
                for shown in [day.to_string(), day.strftime("%d-%m-%Y").to_string()] {
                    assert_eq!(parse(&shown, today), Some(day), "{shown}");
                }
            }
        }
    }
}

fn number(cpr: &Cpr) {
    assert!(cpr.as_str().len() == 10 && cpr.as_str().is_ascii());
    assert!(Cpr::parse(cpr.as_str()).as_ref() == Ok(cpr));
    assert!(Cpr::parse(&cpr.to_string()).as_ref() == Ok(cpr));
    assert_eq!(cpr.birth_date().is_none(), cpr.is_replacement());
    assert!(!(cpr.is_replacement() && cpr.fails_modulus_11()));
    let patient = Patient { cpr: Some(cpr.clone()), ..Patient::default() };
    match cpr.birth_date() {
        None => assert_eq!(Age::of(&patient, Some(TODAY)), Age::Unknown),
        Some(birth) => {
            assert!((1858..=2057).contains(&birth.year()));
            assert_eq!(birth.strftime("%d%m%y").to_string(), cpr.as_str()[..6]);
            assert_eq!(Age::of(&patient, Some(TODAY)).years(), age_on(birth, TODAY));
            assert_eq!(age_on(birth, birth), Some(0));
        }
    }
}

// ---- PDFs ----

/// The bytes are a PDF, which may have a case inside.
pub fn pdf_reopening(bytes: &[u8]) {
    reopened(bytes);
    // Bytes that fuzzing inserts or removes move the objects, so that the table would hardly find any.
    reopened(&with_table(bytes));
}

fn reopened(pdf: &[u8]) {
    let is_pdf = is_pdf(pdf);
    match embedded_case(pdf, CASE_LIMIT) {
        Ok(case) => assert!(case.len() <= CASE_LIMIT),
        Err(error) => assert!(!is_pdf || error != EmbeddedCaseError::NotAPdf),
    }
}

/// The PDF with a new cross-reference table for the places of its objects, and its last trailer again.
fn with_table(pdf: &[u8]) -> Vec<u8> {
    let header = find(pdf, b"%PDF-").unwrap_or_default();
    let mut table = String::from("\nxref\n");
    for at in header..pdf.len() {
        if let Some(number) = number_of_object(&pdf[at..])
            && (at == header || !pdf[at - 1].is_ascii_digit())
        {
            write!(table, "{number} 1\n{:010} 00000 n \n", at - header).unwrap();
        }
    }
    let last = pdf.windows(7).rposition(|bytes| bytes == b"trailer").map(|at| &pdf[at..]);
    let trailer = last.map_or(&b"trailer\n<< /Root 1 0 R >>\n"[..], |last| {
        &last[..find(last, b"startxref").unwrap_or(last.len())]
    });
    let end = format!("\nstartxref\n{}\n%%EOF\n", pdf.len() + 1 - header);
    [pdf, table.as_bytes(), trailer, end.as_bytes()].concat()
}

/// The number of the object that starts here, such as 7 in `7 0 obj`.
fn number_of_object(bytes: &[u8]) -> Option<&str> {
    let digits = bytes.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let begins = digits > 0 && bytes[digits..].starts_with(b" 0 obj");
    if begins { from_utf8(&bytes[..digits]).ok() } else { None }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

// ---- Changed PDFs ----

/// The bytes are a PDF that may have been changed. It is not drawn: that happens in a process of its own.
pub fn verify(bytes: &[u8]) {
    let inside = embedded_case(bytes, CASE_LIMIT);
    match verify_pdf(bytes, &PageReader::without_drawing(), set()) {
        Ok(PdfStatus::Unchanged | PdfStatus::CaseUnchanged) => panic!("nothing was compared"),
        Ok(PdfStatus::Changed(contradictions)) => {
            assert!(!contradictions.is_empty());
            assert!(matches!(inside, Ok(_) | Err(EmbeddedCaseError::Several | EmbeddedCaseError::WrongSize)));
        }
        Ok(PdfStatus::NotChecked(_)) => panic!("without drawing, each file is beyond the limits"),
        Ok(PdfStatus::NoMark) => assert!(inside.is_ok()),
        Ok(PdfStatus::NoCase) => assert_eq!(inside, Err(EmbeddedCaseError::NoneInside)),
        Err(error) => assert_eq!(inside, Err(error)),
    }
}
