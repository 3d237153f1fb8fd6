//! What in the case is contradictory or unlikely. None of it blocks the user.

use super::{Field, Target};
use crate::case::{Age, Case};
use crate::definition::CriteriaSet;
use crate::wording::Phrases;
use jiff::civil::Date;

/// How much it matters what was found in a case, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum FindingWeight {
    /// Two entries contradict each other.
    Contradiction,
    /// An entry is possible and probably mistyped.
    Doubt,
    /// The criteria set has a caution about the answers.
    Caution,
    /// It is worth a look, and probably no mistake.
    Note,
}

impl FindingWeight {
    /// The id of the words that stand above what has this weight.
    pub fn heading_id(self) -> &'static str {
        match self {
            FindingWeight::Contradiction => "check-contradictions",
            FindingWeight::Doubt => "check-doubts",
            FindingWeight::Caution => "check-cautions",
            FindingWeight::Note => "check-notes",
        }
    }
}

/// Something about the patient or the requester that is contradictory or unlikely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseWarning {
    /// CPR number and birth date differ, or the patient was born after the day of assessment.
    ImpossibleAge(Age),
    /// The patient is younger or older than is likely. In years.
    UnlikelyAge(u16),
    /// The digits of the CPR number do not fit together.
    UnlikelyCpr,
    /// The day of assessment is before today.
    AssessedInPast(Date),
    /// The day of assessment is after today.
    AssessedInFuture(Date),
    /// The region of the requester is none of the set.
    UnknownRegion(String),
}

/// Above this age in years, a typing error in the number or the date is more likely.
const MAX_LIKELY_AGE: u16 = 105;
/// Below this age in years, a typing error is more likely: the departments that request treat adults.
const MIN_LIKELY_AGE: u16 = 18;

impl CaseWarning {
    /// The warnings about the patient and the day of assessment.
    pub fn about_patient(case: &Case, today: Date) -> Vec<CaseWarning> {
        let mut warnings = Vec::new();
        match case.age() {
            Age::Years(years)
                if case.patient.age.is_none() && !(MIN_LIKELY_AGE..=MAX_LIKELY_AGE).contains(&years) =>
            {
                warnings.push(CaseWarning::UnlikelyAge(years));
            }
            Age::Years(_) | Age::Unknown => {}
            age @ (Age::Disagreeing | Age::NotBorn) => warnings.push(CaseWarning::ImpossibleAge(age)),
        }
        let fails = case.patient.cpr.as_ref().is_some_and(|cpr| {
            let is_replacement = cpr.is_replacement() && case.patient.birth_date.is_none();
            !is_replacement && cpr.fails_modulus_11() && !cpr.is_born_on_new_year()
        });
        warnings.extend(fails.then_some(CaseWarning::UnlikelyCpr));
        warnings.extend(match case.assessed_on {
            Some(date) if date < today => Some(CaseWarning::AssessedInPast(date)),
            Some(date) if date > today => Some(CaseWarning::AssessedInFuture(date)),
            Some(_) | None => None,
        });
        warnings
    }

    /// The warning about the region of the requester.
    pub fn about_region(case: &Case, set: &CriteriaSet) -> Option<CaseWarning> {
        let region = case.requester.region.trim();
        (!region.is_empty() && set.region(region).is_none())
            .then(|| CaseWarning::UnknownRegion(region.to_owned()))
    }

    /// How much it matters.
    pub fn weight(&self) -> FindingWeight {
        match self {
            CaseWarning::ImpossibleAge(_) => FindingWeight::Contradiction,
            CaseWarning::UnlikelyAge(years) if *years < MIN_LIKELY_AGE => FindingWeight::Note,
            CaseWarning::AssessedInPast(_) => FindingWeight::Note,
            CaseWarning::UnlikelyAge(_)
            | CaseWarning::UnlikelyCpr
            | CaseWarning::AssessedInFuture(_)
            | CaseWarning::UnknownRegion(_) => FindingWeight::Doubt,
        }
    }

    /// The field in which it is corrected, and the other one of a contradiction.
    pub fn fields(&self, case: &Case) -> (Field, Option<Field>) {
        let birth = if case.patient.birth_date.is_some() { Field::BirthDate } else { Field::Cpr };
        match self {
            CaseWarning::ImpossibleAge(Age::Disagreeing) => (Field::Cpr, Some(Field::BirthDate)),
            CaseWarning::ImpossibleAge(_) => (birth, Some(Field::AssessedOn)),
            CaseWarning::UnlikelyAge(_) => (birth, None),
            CaseWarning::UnlikelyCpr => (Field::Cpr, None),
            CaseWarning::AssessedInPast(_) | CaseWarning::AssessedInFuture(_) => (Field::AssessedOn, None),
            CaseWarning::UnknownRegion(_) => (Field::Region, None),
        }
    }

    /// The control with which it is corrected.
    pub fn target(&self, case: &Case) -> Target {
        Target::Field(self.fields(case).0)
    }

    /// The warning without advice, for several in the same room.
    pub fn short_words(&self, say: Phrases) -> String {
        let texts = say.texts;
        let id = match self {
            CaseWarning::ImpossibleAge(Age::NotBorn) => "born-after-assessment-short",
            CaseWarning::ImpossibleAge(_) => "birth-dates-differ-short",
            CaseWarning::UnlikelyAge(years) => {
                return texts.with("age-unlikely-short", &[("years", u32::from(*years).into())]);
            }
            CaseWarning::UnlikelyCpr => "modulus-11-short",
            CaseWarning::AssessedInPast(_)
            | CaseWarning::AssessedInFuture(_)
            | CaseWarning::UnknownRegion(_) => return self.words(say),
        };
        texts.get(id).to_owned()
    }

    /// The warning as it stands below its field. `None`: it is too long for that place, and stands below all fields
    /// of the patient instead.
    pub fn words_at_field(&self, say: Phrases) -> Option<&'static str> {
        match self {
            CaseWarning::AssessedInPast(_) => Some(say.texts.get("date-in-past")),
            CaseWarning::AssessedInFuture(_) => Some(say.texts.get("date-in-future")),
            CaseWarning::ImpossibleAge(_)
            | CaseWarning::UnlikelyAge(_)
            | CaseWarning::UnlikelyCpr
            | CaseWarning::UnknownRegion(_) => None,
        }
    }

    /// The warning in words.
    pub fn words(&self, say: Phrases) -> String {
        let texts = say.texts;
        match self {
            CaseWarning::ImpossibleAge(Age::NotBorn) => texts.get("born-after-assessment").to_owned(),
            CaseWarning::ImpossibleAge(_) => texts.get("birth-dates-differ").to_owned(),
            CaseWarning::UnlikelyAge(years) => {
                texts.with("age-unlikely", &[("years", u32::from(*years).into())])
            }
            CaseWarning::UnlikelyCpr => texts.get("modulus-11").to_owned(),
            CaseWarning::AssessedInPast(date) => {
                texts.with("assessed-in-the-past", &[("date", say.date(*date).into())])
            }
            CaseWarning::AssessedInFuture(date) => {
                texts.with("assessed-in-the-future", &[("date", say.date(*date).into())])
            }
            CaseWarning::UnknownRegion(region) => {
                texts.with("unknown-region", &[("region", region.as_str().into())])
            }
        }
    }
}
