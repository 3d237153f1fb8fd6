//! Whether rules can come out in a given way: a search over the blanks that hold them open.

use super::rules::Questions;
use crate::definition::condition::{Condition, Facts, Input, OLDEST, Truth};
use crate::definition::ids::{JudgementId, QuestionId};
use crate::definition::question::{Answer, Question, QuestionKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A condition, and how it is to come out.
pub type Goal<'a> = (&'a Condition, bool);

/// The search took more steps than any rule that a person could follow.
#[derive(Debug)]
pub struct TooComplex;

/// Searches that share a limit of steps.
pub struct Search<'a> {
    questions: &'a Questions,
    steps_left: usize,
}

impl<'a> Search<'a> {
    /// Steps for all searches together, each the look at one part of a rule: the most involved of the
    /// shipped rules takes 2,000.
    const STEPS: usize = 200_000;

    pub fn new(questions: &'a Questions) -> Self {
        Search { questions, steps_left: Self::STEPS }
    }

    /// Whether some mix of answers, age and judgements makes all goals come out so together.
    pub fn can_be(&mut self, goals: &[Goal]) -> Result<bool, TooComplex> {
        self.run(goals, None)
    }

    /// Whether some mix leads to a judgement: one of the goals waits for it, those before are reached.
    pub fn can_wait_for(&mut self, goals: &[Goal], id: &JudgementId) -> Result<bool, TooComplex> {
        self.run(goals, Some(&Input::Judgement(id.clone())))
    }

    fn run(&mut self, goals: &[Goal], awaited: Option<&Input>) -> Result<bool, TooComplex> {
        let thresholds = Thresholds::of(goals);
        let size = goals.iter().map(|(condition, _)| condition.size()).sum();
        self.search(goals, &mut Trial::default(), &thresholds, size, awaited)
    }

    /// Fills in one blank at a time: a rule that is settled needs no further ones.
    fn search(
        &mut self,
        goals: &[Goal],
        trial: &mut Trial,
        thresholds: &Thresholds,
        size: usize,
        awaited: Option<&Input>,
    ) -> Result<bool, TooComplex> {
        self.steps_left = self.steps_left.checked_sub(size).ok_or(TooComplex)?;
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
        for filling in thresholds.fillings(&gap, self.questions) {
            trial.fill(filling);
            if self.search(goals, trial, thresholds, size, awaited)? {
                return Ok(true);
            }
        }
        trial.blank(&gap);
        Ok(false)
    }
}

/// Whether each part of the conditions can come out either way whatever the others do: every input
/// stands once, and every leaf can be true and false. Most rules are such, and need no search.
pub fn are_independent(conditions: &[&Condition]) -> bool {
    let mut seen = BTreeSet::new();
    let mut independent = true;
    for condition in conditions {
        condition.walk(&mut |part| {
            let (input, can_differ) = match part {
                Condition::IsOneOf { question, values } => {
                    let all = match &question.kind {
                        QuestionKind::YesNo => 2,
                        QuestionKind::Choice(choices) => choices.len(),
                        QuestionKind::Count => usize::MAX,
                    };
                    (Input::Answer(question.id.clone()), values.len() < all)
                }
                Condition::AtLeast { question, count } => (Input::Answer(question.id.clone()), *count > 0),
                Condition::AgeAtLeast(years) => (Input::Age, (1..=OLDEST).contains(years)),
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
struct Trial {
    answers: BTreeMap<QuestionId, Answer>,
    age: Option<u16>,
    judgements: BTreeMap<JudgementId, bool>,
}

/// What may be filled into a blank.
enum Filling {
    Answer(QuestionId, Answer),
    Age(u16),
    Judgement(JudgementId, bool),
}

impl Trial {
    fn fill(&mut self, filling: Filling) {
        match filling {
            Filling::Answer(id, answer) => drop(self.answers.insert(id, answer)),
            Filling::Age(age) => self.age = Some(age),
            Filling::Judgement(id, accepted) => drop(self.judgements.insert(id, accepted)),
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

/// The counts and ages between which no rule tells a difference.
struct Thresholds {
    counts: Vec<u32>,
    ages: Vec<u16>,
}

impl Thresholds {
    fn of(goals: &[Goal]) -> Self {
        let (mut counts, mut ages) = (vec![0], vec![0]);
        for (condition, _) in goals {
            condition.walk(&mut |part| match part {
                Condition::AtLeast { count, .. } => counts.push(*count),
                Condition::AgeAtLeast(years) if *years <= OLDEST => ages.push(*years),
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

    fn fillings(&self, gap: &Input, questions: &Questions) -> Vec<Filling> {
        match gap {
            Input::Answer(id) => {
                let answers = self.answers(questions.get(id.as_str()));
                answers.into_iter().map(|answer| Filling::Answer(id.clone(), answer)).collect()
            }
            Input::Age => self.ages.iter().copied().map(Filling::Age).collect(),
            Input::Judgement(id) => {
                [true, false].map(|accepted| Filling::Judgement(id.clone(), accepted)).into()
            }
        }
    }

    fn answers(&self, question: Option<&Arc<Question>>) -> Vec<Answer> {
        match question.map(|question| &question.kind) {
            Some(QuestionKind::YesNo) => vec![Answer::YesNo(true), Answer::YesNo(false)],
            Some(QuestionKind::Choice(choices)) => {
                choices.iter().map(|choice| Answer::Choice(choice.id.clone())).collect()
            }
            Some(QuestionKind::Count) => self.counts.iter().copied().map(Answer::Count).collect(),
            None => Vec::new(),
        }
    }
}
