//! Where the text of a field is kept that can't be parsed, and how long it may be.

use super::Field;
use crate::case::{Case, field};
use crate::text::TextLimit;
use std::borrow::Cow;

impl Field {
    /// The key of the field in `Case::unparsed`.
    pub(in crate::window::case) fn unparsed_key(&self) -> Cow<'static, str> {
        let key = match self {
            Field::PatientName => field::PATIENT_NAME,
            Field::Cpr => field::CPR,
            Field::BirthDate => field::BIRTH_DATE,
            Field::AssessedOn => field::ASSESSED_ON,
            Field::RequesterName => field::REQUESTER_NAME,
            Field::AuthorisationId => field::AUTHORISATION_ID,
            Field::Department => field::DEPARTMENT,
            Field::Hospital => field::HOSPITAL,
            Field::Region => field::REGION,
            Field::Phone => field::PHONE,
            Field::MtbDate => field::MTB_DATE,
            Field::MtbName => field::MTB_NAME,
            Field::MtbNote => field::MTB_NOTE,
            Field::RequisitionNumber => field::REQUISITION_NUMBER,
            Field::SampleId => field::SAMPLE_ID,
            Field::RequisitionNote => field::REQUISITION_NOTE,
            Field::Answer(id, _) => return Cow::Owned(id.to_string()),
            Field::Comment(indication, row) => return Cow::Owned(field::comment(indication, row)),
            Field::Rationale(id) => return Cow::Owned(field::rationale(id)),
            Field::JudgedBy(id) => return Cow::Owned(field::judged_by(id)),
            Field::JudgedOn(id) => return Cow::Owned(field::judged_on(id)),
        };
        Cow::Borrowed(key)
    }

    /// How long the text may be.
    pub fn limit(&self) -> TextLimit {
        match self {
            Field::PatientName | Field::RequesterName | Field::JudgedBy(_) => TextLimit::Name,
            Field::MtbNote | Field::RequisitionNote | Field::Comment(..) | Field::Rationale(_) => {
                TextLimit::Lines
            }
            Field::Answer(_, kind) => kind.text_limit().unwrap_or(TextLimit::Line),
            Field::Cpr
            | Field::BirthDate
            | Field::AssessedOn
            | Field::AuthorisationId
            | Field::Department
            | Field::Hospital
            | Field::Region
            | Field::Phone
            | Field::MtbDate
            | Field::MtbName
            | Field::RequisitionNumber
            | Field::SampleId
            | Field::JudgedOn(_) => TextLimit::Line,
        }
    }

    /// The length of the field's text in characters, if it is longer than it may be when the case is saved.
    pub fn excess(&self, case: &Case) -> Option<usize> {
        self.limit().excess(case.unparsed.get(&*self.unparsed_key())?)
    }
}
