//! The facts of a case with one of them replaced, to ask what the rules would say then.

use crate::definition::{Answer, Facts, JudgementId, QuestionId};

/// Facts that answer as `facts` do, except for the one that is overridden.
pub(crate) struct FactsOverlay<'a, F> {
    facts: &'a F,
    overridden: Override<'a>,
}

/// The fact that an overlay replaces.
pub(crate) enum Override<'a> {
    /// The answer to a question; `None` makes it blank.
    Answer(&'a QuestionId, Option<&'a Answer>),
    /// The age in completed years; `None` makes it unknown.
    Age(Option<u16>),
    /// The decision on a judgement, which is treated as undecided.
    Undecided(&'a JudgementId),
}

impl<'a, F: Facts> FactsOverlay<'a, F> {
    pub(crate) fn new(facts: &'a F, overridden: Override<'a>) -> Self {
        FactsOverlay { facts, overridden }
    }
}

impl<F: Facts> Facts for FactsOverlay<'_, F> {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        match self.overridden {
            Override::Answer(other, answer) if other == question => answer,
            Override::Answer(..) | Override::Age(_) | Override::Undecided(_) => self.facts.answer(question),
        }
    }
    fn age(&self) -> Option<u16> {
        match self.overridden {
            Override::Age(age) => age,
            Override::Answer(..) | Override::Undecided(_) => self.facts.age(),
        }
    }
    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        match self.overridden {
            Override::Undecided(other) if other == id => None,
            Override::Answer(..) | Override::Age(_) | Override::Undecided(_) => self.facts.judgement(id),
        }
    }
}
