//! Searches through the values that blank inputs can have, to find out what rules can come to say.
//!
//! A settled value stays as it is whatever is filled in, so that a search only has to fill in what an open value waits
//! for, one gap after the other.

use super::evaluation::Facts;
use super::ids::{JudgementId, QuestionId};
use super::question::{Answer, Condition, Gap, Input, MAX_AGE_YEARS, QuestionKind};
use std::collections::{BTreeMap, BTreeSet};

/// Facts of which all are blank.
pub(crate) struct BlankFacts;

impl Facts for BlankFacts {
    fn answer(&self, _: &QuestionId) -> Option<&Answer> {
        None
    }
    fn age(&self) -> Option<u16> {
        None
    }
    fn judgement(&self, _: &JudgementId) -> Option<bool> {
        None
    }
}

/// Facts of which some blanks are filled in.
pub(crate) struct FilledFacts<F> {
    facts: F,
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

/// A value for a blank input.
enum Filling {
    Answer(QuestionId, Answer),
    Age(u16),
    Judgement(JudgementId, bool),
}

/// What a search does once some blanks are filled in.
pub(crate) enum SearchStep {
    /// Ends: these facts are what it looks for.
    Found,
    /// Goes back: these facts do not lead there, whatever else is filled in.
    DeadEnd,
    /// Tries all values of this blank.
    FillIn(Gap),
}

impl<F: Facts> FilledFacts<F> {
    pub(crate) fn new(facts: F) -> Self {
        FilledFacts { facts, answers: BTreeMap::new(), age: None, judgements: BTreeMap::new() }
    }

    /// Whether some values of the blanks that `next_step` names, as far as the conditions tell them apart, lead to
    /// facts for which it says that they are found.
    pub(crate) fn search<E>(
        &mut self,
        conditions: &[&Condition],
        next_step: &mut impl FnMut(&Self) -> Result<SearchStep, E>,
    ) -> Result<bool, E> {
        let gap = match next_step(self)? {
            SearchStep::Found => return Ok(true),
            SearchStep::DeadEnd => return Ok(false),
            SearchStep::FillIn(gap) => gap,
        };
        for filling in fillings(conditions, &gap) {
            self.fill(filling);
            if self.search(conditions, next_step)? {
                return Ok(true);
            }
        }
        self.clear(&gap);
        Ok(false)
    }

    fn fill(&mut self, filling: Filling) {
        match filling {
            Filling::Answer(id, answer) => drop(self.answers.insert(id, answer)),
            Filling::Age(age) => self.age = Some(age),
            Filling::Judgement(id, accepted) => drop(self.judgements.insert(id, accepted)),
        }
    }

    fn clear(&mut self, gap: &Gap) {
        match gap {
            Input::Answer(id) => drop(self.answers.remove(id)),
            Input::Age => self.age = None,
            Input::Judgement(id) => drop(self.judgements.remove(id)),
        }
    }
}

impl<F: Facts> Facts for FilledFacts<F> {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.get(question).or_else(|| self.facts.answer(question))
    }
    fn age(&self) -> Option<u16> {
        self.age.or_else(|| self.facts.age())
    }
    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        self.judgements.get(id).copied().or_else(|| self.facts.judgement(id))
    }
}

/// A value of a gap for each way in which the conditions can read it.
fn fillings(conditions: &[&Condition], gap: &Gap) -> Vec<Filling> {
    match gap {
        Input::Answer(id) => {
            let answers = answers(conditions, id).into_iter();
            answers.map(|answer| Filling::Answer(id.clone(), answer)).collect()
        }
        Input::Age => {
            let mut ages = BTreeSet::from([0]);
            walk(conditions, |condition| {
                if let Condition::AgeAtLeast(years) = condition {
                    ages.insert(*years);
                }
            });
            ages.into_iter().filter(|age| *age <= MAX_AGE_YEARS).map(Filling::Age).collect()
        }
        Input::Judgement(id) => [true, false].map(|accepted| Filling::Judgement(id.clone(), accepted)).into(),
    }
}

/// Answers that a question takes: one for each way in which the conditions can read it.
fn answers(conditions: &[&Condition], id: &QuestionId) -> Vec<Answer> {
    let mut kind = None;
    let mut lists: Vec<&[Answer]> = Vec::new();
    let mut counts = BTreeSet::new();
    walk(conditions, |condition| match condition {
        Condition::IsOneOf { question, values } if question.id == *id => {
            kind = Some(&question.kind);
            lists.push(values);
        }
        Condition::AtLeast { question, count } if question.id == *id => {
            kind = Some(&question.kind);
            counts.insert(*count);
        }
        Condition::IsOneOf { .. }
        | Condition::AtLeast { .. }
        | Condition::AgeAtLeast(_)
        | Condition::Judgement(_)
        | Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::FirstOf(_)
        | Condition::Given(..) => {}
    });
    match kind {
        Some(QuestionKind::YesNo) => [true, false].map(Answer::YesNo).into(),
        Some(QuestionKind::Choice(choices)) => {
            let mut readings = BTreeSet::new();
            let is_new = |answer: &Answer| {
                let reading: Vec<bool> = lists.iter().map(|values| values.contains(answer)).collect();
                readings.insert(reading)
            };
            choices.iter().map(|choice| Answer::Choice(choice.id.clone())).filter(is_new).collect()
        }
        // Of the typed questions, conditions name those for a count alone.
        Some(QuestionKind::Typed(_)) => {
            counts.insert(0);
            counts.into_iter().map(Answer::Count).collect()
        }
        None => Vec::new(),
    }
}

/// Visits the conditions and all that is inside of them.
fn walk<'a>(conditions: &[&'a Condition], mut visit: impl FnMut(&'a Condition)) {
    for condition in conditions {
        condition.walk(&mut visit);
    }
}
