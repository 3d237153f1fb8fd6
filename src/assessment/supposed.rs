//! Facts with one thing supposed to be otherwise.

use crate::definition::{Answer, Facts, JudgementId, QuestionId};

/// The facts of a case, but for what is supposed.
pub struct Supposed<'a, F> {
    facts: &'a F,
    but: But<'a>,
}

/// What is supposed.
pub enum But<'a> {
    /// Another answer to a question, or none.
    Answer(&'a QuestionId, Option<&'a Answer>),
    /// An age, reckoned once for the many rules that ask for it, or none.
    Age(Option<u16>),
    /// A judgement is not decided.
    Undecided(&'a JudgementId),
}

impl<'a, F: Facts> Supposed<'a, F> {
    pub fn new(facts: &'a F, but: But<'a>) -> Self {
        Supposed { facts, but }
    }
}

impl<F: Facts> Facts for Supposed<'_, F> {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        match self.but {
            But::Answer(other, answer) if other == question => answer,
            But::Answer(..) | But::Age(_) | But::Undecided(_) => self.facts.answer(question),
        }
    }
    fn age(&self) -> Option<u16> {
        match self.but {
            But::Age(age) => age,
            But::Answer(..) | But::Undecided(_) => self.facts.age(),
        }
    }
    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        match self.but {
            But::Undecided(other) if other == id => None,
            But::Answer(..) | But::Age(_) | But::Undecided(_) => self.facts.judgement(id),
        }
    }
}
