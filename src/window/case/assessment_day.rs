//! What follows from the day on which a case was assessed.

use super::CaseView;
use crate::case::Case;
use crate::report::ASSESSMENT_VALID_DAYS;
use crate::window::notice::{Message, NoticeKind};
use jiff::civil::Date;

/// What goes with the day of assessment, as it was before the user began to change that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BeforeNewDay {
    /// The old day since which nothing was confirmed.
    unconfirmed_since: Option<Date>,
    /// The age of a case without identity.
    age: Option<u16>,
    /// The day on which the patient had that age.
    day: Option<Date>,
}

impl BeforeNewDay {
    /// Makes the case follow the day that it has now. A day that is typed confirms nothing, and on another day the
    /// patient may have another age. A half-typed day is no other one yet.
    pub fn follow(self, case: &mut Case) {
        let is_other = |day: &Date| case.assessed_on != Some(*day);
        case.to_confirm.assessed_before = self.unconfirmed_since.filter(is_other);
        case.patient.age = self.age.filter(|_| case.assessed_on.is_none_or(|day| self.day == Some(day)));
    }
}

impl CaseView {
    /// Whether something has to be confirmed.
    pub fn has_to_be_confirmed(&self, today: Date) -> bool {
        let case = self.session.case();
        let is_still_old = || case.assessed_on.is_none_or(|day| is_old(day, today));
        let was_old = || self.session.assessed_before().is_some_and(|day| is_old(day, today));
        case.to_confirm.assessed_before.is_some() || was_old() && is_still_old()
    }

    /// What goes with the day of assessment as it is now.
    pub(super) fn before_new_day(&self, today: Date) -> BeforeNewDay {
        let case = self.session.case();
        let assessed_before = self.session.assessed_before();
        BeforeNewDay {
            unconfirmed_since: assessed_before.filter(|_| self.has_to_be_confirmed(today)),
            age: case.patient.age,
            day: case.assessed_on.or(assessed_before),
        }
    }

    /// Tells that the age went with the day of assessment.
    pub(super) fn tell_if_age_is_gone(&mut self, before: BeforeNewDay) {
        if before.age.is_some() && self.session.case().patient.age.is_none() {
            self.tell(NoticeKind::Warning, Message::AgeOfEarlierDay);
        }
        self.follow_age();
    }

    /// Takes back that the age is gone, once there is one again.
    pub(super) fn follow_age(&mut self) {
        if self.session.case().age().years().is_some() {
            self.take_back(&Message::AgeOfEarlierDay);
        }
    }
}

/// Whether an assessment of that day is too old to be used again without confirming it.
pub(super) fn is_old(day: Date, today: Date) -> bool {
    (today - day).get_days() > ASSESSMENT_VALID_DAYS
}
