//! A patient's case: who, when, what was answered, judged and commented.
//!
//! A case holds what the clinician gave and nothing that follows from it. Reading and writing are
//! of texts: this module never touches files or the clock.

mod age;
mod cpr;
mod date;
mod fault;
mod identity;
mod read;
mod write;

pub use age::{Age, age_on};
pub use cpr::{Cpr, CprError};
pub use date::{parse_iso_date, parse_typed_birth_date, parse_typed_date};
pub use fault::{Fault, FaultKind, Refusal};
pub use identity::{FreeText, Trace, TraceKind, identifies_patient, identity_traces, without_identity};
pub use read::{FORMAT, Reading, read};
pub use write::write;

use crate::definition::{Answer, CriteriaSet, Facts, IndicationId, JudgementId, QuestionId, RowId, SetId};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// A patient's case.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// The set that its answers belong to.
    pub criteria_set: SetId,
    /// The indication that is to be requested.
    pub indication: IndicationId,
    /// The day of assessment, on which the age is reckoned.
    pub assessed_on: Option<Date>,
    /// The patient.
    pub patient: Patient,
    /// The doctor who requests.
    pub requester: Requester,
    /// The molecular tumour board.
    pub mtb: TumourBoard,
    /// The requisition that the report is attached to.
    pub requisition: Requisition,
    /// The answers. A blank one is absent.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// The judgements, settled or not.
    pub judgements: BTreeMap<JudgementId, Judgement>,
    /// Comments on rows.
    pub comments: BTreeMap<CommentKey, String>,
    /// Texts in fields that can't be read yet, by field: see [`field`].
    pub unparsed: BTreeMap<String, String>,
}

/// The row of an indication that a comment stands at.
pub type CommentKey = (IndicationId, RowId);

/// The names of the fields whose text may be unreadable, as `unparsed` keys them. Answers are keyed
/// by their question's id.
pub mod field {
    /// The patient's CPR number.
    pub const CPR: &str = "cpr";
    /// The patient's birth date.
    pub const BIRTH_DATE: &str = "birth-date";
    /// The day of assessment.
    pub const ASSESSED_ON: &str = "assessed-on";
    /// The date of the molecular tumour board.
    pub const MTB_DATE: &str = "mtb-date";

    /// The date of a judgement.
    pub fn judged_on(id: &crate::definition::JudgementId) -> String {
        format!("{id}/on")
    }
}

/// Who the patient is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Patient {
    /// Full name.
    pub name: String,
    /// Civil registration number, or a replacement number.
    pub cpr: Option<Cpr>,
    /// Birth date, for those whose number does not tell it.
    pub birth_date: Option<Date>,
    /// Completed years on the day of assessment, in a case without identity. Counts only where
    /// neither number nor birth date tells the age.
    pub age: Option<u16>,
}

/// The doctor who requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requester {
    /// Full name.
    pub name: String,
    /// Authorisation id.
    pub authorisation_id: String,
    /// Department.
    pub department: String,
    /// Hospital.
    pub hospital: String,
    /// Region of Denmark, as written.
    pub region: String,
    /// Telephone.
    pub phone: String,
}

/// A review by a molecular tumour board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TumourBoard {
    /// When.
    pub date: Option<Date>,
    /// Which.
    pub name: String,
    /// What it said.
    pub note: String,
}

/// The requisition that the report is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requisition {
    /// Its number.
    pub number: String,
    /// The sample's number.
    pub sample_id: String,
    /// A note.
    pub note: String,
}

/// A clinician's decision where the document leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Accepted or rejected; `None`: not decided.
    pub accept: Option<bool>,
    /// Why. It counts only with a rationale.
    pub rationale: String,
    /// By whom.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

impl Judgement {
    /// The decision, if there is one with a rationale.
    pub fn decision(&self) -> Option<bool> {
        self.accept.filter(|_| !self.rationale.trim().is_empty())
    }

    /// Whether nothing has been entered.
    pub fn is_blank(&self) -> bool {
        *self == Judgement::default()
    }
}

impl Case {
    /// A blank case for an indication of the set.
    pub fn new(set: &CriteriaSet, indication: IndicationId, assessed_on: Option<Date>) -> Self {
        Case {
            criteria_set: set.id.clone(),
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
        }
    }

    /// The patient's age on the day of assessment.
    pub fn age(&self) -> Age {
        Age::of(&self.patient, self.assessed_on)
    }

    /// Whether patient and requester are named. A report without is a draft.
    pub fn is_named(&self) -> bool {
        let patient = !self.patient.name.trim().is_empty() && self.patient.cpr.is_some();
        patient && !self.requester.name.trim().is_empty()
    }

    /// The comment at a row.
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

// Identifying data never reaches a log or a panic message.
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
