//! The report: its outline, its layout, and the bytes of the PDF.

mod drafts;
#[path = "../filled/mod.rs"]
mod filled;
mod first_page;
mod judged;
mod printed_answers;
#[path = "../random/mod.rs"]
mod random;
mod record;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use wgs_referral::assessment::assess;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::pdf::export;
use wgs_referral::report::layout::{ContentKind, DrawItem, PAGE, StructureRole};
use wgs_referral::report::outline::{Block, CriterionPartKind, Fact};
use wgs_referral::report::{Layout, Outline, ReportSettings, document, lay_out, plain_text};

/// A complete report in Danish.
const SETTINGS: ReportSettings = ReportSettings::whole(Language::Da);

fn sample(set: &CriteriaSet, name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(format!("{name}.wgscase"));
    let reading = case::read(&fs::read_to_string(path).unwrap(), set).unwrap();
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    reading.case
}

fn outlined(set: &CriteriaSet, case: &Case, language: Language, with_identity: bool) -> Outline {
    document(set, case, ReportSettings { language, with_identity, ..SETTINGS }).outline
}

fn laid_out(set: &CriteriaSet, case: &Case) -> Layout {
    lay_out(&outlined(set, case, Language::Da, true))
}

fn fact_line(fact: &Fact) -> String {
    format!("{}: {}", fact.label, fact.value)
}

/// All texts of an outline, one per line.
fn outline_lines(outline: &Outline) -> Vec<String> {
    let running = &outline.running;
    let mut lines = vec![running.patient.clone(), running.origin.clone(), running.source.clone()];
    lines.extend(outline.running.draft.clone());
    for block in &outline.blocks {
        match block {
            Block::Title { text, below, notice, draft, mark: (mark, alt) } => {
                lines.extend([text.clone(), below.clone(), notice.clone(), mark.id.clone(), alt.clone()]);
                lines.extend(draft.clone());
            }
            Block::Strip { alt, cells: _ } => lines.push(alt.clone()),
            Block::Facts(columns) => lines.extend(columns.iter().flatten().map(fact_line)),
            Block::Clinical(groups) => lines.extend(groups.iter().flatten().map(fact_line)),
            Block::ClinicalQuestion(facts) => lines.extend(facts.iter().map(fact_line)),
            Block::Verdict { status, sentence, lines: below } => {
                lines.push(format!("[{}] {sentence}", status.as_str()));
                lines.extend(below.iter().map(|line| line.text.clone()));
            }
            Block::Judgements { heading, items } => {
                lines.push(format!("# {heading}"));
                for item in items {
                    lines.push(format!("{} {}", item.decision, item.signed_rationale()));
                }
            }
            Block::Heading(text) => lines.push(format!("# {text}")),
            Block::Paragraph { label, text } => lines.push(format!(
                "{}{text}",
                label.as_ref().map_or(String::new(), |label| format!("{label}: "))
            )),
            Block::List(points) => lines.extend(points.iter().map(|point| format!("- {point}"))),
            Block::Link { text, uri } => lines.push(format!("{text} <{uri}>")),
            Block::Criteria { rows, .. } => {
                for row in rows {
                    let words: Vec<_> = row.words.iter().map(|(_, word)| word.as_str()).collect();
                    lines.push(format!("| {} | {}", row.heading, words.join(", ")));
                    lines.extend(row.parts.iter().map(|part| format!("|   {}", part.text)));
                }
            }
            Block::Signature(labels) => lines.push(labels.join(" / ")),
        }
    }
    lines
}

/// The text of a page in reading order.
fn text_of(layout: &Layout, page: usize, wanted: impl Fn(ContentKind) -> bool) -> String {
    let items = layout.pages[page].iter().filter(|placed| wanted(placed.kind));
    items
        .filter_map(|placed| match &placed.item {
            DrawItem::Text { run, .. } => Some(format!("{} ", run.text)),
            DrawItem::Path { .. } => None,
        })
        .collect()
}

fn is_content(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::Node(_))
}

#[test]
fn the_report_contains_what_a_referral_needs() {
    let set = embedded().unwrap();
    let lines =
        outline_lines(&outlined(&set, &sample(&set, "met-by-judgement"), Language::Da, true)).join("\n");
    for expected in [
        "Mikkel Testperson · 030608-5123",
        "Primær hjernetumor · Tumortype: Andet gliom",
        "Patientens sygdom: Primær hjernetumor",
        "Bilag – erstatter ikke rekvisitionen",
        "Rekvirent: Ditte Testlæge",
        "Rekvisitionsnummer: TEST-0003",
        "Prøvenummer: P-0003",
        "[met] Kriterierne er vurderet som opfyldt, heraf 2 efter lægeligt skøn",
        "1 anbefaling ikke fulgt",
        "Histologi afventer",
        "| Alderskriterier | Opfyldt efter lægeligt skøn",
        "Krav · Opfyldt efter lægeligt skøn: Patienten er over 18 år eller efter skøn 18 år.",
        "Alder: 18 år",
        "Lægeligt skøn: Kan WGS rekvireres til en 18-årig patient? Ja, efter skøn. Patienten er netop fyldt 18 år og behandles i voksenregi. (Ditte Testlæge, 20. november 2026)",
        "Anbefaling ikke fulgt: Indsamling af friskt væv",
        "| Krav til faglig drøftelse inden rekvirering | Intet krav",
        "- Adgang til specialister til drøftelse af svaret: Ja",
        "- Drøftet på MTB før rekvisition: Neuroonkologisk MTB (test), 20. november 2026",
        "Sekundære fund: ",
        "Samtykke: Skriftligt samtykke er et lovkrav",
        "Prøver fra Region Syddanmark sendes til NGC WGS Vest (Aarhus).",
        "<https://ngc.dk>",
        "Dato / Navn / Underskrift",
        "Kriteriesæt ngc-2026-11.2 (",
        "Kriterier overtaget fra ngc.dk i november 2026 (læsning 2)",
        "Performance status (ECOG): 0",
        "Væv til WGS: Friskt",
        "Samtykke: indhentet 20. november 2026",
        "Kriterierne i overblik. Målgruppe: Opfyldt; ",
        "Molekylært tumorboard: Neuroonkologisk MTB (test), 20. november 2026",
    ] {
        assert!(lines.contains(expected), "lacks: {expected}\n{lines}");
    }
    assert!(!lines.contains("KLADDE"), "{lines}");
}

#[test]
fn a_tumour_board_after_the_report_is_not_said_to_have_discussed_it() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met-by-judgement");
    for (day, expected) in [
        (
            jiff::civil::date(2030, 1, 1),
            "- Skal drøftes på MTB: Neuroonkologisk MTB (test), planlagt 1. januar 2030",
        ),
        (
            jiff::civil::date(2020, 1, 1),
            "- Drøftet på MTB før rekvisition: Neuroonkologisk MTB (test), 1. januar 2020",
        ),
    ] {
        case.mtb.date = Some(day);
        let lines = outline_lines(&outlined(&set, &case, Language::Da, true));
        let told: Vec<_> = lines.iter().filter(|line| line.contains("MTB (test)")).collect();
        assert!(told.iter().any(|line| line.contains(expected)), "{told:?}");
        let is_planned = told.iter().all(|line| line.contains("planlagt"));
        assert_eq!(is_planned, day.year() == 2030, "{told:?}");
    }
}

#[test]
fn a_tumour_board_without_a_date_is_not_said_to_have_discussed_it() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met-by-judgement");
    case.mtb.date = None;
    for (language, expected) in [
        (Language::Da, "- MTB, dato ikke angivet: Neuroonkologisk MTB (test)"),
        (Language::En, "- MTB, date not given: Neuroonkologisk MTB (test)"),
    ] {
        let lines = outline_lines(&outlined(&set, &case, language, true));
        assert!(lines.iter().any(|line| line.contains(expected)), "{lines:?}");
    }
}

#[test]
fn every_row_of_every_indication_is_in_the_report_in_both_languages() {
    let set = embedded().unwrap();
    for name in ["not-met", "missing", "judgement", "met", "met-by-judgement"] {
        let case = sample(&set, name);
        for language in Language::ALL {
            let outline = outlined(&set, &case, language, true);
            let indication = set.indication(&case.indication).unwrap();
            let Some(Block::Criteria { rows, .. }) =
                outline.blocks.iter().find(|block| matches!(block, Block::Criteria { .. }))
            else {
                panic!("{name}: no criteria");
            };
            let headings: Vec<_> = rows.iter().map(|row| row.heading.as_str()).collect();
            let expected: Vec<_> = indication.rows.iter().map(|row| row.heading.get(language)).collect();
            assert_eq!(headings, expected);
            let assessment = assess(indication, &case);
            for (at, (row, definition)) in rows.iter().zip(&indication.rows).enumerate() {
                let verdicts: Vec<_> = row
                    .parts
                    .iter()
                    .filter_map(|part| match part.kind {
                        CriterionPartKind::Requirement(strength, status) => Some((strength, status)),
                        _ => None,
                    })
                    .collect();
                let assessed = &assessment.rows[at].requirements;
                let strengths = definition.requirements.iter().map(|requirement| requirement.strength);
                let expected: Vec<_> = strengths.zip(assessed.iter().map(|it| it.status)).collect();
                assert_eq!(verdicts, expected, "{name}: {}", row.heading);
            }
            let overall = outline.blocks.iter().find_map(|block| match block {
                Block::Verdict { status, .. } => Some(*status),
                _ => None,
            });
            assert_eq!(overall, Some(assessment.overall), "{name}");
        }
    }
}

#[test]
fn the_word_of_a_verdict_is_broken_between_words_only() {
    /// Where the words stand in the first column of the table, and their size.
    const AT: (f32, f32) = (69.0, 8.0);
    let set = embedded().unwrap();
    for name in ["met", "met-by-judgement", "not-met", "missing", "judgement"] {
        for language in Language::ALL {
            let outline = outlined(&set, &sample(&set, name), language, true);
            let rows = outline.blocks.iter().find_map(|block| match block {
                Block::Criteria { rows, .. } => Some(rows),
                _ => None,
            });
            let words = rows.unwrap().iter().flat_map(|row| &row.words).map(|(_, word)| word);
            let words: BTreeSet<&str> = words.flat_map(|word| word.split_whitespace()).collect();
            let layout = lay_out(&outline);
            let mut printed = BTreeSet::new();
            for placed in layout.pages.iter().flatten() {
                match &placed.item {
                    DrawItem::Text { x, run, .. } if (*x, run.size) == AT => {
                        printed.extend(run.text.split_whitespace());
                    }
                    _ => {}
                }
            }
            assert_eq!(printed, words, "{name} {language:?}");
        }
    }
}

#[test]
fn a_report_with_open_verdict_or_without_name_is_marked_as_draft_on_every_page() {
    let set = embedded().unwrap();
    let mut unnamed = sample(&set, "met");
    unnamed.requester.name.clear();
    for case in [sample(&set, "missing"), sample(&set, "judgement"), unnamed] {
        let layout = laid_out(&set, &case);
        for page in 0..layout.pages.len() {
            assert!(text_of(&layout, page, |kind| kind == ContentKind::Head).contains("KLADDE"));
        }
    }
    for name in ["met", "not-met"] {
        let layout = laid_out(&set, &sample(&set, name));
        assert!(!text_of(&layout, 0, |kind| kind == ContentKind::Head).contains("KLADDE"), "{name}");
    }
}

#[test]
fn an_unknown_region_lists_both_laboratories() {
    let set = embedded().unwrap();
    let lines = outline_lines(&outlined(&set, &sample(&set, "missing"), Language::En, true)).join("\n");
    assert!(lines.contains("WGS Center East") && lines.contains("WGS Center West"), "{lines}");
}

/// The content of all objects of a PDF, decompressed.
fn contents(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut all = format!("{:?}", document.trailer);
    for object in document.objects.values() {
        all.push_str(&match object.as_stream() {
            Ok(stream) => {
                let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                format!("{:?} {}", stream.dict, String::from_utf8_lossy(&content))
            }
            Err(_) => format!("{object:?}"),
        });
        all.push('\n');
    }
    all
}

#[test]
fn a_report_without_identity_names_nobody() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met-by-judgement");
    case.requester.phone = "45454545".into();
    let hidden = [
        "Mikkel",
        "Testperson",
        "030608",
        "5123",
        "Ditte",
        "Testlæge",
        "Neurokirurgisk",
        "Testhospitalet",
        "Region Syddanmark sendes",
        "TEST1",
        "45454545",
        "TEST-0003",
        "P-0003",
        "2008-06-03",
    ];
    let outline = outlined(&set, &case, Language::Da, false);
    let texts = [outline_lines(&outline).join("\n"), plain_text(&outline)];
    let bytes = export(&set, &case, ReportSettings { with_identity: false, ..SETTINGS }).unwrap().bytes;
    for text in texts.iter().chain([&contents(&bytes)]) {
        for hidden in hidden {
            assert!(!text.contains(hidden), "{hidden}");
        }
    }
    assert!(texts[0].contains("Patient: Uden navn og CPR-nummer") && texts[0].contains("Alder: 18 år"));
    assert!(texts[0].contains("Uden navn og CPR-nummer – kan ikke lægges ved en rekvisition"));
    assert!(texts[0].contains("KLADDE"), "patient and requester are not named");
    assert!(contents(&bytes).contains("age: 18"), "the case inside keeps the age");
}

#[test]
fn a_report_without_identity_does_not_depend_on_the_identity() {
    let set = embedded().unwrap();
    let case = sample(&set, "met-by-judgement");
    let settings = ReportSettings { with_identity: false, ..SETTINGS };
    let mut other = case.clone();
    other.patient.name = "Anton Testperson".into();
    // Born on the same day.
    other.patient.cpr = case::Cpr::parse("030608-5131").ok();
    assert_eq!(case.age(), other.age());
    other.requester.name = "Carl Testlæge".into();
    other.requester.region = "Region Nordjylland".into();
    other.requisition.number = "R-2".into();
    for judgement in other.judgements.values_mut() {
        judgement.by = "Carl Testlæge".into();
    }
    other.unparsed.insert("mtb-date".into(), "2408".into());
    assert_eq!(export(&set, &case, settings).unwrap(), export(&set, &other, settings).unwrap());
    assert_ne!(document(&set, &case, SETTINGS).id, document(&set, &other, SETTINGS).id);
}

#[test]
fn the_id_depends_on_case_moment_language_and_attachment() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    let mut commented = case.clone();
    commented.comments.insert((case.indication.clone(), "age".into()), "!".into());
    let moment = "2026-11-22T10:00:00Z".parse().ok();
    let ids = [
        document(&set, &case, SETTINGS).id,
        document(&set, &commented, SETTINGS).id,
        document(&set, &case, ReportSettings { language: Language::En, ..SETTINGS }).id,
        document(&set, &case, ReportSettings { moment, ..SETTINGS }).id,
        document(&set, &case, ReportSettings { with_case: false, ..SETTINGS }).id,
        document(&set, &case, ReportSettings { with_identity: false, ..SETTINGS }).id,
    ];
    let different: BTreeSet<String> = ids.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), ids.len());
    let short = ids[0].short();
    assert_eq!(short.len(), 9);
    assert!(short.chars().all(|c| c == '-' || c.is_ascii_digit() || c.is_ascii_uppercase()), "{short}");
}

#[test]
fn the_first_page_contains_everything_that_must_be_known() {
    let set = embedded().unwrap();
    for name in ["not-met", "missing", "judgement", "met", "met-by-judgement"] {
        let case = sample(&set, name);
        let outline = outlined(&set, &case, Language::Da, true);
        let layout = lay_out(&outline);
        let first = text_of(&layout, 0, is_content);
        let mut wanted = vec![case.patient.name.clone(), case.patient.cpr.unwrap().to_string()];
        wanted.push(set.indication(&case.indication).unwrap().title.get(Language::Da).to_owned());
        for block in &outline.blocks {
            match block {
                Block::Verdict { sentence, lines, .. } => {
                    wanted.push(sentence.clone());
                    wanted.extend(lines.iter().map(|line| line.text.clone()));
                }
                Block::Strip { cells, .. } => wanted.extend(cells.iter().map(|cell| cell.name.clone())),
                Block::Facts(columns) => {
                    wanted.extend(columns.iter().flatten().map(|fact| fact.value.clone()))
                }
                Block::Clinical(groups) => {
                    wanted.extend(groups.iter().flatten().map(|fact| fact.value.clone()));
                }
                Block::ClinicalQuestion(facts) => wanted.extend(facts.iter().map(|fact| fact.value.clone())),
                Block::Judgements { heading: _, items } => {
                    for item in items {
                        wanted.extend([item.decision.clone(), item.rationale.clone()]);
                        wanted.extend(item.signed.clone());
                    }
                }
                Block::Title { .. }
                | Block::Heading(_)
                | Block::Paragraph { .. }
                | Block::List(_)
                | Block::Link { .. }
                | Block::Criteria { .. }
                | Block::Signature(_) => {}
            }
        }
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        for wanted in wanted {
            assert!(squeezed(&first).contains(&squeezed(&wanted)), "{name}: {wanted}\n{first}");
        }
    }
}

#[test]
fn the_plain_text_has_the_same_content_in_the_same_order() {
    let set = embedded().unwrap();
    for name in ["not-met", "missing", "judgement", "met", "met-by-judgement"] {
        for language in Language::ALL {
            let mut case = sample(&set, name);
            case.comments.insert((case.indication.clone(), "age".into()), "Linje 1\nLinje 2".into());
            let outline = outlined(&set, &case, language, true);
            let plain = plain_text(&outline);
            let lowered = plain.to_lowercase();
            let mut from = 0;
            for block in &outline.blocks {
                let texts: Vec<String> = match block {
                    Block::Title { text, below, notice, draft, .. } => {
                        [text, below, notice].into_iter().chain(draft).cloned().collect()
                    }
                    Block::Facts(columns) => columns.iter().flatten().map(fact_line).collect(),
                    Block::Clinical(groups) => groups.iter().flatten().map(fact_line).collect(),
                    Block::ClinicalQuestion(facts) => facts.iter().map(fact_line).collect(),
                    Block::Verdict { sentence, lines, .. } => std::iter::once(sentence)
                        .chain(lines.iter().map(|line| &line.text))
                        .cloned()
                        .collect(),
                    Block::Judgements { heading, items } => {
                        let items = items.iter().flat_map(|item| {
                            [&item.decision, &item.rationale].into_iter().chain(&item.signed)
                        });
                        std::iter::once(heading).chain(items).cloned().collect()
                    }
                    Block::Heading(text) => vec![text.clone()],
                    Block::Paragraph { label, text } => label.iter().chain([text]).cloned().collect(),
                    Block::List(points) => points.clone(),
                    Block::Link { text, uri } => vec![text.clone(), uri.clone()],
                    Block::Criteria { rows, .. } => rows
                        .iter()
                        .flat_map(|row| {
                            let parts = row.parts.iter().flat_map(|part| part.text.lines());
                            std::iter::once(row.heading.as_str()).chain(parts).map(str::to_owned)
                        })
                        .collect(),
                    Block::Strip { .. } | Block::Signature(_) => Vec::new(),
                };
                for text in texts {
                    let text = text.to_lowercase();
                    let at = lowered[from..]
                        .find(&text)
                        .unwrap_or_else(|| panic!("{name}: lacks {text}\n{plain}"));
                    from += at + text.len();
                }
            }
            assert!(!plain.contains("\n\n\n"), "{plain}");
        }
    }
}

#[test]
fn a_comment_of_three_pages_stays_in_order() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    let lines: Vec<String> = (0..180).map(|number| format!("Linje {number} af kommentaren.")).collect();
    case.comments.insert((case.indication.clone(), "paraclinical".into()), lines.join("\n"));
    let layout = laid_out(&set, &case);
    assert!(layout.pages.len() >= 5);
    let read: String = (0..layout.pages.len()).map(|page| text_of(&layout, page, is_content)).collect();
    let places: Vec<_> =
        lines.iter().map(|line| read.find(line.as_str()).unwrap_or_else(|| panic!("lost: {line}"))).collect();
    assert!(places.is_sorted());
}

/// Checks what must hold for the pages of every report.
fn check_pages(layout: &Layout) -> Result<(), TestCaseError> {
    for (number, page) in layout.pages.iter().enumerate() {
        let mut last_heading = None;
        let mut lowest = 0.0_f32;
        for placed in page {
            let DrawItem::Text { x, y, run } = &placed.item else { continue };
            let width: f32 = run.width();
            let ends_in_blank = run.text.ends_with(' ');
            prop_assert!(*x >= 50.0, "page {number}: {:?} begins at {x}", run.text);
            prop_assert!(
                x + width <= PAGE.0 - 48.0 || ends_in_blank,
                "page {number}: {:?} ends at {}",
                run.text,
                x + width
            );
            prop_assert!(*y > 20.0 && *y < PAGE.1 - 20.0, "page {number}: {:?} stands at {y}", run.text);
            if let ContentKind::Node(node) = placed.kind {
                lowest = lowest.max(*y);
                if layout.nodes[node].role == StructureRole::Heading {
                    last_heading = Some(*y);
                }
            }
        }
        if let Some(heading) = last_heading {
            prop_assert!(lowest > heading, "page {number} ends with a heading");
        }
        let head = text_of(layout, number, |kind| kind == ContentKind::Head);
        let foot = text_of(layout, number, |kind| kind == ContentKind::Foot);
        prop_assert!(foot.contains(&format!("Side {} af {}", number + 1, layout.pages.len())), "{foot}");
        prop_assert!(!head.trim().is_empty());
    }
    Ok(())
}

#[test]
fn long_names_and_words_stay_on_the_page() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    case.patient.name = "Testperson-".repeat(40);
    case.requester.department = "Ø".repeat(300);
    case.comments.insert((case.indication.clone(), "age".into()), "x".repeat(3000));
    let layout = laid_out(&set, &case);
    check_pages(&layout).unwrap();
    for page in 0..layout.pages.len() {
        let head = text_of(&layout, page, |kind| kind == ContentKind::Head);
        assert!(head.contains("240847-1233"), "the number gives way to nothing: {head}");
    }
}

#[test]
fn a_name_longer_than_a_page_continues_on_the_next() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    case.patient.name = "Testperson ".repeat(900);
    case.mtb.name = "MTB-".repeat(2000);
    let layout = laid_out(&set, &case);
    check_pages(&layout).unwrap();
    let all: String = (0..layout.pages.len()).map(|page| text_of(&layout, page, is_content)).collect();
    assert!(all.matches("Testperson").count() >= 900);
    assert!(all.matches("MTB-").count() >= 2 * 1900, "on page 1 and in the notes");
}

#[test]
fn characters_without_a_glyph_are_replaced_and_reported() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    case.comments.insert((case.indication.clone(), "age".into()), "Godt \u{1F600} \u{5D0}\u{7}".into());
    let export = export(&set, &case, SETTINGS).unwrap();
    assert_eq!(export.replaced, BTreeSet::from(['\u{1F600}', '\u{5D0}', '\u{7}']));
}

#[test]
fn equal_cases_give_equal_bytes_and_contain_their_case() {
    let set = embedded().unwrap();
    for name in ["not-met", "missing", "judgement", "met", "met-by-judgement"] {
        let case = sample(&set, name);
        let first = export(&set, &case, SETTINGS).unwrap().bytes;
        assert_eq!(first, export(&set, &case, SETTINGS).unwrap().bytes, "{name}");
        assert!(first.len() < 100 * 1024, "{name}: {} bytes", first.len());
        let document = lopdf::Document::load_mem(&first).unwrap();
        let inside: Vec<_> = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|stream| {
                stream
                    .dict
                    .get(b"Type")
                    .and_then(lopdf::Object::as_name)
                    .is_ok_and(|name| name == b"EmbeddedFile")
            })
            .map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
            .collect();
        assert_eq!(inside, [case::write(&case).into_bytes()], "{name}");
    }
}

#[test]
fn without_the_case_nothing_is_attached() {
    let set = embedded().unwrap();
    let settings = ReportSettings { with_case: false, ..SETTINGS };
    let bytes = export(&set, &sample(&set, "met"), settings).unwrap().bytes;
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    assert!(document.catalog().unwrap().get(b"AF").is_err());
}

#[test]
fn a_blank_case_has_a_report() {
    let set = embedded().unwrap();
    for indication in &set.indications {
        for day in [None, Some(date(2026, 11, 22))] {
            let case = Case::new(&set, indication.id.clone(), day);
            assert!(export(&set, &case, SETTINGS).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_has_a_report_that_stays_on_its_pages(case in random::any_draft()) {
        let set = embedded().unwrap();
        check_pages(&laid_out(&set, &case))?;
        prop_assert!(export(&set, &case, SETTINGS).is_ok());
    }
}

#[test]
fn each_language_has_quotation_marks_of_its_own() {
    let set = embedded().unwrap();
    for name in ["not-met", "missing", "judgement", "met-by-judgement"] {
        for (language, own, others) in [(Language::Da, '»', ['“', '”']), (Language::En, '“', ['»', '«'])]
        {
            let lines = outline_lines(&outlined(&set, &sample(&set, name), language, true));
            let wrong: Vec<_> = lines.iter().filter(|line| line.contains(others)).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            assert!(lines.iter().any(|line| line.contains(own)), "{name}: nothing is quoted");
        }
    }
}
