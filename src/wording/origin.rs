//! Where the criteria come from, and whether they may be out of date.

use super::Phrases;
use crate::definition::{CriteriaSet, Month};
use jiff::civil::Date;

/// The number of months after which criteria that were taken over are to be compared with the publisher's.
const VALID_MONTHS: i32 = 6;

/// Where the criteria come from.
pub(crate) struct CriteriaOrigin {
    /// Where and when they were taken over. If that was too long ago, it says to check them.
    pub(crate) sentence: String,
    /// A short warning, if they were taken over so long ago that the publisher may have changed them since.
    pub(crate) warning: Option<String>,
}

impl Phrases {
    /// The origin of the criteria of a set, as seen from `today`.
    pub(crate) fn criteria_origin(&self, set: &CriteriaSet, today: Date) -> CriteriaOrigin {
        let Month { year, month } = set.date;
        let website = set.website.trim_start_matches("https://").trim_end_matches('/');
        let taken_over = format!("{} {year}", self.month_name(month));
        let age_months = set.date.months_until(Month { year: today.year(), month: today.month() });
        if age_months <= VALID_MONTHS {
            let arguments = [
                ("website", website.into()),
                ("month", taken_over.into()),
                ("reading", set.reading.to_string().into()),
            ];
            return CriteriaOrigin {
                sentence: self.texts.with("criteria-origin", &arguments),
                warning: None,
            };
        }
        let arguments = [
            ("website", website.into()),
            ("months", VALID_MONTHS.to_string().into()),
            ("month", taken_over.into()),
        ];
        CriteriaOrigin {
            sentence: self.texts.with("criteria-origin-old", &arguments),
            warning: Some(self.texts.with("criteria-origin-old-short", &[("website", website.into())])),
        }
    }
}
