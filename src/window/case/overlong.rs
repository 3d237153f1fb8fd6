//! Texts that are too long to be saved: where they are, and leading the user to them.

use super::{CaseView, Change, Field};
use crate::case::{Case, field};
use crate::definition::{CriteriaSet, IndicationId, JudgementId, QuestionId, QuestionKind, RowId};
use crate::text::{TextLimit, excerpt};
use crate::wording::Phrases;
use std::borrow::Cow;

impl Change {
    /// The part of the case whose text is under a key of `Case::unparsed`; `None`: the key names no field of the set.
    pub fn of_text(set: &CriteriaSet, key: &str) -> Option<Change> {
        field::text_limit(set, key)?;
        let field = match key {
            field::PATIENT_NAME => Field::PatientName,
            field::CPR => Field::Cpr,
            field::BIRTH_DATE => Field::BirthDate,
            field::ASSESSED_ON => Field::AssessedOn,
            field::REQUESTER_NAME => Field::RequesterName,
            field::AUTHORISATION_ID => Field::AuthorisationId,
            field::DEPARTMENT => Field::Department,
            field::HOSPITAL => Field::Hospital,
            field::REGION => Field::Region,
            field::PHONE => Field::Phone,
            field::MTB_DATE => Field::MtbDate,
            field::MTB_NAME => Field::MtbName,
            field::MTB_NOTE => Field::MtbNote,
            field::REQUISITION_NUMBER => Field::RequisitionNumber,
            field::SAMPLE_ID => Field::SampleId,
            field::REQUISITION_NOTE => Field::RequisitionNote,
            key => match set.question(&QuestionId::from(key)) {
                Some(question) => match question.kind {
                    QuestionKind::Typed(kind) => Field::Answer(question.id.clone(), kind),
                    QuestionKind::YesNo | QuestionKind::Choice(_) => {
                        return Some(Change::Answer(question.id.clone()));
                    }
                },
                None => of_row(key).or_else(|| of_judgement(set, key))?,
            },
        };
        Some(Change::Field(field))
    }
}

fn of_row(key: &str) -> Option<Field> {
    let (indication, row) = key.split_once('.')?.1.split_once('/')?;
    let (indication, row) = (IndicationId::from(indication), RowId::from(row));
    (field::comment(&indication, &row) == key).then_some(Field::Comment(indication, row))
}

fn of_judgement(set: &CriteriaSet, key: &str) -> Option<Field> {
    let id = JudgementId::from(key.rsplit_once('/')?.0);
    set.judgement(&id)?;
    if field::rationale(&id) == key {
        Some(Field::Rationale(id))
    } else if field::judged_by(&id) == key {
        Some(Field::JudgedBy(id))
    } else {
        Some(Field::JudgedOn(id))
    }
}

/// The patient's name as the window shows it, also where it is too long to be a name: another patient's case must be
/// told from this one.
pub fn shown_patient_name(case: &Case) -> Cow<'_, str> {
    let name = case.unparsed.get(field::PATIENT_NAME).unwrap_or(&case.patient.name);
    excerpt(name.trim(), TextLimit::Name.max_chars())
}

/// The id of the text in the place of a name that is missing.
pub fn unnamed_id(case: &Case) -> &'static str {
    let has_number = case.patient.cpr.is_some() || Field::Cpr.is_unparsed(case);
    if has_number { "name-missing" } else { "patient-unnamed" }
}

/// Name and CPR number of the patient, as the window shows them.
pub fn shown_patient(case: &Case, say: Phrases) -> String {
    let name = shown_patient_name(case);
    let name = if name.is_empty() { say.texts.get(unnamed_id(case)) } else { &name };
    let number = match &case.patient.cpr {
        Some(cpr) => cpr.to_string(),
        None if Field::Cpr.is_unparsed(case) => say.texts.get("cpr-unread").to_owned(),
        None => say.texts.get("cpr-missing").to_owned(),
    };
    format!("{name} · {number}")
}

impl CaseView {
    /// Whether a text is longer than it may be when the case is saved.
    pub fn has_overlong_text(&self) -> bool {
        self.session.case().overlong_texts(self.session.set()).next().is_some()
    }

    /// Leads to the text under a key of `Case::unparsed`, and shows an indication that has it in its form.
    pub(crate) fn go_to_text(&mut self, key: &str) {
        let Some(change) = Change::of_text(self.session.set(), key) else { return };
        let shown = self.session.indication();
        let set = self.session.set().clone();
        if !change.is_in_form_of(shown)
            && let Some(other) = set.indications.iter().find(|other| change.is_in_form_of(other))
        {
            self.show_indication(other.id.clone());
        }
        self.leave_field();
        self.go_to_change(Some(change));
    }

    /// Empties the text under a key of `Case::unparsed`.
    pub(crate) fn clear_text(&mut self, key: &str) {
        let Some(change) = Change::of_text(self.session.set(), key) else { return };
        self.leave_field();
        self.session.change(change, |case| {
            case.unparsed.remove(key);
        });
        self.session.end_undo_step();
    }
}
