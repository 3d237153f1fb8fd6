//! Confirming what may have changed since a case was assessed.

use super::assessment_day::is_old;
use super::{CaseView, Change, Field, format_date};
use crate::definition::{CriteriaSet, Indication, Reconfirmation};
use jiff::civil::Date;

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
    /// What has to be confirmed, because the case was assessed too long ago, and what is confirmed already; empty if
    /// nothing had to be when it was opened.
    pub fn reconfirmations(&self, today: Date) -> Vec<ReconfirmationState<'_>> {
        let session = &self.session;
        let is_done = !self.has_to_be_confirmed(today);
        if is_done && !session.assessed_before().is_some_and(|day| is_old(day, today)) {
            return Vec::new();
        }
        relevant(session.set(), session.indication())
            .map(|(index, reconfirmation)| ReconfirmationState {
                index,
                reconfirmation,
                is_confirmed: is_done || self.reconfirmed.contains(&index),
            })
            .collect()
    }

    /// Confirms one of them. Once all are confirmed, the case is assessed today; that can be undone.
    pub(crate) fn reconfirm(&mut self, index: usize, today: Date) {
        self.reconfirmed.insert(index);
        if self.reconfirmations(today).iter().all(|state| state.is_confirmed) {
            // Where that is undone, all of it is confirmed anew.
            self.reconfirmed.clear();
            let before = self.before_new_day(today);
            let change = Change::Field(Field::AssessedOn);
            let field = Field::AssessedOn;
            self.change_without_typing(change, |case| {
                field.set_text(case, &format_date(today), today);
                before.follow(case);
                case.to_confirm.assessed_before = None;
            });
            self.tell_if_age_is_gone(before);
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
