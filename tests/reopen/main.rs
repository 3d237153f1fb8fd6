//! The case is taken out of an exported PDF again, also after other programs rewrote it, and hostile PDFs
//! end in an error.

mod hostile;
mod viewers;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use hostile::{CASE, Pdf, deflated};
use wgs_referral::case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::files::{self, CASE_LIMIT, CaseFile, CaseFileError, FileError, PDF_LIMIT};
use wgs_referral::pdf::{EmbeddedCaseError, embedded_case, export, is_pdf};
use wgs_referral::report::ReportSettings;

fn reopened(pdf: &[u8]) -> Result<Vec<u8>, EmbeddedCaseError> {
    embedded_case(pdf, CASE_LIMIT as usize)
}

/// Every sample in both languages: its name, the case file and the PDF.
fn exported(set: &CriteriaSet) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "wgscase") {
            // A window that has a sample open leaves lock files beside it.
            continue;
        }
        let sample = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case = case::read(&fs::read_to_string(path).unwrap(), set).unwrap().case;
        for language in Language::ALL {
            let pdf = export(set, &case, ReportSettings::whole(language)).unwrap().bytes;
            let name = format!("{sample}-{}", language.tag());
            found.push((name, case::write(&case).into_bytes(), pdf));
        }
    }
    assert!(found.len() >= 10, "the samples were not found");
    found
}

fn an_export() -> (Vec<u8>, Vec<u8>) {
    let (_, case, pdf) = exported(&embedded().unwrap()).swap_remove(0);
    (case, pdf)
}

// ---- What comes back ----

#[test]
fn the_case_of_every_sample_is_taken_out_unchanged() {
    for (name, case, pdf) in exported(&embedded().unwrap()) {
        assert!(is_pdf(&pdf));
        assert_eq!(reopened(&pdf).as_deref(), Ok(&case[..]), "{name}");
    }
}

#[test]
fn a_case_of_the_maximum_size_is_taken_out_and_a_larger_one_is_refused() {
    let catalog = "<< /AF [3 0 R] >>";
    let file = "<< /F (case.wgscase) /AFRelationship /Source /EF << /F 4 0 R >> >>";
    for (length, ends) in [(CASE_LIMIT, true), (CASE_LIMIT + 1, false)] {
        let case: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        for (filter, content) in [("/Filter /FlateDecode", deflated(&case)), ("", case.clone())] {
            let pdf = Pdf::new().object(1, catalog).object(3, file).stream(4, filter, &content).end();
            let expected = if ends { Ok(case.clone()) } else { Err(EmbeddedCaseError::TooMuch) };
            assert!(reopened(&pdf) == expected, "{length} bytes, {filter}");
        }
    }
}

#[test]
fn an_attachment_without_relationship_is_found_by_its_name() {
    let file = "<< /UF <FEFF0063006100730065002E00770067007300630061007300650020> /F (other) >>";
    let other = "<< /F (other.txt) /EF << /F 4 0 R >> >>";
    let case = "<< /UF <FEFF0063006100730065002E0077006700730063006100730065> /EF << /F 4 0 R >> >>";
    let tree = "<< /Names << /EmbeddedFiles << /Kids [<< /Kids [7 0 R] >>] >> >> >>";
    let leaf = "<< /Limits [(a) (z)] /Names [(a) 3 0 R (b) 5 0 R (z) 6 0 R] >>";
    let without = Pdf::new().object(1, tree).object(3, other).object(5, file).stream(4, "", CASE);
    let with = Pdf::new().object(1, tree).object(3, other).object(5, file).stream(4, "", CASE);
    assert_eq!(reopened(&with.object(6, case).object(7, leaf).end()).as_deref(), Ok(CASE));
    assert_eq!(reopened(&without.object(6, other).object(7, leaf).end()), Err(EmbeddedCaseError::NoneInside));
}

#[test]
fn a_pdf_without_a_case_is_an_error() {
    let set = embedded().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/met.wgscase");
    let case = case::read(&fs::read_to_string(sample).unwrap(), &set).unwrap().case;
    let pdf = export(&set, &case, ReportSettings { with_case: false, ..ReportSettings::whole(Language::Da) })
        .unwrap()
        .bytes;
    assert_eq!(reopened(&pdf), Err(EmbeddedCaseError::NoneInside));
    assert_eq!(reopened(case::write(&case).as_bytes()), Err(EmbeddedCaseError::NotAPdf));
}

#[test]
fn equal_attachments_are_accepted_and_different_ones_refused() {
    let two = |other: &[u8]| {
        let catalog = "<< /AF [3 0 R] /Names << /EmbeddedFiles << /Names [(a) 3 0 R (b) 5 0 R] >> >> >>";
        let file = "<< /F (case.wgscase) /EF << /F 6 0 R >> >>";
        let source = "<< /F (case.wgscase) /AFRelationship /Source /EF << /F 4 0 R >> >>";
        let pdf = Pdf::new().object(1, catalog).object(3, source).stream(4, "", CASE);
        reopened(&pdf.object(5, file).stream(6, "", other).end())
    };
    assert_eq!(two(CASE).as_deref(), Ok(CASE));
    assert_eq!(two(b"(format: 2)"), Err(EmbeddedCaseError::Several));
}

#[test]
fn bytes_before_the_header_are_skipped() {
    let (case, pdf) = an_export();
    for before in [&b"\n"[..], &[0; 128], b"HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 1000], &[b'x'; 1023]] {
        let moved = [before, &pdf].concat();
        assert!(is_pdf(&moved));
        assert_eq!(reopened(&moved).as_deref(), Ok(&case[..]));
    }
    assert_eq!(reopened(&[&[b'x'; 1024][..], &pdf].concat()), Err(EmbeddedCaseError::NotAPdf));
}

#[test]
fn the_last_incremental_update_is_read() {
    let first = Pdf::with_case().end();
    let start = first.windows(6).position(|bytes| bytes == b"\nxref\n").unwrap() + 1;
    let appended = Pdf::after(first).stream(4, "", b"(format: 2)").end_with(&format!("/Prev {start}"));
    assert_eq!(reopened(&appended).as_deref(), Ok(&b"(format: 2)"[..]));
}

#[test]
fn a_hybrid_cross_reference_table_is_read() {
    let file = "3 0 << /F (case.wgscase) /AFRelationship /Source /EF << /F 4 0 R >> >>";
    let pdf = Pdf::new().stream(4, "", CASE).stream(5, "/Type /ObjStm /N 1 /First 4", file.as_bytes());
    let with_stream = pdf.end_within(5, &[3]);
    let beside = with_stream.windows(8).rposition(|bytes| bytes == b"\n8 0 obj").unwrap() + 1;
    let pdf = Pdf::after(with_stream).object(1, "<< /AF [3 0 R] >>");
    assert_eq!(reopened(&pdf.end_with(&format!("/XRefStm {beside}"))).as_deref(), Ok(CASE));
}

#[test]
fn a_case_file_that_quotes_the_pdf_header_is_a_case_file() {
    assert!(!is_pdf(b"(\n    format: 1,\n    comments: { \"a\": \"%PDF-1.7\" },\n)"));
    assert!(!is_pdf(b"// %PDF-1.7\n(format: 1)"));
}

// ---- Other programs ----

#[test]
fn the_case_survives_rewriting_by_other_programs() {
    let exports = exported(&embedded().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let qpdf: [&[&str]; 16] = [
        &["--linearize"],
        &["--object-streams=disable"],
        &["--object-streams=generate", "--linearize"],
        &["--qdf"],
        &["--compress-streams=n"],
        &["--recompress-flate", "--compression-level=1"],
        &["--stream-data=uncompress", "--newline-before-endstream"],
        &["--encrypt", "", "owner", "256", "--"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=y", "--"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--force-V4", "--"],
        &["--encrypt", "", "owner", "128", "--use-aes=y", "--cleartext-metadata", "--"],
        &["--encrypt", "", "owner", "256", "--cleartext-metadata", "--"],
        &["--encrypt", "", "owner", "256", "--force-R5", "--"],
        &["--object-streams=disable", "--encrypt", "", "owner", "256", "--modify=none", "--print=none", "--"],
        &["--allow-weak-crypto", "--encrypt", "", "owner", "40", "--modify=n", "--"],
    ];
    let mutool: [&[&str]; 10] = [
        &[],
        &["-gggg", "-z"],
        &["-d"],
        &["-a"],
        &["-ggg", "-l"],
        &["-s", "-i"],
        &["-E", "rc4-40", "-O", "owner"],
        &["-E", "rc4-128", "-O", "owner"],
        &["-E", "aes-128", "-O", "owner"],
        &["-E", "aes-256", "-O", "owner"],
    ];
    let rewrites = qpdf.map(|arguments| ("qpdf", arguments)).into_iter();
    for (program, arguments) in rewrites.chain(mutool.map(|arguments| ("mutool", arguments))) {
        if !is_there(program) {
            continue;
        }
        for (name, case, pdf) in exports.iter().step_by(2) {
            let (from, to) = (path("from.pdf"), path("to.pdf"));
            fs::write(&from, pdf).unwrap();
            let _ = fs::remove_file(&to);
            let mut command = Command::new(program);
            match program {
                "qpdf" => command.args(arguments).args([&from, &to]),
                _ => command.arg("clean").args(arguments).args([&from, &to]),
            };
            let output = command.output().unwrap();
            assert!(Path::new(&to).exists(), "{program} {arguments:?}: {output:?}");
            let rewritten = fs::read(&to).unwrap();
            assert_eq!(reopened(&rewritten).as_ref(), Ok(case), "{program} {arguments:?}: {name}");
        }
    }
}

#[test]
fn a_pdf_with_a_password_is_reported_as_encrypted() {
    if !is_there("qpdf") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.pdf"), folder.path().join("to.pdf"));
    let (_, pdf) = an_export();
    fs::write(&from, pdf).unwrap();
    for bits in ["256", "128", "40"] {
        let arguments = ["--allow-weak-crypto", "--encrypt", "user", "owner", bits, "--"];
        assert!(Command::new("qpdf").args(arguments).args([&from, &to]).status().unwrap().success());
        assert_eq!(reopened(&fs::read(&to).unwrap()), Err(EmbeddedCaseError::Encrypted), "{bits} bits");
    }
}

/// Whether a program is installed. With `REWRITERS=required` it must be.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    let required = env::var("REWRITERS").is_ok_and(|value| value == "required");
    assert!(there || !required, "{program} is needed");
    there
}

// ---- Hostile files ----

#[test]
fn hostile_pdfs_give_no_other_case() {
    assert_eq!(
        reopened(&Pdf::with_case().end()).as_deref(),
        Ok(CASE),
        "the files are made as they should be"
    );
    for (name, pdf) in hostile::files() {
        assert!(pdf.len() < PDF_LIMIT as usize, "{name}: {} bytes are not even read", pdf.len());
        // A table that leads to nowhere does not matter where the objects can be found without it.
        if let Ok(found) = reopened(&pdf) {
            assert!(name.starts_with("a table") && found == CASE, "{name}: {} bytes", found.len());
        }
    }
}

#[test]
fn a_truncated_pdf_gives_its_case_or_an_error() {
    let (case, pdf) = an_export();
    for length in (0..pdf.len()).step_by(53).chain(pdf.len() - 200..pdf.len()) {
        match reopened(&pdf[..length]) {
            // The objects are found without the table at the end.
            Ok(found) => assert!(found == case, "cut off at {length}"),
            Err(error) => assert!(matches!(
                error,
                EmbeddedCaseError::NotAPdf | EmbeddedCaseError::Damaged | EmbeddedCaseError::TooMuch
            )),
        }
    }
}

#[test]
fn changing_a_few_bytes_never_gives_another_case() {
    let (case, pdf) = an_export();
    let mut random = Random(20_261_122);
    for _ in 0..1500 {
        if let Ok(found) = reopened(&changed(&pdf, 0, pdf.len(), &mut random)) {
            assert_eq!(found, case);
        }
    }
}

#[test]
fn replacing_the_words_of_a_pdf_never_panics() {
    let pdf = hostile::with_deflated_case();
    let mut random = Random(11);
    for _ in 0..20_000 {
        let _ = reopened(&changed(&pdf, 0, pdf.len(), &mut random));
    }
}

#[test]
fn replacing_the_words_of_an_encrypted_pdf_never_panics() {
    if !is_there("qpdf") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.pdf"), folder.path().join("to.pdf"));
    fs::write(&from, an_export().1).unwrap();
    let mut random = Random(7);
    for (bits, aes) in [("256", &[][..]), ("128", &["--use-aes=y"]), ("128", &["--use-aes=n"]), ("40", &[])] {
        let mut command = Command::new("qpdf");
        command.args(["--allow-weak-crypto", "--object-streams=disable", "--encrypt", "", "owner", bits]);
        assert!(command.args(aes).arg("--").args([&from, &to]).status().unwrap().success());
        let pdf = fs::read(&to).unwrap();
        let how = pdf.windows(9).rposition(|bytes| bytes == b"/Standard").unwrap();
        let trailer = pdf.windows(8).rposition(|bytes| bytes == b"/Encrypt").unwrap();
        for at in [how - 300, trailer - 300] {
            for _ in 0..50 {
                let _ = reopened(&changed(&pdf, at, 600, &mut random));
            }
        }
    }
}

/// A copy with one to three bytes changed, within a range.
fn changed(pdf: &[u8], from: usize, length: usize, random: &mut Random) -> Vec<u8> {
    let mut changed = pdf.to_vec();
    let length = length.min(pdf.len() - from);
    for _ in 0..=random.below(3) {
        changed[from + random.below(length)] = random.below(256) as u8;
    }
    changed
}

/// Pseudorandom numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

// ---- Files ----

#[test]
fn the_content_and_not_the_name_decides_the_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wgscase");
    let (case, pdf) = an_export();
    fs::write(&path, &case).unwrap();
    let CaseFile::Plain(found) = files::read_case(&path).unwrap().0 else { panic!() };
    assert_eq!((found.text.as_bytes(), found.attachment()), (&case[..], None));
    fs::write(&path, &pdf).unwrap();
    let CaseFile::Plain(found) = files::read_case(&path).unwrap().0 else { panic!() };
    assert_eq!((found.text.as_bytes(), found.attachment()), (&case[..], Some("case.wgscase")));
}

#[test]
fn each_kind_of_file_has_its_own_size_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let refused = |start: &[u8], length: u64| {
        fs::write(&path, start).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
        files::read_case(&path).err().unwrap()
    };
    let too_large = |error, limit| match error {
        CaseFileError::File(FileError::TooLarge { limit: told }) => told == limit,
        _ => false,
    };
    assert!(too_large(refused(b"(", CASE_LIMIT + 1), CASE_LIMIT));
    assert!(too_large(refused(b"%PDF-1.7\n", PDF_LIMIT + 1), PDF_LIMIT));
    assert!(matches!(refused(b"%PDF-1.7\n", PDF_LIMIT), CaseFileError::Pdf(EmbeddedCaseError::Damaged)));
    assert!(matches!(refused(b"\xFF", 1), CaseFileError::File(FileError::NotText)));
    let error = files::read_case(folder.path()).err();
    assert!(matches!(error, Some(CaseFileError::File(FileError::IsFolder))));
    let error = files::read_case(&folder.path().join("none")).err();
    assert!(matches!(error, Some(CaseFileError::File(FileError::NotFound))));
}
