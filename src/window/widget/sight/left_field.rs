//! What is wrong with a field is seen once the field is left: the scroll that follows the focus keeps it in view.

use super::FocusInSight;
use egui::{Id, Rect, Ui};

/// The control that the focus has just left, and the place of what is wrong with it.
#[derive(Default)]
pub(super) struct LeftField {
    control: Option<Id>,
    /// How many passes ago it was left.
    passes: usize,
    /// The place of what is wrong with it in this pass, with the control.
    fault: Option<Rect>,
    /// Whether the view was scrolled for it already.
    is_followed: bool,
}

impl LeftField {
    pub(super) fn begin_pass(&mut self) {
        self.fault = None;
    }

    /// Notes at the end of a pass which control had the focus in the one before.
    pub(super) fn end_pass(&mut self, before: Option<Id>, focused: Option<Id>) {
        self.passes += 1;
        if before.is_some() && before != focused {
            *self = LeftField { control: before, fault: self.fault, ..LeftField::default() };
        }
    }

    /// What is to be kept in view, once: an error that comes later has another reason than that the field was left.
    pub(super) fn take_fault(&mut self) -> Option<Rect> {
        const MOST_PASSES: usize = 4;
        let fault = self.fault.filter(|_| !self.is_followed && self.passes <= MOST_PASSES);
        self.is_followed |= fault.is_some();
        fault
    }
}

/// Notes where what is wrong or doubtful in the text of a control stands.
pub fn note_fault(ui: &Ui, control: Id, place: Rect) {
    ui.ctx().with_plugin(|sight: &mut FocusInSight| {
        let left = &mut sight.left;
        if left.control == Some(control) {
            left.fault = Some(left.fault.map_or(place, |other| other.union(place)));
        }
    });
}
