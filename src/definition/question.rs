//! Questions, the answers they take, and the conditions on those answers.
//!
//! The two refer to each other: a condition names questions, and a question may have a condition under
//! which it is asked.

use super::ids::{ChoiceId, IndicationId, JudgementId, QuestionId};
use super::text::Text;
use crate::text::TextLimit;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A question that the clinician answers. All indications share the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Unique in the criteria set.
    pub id: QuestionId,
    /// Decides which answers are valid.
    pub kind: QuestionKind,
    /// Shown beside the field in the form.
    pub label: Text,
    /// The label as it reads in the middle of a sentence.
    pub name: Text,
    /// One line of explanation under the label.
    pub help: Option<Text>,
    /// The condition under which the question is asked; `None` means always.
    pub asked_when: Option<Condition>,
    /// Where the first page of the report prints the answer; `None` means that it does not.
    pub summary: Option<SummaryGroup>,
    /// Whether the short text for the patient record has the answer too. INVARIANT: only where `summary` is a group of
    /// the first page's columns.
    pub is_in_record: bool,
    /// Whether the question is about the requester and not the patient. The user's profile may hold the
    /// answer. INVARIANT: such a question is of the kind *yes or no*.
    pub is_about_requester: bool,
    /// Whether the date that is the answer may be after today. INVARIANT: the question is of the kind *date*.
    pub may_be_planned: bool,
}

/// A group of answers on the first page of the report, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SummaryGroup {
    /// The disease and the patient's condition.
    Disease,
    /// The sample and its tissue.
    Tissue,
    /// The treatment so far.
    Treatment,
    /// Earlier genetic tests and the family history.
    Background,
    /// The clinical question that the analysis is to answer.
    ClinicalQuestion,
    /// The patient's consent, which is printed beside the verdict.
    Consent,
}

impl SummaryGroup {
    /// Whether the answers stand in the columns of the first page, as label and value.
    pub(crate) fn is_in_columns(self) -> bool {
        match self {
            SummaryGroup::Disease
            | SummaryGroup::Tissue
            | SummaryGroup::Treatment
            | SummaryGroup::Background => true,
            SummaryGroup::ClinicalQuestion | SummaryGroup::Consent => false,
        }
    }
}

/// The kind of answers that a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Answered by [`Answer::YesNo`].
    YesNo,
    /// Answered by one of these values. INVARIANT: not empty, and the ids are unique.
    Choice(Vec<Choice>),
    /// Answered by what is typed into a field.
    Typed(TypedKind),
}

/// The kind of answers that are typed. Rules can depend on a count alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TypedKind {
    /// Answered by a whole number from 0.
    Count,
    /// Answered by a whole number from 0 to 100.
    Percentage,
    /// Answered by a text without line breaks, of at most [`TextLimit::Line`].
    Line,
    /// Answered by a text of at most [`TextLimit::Lines`].
    Lines,
    /// Answered by a day of the calendar.
    Date,
    /// Answered by a code of SKS, the Danish classification of the health service. A code of another shape is
    /// accepted and pointed out: see [`is_sks_diagnosis_code`].
    SksCode,
}

impl TypedKind {
    /// How long an answer may be; `None` for what is parsed into a value.
    pub fn text_limit(self) -> Option<TextLimit> {
        match self {
            TypedKind::Line | TypedKind::SksCode => Some(TextLimit::Line),
            TypedKind::Lines => Some(TextLimit::Lines),
            TypedKind::Count | TypedKind::Percentage | TypedKind::Date => None,
        }
    }
}

/// A value of a question of the kind *choice*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Unique within its question.
    pub id: ChoiceId,
    /// Shown on the button.
    pub label: Text,
    /// Explains the value; shown once it is chosen, and for the set's first question until then as well.
    pub help: Option<Text>,
    /// The indications whose form offers this value; empty means all. As an answer it is valid in every
    /// indication, so that an answer survives a change of indication.
    pub offered_for: Vec<IndicationId>,
}

/// The answer to a question of the kind of the same name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// `true` is yes.
    YesNo(bool),
    /// INVARIANT in a checked definition: the id of a choice of the question.
    Choice(ChoiceId),
    /// A whole number, such as the number of earlier treatments.
    Count(u32),
    /// A whole number from 0 to 100.
    Percentage(u8),
    /// INVARIANT: not blank, and without line breaks.
    Line(String),
    /// INVARIANT: not blank.
    Lines(String),
    /// A day, such as that of a biopsy.
    Date(Date),
    /// INVARIANT: not blank, and in capital letters.
    SksCode(String),
}

impl Answer {
    /// The text of an answer of a kind that is typed freely; `None` for all others.
    pub fn text(&self) -> Option<&str> {
        match self {
            Answer::Line(text) | Answer::Lines(text) | Answer::SksCode(text) => Some(text),
            Answer::YesNo(_)
            | Answer::Choice(_)
            | Answer::Count(_)
            | Answer::Percentage(_)
            | Answer::Date(_) => None,
        }
    }
}

/// Whether a code has the shape of an SKS diagnosis code: `D`, a letter, two digits, and up to four more
/// letters or digits, all in capitals. The classification itself is not consulted.
pub fn is_sks_diagnosis_code(code: &str) -> bool {
    let [b'D', letter, first, second, rest @ ..] = code.as_bytes() else { return false };
    let is_capital_or_digit = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    letter.is_ascii_uppercase()
        && first.is_ascii_digit()
        && second.is_ascii_digit()
        && rest.len() <= 4
        && rest.iter().all(is_capital_or_digit)
}

/// A rule, or the condition under which something applies. INVARIANT: no group is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The answer is one of the values.
    IsOneOf {
        /// A question of the kind *yes or no* or *choice*.
        question: Arc<Question>,
        /// Answers that the question takes.
        values: Vec<Answer>,
    },
    /// The answer is at least this number.
    AtLeast {
        /// A question of the kind *count*.
        question: Arc<Question>,
        /// The least number for which the condition is true.
        count: u32,
    },
    /// The patient's age, in completed years on the day of assessment, is at least this.
    AgeAtLeast(u16),
    /// The clinician has accepted this judgement.
    Judgement(JudgementId),
    /// Every part is true.
    All(Vec<Condition>),
    /// At least one part is true.
    Any(Vec<Condition>),
    /// The part is false.
    Not(Box<Condition>),
    /// At least one part is true; a part counts only if all parts before it are false. This is the
    /// guarded "else" of the rule language.
    FirstOf(Vec<Condition>),
    /// Both are true; the second counts only if the first is true.
    Given(Box<Condition>, Box<Condition>),
}

/// The greatest age that a rule or a case file may contain, in completed years.
pub(crate) const MAX_AGE_YEARS: u16 = 150;

/// A fact of the case that a rule can depend on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// The answer to a question.
    Answer(QuestionId),
    /// The patient's age on the day of assessment.
    Age,
    /// The clinician's decision on a judgement.
    Judgement(JudgementId),
}

/// An input that is blank and that an open verdict waits for.
pub type Gap = Input;

impl Question {
    /// Whether `answer` has the kind of this question and, for a choice, is one of its values.
    pub(crate) fn takes(&self, answer: &Answer) -> bool {
        match &self.kind {
            QuestionKind::YesNo => matches!(answer, Answer::YesNo(_)),
            QuestionKind::Choice(choices) => {
                matches!(answer, Answer::Choice(id) if choices.iter().any(|choice| choice.id == *id))
            }
            QuestionKind::Typed(kind) => match kind {
                TypedKind::Count => matches!(answer, Answer::Count(_)),
                TypedKind::Percentage => matches!(answer, Answer::Percentage(_)),
                TypedKind::Line => matches!(answer, Answer::Line(_)),
                TypedKind::Lines => matches!(answer, Answer::Lines(_)),
                TypedKind::Date => matches!(answer, Answer::Date(_)),
                TypedKind::SksCode => matches!(answer, Answer::SksCode(_)),
            },
        }
    }

    /// The choice with this id.
    pub(crate) fn choice(&self, id: &ChoiceId) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == *id)
    }

    /// The values of a choice; empty for the other kinds.
    pub(crate) fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Choice(choices) => choices,
            QuestionKind::YesNo | QuestionKind::Typed(_) => &[],
        }
    }
}

impl Choice {
    /// Whether the form of `indication` offers this choice.
    pub(crate) fn is_offered_for(&self, indication: &IndicationId) -> bool {
        self.offered_for.is_empty() || self.offered_for.contains(indication)
    }
}

impl Condition {
    /// Calls `visit` with this condition and with every condition inside it, depth first. The asking
    /// conditions of the questions it names count as inside it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        visit(self);
        match self {
            Condition::IsOneOf { question, .. } | Condition::AtLeast { question, .. } => {
                if let Some(asked_when) = &question.asked_when {
                    asked_when.walk(visit);
                }
            }
            Condition::AgeAtLeast(_) | Condition::Judgement(_) => {}
            Condition::All(parts) | Condition::Any(parts) | Condition::FirstOf(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Condition::Not(part) => part.walk(visit),
            Condition::Given(first, second) => {
                first.walk(visit);
                second.walk(visit);
            }
        }
    }

    /// The number of conditions that [`walk`](Self::walk) visits.
    pub(crate) fn size(&self) -> usize {
        let mut size = 0;
        self.walk(&mut |_| size += 1);
        size
    }

    /// Every input that the condition can depend on, whatever the facts are.
    pub fn inputs(&self) -> BTreeSet<Input> {
        let mut inputs = BTreeSet::new();
        self.walk(&mut |condition| {
            inputs.extend(match condition {
                Condition::IsOneOf { question, .. } | Condition::AtLeast { question, .. } => {
                    Some(Input::Answer(question.id.clone()))
                }
                Condition::AgeAtLeast(_) => Some(Input::Age),
                Condition::Judgement(id) => Some(Input::Judgement(id.clone())),
                Condition::All(_)
                | Condition::Any(_)
                | Condition::Not(_)
                | Condition::FirstOf(_)
                | Condition::Given(..) => None,
            });
        });
        inputs
    }
}
