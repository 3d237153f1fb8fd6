//! The text of the PDF, as other programs extract it: every letter that the font draws, with every mark, and signs in
//! place of the others.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use unicode_normalization::UnicodeNormalization;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, embedded};
use wgs_referral::pdf::{PdfPages, export};
use wgs_referral::report::layout::DrawItem;
use wgs_referral::report::{document, lay_out};

use crate::{danish, sample};

/// What stands for a character that the font lacks.
const REPLACEMENT: char = '\u{FFFD}';

/// Blocks of letters: Latin-1, Latin Extended-A, B and Additional, Greek, Cyrillic, superscripts and subscripts.
const BLOCKS: [(u32, u32); 9] = [
    (0xA1, 0xFF),
    (0x100, 0x17F),
    (0x180, 0x24F),
    (0x1E00, 0x1EFF),
    (0x370, 0x3FF),
    (0x400, 0x52F),
    (0x1F00, 0x1FFF),
    (0x2070, 0x209F),
    (0x2B0, 0x2E4),
];

/// A comment on the first criterion of a sample.
fn commented(set: &CriteriaSet, text: &str) -> Case {
    let mut case = sample(set, "met");
    case.comments.insert((case.indication.clone(), "age".into()), text.to_owned());
    case
}

/// Lines of letters, some in words and some with each mark.
fn lines() -> Vec<String> {
    let mut lines = Vec::new();
    for (first, last) in BLOCKS {
        let letters: Vec<char> = (first..=last)
            .filter_map(char::from_u32)
            .filter(|letter| letter.is_alphanumeric() || "⁺⁻⁼⁽⁾₊₋₌₍₎¿¡".contains(*letter))
            .collect();
        lines.extend(letters.chunks(20).map(|letters| letters.iter().collect::<String>()));
    }
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain("æøåÆØÅßđłαωБж".chars()).collect();
    for mark in ('\u{300}'..='\u{36F}').filter(|mark| *mark != '\u{34F}') {
        for letters in letters.chunks(22) {
            lines.push(letters.iter().flat_map(|letter| [*letter, mark]).collect());
        }
    }
    lines
}

/// The number of PDFs that the lines are spread over.
const PDFS: usize = 6;

/// What an extracted line may differ in: blanks, and whether letters are composed.
fn plain(text: &str) -> String {
    text.nfc().filter(|character| !character.is_whitespace()).collect()
}

/// The texts that programs extract from a PDF, with their names.
fn extracted(pdf: &Path) -> Vec<(&'static str, String)> {
    let pdf = pdf.to_str().unwrap();
    let programs: [(&str, &[&str]); 3] = [
        ("pdftotext", &["-raw", pdf, "-"]),
        ("pdftotext", &[pdf, "-"]),
        ("mutool", &["draw", "-F", "txt", pdf]),
    ];
    let mut texts = Vec::new();
    for (program, arguments) in programs {
        match Command::new(program).args(arguments).output() {
            Ok(output) => texts.push((program, String::from_utf8(output.stdout).unwrap())),
            Err(_) => {
                let required = env::var("REWRITERS").is_ok_and(|value| value == "required");
                assert!(!required, "{program} is needed");
            }
        }
    }
    texts
}

#[test]
fn every_letter_is_extracted_by_other_programs() {
    let set = embedded().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let all = lines();
    // No PDF is larger than those of the program: each embeds the glyphs that it needs.
    for (at, lines) in all.chunks(all.len().div_ceil(PDFS)).enumerate() {
        let path = folder.path().join(format!("letters-{at}.pdf"));
        let exported = export(&set, &commented(&set, &lines.join("\n")), danish()).unwrap();
        fs::write(&path, &exported.bytes).unwrap();
        if let Some(folder) = env::var_os("PDF_SET") {
            fs::write(Path::new(&folder).join(format!("letters-{at}.pdf")), &exported.bytes).unwrap();
            fs::write(Path::new(&folder).join(format!("letters-{at}.txt")), lines.join("\n")).unwrap();
        }
        for (program, text) in extracted(&path) {
            let text = plain(&text);
            assert!(text.contains("WGS-henvisning"), "{program}");
            for line in lines {
                let shown: String = line
                    .nfc()
                    .map(|it| if exported.replaced.contains(&it) { REPLACEMENT } else { it })
                    .collect();
                assert!(text.contains(&plain(&shown)), "{program}: {line}\n{text}");
            }
        }
    }
}

#[test]
fn a_name_with_a_rare_letter_leaves_the_other_letters() {
    let set = embedded().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("name.pdf");
    for name in
        ["Muḥammad Ṣāliḥ", "Muh\u{323}ammad S\u{323}a\u{304}lih\u{323}", "Nguyễn Thị Ḿ x\u{323}\u{301}"]
    {
        let mut case = sample(&set, "met");
        case.patient.name = name.to_owned();
        case.comments.insert((case.indication.clone(), "age".into()), "CD4⁺ CD8⁻ x² H₂O".to_owned());
        let exported = export(&set, &case, danish()).unwrap();
        assert!(exported.replaced.is_empty(), "{:?}", exported.replaced);
        fs::write(&path, &exported.bytes).unwrap();
        for (program, text) in extracted(&path) {
            let text = plain(&text);
            for part in [name, "WGS-henvisning", "CD4⁺CD8⁻x²H₂O", "indhentet"] {
                assert!(text.contains(&plain(part)), "{program}: {part}\n{text}");
            }
        }
        let inside = wgs_referral::pdf::embedded_case(&exported.bytes, 1 << 20).unwrap();
        assert_eq!(inside, case::write(&case).into_bytes());
    }
}

/// The number of dark dots beside a line of a comment, between two heights over its baseline as shares of
/// the font size.
fn ink(text: &str, from: f32, to: f32) -> usize {
    const PIXELS_PER_POINT: f32 = 6.0;
    let set = embedded().unwrap();
    let case = commented(&set, text);
    let shown: String = text.nfc().collect();
    let layout = lay_out(&document(&set, &case, danish()).outline);
    let items = layout.pages.iter().zip(0..).flat_map(|(items, page)| items.iter().map(move |it| (page, it)));
    let place = items.into_iter().find_map(|(page, placed)| match &placed.item {
        DrawItem::Text { x, y, run } if run.text.ends_with(&shown) => Some((page, *x, *y, run)),
        DrawItem::Text { .. } | DrawItem::Path { .. } => None,
    });
    let (page, x, baseline, run) = place.unwrap();
    let bytes = export(&set, &case, danish()).unwrap().bytes;
    let picture = PdfPages::parse(bytes).unwrap().draw(page, PIXELS_PER_POINT).unwrap();
    let pixel = |points: f32| (points * PIXELS_PER_POINT).round() as usize;
    let rows = pixel(baseline - to * run.size)..pixel(baseline - from * run.size);
    // The label of the comment stands before it.
    let start = run.text.len() - shown.len();
    let of_label: i32 =
        run.glyphs.iter().filter(|glyph| glyph.text.start < start).map(|glyph| glyph.advance).sum();
    let columns = pixel(x + of_label as f32 * run.size / 1000.0)..pixel(x + run.width());
    let dots = rows.flat_map(|row| columns.clone().map(move |column| 4 * (row * picture.width + column)));
    dots.filter(|at| picture.rgba[*at] < 128).count()
}

#[test]
fn marks_are_drawn_above_and_below_their_letters() {
    let (below, above) = (|text: &str| ink(text, -0.3, -0.05), |text: &str| ink(text, 0.74, 1.1));
    for letter in ["h", "H", "x", "b", "я", "ω"] {
        let of = |marks: &str| format!("{letter}{marks}").repeat(8);
        let (plain_below, plain_above) = (below(&of("")), above(&of("")));
        for mark in ["\u{323}", "\u{326}", "\u{327}"] {
            assert!(below(&of(mark)) > plain_below + 20, "{letter}{mark}");
            assert_eq!(above(&of(mark)), plain_above, "{letter}{mark}");
        }
        // A second mark stands above the first one.
        let one = ink(&of("\u{304}"), 0.55, 1.4);
        assert!(one > ink(&of(""), 0.55, 1.4) + 20, "{letter}");
        assert!(ink(&of("\u{304}\u{301}"), 0.55, 1.4) > one + 20, "{letter}");
    }
}

#[test]
fn superscript_signs_are_small_and_high() {
    let (low, high) = (|text: &str| ink(text, -0.02, 0.3), |text: &str| ink(text, 0.36, 0.7));
    assert_eq!(low("⁺⁺⁺⁺"), 0);
    assert!(high("⁺⁺⁺⁺") > 20);
    assert!(low("++++") > 20);
    assert!(low("₋₋₋₋") > 5);
    assert_eq!(high("₋₋₋₋"), 0);
}

#[test]
fn a_report_of_many_lines_is_written() {
    let set = embedded().unwrap();
    let case = commented(&set, &"a\n".repeat(20_000));
    let exported = export(&set, &case, danish()).unwrap();
    assert!(PdfPages::parse(exported.bytes.clone()).unwrap().count() > 300);
    let inside = wgs_referral::pdf::embedded_case(&exported.bytes, 1 << 20).unwrap();
    assert_eq!(inside, case::write(&case).into_bytes());
}
