//! What the report says, block by block, in one language.

mod build;
mod clinical;
mod context;
mod criteria;
mod front;
mod judgements;
mod notes;
mod strip;

pub(crate) use build::outline;
pub(crate) use context::OutlineOptions;

use crate::assessment::Status;
use crate::definition::{Language, RequirementStrength};

/// The content of a report, independent of its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The language of the texts.
    pub language: Language,
    /// The document's title, for readers and archives.
    pub title: String,
    /// Repeated on every page.
    pub running: RunningText,
    /// For texts that are too long for the first page.
    pub overleaf: OverleafText,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// The texts of running heads and feet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningText {
    /// Left in the head: name and CPR number of the patient.
    pub patient: String,
    /// Right in the head: the indication's short title.
    pub indication: String,
    /// In the middle of the head: "KLADDE", if the report is a draft.
    pub draft: Option<String>,
    /// Left in the foot, in the upper line: where the criteria come from, and when they were taken over.
    pub origin: String,
    /// Left in the foot, below it: criteria set, date of assessment, program and document id.
    pub source: String,
    /// The words before page number and page count: "Side" and "af".
    pub page: [String; 2],
}

/// The words for texts that are too long for the first page and continue on the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverleafText {
    /// Ends the part of a text that is printed on the first page.
    pub mark: String,
    /// The heading above the whole texts on the next page.
    pub heading: String,
}

/// A block of the report's content. The blocks before the first [`Heading`](Self::Heading) make up the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title, with the mark beside it.
    Title {
        /// The title of the report.
        text: String,
        /// Indication and subgroup, on the line below.
        below: String,
        /// A sentence on what the document is, and what it is not.
        notice: String,
        /// Why the report is a draft, if it is one.
        draft: Option<String>,
        /// The mark, and the alternative text of its picture.
        mark: (DocumentMark, String),
    },
    /// Patient and requester, in a column each.
    Facts([Vec<Fact>; 2]),
    /// What the receiving department asks for: the disease, the tissue and so on, each in a group of its own.
    Clinical(Vec<Vec<Fact>>),
    /// The clinical question.
    ClinicalQuestion(Vec<Fact>),
    /// The overall verdict.
    Verdict {
        /// Decides color and shape.
        status: Status,
        /// The verdict in one sentence.
        sentence: String,
        /// The names of criteria not met, gaps, counts of recommendations, remarks, and the consent.
        lines: Vec<VerdictLine>,
    },
    /// The clinical judgements that requirements rest on.
    Judgements {
        /// Above the judgements.
        heading: String,
        /// In the order of the form. INVARIANT: not empty.
        items: Vec<PrintedJudgement>,
    },
    /// The criteria at a glance: shape, word and short name of each.
    Strip {
        /// The words of all cells, for readers that do not see the shapes.
        alt: String,
        /// One per row of the document, in its order.
        cells: Vec<StripCell>,
    },
    /// The heading of a part, such as "Kriterier".
    Heading(String),
    /// A paragraph, with a subheading if it has a label.
    Paragraph {
        /// Set as a subheading above the text.
        label: Option<String>,
        /// The paragraph's text, which may contain line ends.
        text: String,
    },
    /// Points of equal weight.
    List(Vec<String>),
    /// A link on a line of its own.
    Link {
        /// The visible text.
        text: String,
        /// The address that the link opens.
        uri: String,
    },
    /// The table of criteria.
    Criteria {
        /// The headings of the three columns.
        head: [String; 3],
        /// Added to the heading of a row that continues from the page before.
        continued: String,
        /// One per row of the document, in its order.
        rows: Vec<CriterionRow>,
    },
    /// The labels below the lines for date, name and signature.
    Signature(Vec<String>),
}

/// Matches a paper copy with its file. Contains no identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentMark {
    /// The content of the QR code: document id, criteria set, hash of the enclosed case file.
    pub code: String,
    /// The start of the document's id, printed below the code.
    pub id: String,
}

/// A fact on the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Printed small before the value.
    pub label: String,
    /// May contain line ends.
    pub value: String,
    /// Whether the value is running text, which is set wider and lighter than a short answer.
    pub is_text: bool,
    /// Whether the short text for the patient record has it too.
    pub is_in_record: bool,
}

/// A line below the sentence of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictLine {
    /// In whole words: what the line is about is never told by its form alone.
    pub text: String,
    /// What the line is about.
    pub kind: VerdictLineKind,
}

/// What a line below the sentence of the verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictLineKind {
    /// The criteria that are not met.
    NotMet,
    /// The answers that are missing.
    Missing,
    /// A clinical judgement that is not decided.
    OpenJudgement,
    /// The recommendations that are not followed or not answered.
    Recommendations,
    /// Whether the patient consents.
    Consent,
    /// A remark of the criteria.
    Remark,
    /// Something is probably wrong or speaks against the analysis. The line has a sign.
    Caution,
}

/// A decision that the document leaves to the clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedJudgement {
    /// Whether the clinician decided for it.
    pub accepted: bool,
    /// The question and the decision.
    pub decision: String,
    /// Who decided, and when; `None`: the report is without identity, and the decision has no date.
    pub signed: Option<String>,
    /// The clinician's reason.
    pub rationale: String,
}

impl PrintedJudgement {
    /// The reason, followed by who decided and when.
    pub fn signed_rationale(&self) -> String {
        match &self.signed {
            Some(signed) => format!("{} ({signed})", self.rationale),
            None => self.rationale.clone(),
        }
    }
}

/// A criterion in the strip on the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripCell {
    /// The words of its verdict with their statuses; one or two.
    pub words: Vec<(Status, String)>,
    /// The row's short heading.
    pub name: String,
}

/// A row of the table of criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionRow {
    /// The words of its verdict with their statuses; one or two.
    pub words: Vec<(Status, String)>,
    /// The document's heading of the row.
    pub heading: String,
    /// Requirements with answers and judgements, then notes and the comment.
    pub parts: Vec<CriterionPart>,
}

/// A paragraph in a row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionPart {
    /// Decides style and structure.
    pub kind: CriterionPartKind,
    /// May contain line ends.
    pub text: String,
}

/// The kind of a paragraph in a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriterionPartKind {
    /// Strength, verdict and statement of a requirement.
    Requirement(RequirementStrength, Status),
    /// The answers that the requirement depends on.
    Answer,
    /// Advice that applies in this case.
    Advice,
    /// A clinical judgement, with rationale and signature.
    Judgement,
    /// A phrase of the document, in Danish.
    Quote,
    /// What the document says besides the requirements.
    Note,
    /// The clinician's comment on the row.
    Comment,
}
