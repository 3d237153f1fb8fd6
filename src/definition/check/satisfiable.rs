//! Finds out whether conditions can have given values at the same time, by a search over the blank inputs
//! that hold them open.

use super::QuestionsById;
use crate::definition::evaluation::{Facts, Truth};
use crate::definition::ids::{JudgementId, QuestionId};
use crate::definition::question::{
    Answer, Condition, Input, MAX_AGE_YEARS, Question, QuestionKind, TypedKind,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A condition, and the value that it must have.
pub(crate) type Goal<'a> = (&'a Condition, bool);

/// The search took more steps than [`SatisfiabilitySearch::MAX_STEPS`].
#[derive(Debug)]
pub(crate) struct RuleTooComplex;

/// Searches that share one budget of steps.
pub(crate) struct SatisfiabilitySearch<'a> {
    questions: &'a QuestionsById,
    steps_left: usize,
}

impl<'a> SatisfiabilitySearch<'a> {
    /// The budget of all searches together. A step is the evaluation of one part of a rule; the most
    /// complex of the shipped rules takes 2,000.
    const MAX_STEPS: usize = 200_000;

    pub(crate) fn new(questions: &'a QuestionsById) -> Self {
        SatisfiabilitySearch { questions, steps_left: Self::MAX_STEPS }
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
        let thresholds = Thresholds::from_goals(goals);
        let size = goals.iter().map(|(condition, _)| condition.size()).sum();
        self.search(goals, &mut TrialFacts::default(), &thresholds, size, awaited)
    }

    /// Fills in one blank input at a time and backtracks. A condition that is no longer open needs no more
    /// inputs.
    fn search(
        &mut self,
        goals: &[Goal],
        trial: &mut TrialFacts,
        thresholds: &Thresholds,
        size: usize,
        awaited: Option<&Input>,
    ) -> Result<bool, RuleTooComplex> {
        self.steps_left = self.steps_left.checked_sub(size).ok_or(RuleTooComplex)?;
        let mut gap = None;
        for (condition, wanted) in goals {
            let value = condition.evaluate(trial);
            match value.truth {
                Truth::True | Truth::False if (value.truth == Truth::True) != *wanted => return Ok(false),
                Truth::True | Truth::False => {}
                Truth::Open if gap.is_none() => {
                    if awaited.is_some_and(|awaited| value.gaps.contains(awaited)) {
                        return Ok(true);
                    }
                    gap = value.gaps.into_iter().next();
                }
                Truth::Open => {}
            }
        }
        let Some(gap) = gap else { return Ok(awaited.is_none()) };
        for input in thresholds.trial_inputs(&gap, self.questions) {
            trial.fill(input);
            if self.search(goals, trial, thresholds, size, awaited)? {
                return Ok(true);
            }
        }
        trial.blank(&gap);
        Ok(false)
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

#[derive(Default)]
struct TrialFacts {
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

/// A value for a blank input.
enum TrialInput {
    Answer(QuestionId, Answer),
    Age(u16),
    Judgement(JudgementId, bool),
}

impl TrialFacts {
    fn fill(&mut self, input: TrialInput) {
        match input {
            TrialInput::Answer(id, answer) => drop(self.answers.insert(id, answer)),
            TrialInput::Age(age) => self.age = Some(age),
            TrialInput::Judgement(id, accepted) => drop(self.judgements.insert(id, accepted)),
        }
    }

    fn blank(&mut self, gap: &Input) {
        match gap {
            Input::Answer(id) => drop(self.answers.remove(id)),
            Input::Age => self.age = None,
            Input::Judgement(id) => drop(self.judgements.remove(id)),
        }
    }
}

impl Facts for TrialFacts {
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

/// The counts and ages at which the value of some rule changes. Values between them need not be tried.
struct Thresholds {
    counts: Vec<u32>,
    ages: Vec<u16>,
}

impl Thresholds {
    fn from_goals(goals: &[Goal]) -> Self {
        let (mut counts, mut ages) = (vec![0], vec![0]);
        for (condition, _) in goals {
            condition.walk(&mut |part| match part {
                Condition::AtLeast { count, .. } => counts.push(*count),
                Condition::AgeAtLeast(years) if *years <= MAX_AGE_YEARS => ages.push(*years),
                Condition::AgeAtLeast(_)
                | Condition::IsOneOf { .. }
                | Condition::Judgement(_)
                | Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::FirstOf(_)
                | Condition::Given(..) => {}
            });
        }
        Thresholds { counts, ages }
    }

    fn trial_inputs(&self, gap: &Input, questions: &QuestionsById) -> Vec<TrialInput> {
        match gap {
            Input::Answer(id) => {
                let answers = self.answers(questions.get(id.as_str()));
                answers.into_iter().map(|answer| TrialInput::Answer(id.clone(), answer)).collect()
            }
            Input::Age => self.ages.iter().copied().map(TrialInput::Age).collect(),
            Input::Judgement(id) => {
                [true, false].map(|accepted| TrialInput::Judgement(id.clone(), accepted)).into()
            }
        }
    }

    fn answers(&self, question: Option<&Arc<Question>>) -> Vec<Answer> {
        match question.map(|question| &question.kind) {
            Some(QuestionKind::YesNo) => vec![Answer::YesNo(true), Answer::YesNo(false)],
            Some(QuestionKind::Choice(choices)) => {
                choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
            }
            Some(QuestionKind::Typed(TypedKind::Count)) => {
                self.counts.iter().copied().map(Answer::Count).collect()
            }
            // No condition can name a question of any other kind.
            Some(QuestionKind::Typed(_)) | None => Vec::new(),
        }
    }
}
