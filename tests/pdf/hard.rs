//! Reports that are difficult to write correctly. Each must stay small, and return its case. If `PDF_SET`
//! names a folder, they are also written there to be checked with veraPDF and qpdf.

use std::path::PathBuf;

use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::pdf::{PdfProperties, embedded_case, export, write};
use wgs_referral::report::outline::Block;
use wgs_referral::report::{ReportSettings, document, lay_out};

use crate::{SAMPLES, danish, filled, sample};

const CASE_LIMIT: usize = 4 << 20;

/// Texts with difficult characters, line breaks or lengths.
fn texts() -> Vec<(&'static str, String)> {
    let letters = ('\u{A1}'..='\u{17F}').collect::<String>();
    vec![
        ("no-blank", "x".repeat(3000)),
        ("lines", (1..=150).map(|n| format!("Linje {n} af kommentaren.")).collect::<Vec<_>>().join("\n")),
        ("latin", letters),
        ("decomposed", "A\u{30A}se Ae\u{301}r O\u{308}rsted o\u{323}\u{302}".into()),
        ("signs", "≥ 18 år, ≤ 2, 5 µm, 37 °C, »citat« – tanke … ½ × ÷ ± § “x” ‘y’ € № ‰".into()),
        (
            "emoji",
            "Godt \u{1F600}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{2705} \u{1F1E9}\u{1F1F0}".into(),
        ),
        ("control", "a\u{0}b\u{7}c\u{1B}[31md\u{7F}e\u{85}f\u{FFFE}g\u{FFFF}h\u{202E}i\r\nj\tk".into()),
        ("right-to-left", "\u{5D0}\u{5D1}\u{5D2} \u{645}\u{631}\u{62D}\u{628}\u{627} ok".into()),
        ("markup", "<b>&amp;]]></b> (a\\)b) %PDF-1.7 endstream endobj \"'`".into()),
    ]
}

/// A case with the text in every free text field.
fn with_text_everywhere(set: &CriteriaSet, text: &str) -> Case {
    let mut case = sample(set, "met-by-judgement");
    let short: String = text.chars().take(200).collect();
    let name: String = text.chars().take(80).collect();
    case.patient.name = format!("Testperson {name}");
    case.requester.name = format!("Testlæge {name}");
    case.requester.department.clone_from(&short);
    case.requisition.note = text.to_owned();
    case.mtb.name = short;
    case.mtb.note = text.to_owned();
    for judgement in case.judgements.values_mut() {
        judgement.rationale = text.to_owned();
    }
    let indication = set.indication(&case.indication).unwrap();
    for row in &indication.rows {
        case.comments.insert((indication.id.clone(), row.id.clone()), text.to_owned());
    }
    case
}

/// A case with the text as a comment only, so that the report stays within the size limit.
fn commented(set: &CriteriaSet, text: &str) -> Case {
    let mut case = sample(set, "met");
    case.comments.insert((case.indication.clone(), "age".into()), text.to_owned());
    case
}

/// The name, case and settings of each report.
pub fn reports(set: &CriteriaSet) -> Vec<(String, Case, ReportSettings)> {
    let mut reports = Vec::new();
    for language in Language::ALL {
        for name in SAMPLES {
            let settings = ReportSettings::whole(language);
            reports.push((format!("{name}-{}", language.tag()), sample(set, name), settings));
        }
    }
    for indication in &set.indications {
        let case = Case::new(set, indication.id.clone(), Some(jiff::civil::date(2026, 11, 22)));
        reports.push((format!("blank-{}", indication.id), case, danish()));
    }
    for indication in &set.indications {
        for (length, line, lines) in [("ordinary", 120, 300), ("long", 200, 900)] {
            let case = filled::filled(set, indication, line, lines);
            reports.push((format!("{length}-{}", indication.id), case, danish()));
        }
    }
    for (name, text) in texts() {
        reports.push((format!("comment-{name}"), commented(set, &text), danish()));
        if !["lines", "no-blank"].contains(&name) {
            reports.push((
                format!("everywhere-{name}"),
                with_text_everywhere(set, &text),
                ReportSettings::whole(Language::En),
            ));
        }
    }
    let mut named = sample(set, "met");
    named.patient.name = "Åse Kjærgård-Sørensen Testperson ".repeat(3);
    named.requester.hospital = "Testhospitalet".repeat(14);
    reports.push(("long-names".into(), named, danish()));
    let met = || sample(set, "met-by-judgement");
    reports.push(("without-case".into(), met(), ReportSettings { with_case: false, ..danish() }));
    reports.push(("without-identity".into(), met(), ReportSettings { with_identity: false, ..danish() }));
    let bare = ReportSettings { with_case: false, with_identity: false, ..danish() };
    reports.push(("bare".into(), met(), bare));
    reports
}

/// Reports of one and of two pages, with shortened outlines.
fn short_reports(set: &CriteriaSet) -> Vec<(String, Vec<u8>)> {
    let cut_to = |pages: usize| {
        let mut document = document(set, &sample(set, "met"), danish());
        document.outline.blocks.retain(|block| !matches!(block, Block::Clinical(_)));
        let layout = loop {
            let layout = lay_out(&document.outline);
            if layout.pages.len() <= pages {
                break layout;
            }
            shorten(&mut document.outline.blocks);
        };
        assert_eq!(layout.pages.len(), pages);
        let properties = PdfProperties {
            id: document.id,
            author: "Ditte Testlæge".into(),
            creator: "wgs-referral".into(),
            moment: document.moment,
            attachment: None,
            provenance: None,
        };
        (format!("pages-{pages}"), write(&layout, &properties).unwrap())
    };
    vec![cut_to(1), cut_to(2)]
}

/// Removes the last row of the table or, if there is none left, the last block.
fn shorten(blocks: &mut Vec<Block>) {
    match blocks.last_mut() {
        Some(Block::Criteria { rows, .. }) if rows.len() > 1 => {
            rows.pop();
        }
        Some(_) | None => {
            blocks.pop();
        }
    }
}

#[test]
fn hard_reports_are_small_and_return_their_case() {
    let set = embedded().unwrap();
    let folder = std::env::var_os("PDF_SET").map(PathBuf::from);
    let save = |name: &str, bytes: &[u8]| {
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
        }
    };
    for (name, case, settings) in reports(&set) {
        let bytes = export(&set, &case, settings).unwrap().bytes;
        assert!(bytes.len() <= 100 * 1024, "{name}: {} bytes", bytes.len());
        let inside = embedded_case(&bytes, CASE_LIMIT);
        if settings.with_case {
            let text = String::from_utf8(inside.unwrap()).unwrap();
            let expected = if settings.with_identity { case } else { case::without_identity(&case) };
            assert_eq!(text, case::write(&expected), "{name}");
            let reading = case::read(&text, &set).unwrap();
            assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
            // The report takes any text, and a case that is read has only cleaned ones.
            let is_cleaned = ["latin", "decomposed", "emoji", "control"].iter().any(|it| name.ends_with(it));
            assert!(is_cleaned || reading.case == expected, "{name}");
        } else {
            assert!(inside.is_err(), "{name}");
        }
        save(&name, &bytes);
    }
    for (name, bytes) in short_reports(&set) {
        save(&name, &bytes);
    }
}
