//! Finds out whether conditions can have given values at the same time.

use crate::definition::evaluation::Truth;
use crate::definition::ids::JudgementId;
use crate::definition::question::{Condition, Input, MAX_AGE_YEARS, QuestionKind};
use crate::definition::search::{BlankFacts, FilledFacts, SearchStep};
use std::collections::BTreeSet;

/// A condition, and the value that it must have.
pub(crate) type Goal<'a> = (&'a Condition, bool);

/// The search took more steps than [`SatisfiabilitySearch::MAX_STEPS`].
#[derive(Debug)]
pub(crate) struct RuleTooComplex;

/// Searches that share one budget of steps.
pub(crate) struct SatisfiabilitySearch {
    steps_left: usize,
}

impl SatisfiabilitySearch {
    /// The budget of all searches together. A step is the evaluation of one part of a rule; the most
    /// complex of the shipped rules takes 2,000.
    const MAX_STEPS: usize = 200_000;

    pub(crate) fn new() -> Self {
        SatisfiabilitySearch { steps_left: Self::MAX_STEPS }
    }

    /// Whether some combination of answers, age and judgements satisfies all goals at the same time.
    pub(crate) fn can_be(&mut self, goals: &[Goal]) -> Result<bool, RuleTooComplex> {
        self.run(goals, None)
    }

    /// Whether some combination leads to a judgement: one goal waits for it, and the goals before it are
    /// satisfied.
    pub(crate) fn can_wait_for(&mut self, goals: &[Goal], id: &JudgementId) -> Result<bool, RuleTooComplex> {
        self.run(goals, Some(&Input::Judgement(id.clone())))
    }

    fn run(&mut self, goals: &[Goal], awaited: Option<&Input>) -> Result<bool, RuleTooComplex> {
        let conditions: Vec<&Condition> = goals.iter().map(|(condition, _)| *condition).collect();
        let size = conditions.iter().map(|condition| condition.size()).sum();
        FilledFacts::new(BlankFacts).search(&conditions, &mut |facts| {
            self.steps_left = self.steps_left.checked_sub(size).ok_or(RuleTooComplex)?;
            Ok(next_step(goals, awaited, facts))
        })
    }
}

/// The step towards facts that satisfy all goals; with `awaited`, towards facts with which one goal waits for it.
fn next_step(goals: &[Goal], awaited: Option<&Input>, facts: &FilledFacts<BlankFacts>) -> SearchStep {
    let mut gap = None;
    for (condition, wanted) in goals {
        let value = condition.evaluate(facts);
        match value.truth {
            Truth::True | Truth::False if (value.truth == Truth::True) != *wanted => {
                return SearchStep::DeadEnd;
            }
            Truth::True | Truth::False => {}
            Truth::Open if gap.is_none() => {
                if awaited.is_some_and(|awaited| value.gaps.contains(awaited)) {
                    return SearchStep::Found;
                }
                gap = value.gaps.into_iter().next();
            }
            Truth::Open => {}
        }
    }
    match gap {
        Some(gap) => SearchStep::FillIn(gap),
        None if awaited.is_none() => SearchStep::Found,
        None => SearchStep::DeadEnd,
    }
}

/// Whether each part can have either value independently of the others: every input occurs once, and every
/// leaf can be true and false. Most rules are like this, and need no search.
pub(crate) fn are_independent(conditions: &[&Condition]) -> bool {
    let mut seen = BTreeSet::new();
    let mut independent = true;
    for condition in conditions {
        condition.walk(&mut |part| {
            let (input, can_differ) = match part {
                Condition::IsOneOf { question, values } => {
                    let all = match &question.kind {
                        QuestionKind::YesNo => 2,
                        QuestionKind::Choice(choices) => choices.len(),
                        QuestionKind::Typed(_) => usize::MAX,
                    };
                    (Input::Answer(question.id.clone()), values.len() < all)
                }
                Condition::AtLeast { question, count } => (Input::Answer(question.id.clone()), *count > 0),
                Condition::AgeAtLeast(years) => (Input::Age, (1..=MAX_AGE_YEARS).contains(years)),
                Condition::Judgement(id) => (Input::Judgement(id.clone()), true),
                Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::FirstOf(_)
                | Condition::Given(..) => return,
            };
            independent &= can_differ && seen.insert(input);
        });
    }
    independent
}
