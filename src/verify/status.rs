//! The result of a check.

use strum::VariantArray;

/// Whether a PDF with a case inside is as it was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfStatus {
    /// Case, mark and pages agree.
    Unchanged,
    /// Case and mark agree. The pages were made by another version, so that they can't be compared.
    CaseUnchanged,
    /// What the file holds contradicts itself. INVARIANT: there is at least one contradiction.
    Changed(Vec<Contradiction>),
    /// There is a case, but no mark that it could be compared with.
    NoMark,
    /// There is no case inside.
    NoCase,
}

/// What contradicts itself in a PDF. It says nothing of the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray, thiserror::Error)]
pub enum Contradiction {
    /// Two attachments claim to be the case.
    #[error("two attachments claim to be the case and differ")]
    Attachments,
    /// The metadata is that of a report, but page 1 has no mark that can be read.
    #[error("the mark on page 1 cannot be read, although the metadata is that of a report")]
    MarkUnreadable,
    /// The mark on page 1 is that of another report than the metadata or the document id says.
    #[error("the mark on page 1 is that of another report")]
    OtherReport,
    /// The mark was made of another case than the one inside.
    #[error("the case inside is not the one that the report was made of")]
    OtherCase,
    /// The mark names another criteria set than the case.
    #[error("the mark names another criteria set than the case inside")]
    OtherSet,
    /// The pages are not those that the case gives.
    #[error("the pages are not those of the case inside")]
    OtherPages,
}
