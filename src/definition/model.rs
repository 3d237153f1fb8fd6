//! The checked definitions: types that can't be wrong.
//!
//! They are made by [`check`](super::check) alone. Ids that point somewhere point to something that
//! exists, no text is empty, no rule is without effect.

use super::condition::{Condition, Input};
use super::ids::{IndicationId, JudgementId, QuestionId, RequirementId, RowId, SetId};
use super::question::{Answer, Question};
use super::text::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A set of criteria: the indications that are judged side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaSet {
    /// Its id, as case files name it.
    pub id: SetId,
    /// The common title of the documents.
    pub title: Text,
    /// When the documents were taken over, `YYYY-MM`.
    pub date: String,
    /// Who published them.
    pub publisher: Text,
    /// Where the current documents, the requisition form and the shipping guide are.
    pub website: String,
    /// SHA-256 over the content of all files, in hexadecimal. Line endings don't count.
    pub hash: String,
    /// The questions, in the order of their file.
    pub questions: Vec<Arc<Question>>,
    /// The indications, in order.
    pub indications: Vec<Indication>,
    /// Where samples go.
    pub centres: Vec<Centre>,
}

/// An indication for whole genome sequencing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indication {
    /// Its id, also the stem of its file.
    pub id: IndicationId,
    /// Its place in the list.
    pub position: u32,
    /// The full title.
    pub title: Text,
    /// A short title.
    pub short: Text,
    /// The title of the source document.
    pub document: String,
    /// Codes that the document names.
    pub codes: Vec<Code>,
    /// The questions whose answers name the subgroup in the report's title.
    pub subgroup: Vec<Arc<Question>>,
    /// The form, section by section.
    pub form: Vec<Section>,
    /// The rows of the document, in its order.
    pub rows: Vec<Row>,
    /// The judgements that its rules may lead to.
    pub judgements: BTreeMap<JudgementId, JudgementDefinition>,
    /// Remarks beside the overall verdict.
    pub remarks: Vec<Advice>,
    /// Notes on the form and in the report, at most one a topic.
    pub notes: Vec<Note>,
    /// Changes of one answer worth pointing out.
    pub alternatives: Vec<Alternative>,
    /// Overlaps with other indications and with patient groups outside the set.
    pub overlaps: Vec<Overlap>,
}

/// A code that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The coding system, such as ICD-10.
    pub(crate) system: String,
    /// The code as the document writes it.
    pub(crate) code: String,
    /// What must be said with it.
    pub(crate) remark: Text,
}

/// A section of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub(crate) title: Text,
    /// Its questions, in order.
    pub(crate) questions: Vec<Arc<Question>>,
}

/// A row of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// The document's heading.
    pub heading: Text,
    /// A short heading.
    pub short: Text,
    /// The note that the row belongs to.
    pub topic: Option<Topic>,
    /// A phrase of a row that holds no requirement.
    pub quote: Option<String>,
    /// Its requirements. Empty: "Nej" alone.
    pub requirements: Vec<Requirement>,
    /// What the row says besides; never judged.
    pub notes: Vec<Text>,
}

/// How strongly the document asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementStrength {
    /// "skal": not fulfilled is `not-met`.
    Must,
    /// "bør": not fulfilled is `advisory`.
    Should,
}

/// A requirement of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its id, `row.slug`.
    pub id: RequirementId,
    /// Must or should.
    pub strength: RequirementStrength,
    /// When it applies; `None`: always.
    pub applies_when: Option<Condition>,
    /// When it is fulfilled.
    pub rule: Condition,
    /// The requirement in the project's own words.
    pub statement: Text,
    /// The decisive phrase of the document in its own spelling, at most 25 words.
    pub quote: String,
    /// The heading of the row that the quote stands in.
    pub quote_row: Text,
    /// What to point out in particular cases.
    pub advice: Vec<Advice>,
    /// Whether it must be in place before the tissue is taken: afterwards it can't be made good.
    pub before_biopsy: bool,
    /// Everything that its rule and condition may look at.
    pub inputs: std::collections::BTreeSet<Input>,
}

/// A text shown while its condition is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// When to show it.
    pub when: Condition,
    /// The text.
    pub text: Text,
}

/// A decision that the document leaves to a clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementDefinition {
    /// What is to be decided.
    pub(crate) question: Text,
    /// Why it is left open.
    pub(crate) reason: Text,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who may request.
    Competence,
    /// Review by a molecular tumour board.
    TumourBoard,
    /// Secondary findings.
    SecondaryFindings,
    /// Written consent.
    Consent,
    /// What should be assessed before referral.
    BeforeReferral,
    /// Tissue.
    Tissue,
    /// What WGS is for.
    Purpose,
    /// The requisition and the shipping of samples.
    Requisition,
}

/// A note on the form and in the report; never judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub(crate) topic: Topic,
    /// The text.
    pub(crate) text: Text,
}

/// An answer whose change alone would fulfil the criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The question.
    pub question: QuestionId,
    /// The answer given.
    pub from: Answer,
    /// The answer that would fulfil the criteria.
    pub to: Answer,
    /// What to say then.
    pub text: Text,
}

/// Another place where the patient may belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Where.
    pub with: OverlapWith,
    /// When it is worth considering for this patient in particular.
    pub when: Option<Condition>,
}

/// What an indication overlaps with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlapWith {
    /// An indication of this set.
    Indication(IndicationId),
    /// A patient group outside the set.
    Outside(Text),
}

/// A laboratory that samples go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Centre {
    /// Its name.
    pub(crate) name: Text,
    /// The regions that send to it.
    pub(crate) regions: Vec<Region>,
}

/// A region of Denmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Its name.
    pub(crate) name: String,
    /// Other ways of writing it.
    pub(crate) also: Vec<String>,
}

impl CriteriaSet {
    /// The indication with this id.
    pub fn indication(&self, id: &IndicationId) -> Option<&Indication> {
        self.indications.iter().find(|indication| indication.id == *id)
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Arc<Question>> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The judgement with this id, in whichever indication.
    pub(crate) fn judgement(&self, id: &JudgementId) -> Option<&JudgementDefinition> {
        self.indications.iter().find_map(|indication| indication.judgements.get(id))
    }

    /// The region that `written` means, in whatever way it is written.
    pub(crate) fn region(&self, written: &str) -> Option<(&Centre, &Region)> {
        let means = |name: &str| name.to_lowercase() == written.trim().to_lowercase();
        self.centres.iter().find_map(|centre| {
            let region = centre
                .regions
                .iter()
                .find(|region| means(&region.name) || region.also.iter().any(|also| means(also)))?;
            Some((centre, region))
        })
    }
}

impl Indication {
    /// All requirements, in order.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.rows.iter().flat_map(|row| &row.requirements)
    }

    /// All questions of the form, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.form.iter().flat_map(|section| &section.questions)
    }

    /// The note on a topic.
    pub(crate) fn note(&self, topic: Topic) -> Option<&Text> {
        self.notes.iter().find(|note| note.topic == topic).map(|note| &note.text)
    }
}
