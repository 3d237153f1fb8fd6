//! The data that all parts of the outline are built from.

use super::DocumentMark;
use crate::assessment::Assessment;
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication, Language};
use crate::report::draft::DraftReason;
use crate::wording::Phrases;
use jiff::civil::Date;

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
    pub(crate) options: &'a OutlineOptions,
    pub(crate) phrases: Phrases,
}

impl OutlineContext<'_> {
    /// The message with this id, in the language of the report.
    pub(crate) fn text<'t>(&self, id: &'t str) -> &'t str {
        self.phrases.texts.get(id)
    }
}
