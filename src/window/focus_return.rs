//! Gives the focus back after a dialog, the cover or a menu closes.

use super::case::CaseId;
use super::state::Window;
use egui::{Context, Id};

/// What had the focus before the window was covered, and what gets it.
#[derive(Default)]
pub struct FocusReturn {
    /// The control that had the focus, and the case, before a dialog, the cover or a menu opened; `None`: none is open.
    before: Option<(Option<Id>, CaseId)>,
    /// The control of a dialog or the cover that had the focus before a menu opened over them.
    before_menu: Option<Option<Id>>,
    /// The control of a dialog that had the focus before the help opened over it; `None`: the help is not there.
    before_help: Option<Option<Id>>,
    /// What gets the focus in the next frame.
    next: Option<ReturnedFocus>,
}

/// What gets the focus after a dialog or the cover closes.
#[derive(Clone, Copy)]
enum ReturnedFocus {
    /// The control that had it before.
    Control(Id),
    /// The first control of the form: another case is shown than before.
    Form,
}

impl FocusReturn {
    /// Gives the focus back to the control that had it before, or to the form of another case, unless a command has set
    /// another focus target. Returns whether something has closed, so that another layout has to follow. `shown`: the
    /// case of the last frame.
    pub fn restore(&mut self, ctx: &Context, window: &mut Window, shown: CaseId) -> bool {
        let is_covered = window.dialog().is_some() || window.cover().is_some();
        let menu_over_cover = window.menu().filter(|_| is_covered);
        if let Some(menu) = menu_over_cover {
            self.before_menu = Some(menu.focus_before);
        } else if let Some(before) = self.before_menu.take()
            && is_covered
        {
            self.next = before.map(ReturnedFocus::Control);
            return true;
        }
        match (is_covered || window.menu().is_some(), self.before) {
            (true, None) => {
                let focused = match window.menu() {
                    Some(menu) => menu.focus_before,
                    None => ctx.memory(|memory| memory.focused()),
                };
                self.before = Some((focused, shown));
            }
            (false, Some((before, case))) => {
                self.before = None;
                let is_same_case = case == window.case().id();
                self.next = match before {
                    _ if window.case().pending_target().is_some() => None,
                    _ if !is_same_case => Some(ReturnedFocus::Form),
                    Some(control) => Some(ReturnedFocus::Control(control)),
                    None => None,
                };
                return true;
            }
            (true, Some(_)) | (false, None) => {}
        }
        match (window.is_help_over_dialog(), self.before_help) {
            (true, None) => self.before_help = Some(ctx.memory(|memory| memory.focused())),
            (false, Some(before)) => {
                self.before_help = None;
                if let Some(control) = before.filter(|_| window.dialog().is_some()) {
                    ctx.memory_mut(|memory| memory.request_focus(control));
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
        match self.next.take() {
            Some(ReturnedFocus::Control(control)) => {
                ctx.memory_mut(|memory| memory.request_focus(control));
            }
            Some(ReturnedFocus::Form) => window.focus_form(),
            None => {}
        }
        false
    }
}
