//! What is said of a PDF that contradicts itself, and of paper that is compared with a case.

use crate::verify::Contradiction;
use crate::window::case::PaperMatch;
use crate::wording::Phrases;

/// What contradicts itself in a PDF, as sentences.
pub fn contradictions_in_words(say: Phrases, contradictions: &[Contradiction]) -> String {
    let words: Vec<&str> =
        contradictions.iter().map(|found| say.texts.get(contradiction_id(*found))).collect();
    words.join(" ")
}

/// The id of the text that says what contradicts itself in a PDF.
fn contradiction_id(found: Contradiction) -> &'static str {
    match found {
        Contradiction::Attachments => "changed-attachments",
        Contradiction::MarkUnreadable => "changed-mark-unreadable",
        Contradiction::OtherReport => "changed-other-report",
        Contradiction::SeveralReports => "changed-several-reports",
        Contradiction::OtherCase => "changed-other-case",
        Contradiction::OtherSet => "changed-other-set",
        Contradiction::OtherPages => "changed-other-pages",
        Contradiction::TooMuch => "changed-too-much",
    }
}

/// The id of the text that says whether paper is that of the case.
pub fn paper_id(found: PaperMatch) -> &'static str {
    match found {
        PaperMatch::ThisCase => "notice-paper-this-case",
        PaperMatch::ThisCaseNotPages => "notice-paper-not-pages",
        PaperMatch::ThisCaseOfChangedPdf => "notice-paper-of-changed-pdf",
        PaperMatch::ThisCaseBefore => "notice-paper-this-case-before",
        PaperMatch::AnotherCase => "notice-paper-another-case",
        PaperMatch::NoMark => "notice-paper-no-mark",
    }
}
