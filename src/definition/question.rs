//! Questions and the answers they take.

use super::condition::Condition;
use super::ids::{ChoiceId, IndicationId, QuestionId};
use super::text::Text;

/// A question that the clinician answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// Which answers it takes.
    pub kind: QuestionKind,
    /// What stands beside the field.
    pub label: Text,
    /// The same in the middle of a sentence.
    pub name: Text,
    /// One line under the label.
    pub help: Option<Text>,
    /// When it is asked; `None`: always.
    pub asked_when: Option<Condition>,
}

/// Which answers a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<Choice>),
    /// A whole number from 0.
    Count,
}

/// A value of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: ChoiceId,
    /// What stands on the button.
    pub label: Text,
    /// What it means, shown when chosen.
    pub help: Option<Text>,
    /// The indications whose form offers it; empty: all. It is a valid answer everywhere.
    pub offered_for: Vec<IndicationId>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// To a yes/no question.
    YesNo(bool),
    /// To a choice.
    Choice(ChoiceId),
    /// To a count.
    Count(u32),
}

impl Question {
    /// Whether `answer` is one this question takes.
    pub(crate) fn takes(&self, answer: &Answer) -> bool {
        match (&self.kind, answer) {
            (QuestionKind::YesNo, Answer::YesNo(_)) | (QuestionKind::Count, Answer::Count(_)) => true,
            (QuestionKind::Choice(choices), Answer::Choice(id)) => {
                choices.iter().any(|choice| choice.id == *id)
            }
            (QuestionKind::YesNo | QuestionKind::Count | QuestionKind::Choice(_), _) => false,
        }
    }

    /// The choice with this id.
    pub(crate) fn choice(&self, id: &ChoiceId) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == *id)
    }

    /// The choices; none for other kinds.
    pub(crate) fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Choice(choices) => choices,
            QuestionKind::YesNo | QuestionKind::Count => &[],
        }
    }
}

impl Choice {
    /// Whether the form of `indication` offers this choice.
    pub(crate) fn is_offered_for(&self, indication: &IndicationId) -> bool {
        self.offered_for.is_empty() || self.offered_for.contains(indication)
    }
}
