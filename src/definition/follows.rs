//! How the answers of an earlier set are taken over.

use super::ids::{ChoiceId, QuestionId, SetId};
use super::text::Text;
use std::collections::BTreeMap;

/// The set that another one replaces. Every answer, judgement and comment is kept unless `renamed` says
/// otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// The earlier set.
    pub set: SetId,
    /// The questions whose id or values are different.
    pub renamed: Vec<RenamedQuestion>,
    /// Answers that are kept although the question has become a different one.
    pub to_confirm: Vec<AnswerToConfirm>,
}

impl Follows {
    /// The id in the later set of a question, which is the same if the question is not renamed.
    pub(crate) fn later_id(&self, earlier: &QuestionId) -> QuestionId {
        self.new_id(earlier).unwrap_or(earlier).clone()
    }

    /// The id in the later set of a question whose id is different there.
    pub(crate) fn new_id(&self, earlier: &QuestionId) -> Option<&QuestionId> {
        let renamed = self.renamed.iter().find(|renamed| renamed.from == *earlier)?;
        (renamed.from != renamed.to).then_some(&renamed.to)
    }
}

/// A question of the kind *choice* whose id or values are different in the later set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedQuestion {
    /// The id in the earlier set.
    pub from: QuestionId,
    /// The id in the later set.
    pub to: QuestionId,
    /// The values that are renamed or dropped; any other value is kept.
    pub values: BTreeMap<ChoiceId, RenamedValue>,
}

/// What becomes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenamedValue {
    /// The later set has no such value.
    Dropped,
    /// The value has another id.
    To {
        /// The id in the later set.
        value: ChoiceId,
        /// The value is dropped if the case has an answer to one of these questions of the earlier set.
        unless_answered: Vec<QuestionId>,
    },
}

/// An answer that means something different in the later set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerToConfirm {
    /// A question of the kind *yes or no*, which both sets have.
    pub question: QuestionId,
    /// The answer that needs to be confirmed.
    pub answer: bool,
    /// What has changed; shown to the clinician.
    pub text: Text,
}
