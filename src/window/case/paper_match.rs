//! What a comparison with paper gives.

/// What the mark on paper says of the case that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperMatch {
    /// The paper was printed from the case as it is now.
    ThisCase,
    /// It was printed from the case as it is now, but the pages of the PDF that the case was inside
    /// show something else.
    ThisCaseNotPages,
    /// It was printed from the case as it is now, but the PDF that the case was inside was changed.
    ThisCaseOfChangedPdf,
    /// It was printed from the case as it was opened or saved; the case was changed since.
    ThisCaseBefore,
    /// It was printed from another case, or from another version of this one.
    AnotherCase,
    /// No mark could be read.
    NoMark,
}

impl PaperMatch {
    /// Whether the paper is that of the case as it is now, and nothing speaks against the case.
    pub fn is_beyond_doubt(self) -> bool {
        self == PaperMatch::ThisCase
    }

    /// Whether the paper is that of the case as it is now.
    pub fn is_of_this_case(self) -> bool {
        match self {
            PaperMatch::ThisCase | PaperMatch::ThisCaseNotPages | PaperMatch::ThisCaseOfChangedPdf => true,
            PaperMatch::ThisCaseBefore | PaperMatch::AnotherCase | PaperMatch::NoMark => false,
        }
    }
}
