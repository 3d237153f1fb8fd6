//! What is wrong with a field is seen once the field is left: the scroll that follows the focus keeps it in view.

use super::FocusInSight;
use egui::{Id, Rect, Ui};

/// The control that the focus has just left, and the place of what is wrong with it.
#[derive(Default)]
pub(super) struct LeftField {
    control: Option<Id>,
    /// How many passes ago it was left.
    passes: usize,
    /// The places of what is wrong with it in this pass, with the control, each with the scroll area that it is in.
    faults: Vec<(Option<Id>, Rect)>,
    /// Whether the view was scrolled for it already.
    is_followed: bool,
    /// The scroll area that is being drawn.
    area: Option<Id>,
}

/// For so many passes after a field is left, what is wrong with it is kept in view.
const MOST_PASSES_SINCE_LEFT: usize = 4;

impl LeftField {
    pub(super) fn begin_pass(&mut self) {
        self.faults.clear();
    }

    /// Notes at the end of a pass which control had the focus in the one before.
    pub(super) fn end_pass(&mut self, before: Option<Id>, focused: Option<Id>) {
        self.passes += 1;
        if before.is_some() && before != focused {
            *self = LeftField { control: before, ..LeftField::default() };
        }
    }

    /// What is to be kept in view in a scroll area, once: an error that comes later has another reason than that the
    /// field was left.
    pub(super) fn take_fault(&mut self, area: Id) -> Option<Rect> {
        if self.is_followed || self.passes > MOST_PASSES_SINCE_LEFT {
            return None;
        }
        let in_area = self.faults.iter().filter(|(of, _)| *of == Some(area));
        let fault = in_area.map(|(_, place)| *place).reduce(Rect::union);
        self.is_followed |= fault.is_some();
        fault
    }
}

/// Draws in a scroll area. What is noted meanwhile is in this area: the view of no other one is scrolled for it.
pub(super) fn in_scroll_area<R>(ui: &mut Ui, area: Id, draw: impl FnOnce(&mut Ui) -> R) -> R {
    let enter = |area| move |sight: &mut FocusInSight| std::mem::replace(&mut sight.left.area, area);
    let outer = ui.ctx().with_plugin(enter(Some(area))).flatten();
    let drawn = draw(ui);
    ui.ctx().with_plugin(enter(outer));
    drawn
}

/// Notes where what is wrong or doubtful in the text of a control stands.
pub fn note_fault(ui: &Ui, control: Id, place: Rect) {
    ui.ctx().with_plugin(|sight: &mut FocusInSight| {
        let left = &mut sight.left;
        if left.control == Some(control) {
            left.faults.push((left.area, place));
        }
    });
}
