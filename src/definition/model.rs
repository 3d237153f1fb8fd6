//! The checked definitions.
//!
//! Only [`check`](super::check) creates them, so that each id refers to something that exists, no text is
//! empty and every rule can be true and false.

use super::evaluation::{Facts, Truth};
use super::follows::Follows;
use super::ids::{IndicationId, JudgementId, QuestionId, RequirementId, RowId, SetId};
use super::question::{Answer, Question};
use super::question::{Condition, Input};
use super::text::Text;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A set of criteria: indications that are assessed side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaSet {
    /// Case files name the set by this id.
    pub id: SetId,
    /// The title that the documents of the set have in common.
    pub title: Text,
    /// The month in which the documents were taken over.
    pub date: Month,
    /// How often the documents of that month have been read anew; the first reading is 1.
    pub reading: u32,
    /// The publisher of the documents, Nationalt Genom Center in the shipped set.
    pub publisher: Text,
    /// The address (`https://…`) of the current documents, the requisition form and the shipping guide.
    pub website: String,
    /// SHA-256 over the names and contents of all files, as lower-case hexadecimal. Line endings don't
    /// count.
    pub hash: String,
    /// In the order of `questions.ron`.
    pub questions: Vec<Arc<Question>>,
    /// Sorted by position. INVARIANT: not empty.
    pub indications: Vec<Indication>,
    /// The laboratories that receive the samples, by the requester's region.
    pub centres: Vec<Centre>,
    /// The question that the overview asks first: with its answer alone, some indications can't fit any more.
    pub first_question: Option<QuestionId>,
    /// What a clinician confirms before a case that was assessed long ago is used again.
    pub reconfirmations: Vec<Reconfirmation>,
    /// The set that this one replaces.
    pub follows: Option<Follows>,
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year, such as 2026.
    pub year: i16,
    /// From 1 to 12.
    pub month: i8,
}

impl Month {
    /// Reads a month written as `2026-11`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_written_in_full = year.len() == 4 && month.len() == 2 && is_number(year) && is_number(month);
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        is_written_in_full.then_some(Month { year: year.parse().ok()?, month })
    }

    /// The number of months from this one to another; negative if the other is earlier.
    pub(crate) fn months_until(self, other: Month) -> i32 {
        12 * i32::from(other.year - self.year) + i32::from(other.month - self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Something that may have changed since a case was assessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconfirmation {
    /// Names it, such as *tissue*.
    pub label: Text,
    /// The questions whose answers are confirmed with it. INVARIANT: not empty.
    pub questions: Vec<Arc<Question>>,
}

/// An indication for whole genome sequencing, from one document of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indication {
    /// Also the stem of the indication's file.
    pub id: IndicationId,
    /// Sorts the list of indications; unique in the set.
    pub position: u32,
    /// The title as the document has it, and its translation.
    pub title: Text,
    /// A title short enough for the sidebar and the head of a page.
    pub short: Text,
    /// The title of the source document, in its own spelling.
    pub document: String,
    /// Codes that the document names, as it writes them.
    pub codes: Vec<Code>,
    /// The questions whose answers name the subgroup in the report's title.
    pub subgroup: Vec<Arc<Question>>,
    /// The sections of the form, from top to bottom.
    pub form: Vec<Section>,
    /// In the order of the document; every indication has all rows of the set.
    pub rows: Vec<Row>,
    /// The judgements that some answers lead to.
    pub judgements: BTreeMap<JudgementId, JudgementDefinition>,
    /// Remarks beside the overall verdict and at the fields that they are about.
    pub remarks: Vec<Remark>,
    /// Notes on the form and in the report, sorted by topic. INVARIANT: at most one per topic.
    pub notes: Vec<Note>,
    /// Single answers whose change would fulfil the criteria and is worth pointing out.
    pub alternatives: Vec<Alternative>,
    /// Overlaps with other indications and with patient groups outside the set.
    pub overlaps: Vec<Overlap>,
}

/// A code of a classification that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The classification, such as ICD-10.
    pub(crate) system: String,
    /// Spelled as in the document.
    pub(crate) code: String,
    /// Shown beside the code.
    pub(crate) remark: Text,
}

/// A group of questions in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading above the questions.
    pub(crate) title: Text,
    /// From top to bottom.
    pub(crate) questions: Vec<Arc<Question>>,
}

/// A row of the document's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unique in the set.
    pub id: RowId,
    /// The heading as the document has it, and its translation.
    pub heading: Text,
    /// A heading short enough for the overview.
    pub short: Text,
    /// Set where the row and a note are about the same thing, such as the requester's competence.
    pub topic: Option<Topic>,
    /// A phrase of the document, for a row without requirements.
    pub quote: Option<String>,
    /// Empty if the document asks for nothing in this row.
    pub requirements: Vec<Requirement>,
    /// What else the row of the document says. It has no effect on verdicts.
    pub notes: Vec<Text>,
}

/// How strongly the document asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementStrength {
    /// The document says "skal": not fulfilled is [`not-met`](crate::assessment::Status::NotMet).
    Must,
    /// The document says "bør": not fulfilled is [`advisory`](crate::assessment::Status::Advisory).
    Should,
}

/// A requirement that a row of the document makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// `row.slug`, unique in the indication.
    pub id: RequirementId,
    /// Decides how a rule that is false counts.
    pub strength: RequirementStrength,
    /// The condition under which the requirement applies; `None` means always.
    pub applies_when: Option<Condition>,
    /// The requirement is fulfilled when this is true.
    pub rule: Condition,
    /// The requirement in the project's own words. See [`statement_for`](Self::statement_for).
    pub(crate) statement: Text,
    /// Statements that take its place; the first whose condition is true.
    pub(crate) statement_when: Vec<Advice>,
    /// The decisive phrase of the document in its own spelling; at most 25 words.
    pub quote: String,
    /// The heading of the row of the document that contains the quote.
    pub quote_row: Text,
    /// Advice that is shown when its condition is true.
    pub advice: Vec<Advice>,
    /// Whether it must be fulfilled before the tissue is taken, because it can't be corrected afterwards.
    pub before_biopsy: bool,
    /// All inputs of `rule` and `applies_when`.
    pub inputs: BTreeSet<Input>,
}

/// A text that is shown while its condition is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// A condition on answers and age alone.
    pub when: Condition,
    /// Shown verbatim; it has no placeholders.
    pub text: Text,
}

/// A remark on the answers, such as that two of them contradict each other. It has no effect on verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The condition under which it is shown.
    pub when: RemarkCondition,
    /// Whether it is shown only if the overall verdict is `met`.
    pub while_met: bool,
    /// Shown verbatim; it has no placeholders.
    pub text: Text,
    /// The questions at whose fields it is shown as well. Each is in the form of the indication.
    pub at: Vec<QuestionId>,
    /// Decides color and shape.
    pub tone: RemarkTone,
}

/// The condition of a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkCondition {
    /// A condition on answers and age alone is true.
    True(Condition),
    /// The question has no answer.
    Unanswered(QuestionId),
}

/// How urgent a remark is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkTone {
    /// The remark only informs.
    #[default]
    Neutral,
    /// The remark points out what is probably wrong, or speaks against the analysis.
    Caution,
}

/// A decision that the document leaves to the clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementDefinition {
    /// The question that the clinician decides, as the form and the report show it.
    pub(crate) question: Text,
    /// The reason why the document leaves it open.
    pub(crate) reason: Text,
    /// The question at which the form asks it; `None` if only the age leads to it.
    pub(crate) asked_at: Option<QuestionId>,
}

/// The subject of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who may request the analysis.
    Competence,
    /// Review by a molecular tumour board.
    TumourBoard,
    /// What happens to secondary findings.
    SecondaryFindings,
    /// The patient's written consent.
    Consent,
    /// What should be assessed before the referral.
    BeforeReferral,
    /// The tissue that is needed for the analysis.
    Tissue,
    /// The purpose of the analysis.
    Purpose,
    /// The requisition and the shipping of samples.
    Requisition,
}

/// A note on the form and in the report. It has no effect on verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Decides the heading of the note and its order.
    pub(crate) topic: Topic,
    /// Shown verbatim; it has no placeholders.
    pub(crate) text: Text,
}

/// An answer whose change alone may fulfil the criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// A question of the kind *choice*.
    pub question: QuestionId,
    /// The answer that the case has now.
    pub from: Answer,
    /// The answer that may fulfil the criteria.
    pub to: Answer,
    /// Shown if the criteria are not met with `from` and would be met with `to`.
    pub text: Text,
}

/// Another indication or patient group that the patient may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The other indication or group.
    pub with: OverlapWith,
    /// The condition under which it is worth considering for this patient; `None` means that the document
    /// names the overlap without one.
    pub when: Option<Condition>,
}

/// The other side of an overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlapWith {
    /// An indication of the same set.
    Indication(IndicationId),
    /// A patient group outside the set, by name.
    Outside(Text),
}

/// A laboratory that receives samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Centre {
    /// Shown in the report.
    pub(crate) name: Text,
    /// The regions that send their samples to it.
    pub(crate) regions: Vec<Region>,
}

/// A region of Denmark; Region Østdanmark beside the two that become it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// The official name.
    pub(crate) name: String,
    /// Other spellings that mean the same region.
    pub(crate) aliases: Vec<String>,
}

impl CriteriaSet {
    /// The start of the [`hash`](Self::hash), by which cases, marks and reports name a set: 12 digits.
    pub fn short_hash(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }

    /// Returns `None` for an id that is not in the set.
    pub fn indication(&self, id: &IndicationId) -> Option<&Indication> {
        self.indications.iter().find(|indication| indication.id == *id)
    }

    /// Returns `None` for an id that is not in the set.
    pub fn question(&self, id: &QuestionId) -> Option<&Arc<Question>> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The definition of a judgement, in whichever indication it is.
    pub(crate) fn judgement(&self, id: &JudgementId) -> Option<&JudgementDefinition> {
        self.indications.iter().find_map(|indication| indication.judgements.get(id))
    }

    /// The region whose name or other spelling is `written`, without regard to case, and its laboratory.
    pub(crate) fn region(&self, written: &str) -> Option<(&Centre, &Region)> {
        let means = |name: &str| name.to_lowercase() == written.trim().to_lowercase();
        self.centres.iter().find_map(|centre| {
            let region = centre
                .regions
                .iter()
                .find(|region| means(&region.name) || region.aliases.iter().any(|alias| means(alias)))?;
            Some((centre, region))
        })
    }
}

impl Requirement {
    /// The requirement in the project's own words, as it reads for this case; shown beside its verdict.
    pub fn statement_for(&self, facts: &impl Facts) -> &Text {
        let special =
            self.statement_when.iter().find(|special| special.when.evaluate(facts).truth == Truth::True);
        special.map_or(&self.statement, |special| &special.text)
    }
}

impl Indication {
    /// The requirements of all rows, in the order of the document.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.rows.iter().flat_map(|row| &row.requirements)
    }

    /// The questions of all sections, in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.form.iter().flat_map(|section| &section.questions)
    }

    /// The text of the note on a topic, if the indication has one.
    pub(crate) fn note(&self, topic: Topic) -> Option<&Text> {
        self.notes.iter().find(|note| note.topic == topic).map(|note| &note.text)
    }
}
