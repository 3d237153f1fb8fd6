//! The form that a report is asked for, and the dialogs that tell of it.

use super::Window;
use crate::definition::IndicationId;
use crate::window::dialog::Dialog;

impl Window {
    /// Shows the form of an indication, if another one is shown: what was asked for its report is done for that one.
    pub(super) fn show_form_of(&mut self, indication: &IndicationId) {
        if self.case.session().indication().id != *indication {
            self.case.show_indication(indication.clone());
            self.check_reports_again();
        }
    }

    /// Shows the form behind the dialog on top, if that tells of its report.
    pub(super) fn show_form_of_dialog(&mut self) {
        if let Some(indication) = self.dialogs.top().and_then(Dialog::report_indication).cloned() {
            self.show_form_of(&indication);
        }
    }

    /// The indication whose form is shown.
    pub(super) fn shown_indication(&self) -> IndicationId {
        self.case.session().indication().id.clone()
    }

    /// Checks the report again in the dialogs that tell what it holds and lacks: it is made in another way, or the case
    /// may be another one than when they were opened.
    pub(super) fn check_reports_again(&mut self) {
        let mut dialogs = std::mem::take(&mut self.dialogs);
        for dialog in dialogs.iter_mut() {
            if let Dialog::Export(dialog) = dialog {
                dialog.check_again(&self.model());
            }
        }
        self.dialogs = dialogs;
    }
}
