//! What a report is made with, beside the case.

use crate::assessment::visible_questions;
use crate::case::Case;
use crate::definition::{CriteriaSet, Indication, Language, QuestionId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The choices of the user that decide what a report contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportSettings {
    /// The language of the report.
    pub language: Language,
    /// The moment at which the report is made; `None` means the day of assessment at 00:00 UTC.
    pub moment: Option<Timestamp>,
    /// Whether the case file is attached to the PDF.
    pub with_case: bool,
    /// Whether patient and requester are named.
    pub with_identity: bool,
    /// Whether the case was opened again, long after it was assessed or under another reading of the criteria, and is
    /// not confirmed yet. The report is then a draft.
    pub is_to_be_confirmed: bool,
    /// Whether the case comes from a PDF that contradicts itself, and was not saved since. The report is then a draft.
    pub is_from_changed_pdf: bool,
}

impl ReportSettings {
    /// A report with case and identity.
    pub const fn whole(language: Language) -> Self {
        ReportSettings {
            language,
            moment: None,
            with_case: true,
            with_identity: true,
            is_to_be_confirmed: false,
            is_from_changed_pdf: false,
        }
    }

    /// The settings of a report on a case: it is to be confirmed whoever makes the report, where the case says so.
    pub(super) fn with_unconfirmed(self, set: &CriteriaSet, indication: &Indication, case: &Case) -> Self {
        let in_form = visible_questions(indication, case);
        let is_unconfirmed = |question: &QuestionId| {
            in_form.contains(question) && case.answer_to_confirm(set, question).is_some()
        };
        let is_to_be_confirmed = self.is_to_be_confirmed
            || case.to_confirm.assessed_before.is_some()
            || case.to_confirm.answers.iter().any(is_unconfirmed);
        ReportSettings { is_to_be_confirmed, ..self }
    }

    /// Whether the dates of a report can be written for this moment: PDFs have years from 1 to 9999.
    pub fn has_date_for(moment: Timestamp) -> bool {
        moment.to_zoned(TimeZone::UTC).year() >= 1
    }

    /// The moment at which the report on a case is made.
    pub(super) fn moment_for(self, case: &Case) -> Timestamp {
        let day = case.assessed_on.unwrap_or(Date::constant(1970, 1, 1));
        let at_midnight =
            || day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH);
        self.moment.unwrap_or_else(at_midnight)
    }

    /// The day of that moment in UTC.
    pub(crate) fn day_for(self, case: &Case) -> Date {
        self.moment_for(case).to_zoned(TimeZone::UTC).date()
    }
}
