//! What follows from the day on which a case was assessed.

use super::{CaseView, Change, Field};
use crate::report::ASSESSMENT_VALID_DAYS;
use crate::window::notice::{Message, NoticeKind};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What was confirmed since a case was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmations {
    /// These, by their places in the set.
    Some(BTreeSet<usize>),
    /// All, which made that day the day of assessment.
    All,
}

impl Default for Confirmations {
    fn default() -> Self {
        Confirmations::Some(BTreeSet::new())
    }
}

impl Confirmations {
    pub(super) fn has(&self, index: usize) -> bool {
        matches!(self, Confirmations::Some(places) if places.contains(&index))
    }

    /// Adds one. After all were confirmed, and that was undone, they are confirmed anew.
    pub(super) fn add(&mut self, index: usize) {
        match self {
            Confirmations::Some(places) => {
                places.insert(index);
            }
            Confirmations::All => *self = Confirmations::Some(BTreeSet::from([index])),
        }
    }
}

impl CaseView {
    /// Whether something has to be confirmed. A day of assessment that was typed confirms nothing.
    pub fn has_to_be_confirmed(&self, today: Date) -> bool {
        let is_still_old = || self.session.case().assessed_on.is_none_or(|day| is_old(day, today));
        self.session.assessed_before().is_some_and(|day| is_old(day, today))
            && (self.reconfirmed != Confirmations::All || is_still_old())
    }

    /// Drops the age of a case without identity once the day of assessment is another one than that of the case that
    /// was opened: the patient may have had a birthday.
    pub(super) fn drop_age_of_another_day(&mut self) {
        let case = self.session.case();
        let is_of_another_day =
            case.assessed_on.is_some() && case.assessed_on != self.session.assessed_before();
        if is_of_another_day && case.patient.age.is_some() {
            self.session.change(Change::Field(Field::AssessedOn), |case| case.patient.age = None);
            self.tell(NoticeKind::Warning, Message::AgeOfEarlierDay);
        }
    }
}

/// Whether an assessment of that day is too old to be used again without confirming it.
pub(super) fn is_old(day: Date, today: Date) -> bool {
    (today - day).get_days() > ASSESSMENT_VALID_DAYS
}
