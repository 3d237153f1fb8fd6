//! The data that all parts of the outline are built from.

use super::DocumentMark;
use crate::assessment::Assessment;
use crate::case::Case;
use crate::definition::{Answer, CriteriaSet, Indication, Language, Question, QuestionId};
use crate::report::draft::DraftReason;
use crate::wording::Phrases;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Choices that decide what the outline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutlineOptions {
    /// The language of everything but the quotes, which are Danish.
    pub(crate) language: Language,
    /// The version of the program, printed in the foot.
    pub(crate) version: String,
    /// Whether patient and requester are named. If not, the case must already be without identity.
    pub(crate) with_identity: bool,
    /// Printed on the first page to match paper and file.
    pub(crate) mark: DocumentMark,
    /// The day on which the report is made.
    pub(crate) today: Date,
    /// Why the report is a draft; empty if it is final.
    pub(crate) drafts: Vec<DraftReason>,
}

/// Everything that an outline is built from.
pub(crate) struct OutlineContext<'a> {
    pub(crate) set: &'a CriteriaSet,
    pub(crate) indication: &'a Indication,
    pub(crate) case: &'a Case,
    /// The assessment of `case` against `indication`.
    pub(crate) assessment: &'a Assessment,
    /// The questions that the form shows as asked now. An answer to another one is kept in the case and not printed: it
    /// counts for nothing, may contradict what is printed, and can't be corrected in the form.
    pub(crate) visible: BTreeSet<QuestionId>,
    pub(crate) options: &'a OutlineOptions,
    pub(crate) phrases: Phrases,
}

impl OutlineContext<'_> {
    /// The message with this id, in the language of the report.
    pub(crate) fn text<'t>(&self, id: &'t str) -> &'t str {
        self.phrases.texts.get(id)
    }

    /// The answer to a question, if the question is asked now.
    pub(crate) fn live_answer(&self, question: &Question) -> Option<&Answer> {
        self.case.answers.get(&question.id).filter(|_| self.visible.contains(&question.id))
    }
}
