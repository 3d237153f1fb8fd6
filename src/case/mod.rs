//! A patient's case: the people, the day of assessment, the answers, judgements and comments.
//!
//! A case holds what the clinician entered, and nothing that is derived from it. It is read from and
//! written to a text: this module does not touch files or the clock.

mod age;
mod cpr;
mod date;
mod doctor;
mod fault;
pub mod field;
mod identity;
mod migrate;
mod read;
mod to_confirm;
mod traces;
mod typed;
mod write;

pub use age::{Age, age_on};
pub use cpr::Cpr;
pub(crate) use cpr::CprError;
pub(crate) use date::{DateError, birth_date_error, date_error, parse_file_date};
pub use date::{parse_iso_date, parse_typed_birth_date, parse_typed_date};
pub(crate) use doctor::{DoctorMatch, match_doctors};
pub use fault::Refusal;
pub(crate) use fault::{Fault, FaultKind};
pub use identity::without_identity;
pub use migrate::{DroppedAnswer, Migration};
pub(crate) use read::criteria_set_in;
pub use read::{FORMAT, Reading, read};
pub use to_confirm::ToConfirm;
pub(crate) use to_confirm::question_to_confirm;
pub(crate) use traces::{
    FreeText, Trace, TraceKind, file_name_tells_nothing, identifies_patient, identity_traces,
};
pub(crate) use typed::typed_answer;
pub use write::write;

use crate::definition::{Answer, CriteriaSet, Facts, IndicationId, JudgementId, QuestionId, RowId, SetId};
use crate::text::{TextForm, TextLimit, clean, is_blank};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A patient's case.
///
/// Serde writes it exactly as it is in memory, for a window that is locked. A case file is written by [`write()`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The criteria set whose questions were answered.
    pub criteria_set: SetId,
    /// The [`short_hash`](CriteriaSet::short_hash) of that set. It tells a set that was changed under the same id.
    pub criteria_hash: String,
    /// The indication that WGS is to be requested for.
    pub indication: IndicationId,
    /// The day of assessment, on which the age is calculated.
    pub assessed_on: Option<Date>,
    /// Identifies the patient.
    pub patient: Patient,
    /// The doctor who requests WGS.
    pub requester: Requester,
    /// The review by a molecular tumour board, if any.
    pub mtb: TumourBoard,
    /// The requisition that the report is attached to.
    pub requisition: Requisition,
    /// The answers, without the blank ones.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// The judgements, whether or not they have a decision.
    pub judgements: BTreeMap<JudgementId, Judgement>,
    /// The comments, without the blank ones.
    pub comments: BTreeMap<CommentKey, String>,
    /// The texts of fields that can't be parsed (half-typed, or invalid in the file) or are too long, by the key of the
    /// field: see [`field`]. The field itself is blank.
    pub unparsed: BTreeMap<String, String>,
    /// What has still to be confirmed before a report on the case is final.
    pub to_confirm: ToConfirm,
}

/// The row of an indication that a comment is on.
pub type CommentKey = (IndicationId, RowId);

/// A text that is longer than it may be when the case is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverlongText<'a> {
    /// The key in [`Case::unparsed`].
    pub key: &'a str,
    /// The length in characters.
    pub count: usize,
    /// The greatest length.
    pub limit: TextLimit,
}

/// Identifies the patient.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The full name as typed; may be empty.
    pub name: String,
    /// Civil registration number, or a replacement number.
    pub cpr: Option<Cpr>,
    /// The birth date, for patients with a replacement number, which does not give it.
    pub birth_date: Option<Date>,
    /// In completed years on the day of assessment. Used only in a case without identity, where neither
    /// number nor birth date gives the age.
    pub age: Option<u16>,
}

/// The doctor who requests WGS.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    /// The full name as typed; may be empty.
    pub name: String,
    /// The authorisation id of the Danish Patient Safety Authority; not checked.
    pub authorisation_id: String,
    /// The department within the hospital.
    pub department: String,
    /// The hospital to which the answer goes.
    pub hospital: String,
    /// The region of Denmark, as the user wrote it.
    pub region: String,
    /// The telephone number as typed; any country.
    pub phone: String,
}

/// A review by a molecular tumour board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TumourBoard {
    /// The day of the review.
    pub date: Option<Date>,
    /// The name of the board.
    pub name: String,
    /// The recommendation of the board.
    pub note: String,
}

/// The requisition that the report is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisition {
    /// The number of the requisition.
    pub number: String,
    /// The number of the tissue sample.
    pub sample_id: String,
    /// A free text for the laboratory.
    pub note: String,
}

/// A clinician's decision where the document leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// `None` if it is not decided yet.
    pub accept: Option<bool>,
    /// A decision counts only with a rationale: see [`decision`](Self::decision).
    pub rationale: String,
    /// The name of the clinician who decided.
    pub by: String,
    /// The day of the decision.
    pub on: Option<Date>,
}

impl Requester {
    /// The requester with all texts cleaned.
    pub fn cleaned(&self) -> Requester {
        let line = |text: &str| clean(text, TextForm::Line);
        Requester {
            name: line(&self.name),
            authorisation_id: line(&self.authorisation_id),
            department: line(&self.department),
            hospital: line(&self.hospital),
            region: line(&self.region),
            phone: line(&self.phone),
        }
    }

    /// Blanks each text that is longer than a case may have it, and returns their number.
    pub fn clear_overlong_texts(&mut self) -> usize {
        let Requester { name, authorisation_id, department, hospital, region, phone } = self;
        let lines = [authorisation_id, department, hospital, region, phone];
        let limited = lines.into_iter().map(|line| (line, TextLimit::Line)).chain([(name, TextLimit::Name)]);
        let overlong = limited.filter(|(text, limit)| limit.excess(text).is_some());
        overlong.map(|(text, _)| text.clear()).count()
    }
}

impl Judgement {
    /// The decision, if there is one with a rationale.
    pub fn decision(&self) -> Option<bool> {
        self.accept.filter(|_| !is_blank(&self.rationale))
    }

    /// Whether all fields are blank.
    pub fn is_blank(&self) -> bool {
        *self == Judgement::default()
    }
}

impl Case {
    /// A blank case for an indication of the set.
    pub fn new(set: &CriteriaSet, indication: IndicationId, assessed_on: Option<Date>) -> Self {
        Case {
            criteria_set: set.id.clone(),
            criteria_hash: set.short_hash().to_owned(),
            indication,
            assessed_on,
            patient: Patient::default(),
            requester: Requester::default(),
            mtb: TumourBoard::default(),
            requisition: Requisition::default(),
            answers: BTreeMap::new(),
            judgements: BTreeMap::new(),
            comments: BTreeMap::new(),
            unparsed: BTreeMap::new(),
            to_confirm: ToConfirm::default(),
        }
    }

    /// The patient's age on the day of assessment.
    pub fn age(&self) -> Age {
        Age::of(&self.patient, self.assessed_on)
    }

    /// The texts that are longer than they may be when the case is saved.
    pub fn overlong_texts<'a>(&'a self, set: &'a CriteriaSet) -> impl Iterator<Item = OverlongText<'a>> {
        self.unparsed.iter().filter_map(|(key, text)| {
            let limit = field::text_limit(set, key)?;
            let count = limit.excess(text)?;
            Some(OverlongText { key, count, limit })
        })
    }

    /// Whether the cases say the same. Which form is shown is no part of that.
    pub fn has_same_content(&self, other: &Case) -> bool {
        Case { indication: other.indication.clone(), ..self.clone() } == *other
    }

    /// The comment on a row.
    pub fn comment(&self, indication: &IndicationId, row: &RowId) -> Option<&str> {
        self.comments.get(&(indication.clone(), row.clone())).map(String::as_str)
    }
}

impl Facts for Case {
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.answers.get(question)
    }

    fn age(&self) -> Option<u16> {
        Case::age(self).years()
    }

    fn judgement(&self, id: &JudgementId) -> Option<bool> {
        self.judgements.get(id)?.decision()
    }
}

// Identifying data must not reach a log or a panic message.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("indication", &self.indication).finish_non_exhaustive()
    }
}

impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patient").finish_non_exhaustive()
    }
}
