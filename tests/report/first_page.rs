//! The first page: everything of ordinary length is on it, what is longer continues overleaf, blanks take no room.

use std::collections::BTreeSet;

use jiff::civil::date;
use wgs_referral::assessment::visible_questions;
use wgs_referral::case::{Case, Cpr};
use wgs_referral::definition::{
    Answer, CriteriaSet, Indication, JudgementId, Language, Question, QuestionKind, SummaryGroup,
};
use wgs_referral::pdf::export;
use wgs_referral::report::layout::ContentKind;
use wgs_referral::report::outline::Block;
use wgs_referral::report::{Layout, ReportSettings, document, lay_out, plain_text};

use crate::filled::{filled, text};
use crate::random::set;
use crate::{SETTINGS, is_content, sample, text_of};

fn settings(language: Language) -> ReportSettings {
    ReportSettings { language, ..SETTINGS }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The texts of the clinician that the first page holds.
fn front_texts(case: &Case, indication: &Indication, language: Language) -> Vec<String> {
    let set = set();
    let outline = document(set, case, settings(language)).outline;
    let mut texts = Vec::new();
    for block in &outline.blocks {
        match block {
            Block::Facts(columns) => texts.extend(columns.iter().flatten().map(|fact| fact.value.clone())),
            Block::Clinical(groups) => texts.extend(groups.iter().flatten().map(|fact| fact.value.clone())),
            Block::ClinicalQuestion(facts) => texts.extend(facts.iter().map(|fact| fact.value.clone())),
            Block::Judgements { items, .. } => {
                texts.extend(
                    items
                        .iter()
                        .flat_map(|item| item.signed.clone().into_iter().chain([item.rationale.clone()])),
                );
            }
            _ => {}
        }
    }
    assert!(texts.len() > 10, "{}", indication.id);
    texts
}

/// Whether the answer stands in the title line.
fn is_in_title(indication: &Indication, question: &Question) -> bool {
    indication.subgroup.iter().any(|it| it.id == question.id)
}

/// Whether a page holds the text, without regard to line ends.
fn holds(layout: &Layout, page: usize, text: &str) -> bool {
    squeezed(&text_of(layout, page, is_content)).contains(&squeezed(text))
}

#[test]
fn everything_of_ordinary_length_is_whole_on_the_first_page() {
    let set = set();
    for indication in &set.indications {
        let case = filled(set, indication, 120, 300);
        for language in Language::ALL {
            let outline = document(set, &case, settings(language)).outline;
            let layout = lay_out(&outline);
            let first = text_of(&layout, 0, is_content);
            assert!(!first.contains(&outline.overleaf.mark), "{} {language:?}:\n{first}", indication.id);
            for text in front_texts(&case, indication, language) {
                assert!(holds(&layout, 0, &text), "{} {language:?}: {text}\n{first}", indication.id);
            }
        }
        let outline = document(set, &case, SETTINGS).outline;
        let printed = outline.blocks.iter().find_map(|block| match block {
            Block::Judgements { items, .. } => Some(items.len()),
            _ => None,
        });
        assert_eq!(printed, Some(3), "{}", indication.id);
    }
}

#[test]
fn a_longer_text_is_whole_overleaf_and_the_first_page_says_so() {
    let set = set();
    for indication in &set.indications {
        for lines in [600, 4000] {
            let case = filled(set, indication, 200, lines);
            for language in Language::ALL.into_iter().take(if lines == 600 { 2 } else { 1 }) {
                let outline = document(set, &case, settings(language)).outline;
                let layout = lay_out(&outline);
                let first = text_of(&layout, 0, is_content);
                let all: String =
                    (0..layout.pages.len()).map(|page| text_of(&layout, page, is_content)).collect();
                let mut cut = 0;
                for text in front_texts(&case, indication, language) {
                    if !holds(&layout, 0, &text) {
                        cut += 1;
                        assert!(squeezed(&all).contains(&squeezed(&text)), "{}: {text}", indication.id);
                    }
                }
                let marks = squeezed(&first).matches(&squeezed(&outline.overleaf.mark)).count();
                assert_eq!(marks, cut, "{} {lines} {language:?}:\n{first}", indication.id);
                assert_eq!(cut > 0, all.contains(&outline.overleaf.heading), "{}", indication.id);
                assert!(lines < 1500 || cut > 0, "{}: nothing is cut", indication.id);
                for block in &outline.blocks {
                    if let Block::Verdict { sentence, .. } = block {
                        assert!(holds(&layout, 0, sentence));
                    }
                }
                if cut > 0 {
                    let second = text_of(&layout, 1, is_content);
                    assert!(second.trim_start().starts_with(&outline.overleaf.heading), "{second}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_cut_keeps_at_least_what_is_of_ordinary_length() {
    let set = set();
    for indication in &set.indications {
        let mut case = filled(set, indication, 120, 300);
        let long = text("Klinisk problemstilling.", 4000);
        case.answers.insert("clinical-question".into(), Answer::Lines(long.clone()));
        let layout = lay_out(&document(set, &case, SETTINGS).outline);
        let ordinary: String = long.chars().take(250).collect();
        assert!(holds(&layout, 0, &ordinary), "{}:\n{}", indication.id, text_of(&layout, 0, is_content));
        assert!(!holds(&layout, 0, &long));
    }
}

#[test]
fn many_short_lines_are_cut_as_well() {
    let set = set();
    let indication = set.indication(&"sarcoma".into()).unwrap();
    let mut case = filled(set, indication, 120, 300);
    let lines: Vec<String> = (0..120).map(|number| format!("Serie {number}")).collect();
    case.answers.insert("prior-therapy".into(), Answer::Lines(lines.join("\n\n")));
    let layout = lay_out(&document(set, &case, SETTINGS).outline);
    assert!(text_of(&layout, 0, is_content).contains("(fortsættes på næste side)"));
    let all: String = (0..layout.pages.len()).map(|page| text_of(&layout, page, is_content)).collect();
    for line in lines {
        assert!(all.contains(&line), "{line}");
    }
}

#[test]
fn blank_fields_take_no_room() {
    let set = set();
    for indication in &set.indications {
        for language in Language::ALL {
            let mut case = Case::new(set, indication.id.clone(), None);
            let outline = document(set, &case, settings(language)).outline;
            let not_given = if language == Language::Da { "ikke angivet" } else { "not given" };
            let Some(Block::Facts([patient, requester])) =
                outline.blocks.iter().find(|block| matches!(block, Block::Facts(_)))
            else {
                panic!("no facts")
            };
            let blank: Vec<_> =
                patient.iter().chain(requester).filter(|fact| fact.value == not_given).collect();
            assert_eq!(blank.len(), 3, "name, CPR number and requester: {blank:?}");
            assert_eq!(patient.len() + requester.len(), 3 + indication.codes.len());
            assert!(!outline.blocks.iter().any(|block| matches!(block, Block::Clinical(_))));
            let of_board = match language {
                Language::Da => "Molekylært tumorboard: ikke",
                Language::En => "Molecular tumour board: not",
            };
            assert!(!plain_text(&outline).contains(of_board), "{}", plain_text(&outline));

            case.requester.phone = "  ".into();
            let visible = visible_questions(indication, &case);
            let is_on_page = |question: &Question| {
                visible.contains(&question.id)
                    && question.kind == QuestionKind::YesNo
                    && question.summary.is_some_and(|group| group != SummaryGroup::Consent)
            };
            let question = indication.questions().find(|question| is_on_page(question)).unwrap();
            case.answers.insert(question.id.clone(), Answer::YesNo(true));
            let outline = document(set, &case, settings(language)).outline;
            let Some(Block::Clinical(groups)) =
                outline.blocks.iter().find(|block| matches!(block, Block::Clinical(_)))
            else {
                panic!("no answers")
            };
            assert_eq!(groups.len(), 1);
            assert_eq!(groups[0].len(), 1);
        }
    }
}

#[test]
fn the_answers_stand_in_the_groups_that_their_questions_name() {
    let set = set();
    for indication in &set.indications {
        let case = filled(set, indication, 40, 80);
        let visible = visible_questions(indication, &case);
        let outline = document(set, &case, SETTINGS).outline;
        let mut expected = Vec::new();
        for group in [
            SummaryGroup::Disease,
            SummaryGroup::Tissue,
            SummaryGroup::Treatment,
            SummaryGroup::Background,
            SummaryGroup::ClinicalQuestion,
        ] {
            let mut questions: Vec<_> = indication
                .questions()
                .filter(|question| question.summary == Some(group) && !is_in_title(indication, question))
                .filter(|question| visible.contains(&question.id))
                .collect();
            if group == SummaryGroup::Disease {
                let first = ["diagnosis-group", "diagnosis-text", "diagnosis-code"];
                let place = |id: &str| first.iter().position(|it| *it == id).unwrap_or(first.len());
                questions.sort_by_key(|question| place(question.id.as_str()));
                let starts: Vec<_> = questions.iter().map(|question| question.id.as_str()).collect();
                assert!(starts.starts_with(&first) || starts.starts_with(&first[1..]), "{starts:?}");
            }
            expected.extend(questions.into_iter().map(|question| question.label.da.clone()));
        }
        let mut labels = Vec::new();
        for block in &outline.blocks {
            match block {
                Block::Clinical(groups) => {
                    labels.extend(groups.iter().flatten().map(|fact| fact.label.clone()))
                }
                Block::ClinicalQuestion(facts) => labels.extend(facts.iter().map(|fact| fact.label.clone())),
                _ => {}
            }
        }
        assert_eq!(labels, expected, "{}", indication.id);
    }
}

/// The questions about performance status, treatment so far and tissue.
const RECEIVER_NEEDS: [&str; 20] = [
    "performance-status",
    "treatment-lines",
    "standard-treatment-failed",
    "dmcg-exception",
    "operation",
    "progression-after-radiotherapy",
    "prior-therapy",
    "primary-histopathology",
    "wgs-tissue",
    "separate-wgs-material",
    "biobank-collection",
    "tissue-for-primary-diagnostics",
    "tissue-for-wgs",
    "sufficient-primary-material",
    "histopathology-at-recurrence",
    "biopsy-access",
    "sample-site",
    "sample-date",
    "tumour-fraction",
    "recovered-from-surgery",
];

#[test]
fn performance_status_treatment_and_tissue_are_on_the_first_page() {
    let set = set();
    let mut printed = BTreeSet::new();
    for indication in &set.indications {
        let needed: Vec<_> =
            indication.questions().filter(|it| RECEIVER_NEEDS.contains(&it.id.as_str())).collect();
        for case in with_each_choice(set, indication) {
            let visible = visible_questions(indication, &case);
            let asked = needed.iter().filter(|question| visible.contains(&question.id));
            let new: Vec<_> =
                asked.filter(|it| !printed.contains(&(&indication.id, it.id.as_str()))).collect();
            if new.is_empty() {
                continue;
            }
            for language in Language::ALL {
                let layout = lay_out(&document(set, &case, settings(language)).outline);
                for question in &new {
                    let label = format!("{}:", question.label.get(language));
                    assert!(holds(&layout, 0, &label), "{}: {}", indication.id, question.id);
                }
            }
            printed.extend(new.into_iter().map(|question| (&indication.id, question.id.as_str())));
        }
        let missing = needed.iter().find(|it| !printed.contains(&(&indication.id, it.id.as_str())));
        assert!(missing.is_none(), "{}: {missing:?}", indication.id);
    }
}

/// A case in which every field is filled in, and that case with each choice of each of its questions.
fn with_each_choice(set: &CriteriaSet, indication: &Indication) -> Vec<Case> {
    let filled = filled(set, indication, 40, 80);
    let mut cases = vec![filled.clone()];
    for question in indication.questions() {
        let QuestionKind::Choice(choices) = &question.kind else { continue };
        cases.extend(choices.iter().map(|choice| {
            let mut case = filled.clone();
            case.answers.insert(question.id.clone(), Answer::Choice(choice.id.clone()));
            case
        }));
    }
    cases
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_is_not_printed() {
    let set = set();
    let mut case = sample(set, "met");
    case.answers.insert("written-consent".into(), Answer::YesNo(false));
    let text = plain_text(&document(set, &case, SETTINGS).outline);
    assert!(text.contains("- Samtykke: ikke indhentet\n") && !text.contains("20. november 2026"), "{text}");
}

#[test]
fn the_consent_stands_in_the_verdict() {
    let set = set();
    for indication in &set.indications {
        let mut case = Case::new(set, indication.id.clone(), Some(date(2026, 11, 22)));
        let consent = |case: &Case, language| -> String {
            let outline = document(set, case, settings(language)).outline;
            let Some(Block::Verdict { lines, .. }) =
                outline.blocks.iter().find(|block| matches!(block, Block::Verdict { .. }))
            else {
                panic!("no verdict")
            };
            let is_consent = |text: &str| text.starts_with("Samtykke") || text.starts_with("Consent");
            lines.iter().find(|line| is_consent(&line.text)).unwrap().text.clone()
        };
        assert_eq!(consent(&case, Language::Da), "Samtykke: ikke angivet");
        assert_eq!(consent(&case, Language::En), "Consent: not stated");
        case.answers.insert("consent-date".into(), Answer::Date(date(2026, 11, 22)));
        assert_eq!(consent(&case, Language::Da), "Samtykke: ikke angivet");
        case.answers.insert("written-consent".into(), Answer::YesNo(true));
        assert_eq!(consent(&case, Language::Da), "Samtykke: indhentet 22. november 2026");
        case.answers.remove("consent-date");
        assert_eq!(consent(&case, Language::Da), "Samtykke: indhentet");
        case.answers.insert("written-consent".into(), Answer::YesNo(false));
        assert_eq!(consent(&case, Language::Da), "Samtykke: ikke indhentet");
    }
}

#[test]
fn a_caution_is_marked_by_a_word() {
    let set = set();
    let mut case = sample(set, "met");
    case.answers.insert("newly-diagnosed".into(), Answer::YesNo(true));
    let text = plain_text(&document(set, &case, SETTINGS).outline);
    assert!(text.contains("- Bemærk: Patienten er angivet både som nydiagnosticeret"), "{text}");
}

#[test]
fn accepted_and_rejected_judgements_are_printed_if_they_count() {
    let set = set();
    let mut case = sample(set, "met-by-judgement");
    let outline = document(set, &case, SETTINGS).outline;
    let judgements = |outline: &wgs_referral::report::Outline| -> Vec<(bool, Option<String>)> {
        let items = outline.blocks.iter().find_map(|block| match block {
            Block::Judgements { items, .. } => Some(items.clone()),
            _ => None,
        });
        items.unwrap_or_default().into_iter().map(|item| (item.accepted, item.signed)).collect()
    };
    let signed = Some("Ditte Testlæge, 20. november 2026".to_owned());
    assert_eq!(judgements(&outline), [(true, signed.clone()), (true, signed.clone())]);
    let id: JudgementId = "primary-brain-tumour/age.over-18".into();
    case.judgements.get_mut(&id).unwrap().accept = Some(false);
    assert_eq!(
        judgements(&document(set, &case, SETTINGS).outline),
        [(false, signed.clone()), (true, signed.clone())]
    );
    // Born earlier, the patient is over 18, and nothing rests on the decision.
    case.patient.cpr = Cpr::parse("020160-9992").ok();
    assert_eq!(judgements(&document(set, &case, SETTINGS).outline), [(true, signed)]);
}

#[test]
fn a_full_first_page_is_the_same_every_time() {
    let set = set();
    for indication in &set.indications {
        let case = filled(set, indication, 120, 900);
        assert_eq!(export(set, &case, SETTINGS).unwrap(), export(set, &case, SETTINGS).unwrap());
    }
}

#[test]
fn the_foot_tells_where_the_criteria_come_from_and_warns_after_six_months() {
    let set = set();
    let case = sample(set, "met");
    for (moment, language, expected, is_old) in [
        (
            "2027-05-31T23:59:59Z",
            Language::Da,
            "Kriterier overtaget fra ngc.dk i november 2026 (læsning 2)",
            false,
        ),
        (
            "2027-06-01T00:00:00Z",
            Language::Da,
            "Kriterierne er overtaget fra ngc.dk for mere end 6 måneder siden (november 2026): kontrollér ngc.dk",
            true,
        ),
        (
            "2026-11-30T10:00:00Z",
            Language::En,
            "Criteria taken over from ngc.dk in November 2026 (reading 2)",
            false,
        ),
        (
            "2029-01-01T00:00:00Z",
            Language::En,
            "The criteria were taken over from ngc.dk more than 6 months ago (November 2026): check ngc.dk",
            true,
        ),
    ] {
        let settings = ReportSettings { moment: moment.parse().ok(), language, ..SETTINGS };
        let outline = document(set, &case, settings).outline;
        let layout = lay_out(&outline);
        for page in 0..layout.pages.len() {
            let foot = text_of(&layout, page, |kind| kind == ContentKind::Foot);
            assert!(foot.contains(expected), "{foot}");
        }
        let on_page = text_of(&layout, 0, is_content);
        assert_eq!(squeezed(&on_page).contains(&squeezed(expected)), is_old, "{on_page}");
    }
}

#[test]
fn the_time_of_the_request_after_surgery_stands_beside_the_operation() {
    let (set, ids) = (set(), ["operation", "requested-after-surgery"]);
    let indication = set.indication(&"primary-brain-tumour".into()).unwrap();
    let case = filled(set, indication, 30, 60);
    for language in Language::ALL {
        let outline = document(set, &case, settings(language)).outline;
        let is_together = outline.blocks.iter().any(|block| match block {
            Block::Clinical(groups) => groups.iter().any(|facts| {
                let label = |id: &str| set.question(&id.into()).unwrap().label.get(language);
                ids.iter().all(|id| facts.iter().any(|fact| fact.label == label(id)))
            }),
            _ => false,
        });
        assert!(is_together, "{language:?}");
    }
}
