//! The patient's age.

use super::Patient;
use jiff::civil::Date;

/// The patient's age on the day of assessment, or why it is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// In completed years.
    Years(u16),
    /// The case has neither number, birth date nor age, or no day of assessment.
    Unknown,
    /// CPR number and birth date disagree.
    Disagreeing,
    /// Born after the day of assessment.
    NotBorn,
}

impl Age {
    /// The age of a patient on a day. A number and a birth date must agree.
    pub fn of(patient: &Patient, on: Option<Date>) -> Age {
        let from_cpr = patient.cpr.as_ref().and_then(|cpr| cpr.birth_date());
        let birth = match (from_cpr, patient.birth_date) {
            (Some(a), Some(b)) if a != b => return Age::Disagreeing,
            (Some(birth), _) | (None, Some(birth)) => birth,
            (None, None) => return patient.age.map_or(Age::Unknown, Age::Years),
        };
        match on {
            None => Age::Unknown,
            Some(day) => age_on(birth, day).map_or(Age::NotBorn, Age::Years),
        }
    }

    /// The age in completed years, if it is known.
    pub fn years(self) -> Option<u16> {
        match self {
            Age::Years(years) => Some(years),
            Age::Unknown | Age::Disagreeing | Age::NotBorn => None,
        }
    }
}

/// The age in completed years on a day; `None` before the birth. In common years, somebody born on
/// 29 February has the birthday on 1 March.
pub fn age_on(birth: Date, day: Date) -> Option<u16> {
    if day < birth {
        return None;
    }
    let before_birthday = (day.month(), day.day()) < (birth.month(), birth.day());
    u16::try_from(day.year() - birth.year() - i16::from(before_birthday)).ok()
}

#[cfg(test)]
mod tests {
    use super::super::Cpr;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_age_rises_on_the_birthday() {
        let birth = date(2008, 11, 22);
        assert_eq!(age_on(birth, date(2026, 11, 21)), Some(17));
        assert_eq!(age_on(birth, date(2026, 11, 22)), Some(18));
        assert_eq!(age_on(birth, date(2026, 11, 23)), Some(18));
    }

    #[test]
    fn a_leap_day_birthday_is_on_1_march_in_common_years() {
        let birth = date(2008, 2, 29);
        assert_eq!(age_on(birth, date(2026, 2, 28)), Some(17));
        assert_eq!(age_on(birth, date(2026, 3, 1)), Some(18));
        assert_eq!(age_on(birth, date(2028, 2, 28)), Some(19));
        assert_eq!(age_on(birth, date(2028, 2, 29)), Some(20));
    }

    #[test]
    fn before_the_birth_there_is_no_age() {
        assert_eq!(age_on(date(2026, 1, 2), date(2026, 1, 1)), None);
        assert_eq!(age_on(date(2026, 1, 2), date(2026, 1, 2)), Some(0));
    }

    #[test]
    fn a_number_and_a_birth_date_must_agree() {
        let mut patient = Patient { cpr: Cpr::parse("020160-9941").ok(), ..Patient::default() };
        let day = Some(date(2026, 11, 22));
        assert_eq!(Age::of(&patient, day), Age::Years(66));
        patient.birth_date = Some(date(1960, 1, 2));
        assert_eq!(Age::of(&patient, day), Age::Years(66));
        patient.birth_date = Some(date(1961, 1, 2));
        assert_eq!(Age::of(&patient, day), Age::Disagreeing);
        assert_eq!(Age::of(&patient, None), Age::Disagreeing);
    }

    #[test]
    fn a_replacement_number_gives_no_age_but_a_birth_date_does() {
        let mut patient = Patient { cpr: Cpr::parse("620160-9995").ok(), ..Patient::default() };
        let day = Some(date(2026, 11, 22));
        assert_eq!(Age::of(&patient, day), Age::Unknown);
        patient.birth_date = Some(date(1961, 1, 2));
        assert_eq!(Age::of(&patient, day), Age::Years(65));
        assert_eq!(Age::of(&patient, None), Age::Unknown);
    }

    #[test]
    fn the_age_field_is_used_only_without_number_and_birth_date() {
        let day = Some(date(2026, 11, 22));
        let mut patient = Patient { age: Some(66), ..Patient::default() };
        assert_eq!(Age::of(&patient, day), Age::Years(66));
        assert_eq!(Age::of(&patient, None), Age::Years(66));
        patient.birth_date = Some(date(1961, 1, 2));
        assert_eq!(Age::of(&patient, day), Age::Years(65));
    }
}
