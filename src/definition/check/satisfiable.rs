//! Whether a rule can hold at all: a search over the blanks that hold it open.

use crate::definition::condition::{Condition, Facts, Input, Truth};
use crate::definition::ids::{JudgementId, QuestionId};
use crate::definition::question::{Answer, Question, QuestionKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether some mix of answers, age and judgements makes all conditions true together.
pub fn can_hold(conditions: &[&Condition], questions: &BTreeMap<String, Arc<Question>>) -> bool {
    let mut trial = Trial::default();
    let (counts, ages) = thresholds(conditions);
    search(conditions, &mut trial, &|question| values(questions.get(question.as_str()), &counts), &ages)
}

#[derive(Default)]
struct Trial {
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

impl Facts for Trial {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.get(question)
    }
    fn age(&self) -> Option<u16> {
        self.age
    }
    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        self.judgements.get(id).copied()
    }
}

/// Fills in one blank at a time: a rule that is settled needs no further ones.
fn search(
    conditions: &[&Condition],
    trial: &mut Trial,
    values: &impl Fn(&QuestionId) -> Vec<Answer>,
    ages: &[u16],
) -> bool {
    let mut gap = None;
    for condition in conditions {
        let value = condition.evaluate(trial);
        match value.truth {
            Truth::False => return false,
            Truth::True => {}
            Truth::Open => gap = gap.or_else(|| value.gaps.into_iter().next()),
        }
    }
    match gap {
        None => true,
        Some(Input::Answer(question)) => {
            let found = values(&question).into_iter().any(|answer| {
                trial.answers.insert(question.clone(), answer);
                search(conditions, trial, values, ages)
            });
            trial.answers.remove(&question);
            found
        }
        Some(Input::Age) => {
            let found = ages.iter().any(|age| {
                trial.age = Some(*age);
                search(conditions, trial, values, ages)
            });
            trial.age = None;
            found
        }
        Some(Input::Judgement(id)) => {
            let found = [true, false].into_iter().any(|accepted| {
                trial.judgements.insert(id.clone(), accepted);
                search(conditions, trial, values, ages)
            });
            trial.judgements.remove(&id);
            found
        }
    }
}

fn values(question: Option<&Arc<Question>>, counts: &[u32]) -> Vec<Answer> {
    match question.map(|question| &question.kind) {
        Some(QuestionKind::YesNo) => vec![Answer::YesNo(true), Answer::YesNo(false)],
        Some(QuestionKind::Choice(choices)) => {
            choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
        }
        Some(QuestionKind::Count) => counts.iter().copied().map(Answer::Count).collect(),
        None => Vec::new(),
    }
}

/// The counts and ages between which no rule tells a difference.
fn thresholds(conditions: &[&Condition]) -> (Vec<u32>, Vec<u16>) {
    let (mut counts, mut ages) = (vec![0], vec![0]);
    for condition in conditions {
        condition.walk(&mut |part| match part {
            Condition::AtLeast { count, .. } => counts.push(*count),
            Condition::AgeAtLeast(years) => ages.push(*years),
            Condition::IsOneOf { .. }
            | Condition::Judgement(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::FirstOf(_)
            | Condition::Given(..) => {}
        });
    }
    (counts, ages)
}
