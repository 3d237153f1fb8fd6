//! What the report says, block by block, in one language.

mod brief;
mod build;
mod context;
mod criteria;
mod notes;

pub(crate) use build::outline;
pub(crate) use context::OutlineOptions;

use crate::assessment::Status;
use crate::definition::Language;

/// What the report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The language.
    pub language: Language,
    /// The title of the document, for readers and archives.
    pub title: String,
    /// What stands on every page.
    pub running: RunningText,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// What stands on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningText {
    /// At the left of the head: the patient.
    pub patient: String,
    /// At the right of the head: the indication.
    pub indication: String,
    /// In the middle of the head, if the report is a draft.
    pub draft: Option<String>,
    /// At the left of the foot: criteria set, date of assessment, program.
    pub source: String,
    /// The words around the page numbers: "Side" 1 "af" 2.
    pub page: [String; 2],
}

/// A part of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title, with a line below it and a notice of what the paper is.
    Title {
        /// The title.
        text: String,
        /// Indication and subgroup.
        below: String,
        /// What the paper is and is not.
        notice: String,
        /// What a machine reads, and what it is.
        mark: (DocumentMark, String),
    },
    /// Facts in two columns: label and value.
    Facts(Vec<(String, String)>),
    /// The overall verdict, with what stands under it.
    Verdict {
        /// The status.
        status: Status,
        /// Its sentence.
        sentence: String,
        /// What is missing, undecided or not followed.
        lines: Vec<String>,
    },
    /// Facts told at some length, in two columns: label and text.
    Brief(Vec<(String, String)>),
    /// The criteria at a glance: each with its shape, word and short name.
    Strip {
        /// The whole in words.
        alt: String,
        /// The criteria.
        cells: Vec<StripCell>,
    },
    /// A heading.
    Heading(String),
    /// A paragraph, perhaps under a heading of its own.
    Paragraph {
        /// The heading, below those of the parts.
        label: Option<String>,
        /// The text.
        text: String,
    },
    /// Points of equal weight.
    List(Vec<String>),
    /// A link.
    Link {
        /// What is read.
        text: String,
        /// Where it leads.
        uri: String,
    },
    /// The criteria.
    Criteria {
        /// The headings of the three columns.
        head: [String; 3],
        /// What stands at a row that goes on from the page before.
        continued: String,
        /// The rows.
        rows: Vec<CriterionRow>,
    },
    /// Places for date, name and signature.
    Signature(Vec<String>),
}

/// What a machine reads from paper, to match it with its file. No identity in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentMark {
    /// The code: document id, criteria set, hash of the enclosed case.
    pub code: String,
    /// The document's id for people.
    pub id: String,
}

/// A criterion at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripCell {
    /// Its verdict: one word, or two.
    pub words: Vec<(Status, String)>,
    /// Its short name.
    pub name: String,
}

/// A row of the criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionRow {
    /// Its verdict: one word, or two.
    pub words: Vec<(Status, String)>,
    /// The document's heading.
    pub heading: String,
    /// What is required, answered, judged and remarked.
    pub parts: Vec<CriterionPart>,
}

/// A part of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionPart {
    /// What it is.
    pub kind: CriterionPartKind,
    /// The text.
    pub text: String,
}

/// What a part of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriterionPartKind {
    /// A requirement, with its status.
    Requirement(Status),
    /// An answer of the clinician.
    Answer,
    /// What to point out.
    Advice,
    /// A clinical judgement.
    Judgement,
    /// A phrase of the document.
    Quote,
    /// What the row says besides.
    Note,
    /// A comment of the clinician.
    Comment,
}
