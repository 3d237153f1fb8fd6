//! Cases in which every field is filled in.

use jiff::civil::date;
use wgs_referral::assessment::assess;
use wgs_referral::case::{Case, Cpr, Judgement};
use wgs_referral::definition::{Answer, CriteriaSet, Indication, Input, QuestionKind, TypedKind};

/// A text of exactly this many characters, which reads like one of a clinician and has no sentence twice.
pub fn text(start: &str, length: usize) -> String {
    let mut text = start.to_owned();
    for number in 1.. {
        if text.chars().count() >= length {
            break;
        }
        text.push_str(&format!(" Progression nr. {number} i lever og lunger efter behandling med platin."));
    }
    let mut text: String = text.chars().take(length).collect();
    if text.ends_with(' ') {
        text.pop();
        text.push('.');
    }
    text
}

/// A case in which every field is filled in: `line` and `lines` characters a text, and as many judgements as the
/// answers lead to, three at most.
pub fn filled(set: &CriteriaSet, indication: &Indication, line: usize, lines: usize) -> Case {
    let mut case = Case::new(set, indication.id.clone(), Some(date(2026, 11, 22)));
    case.patient.name = "Bente Kirstine Testperson-Prøvesen".into();
    case.patient.cpr = Cpr::parse("020160-9992").ok();
    case.patient.birth_date = Some(date(1960, 1, 2));
    let requester = &mut case.requester;
    requester.name = "Ditte Margrethe Testlæge".into();
    requester.authorisation_id = "TEST1".into();
    requester.department = "Afdeling for Kræftbehandling og Eksperimentel Terapi".into();
    requester.hospital = "Testhospitalet, Københavnsvej".into();
    requester.region = "Region Hovedstaden".into();
    requester.phone = "00 00 00 00".into();
    case.mtb.date = Some(date(2026, 11, 20));
    case.mtb.name = "Nationalt molekylært tumorboard (test)".into();
    case.mtb.note = text("Tilråder WGS.", lines);
    case.requisition.number = "TEST-0001".into();
    case.requisition.sample_id = "P-0001".into();
    case.requisition.note = text("Haster.", lines);
    for question in indication.questions() {
        let answer = match &question.kind {
            QuestionKind::YesNo => Answer::YesNo(true),
            QuestionKind::Choice(choices) => {
                let longest = choices.iter().max_by_key(|choice| choice.label.da.len()).unwrap();
                Answer::Choice(longest.id.clone())
            }
            QuestionKind::Typed(TypedKind::Count) => Answer::Count(2),
            QuestionKind::Typed(TypedKind::Percentage) => Answer::Percentage(60),
            QuestionKind::Typed(TypedKind::Line) => Answer::Line(text(&question.label.da, line)),
            QuestionKind::Typed(TypedKind::Lines) => Answer::Lines(text(&question.label.da, lines)),
            QuestionKind::Typed(TypedKind::Date) => Answer::Date(date(2026, 11, 21)),
            QuestionKind::Typed(TypedKind::SksCode) => Answer::SksCode("DC221A".into()),
        };
        case.answers.insert(question.id.clone(), answer);
    }
    // Answers that lead to judgements.
    for (question, answer) in [
        ("primary-histopathology", Answer::Choice("pending".into())),
        ("wgs-tissue", Answer::Choice("primary-operation-sample".into())),
        ("sarcoma-centre", Answer::YesNo(false)),
        ("thymus-centre", Answer::YesNo(false)),
        ("brain-department", Answer::YesNo(false)),
        ("diagnosis-group", Answer::Choice("other-rare-cancer".into())),
        ("dmcg-exception", Answer::YesNo(false)),
        ("standard-treatment-failed", Answer::YesNo(false)),
        ("brain-tumour-type", Answer::Choice("other-glioma".into())),
        ("purpose", Answer::Choice("both".into())),
    ] {
        if case.answers.contains_key(question) {
            case.answers.insert(question.into(), answer);
        }
    }
    let gaps = assess(indication, &case);
    let judgements = gaps.gaps().into_iter().filter_map(|gap| match gap {
        Input::Judgement(id) => Some(id.clone()),
        Input::Answer(_) | Input::Age => None,
    });
    for id in judgements.take(3) {
        let judgement = Judgement {
            accept: Some(true),
            rationale: text("Aftalt på MTB.", lines),
            by: "Ditte Margrethe Testlæge".into(),
            on: Some(date(2026, 11, 21)),
        };
        case.judgements.insert(id, judgement);
    }
    case
}
