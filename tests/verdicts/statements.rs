//! A statement is true whatever the answers. Where a requirement is settled by a judgement, its statement names what
//! the judgement lets through: printed above the answers, it must not state what they deny.

use std::collections::{BTreeMap, BTreeSet};

use wgs_referral::assessment::{Status, assess};
use wgs_referral::definition::{
    Answer, Facts, Indication, Input, JudgementId, Language, Question, QuestionId, QuestionKind, Requirement,
    embedded,
};

/// Judgements of which the question itself is whether the statement is true, such as whether a patient is young.
const STATEMENT_IS_JUDGED: [&str; 4] = [
    "pancreas-cancer/young-patient",
    "metastatic-solid-tumour/other-rare-cancer",
    "pancreas-cancer/prior-treatment.germline-pathway",
    "primary-brain-tumour/prior-treatment.timing",
];

/// The words that name a judgement.
const BY_JUDGEMENT: [(Language, &str); 2] = [(Language::Da, "efter skøn"), (Language::En, "by judgement")];

/// Answers, an age, and one decision on every judgement.
struct Given {
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    accept: bool,
}

impl Facts for Given {
    fn answer(&self, id: &QuestionId) -> Option<&Answer> {
        self.answers.get(id)
    }

    fn age(&self) -> Option<u16> {
        self.age
    }

    fn judgement(&self, _: &JudgementId) -> Option<bool> {
        Some(self.accept)
    }
}

/// Every answer that a rule can tell apart, and none.
fn possible_answers(question: &Question) -> Vec<Option<Answer>> {
    let answers: Vec<Answer> = match &question.kind {
        QuestionKind::YesNo => [true, false].map(Answer::YesNo).into(),
        QuestionKind::Choice(choices) => {
            choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
        }
        QuestionKind::Typed(_) => [0, 1, 2].map(Answer::Count).into(),
    };
    answers.into_iter().map(Some).chain([None]).collect()
}

/// All that can be answered to what a requirement depends on.
fn possible_facts(indication: &Indication, requirement: &Requirement, accept: bool) -> Vec<Given> {
    let ages = [17, 18, 19].map(Some);
    let start = |age| Given { answers: BTreeMap::new(), age, accept };
    let mut all: Vec<Given> = ages.map(start).into();
    for input in &requirement.inputs {
        let Input::Answer(id) = input else { continue };
        let question = indication.questions().find(|question| question.id == *id).unwrap();
        let answers = possible_answers(question);
        let with = |given: &Given, answer: &Option<Answer>| {
            let mut answers = given.answers.clone();
            answers.extend(answer.clone().map(|answer| (id.clone(), answer)));
            Given { answers, ..*given }
        };
        all = all.iter().flat_map(|given| answers.iter().map(move |answer| with(given, answer))).collect();
    }
    all
}

#[test]
fn the_statement_of_a_requirement_that_is_settled_by_judgement_names_what_the_judgement_lets_through() {
    let set = embedded().unwrap();
    let mut judged = 0;
    let mut exceptions = BTreeSet::new();
    for indication in &set.indications {
        for requirement in indication.requirements() {
            if !requirement.inputs.iter().any(|input| matches!(input, Input::Judgement(_))) {
                continue;
            }
            // One row alone: all others would be assessed for every answer as well.
            let mut alone = indication.clone();
            alone.rows.retain(|row| row.requirements.iter().any(|it| it.id == requirement.id));
            let decisions = [true, false];
            for given in decisions.iter().flat_map(|accept| possible_facts(indication, requirement, *accept))
            {
                let assessment = assess(&alone, &given);
                let assessed = assessment.requirements().find(|it| it.id == requirement.id).unwrap();
                if assessed.status == Status::Missing || assessed.judgements().next().is_none() {
                    continue;
                }
                let statement = requirement.statement_for(&given);
                let names_judgement = BY_JUDGEMENT.map(|(language, word)| {
                    let text = statement.get(language);
                    text.contains(word)
                });
                let settles = |id: &JudgementId| !STATEMENT_IS_JUDGED.contains(&id.as_str());
                if assessed.judgements().any(settles) {
                    judged += 1;
                    let text = statement.get(Language::Da);
                    assert_eq!(names_judgement, [true; 2], "{} {}: {text}", indication.id, requirement.id);
                } else if names_judgement == [false; 2] {
                    exceptions.extend(assessed.judgements().cloned());
                }
            }
        }
    }
    assert!(judged > 20, "{judged} combinations of answers lead to a judgement");
    let exceptions: Vec<&str> = exceptions.iter().map(JudgementId::as_str).collect();
    let mut listed = STATEMENT_IS_JUDGED;
    listed.sort_unstable();
    assert_eq!(exceptions, listed, "each exception is needed");
}

#[test]
fn the_statement_of_surgery_by_judgement_is_read_where_that_judgement_is_asked_for_alone() {
    let set = embedded().unwrap();
    let indication = set.indication(&"pancreas-cancer".into()).unwrap();
    let requirement = indication.requirements().find(|it| it.id.as_str() == "target-group.member").unwrap();
    let asked = "pancreas-cancer/target-group.member";
    let mut named = 0;
    for given in possible_facts(indication, requirement, true) {
        let [(language, word), _] = BY_JUDGEMENT;
        if requirement.statement_for(&given).get(language).contains(word) {
            named += 1;
            let mut alone = indication.clone();
            alone.rows.retain(|row| row.requirements.iter().any(|it| it.id == requirement.id));
            let assessment = assess(&alone, &given);
            let assessed = assessment.requirements().find(|it| it.id == requirement.id).unwrap();
            // A patient who is young by judgement needs no other one.
            let young = given.answer(&"young-patient".into()) == Some(&Answer::YesNo(true));
            let judged = assessed.judgements().any(|id| id.as_str() == asked) || young;
            assert!(judged || assessed.status == Status::Missing, "{:?}", given.answers);
        }
    }
    assert!(named > 0);
}

#[test]
fn a_patient_to_whom_no_judgement_applies_reads_of_none_where_that_would_take_a_line() {
    let set = embedded().unwrap();
    let plain = |indication: &str, requirement: &str, answer: Option<(&str, Answer)>| {
        let indication = set.indication(&indication.into()).unwrap();
        let requirement = indication.requirements().find(|it| it.id.as_str() == requirement).unwrap();
        let answers = answer.into_iter().map(|(id, answer)| (id.into(), answer)).collect();
        let text = requirement.statement_for(&Given { answers, age: Some(40), accept: true });
        text.get(Language::Da).to_owned()
    };
    let choice = |id: &str| Answer::Choice(id.into());
    let fresh = ("wgs-tissue", choice("fresh"));
    let sample = ("wgs-tissue", choice("primary-operation-sample"));
    let tissue = "paraclinical.fresh-tissue";
    assert_eq!(
        plain("sarcoma", tissue, Some(fresh)),
        "WGS udføres på friskt væv; arkivvæv kan ikke anvendes."
    );
    let by_judgement = plain("sarcoma", tissue, Some(sample.clone()));
    assert!(by_judgement.contains("efter skøn på prøven fra den primære operation"), "{by_judgement}");
    // The brain's own statement names the sample without a judgement: that of all indications must not replace it.
    let of_brain = plain("primary-brain-tumour", tissue, Some(sample));
    assert!(!of_brain.contains("efter skøn"), "{of_brain}");
    assert_eq!(plain("primary-brain-tumour", "age.over-18", None), "Patienten er over 18 år.");
    let of_spread = Some(("metastatic", Answer::YesNo(true)));
    let spread = plain("metastatic-solid-tumour", "target-group.incurable", of_spread);
    assert_eq!(spread, "Der er spredning eller recidiv, og tilstanden betragtes som uhelbredelig.");
}
