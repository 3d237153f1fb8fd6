//! Dates that are possible and probably mistyped. They are pointed out, and count all the same.

use super::Field;
use crate::case::Case;
use crate::definition::{Answer, CriteriaSet, TypedKind};
use crate::wording::Phrases;
use jiff::civil::Date;

/// Why a date is probably mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum DateDoubt {
    /// It is after today, in a field for what has happened.
    InFuture,
    /// It is before any living person was born.
    LongAgo,
}

/// The first year of birth that a CPR number can mean.
const EARLIEST_YEAR: i16 = 1858;

impl DateDoubt {
    /// What is doubtful about the date in a field. What is said of a day of assessment after today
    /// is a [`CaseWarning`](super::CaseWarning).
    pub fn of(field: &Field, case: &Case, set: &CriteriaSet, today: Date) -> Option<DateDoubt> {
        let date = field.date(case)?;
        if date.year() < EARLIEST_YEAR {
            return Some(DateDoubt::LongAgo);
        }
        let may_be_planned = |id| set.question(id).is_some_and(|asked| asked.may_be_planned);
        // The documents want the result discussed, which may be planned while WGS is requested.
        let is_planned = matches!(field, Field::Answer(id, _) if may_be_planned(id))
            || matches!(field, Field::MtbDate | Field::AssessedOn);
        (date > today && !is_planned).then_some(DateDoubt::InFuture)
    }

    /// The doubtful dates of a case, with their fields.
    pub fn in_case(case: &Case, set: &CriteriaSet, today: Date) -> Vec<(Field, DateDoubt)> {
        let answers = case.answers.keys().map(|id| Field::Answer(id.clone(), TypedKind::Date));
        let judgements = case.judgements.keys().map(|id| Field::JudgedOn(id.clone()));
        let fields = [Field::BirthDate, Field::AssessedOn, Field::MtbDate].into_iter();
        fields
            .chain(answers)
            .chain(judgements)
            .filter_map(|field| {
                let doubt = DateDoubt::of(&field, case, set, today)?;
                Some((field, doubt))
            })
            .collect()
    }

    /// The doubt in words.
    pub fn words(self, say: Phrases) -> &'static str {
        say.texts.get(match self {
            DateDoubt::InFuture => "date-in-future",
            DateDoubt::LongAgo => "date-long-ago",
        })
    }
}

impl Field {
    /// The date in a field for dates.
    fn date(&self, case: &Case) -> Option<Date> {
        match self {
            Field::BirthDate => case.patient.birth_date,
            Field::AssessedOn => case.assessed_on,
            Field::MtbDate => case.mtb.date,
            Field::JudgedOn(id) => case.judgements.get(id).and_then(|judgement| judgement.on),
            Field::Answer(id, _) => match case.answers.get(id) {
                Some(Answer::Date(date)) => Some(*date),
                Some(_) | None => None,
            },
            Field::PatientName
            | Field::Cpr
            | Field::RequesterName
            | Field::AuthorisationId
            | Field::Department
            | Field::Hospital
            | Field::Region
            | Field::Phone
            | Field::MtbName
            | Field::MtbNote
            | Field::RequisitionNumber
            | Field::SampleId
            | Field::RequisitionNote
            | Field::Comment(..)
            | Field::Rationale(_)
            | Field::JudgedBy(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use jiff::civil::date;

    #[test]
    fn a_date_after_today_or_before_1858_is_doubtful_unless_it_may_be_planned() {
        let (set, today) = (embedded().unwrap(), date(2026, 11, 22));
        let doubt = |field: &Field, day: Date| {
            let mut case = Case::new(&set, set.indications[0].id.clone(), None);
            field.set_text(&mut case, &super::super::format_date(day), today);
            let doubts = DateDoubt::in_case(&case, &set, today);
            assert_eq!(DateDoubt::of(field, &case, &set, today), doubts.first().map(|(_, doubt)| *doubt));
            doubts.into_iter().next().map(|(_, doubt)| doubt)
        };
        let judgement = set.indications[0].judgements.keys().next().unwrap().clone();
        let answer = |id: &str| Field::Answer(id.into(), TypedKind::Date);
        let tomorrow = date(2026, 11, 23);
        for past in [Field::BirthDate, Field::JudgedOn(judgement), answer("consent-date")] {
            assert_eq!(doubt(&past, tomorrow), Some(DateDoubt::InFuture), "{past:?}");
            assert_eq!(doubt(&past, date(1857, 12, 31)), Some(DateDoubt::LongAgo), "{past:?}");
            assert_eq!(doubt(&past, today).or(doubt(&past, date(1858, 1, 1))), None, "{past:?}");
        }
        for planned in [Field::AssessedOn, Field::MtbDate, answer("sample-date")] {
            assert_eq!(doubt(&planned, tomorrow), None, "{planned:?}");
            assert_eq!(doubt(&planned, date(1857, 12, 31)), Some(DateDoubt::LongAgo), "{planned:?}");
        }
    }
}
