//! The result of a check.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Whether a PDF with a case inside is as it was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfStatus {
    /// Case, mark and pages agree.
    Unchanged,
    /// Case, metadata and marks agree. The pages were made by another version, so that they can't be compared.
    CaseUnchanged,
    /// What the file holds contradicts itself. INVARIANT: there is at least one contradiction.
    Changed(Vec<Contradiction>),
    /// There is a case, but no mark that it could be compared with.
    NoMark,
    /// Nothing contradicts the case, but the pages were not compared with it.
    NotChecked(NotCheckedReason),
    /// There is no case inside.
    NoCase,
}

/// Why pages were not compared with the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCheckedReason {
    /// This computer could not draw the pages.
    #[error("this computer does not let the program draw its pages")]
    NotDrawn,
    /// The metadata that tells how the pages were made is gone or can't be used, as where another program has put
    /// the pages of two files together.
    #[error(
        "it does not say how its pages were made, so that they cannot be compared with the case; some may be those of \
         another patient"
    )]
    NotComparable,
}

/// The doubt about a PDF without a mark, as it is written down.
const NO_MARK: &str = "no-mark";
/// The doubt about a PDF whose pages could not be drawn.
const NOT_CHECKED: &str = "not-checked";
/// The doubt about a PDF that does not say how its pages were made.
const NOT_COMPARABLE: &str = "not-comparable";

impl PdfStatus {
    /// What speaks against the case inside, as words that [`from_doubts`](Self::from_doubts) understands. They say
    /// nothing of the patient.
    pub fn doubts(&self) -> Vec<&'static str> {
        match self {
            PdfStatus::Changed(contradictions) => contradictions.iter().map(Into::into).collect(),
            PdfStatus::NoMark | PdfStatus::NoCase => vec![NO_MARK],
            PdfStatus::NotChecked(NotCheckedReason::NotDrawn) => vec![NOT_CHECKED],
            PdfStatus::NotChecked(NotCheckedReason::NotComparable) => vec![NOT_COMPARABLE],
            PdfStatus::Unchanged | PdfStatus::CaseUnchanged => Vec::new(),
        }
    }

    /// The status with these doubts. `None`: there are none. Words of a newer program are left out, but
    /// some doubt stays.
    pub fn from_doubts(doubts: &[impl AsRef<str>]) -> Option<Self> {
        let known: Vec<Contradiction> =
            doubts.iter().filter_map(|doubt| doubt.as_ref().parse().ok()).collect();
        if doubts.is_empty() {
            None
        } else if !known.is_empty() {
            Some(PdfStatus::Changed(known))
        } else if doubts.iter().all(|doubt| doubt.as_ref() == NOT_CHECKED) {
            Some(PdfStatus::NotChecked(NotCheckedReason::NotDrawn))
        } else if doubts.iter().all(|doubt| doubt.as_ref() == NOT_COMPARABLE) {
            Some(PdfStatus::NotChecked(NotCheckedReason::NotComparable))
        } else {
            Some(PdfStatus::NoMark)
        }
    }
}

/// What contradicts itself in a PDF. It says nothing of the patient.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    VariantArray,
    thiserror::Error,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
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
    /// The marks on the pages are those of several reports.
    #[error("the pages have the marks of several reports")]
    SeveralReports,
    /// The mark was made of another case than the one inside.
    #[error("the case inside is not the one that the report was made of")]
    OtherCase,
    /// The mark names another criteria set than the case.
    #[error("the mark names another criteria set than the case inside")]
    OtherSet,
    /// The pages are not those that the case gives.
    #[error("the pages are not those of the case inside")]
    OtherPages,
    /// The file holds more than can be searched, so that another case may be hidden in it.
    #[error("it holds too much to be compared, and another case may be hidden in it")]
    TooMuch,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_are_read_as_they_were_written() {
        let all = PdfStatus::Changed(Contradiction::VARIANTS.to_vec());
        for status in [
            all,
            PdfStatus::Changed(vec![Contradiction::OtherCase]),
            PdfStatus::NoMark,
            PdfStatus::NotChecked(NotCheckedReason::NotDrawn),
            PdfStatus::NotChecked(NotCheckedReason::NotComparable),
        ] {
            assert_eq!(PdfStatus::from_doubts(&status.doubts()), Some(status));
        }
        for status in [PdfStatus::Unchanged, PdfStatus::CaseUnchanged] {
            assert_eq!(PdfStatus::from_doubts(&status.doubts()), None);
        }
        assert_eq!(PdfStatus::from_doubts(&["a-newer-word"]), Some(PdfStatus::NoMark));
    }
}
