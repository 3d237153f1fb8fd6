//! Whatever is answered in the form stands somewhere in the report.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use wgs_referral::assessment::visible_questions;
use wgs_referral::case::Case;
use wgs_referral::definition::{
    Answer, Indication, Language, Question, QuestionKind, SummaryGroup, TypedKind,
};
use wgs_referral::report::{plain_text, record_text};

use crate::random::{any_draft, set};
use crate::{filled, outlined};

/// Whether a report prints the answer to a question, with what was asked.
fn is_printed(text: &str, indication: &Indication, question: &Question, case: &Case) -> bool {
    let is_labelled = || text.contains(&format!("{}: ", question.label.da.as_str()));
    let is_in_title = indication.subgroup.iter().any(|subgroup| subgroup.id == question.id);
    match (&question.kind, &case.answers[&question.id]) {
        // The consent has a sentence of its own, which names the day if there is one.
        (_, answer @ (Answer::YesNo(_) | Answer::Date(_)))
            if question.summary == Some(SummaryGroup::Consent) =>
        {
            let sentence = match answer {
                Answer::YesNo(false) => "- Samtykke: ikke indhentet",
                Answer::Date(_) => "- Samtykke: indhentet ",
                _ => "- Samtykke: indhentet",
            };
            text.contains(sentence) || is_labelled()
        }
        // The title line names the subgroup.
        (QuestionKind::Choice(choices), Answer::Choice(id)) if is_in_title => {
            choices.iter().any(|choice| choice.id == *id && text.contains(choice.label.da.as_str()))
        }
        _ => is_labelled(),
    }
}

#[test]
fn no_sentence_has_two_marks_at_its_end() {
    let mut joined = 0;
    for indication in &set().indications {
        let mut case = filled::filled(set(), indication, 20, 20);
        for question in indication.questions() {
            if let QuestionKind::Typed(TypedKind::Line) = question.kind {
                case.answers.insert(question.id.clone(), Answer::Line("Afventes mv.".to_owned()));
            }
        }
        for judgement in case.judgements.values_mut() {
            judgement.rationale = "Drøftet mv.".to_owned();
        }
        for language in Language::ALL {
            for text in [
                plain_text(&outlined(set(), &case, language, true)),
                record_text(&outlined(set(), &case, language, true)),
            ] {
                joined += text.matches("mv. ").count();
                for twice in ["..", "?.", ". .", "!."] {
                    assert!(!text.contains(twice), "{} {language:?}: {twice}\n{text}", indication.id);
                }
            }
        }
    }
    assert!(joined > 10, "{joined}");
}

#[test]
fn every_answer_of_the_form_is_printed() {
    let mut runner = TestRunner::deterministic();
    let (mut printed, mut left_out) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1500 {
        let case = any_draft().new_tree(&mut runner).unwrap().current();
        let indication = set().indication(&case.indication).unwrap();
        let text = plain_text(&outlined(set(), &case, Language::Da, true));
        let shown = visible_questions(indication, &case);
        for question in indication.questions().filter(|question| shown.contains(&question.id)) {
            if case.answers.contains_key(&question.id) {
                let place = (indication.id.as_str(), question.id.as_str());
                let is_printed = is_printed(&text, indication, question, &case);
                if is_printed {
                    printed.insert(place)
                } else {
                    left_out.insert(place)
                };
            }
        }
    }
    assert!(left_out.is_empty(), "answered, and not printed: {left_out:?}");
    let of = |indication: &'static Indication| {
        indication.questions().map(|question| (indication.id.as_str(), question.id.as_str()))
    };
    let all: BTreeSet<_> = set().indications.iter().flat_map(of).collect();
    assert_eq!(printed, all, "the random cases do not answer every question");
}

/// What was answered before the tumour type was changed counts for nothing and may contradict what is printed.
#[test]
fn an_answer_to_a_question_that_is_closed_in_the_form_is_kept_and_not_printed() {
    let choice = |value: &str| Answer::Choice(value.into());
    let mut case = Case::new(set(), "primary-brain-tumour".into(), None);
    case.answers.extend([
        ("diagnosis-group".into(), choice("primary-brain-tumour")),
        ("brain-tumour-type".into(), choice("meningioma")),
        ("recurrence".into(), Answer::YesNo(true)),
        ("progression-after-radiotherapy".into(), Answer::YesNo(true)),
        ("standard-option-available".into(), Answer::YesNo(false)),
    ]);
    let of_meningioma = ["recurrence", "progression-after-radiotherapy", "standard-option-available"];
    let indication = set().indication(&case.indication).unwrap();
    let label = |id: &str| {
        let question = indication.questions().find(|question| question.id.as_str() == id).unwrap();
        format!("{}: ", question.label.da.as_str())
    };
    let texts = |case: &Case| {
        let outline = outlined(set(), case, Language::Da, true);
        [plain_text(&outline), record_text(&outline)]
    };
    assert!(of_meningioma.iter().all(|id| texts(&case)[0].contains(&label(id))));
    case.answers.insert("brain-tumour-type".into(), choice("suspected-glioblastoma"));
    case.answers.insert("operation".into(), choice("first"));
    for text in texts(&case) {
        for id in of_meningioma {
            assert!(!text.contains(&label(id)), "{id}: {text}");
        }
    }
    let written = wgs_referral::case::write(&case);
    assert_eq!(wgs_referral::case::read(&written, set()).unwrap().case, case, "the case keeps the answers");
}

#[test]
fn no_answer_is_printed_that_the_form_does_not_show_as_asked() {
    let mut runner = TestRunner::deterministic();
    let mut closed = BTreeSet::new();
    for _ in 0..500 {
        let case = any_draft().new_tree(&mut runner).unwrap().current();
        let indication = set().indication(&case.indication).unwrap();
        let text = plain_text(&outlined(set(), &case, Language::Da, true));
        let shown = visible_questions(indication, &case);
        for question in indication.questions().filter(|question| !shown.contains(&question.id)) {
            if case.answers.contains_key(&question.id) {
                closed.insert(question.id.clone());
                let start = format!("{}: ", question.label.da.as_str());
                assert!(!text.lines().any(|line| line.starts_with(&start)), "{}: {text}", question.id);
            }
        }
    }
    assert!(closed.len() > 10, "{closed:?}");
}
