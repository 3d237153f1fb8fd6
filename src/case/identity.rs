//! Removes what identifies patient and requester from a case.

use super::{Case, Patient, Requester, Requisition};
use crate::definition::MAX_AGE_YEARS;

/// The case without name, CPR number, birth date and requester, and without the numbers of requisition
/// and sample, which others can look up. The age is kept.
///
/// Free text is not changed: see `identity_traces`.
pub fn without_identity(case: &Case) -> Case {
    let mut stripped = Case {
        // A case file has no greater age: such a birth date is a typing error.
        patient: Patient {
            age: case.age().years().filter(|years| *years <= MAX_AGE_YEARS),
            ..Patient::default()
        },
        requester: Requester::default(),
        requisition: Requisition::default(),
        ..case.clone()
    };
    // An unparsed text may be a part of the CPR number.
    stripped.unparsed.clear();
    for judgement in stripped.judgements.values_mut() {
        judgement.by.clear();
    }
    stripped
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Cpr, read, write};
    use super::*;
    use crate::definition::{Answer, embedded};
    use jiff::civil::date;

    /// A case of which every part that identifies somebody is filled in.
    pub(in crate::case) fn identified_case() -> Case {
        let set = embedded().unwrap();
        let mut case = Case::new(&set, "sarcoma".into(), Some(date(2026, 11, 22)));
        case.patient.name = "Bente Testperson".into();
        case.patient.cpr = Cpr::parse("020160-9941").ok();
        case.patient.birth_date = Some(date(1960, 1, 2));
        case.requester.name = "Ditte Testlæge".into();
        case.requester.region = "Region Syddanmark".into();
        case.requisition.number = "R-1700".into();
        case.answers.insert("metastatic".into(), Answer::YesNo(true));
        case.unparsed.insert("treatment-lines".into(), "0201".into());
        case
    }

    #[test]
    fn without_identity_only_the_age_of_the_patient_is_left() {
        let stripped = without_identity(&identified_case());
        assert_eq!(stripped.patient, Patient { age: Some(66), ..Patient::default() });
        assert_eq!(stripped.requester, Requester::default());
        assert_eq!(stripped.requisition, Requisition::default());
        assert!(stripped.unparsed.is_empty());
        assert_eq!(stripped.answers, identified_case().answers);
        assert_eq!(stripped.age(), identified_case().age());
        assert_eq!(without_identity(&stripped), stripped);
    }

    #[test]
    fn an_age_that_no_case_file_has_is_left_out() {
        let mut case = identified_case();
        case.patient.cpr = None;
        for (year, age) in [(1876, Some(150)), (1875, None), (1860, None), (1, None)] {
            case.patient.birth_date = Some(date(year, 11, 22));
            let stripped = without_identity(&case);
            assert_eq!(stripped.patient.age, age, "{year}");
            let reading = read(&write(&stripped), &embedded().unwrap()).unwrap();
            assert_eq!((reading.faults, reading.case), (Vec::new(), stripped), "{year}");
        }
    }
}
