//! Reads who the case is about: patient, requester, molecular tumour board, requisition.

use super::super::{Case, Cpr, FaultKind, Patient, Requester, Requisition, TumourBoard, age_on, field};
use super::reader::{Group, Reader, number_up_to, value_of};
use crate::definition::MAX_AGE_YEARS;
use crate::text::is_blank;

impl Reader<'_> {
    pub(super) fn read_people(&mut self, root: Group, case: &mut Case) {
        if let Some(group) = self.group(root, "patient", &["name", "cpr", "birth_date", "age"]) {
            let cpr = self.cpr(group);
            case.patient = Patient {
                name: self.free_text(group, "name", field::PATIENT_NAME),
                cpr,
                birth_date: self.optional_date(group, "birth_date", "patient.birth_date", field::BIRTH_DATE),
                age: self.age(group),
            };
        }
        let fields = ["name", "authorisation_id", "department", "hospital", "region", "phone"];
        if let Some(group) = self.group(root, "requester", &fields) {
            case.requester = Requester {
                name: self.free_text(group, "name", field::REQUESTER_NAME),
                authorisation_id: self.free_text(group, "authorisation_id", field::AUTHORISATION_ID),
                department: self.free_text(group, "department", field::DEPARTMENT),
                hospital: self.free_text(group, "hospital", field::HOSPITAL),
                region: self.free_text(group, "region", field::REGION),
                phone: self.free_text(group, "phone", field::PHONE),
            };
        }
        if let Some(group) = self.group(root, "mtb", &["date", "name", "note"]) {
            case.mtb = TumourBoard {
                date: self.optional_date(group, "date", "mtb.date", field::MTB_DATE),
                name: self.free_text(group, "name", field::MTB_NAME),
                note: self.free_text(group, "note", field::MTB_NOTE),
            };
        }
        if let Some(group) = self.group(root, "requisition", &["number", "sample_id", "note"]) {
            case.requisition = Requisition {
                number: self.free_text(group, "number", field::REQUISITION_NUMBER),
                sample_id: self.free_text(group, "sample_id", field::SAMPLE_ID),
                note: self.free_text(group, "note", field::REQUISITION_NOTE),
            };
        }
    }

    fn cpr(&mut self, patient: Group) -> Option<Cpr> {
        let text = self.optional_text(patient, "cpr", "patient.cpr", field::CPR)?;
        if is_blank(&text) {
            return None;
        }
        match Cpr::parse(&text) {
            Ok(cpr) => Some(cpr),
            Err(error) => {
                self.add_fault(patient.offset("cpr"), "patient.cpr", FaultKind::ImpossibleCpr(error));
                self.keep_unparsed(patient.offset("cpr"), "patient.cpr".to_owned(), field::CPR, text);
                None
            }
        }
    }

    /// The age, which only a case without identity has.
    fn age(&mut self, patient: Group) -> Option<u16> {
        let value = value_of(patient.value, "age")?;
        if patient.has_twice("age") {
            return None;
        }
        let offset = patient.offset("age");
        if patient.has("cpr") || patient.has("birth_date") {
            self.add_fault(offset, "patient.age", FaultKind::AgeBeside);
            return None;
        }
        match number_up_to(MAX_AGE_YEARS, value, "whole years, 0 to 150") {
            Ok(years) => Some(years),
            Err(kind) => {
                self.add_fault(offset, "patient.age", kind);
                None
            }
        }
    }

    pub(super) fn check_birth(&mut self, root: Group, case: &Case) {
        let Some(day) = case.assessed_on else { return };
        let Some(patient) = root.node.get("patient") else { return };
        let from_cpr = case.patient.cpr.as_ref().and_then(|cpr| cpr.birth_date());
        for (name, birth) in [("cpr", from_cpr), ("birth_date", case.patient.birth_date)] {
            if birth.is_some_and(|birth| age_on(birth, day).is_none()) {
                let offset = patient.get(name).unwrap_or(patient).start;
                self.add_fault(offset, format!("patient.{name}"), FaultKind::BirthAfterAssessment);
            }
        }
    }
}
