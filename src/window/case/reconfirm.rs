//! Confirming what may have changed since a case was assessed.

use super::{CaseView, Change, Field};
use crate::definition::{CriteriaSet, Indication, Reconfirmation};
use jiff::civil::Date;

/// After more days than this, a case that is opened again must be confirmed before its report is no draft.
const MAX_AGE_DAYS: i32 = 30;

/// Something to confirm.
pub struct ReconfirmationState<'a> {
    /// Its place among those of the set, which the command names.
    pub index: usize,
    /// What is confirmed.
    pub reconfirmation: &'a Reconfirmation,
    /// Whether it is confirmed already.
    pub is_confirmed: bool,
}

impl CaseView {
    /// What has to be confirmed, because the case was assessed too long ago; empty if nothing has.
    pub fn reconfirmations(&self, today: Date) -> Vec<ReconfirmationState<'_>> {
        if self.days_since_assessment(today).is_none() {
            return Vec::new();
        }
        let session = &self.session;
        relevant(session.set(), session.indication())
            .map(|(index, reconfirmation)| ReconfirmationState {
                index,
                reconfirmation,
                is_confirmed: self.reconfirmed.contains(&index),
            })
            .collect()
    }

    /// The number of days since the case was assessed, if it was opened again after too many.
    pub fn days_since_assessment(&self, today: Date) -> Option<i32> {
        // What is being filled in for the first time was not assessed before.
        self.session.locked_path()?;
        let assessed_on = self.session.case().assessed_on?;
        let days = (today - assessed_on).get_days();
        (days > MAX_AGE_DAYS).then_some(days)
    }

    /// Confirms one of them. Once all are confirmed, the case is assessed today; that can be undone.
    pub(crate) fn reconfirm(&mut self, index: usize, today: Date) {
        self.reconfirmed.insert(index);
        if self.reconfirmations(today).iter().all(|state| state.is_confirmed) {
            self.reconfirmed.clear();
            self.session.change(Change::Field(Field::AssessedOn), |case| case.assessed_on = Some(today));
            self.session.end_undo_step();
        }
    }
}

/// The reconfirmations that concern a question of the form, with their places in the set.
fn relevant<'a>(
    set: &'a CriteriaSet,
    indication: &Indication,
) -> impl Iterator<Item = (usize, &'a Reconfirmation)> {
    set.reconfirmations.iter().enumerate().filter(|(_, reconfirmation)| {
        let mut asked = indication.questions();
        asked.any(|question| reconfirmation.questions.iter().any(|confirmed| confirmed.id == question.id))
    })
}
