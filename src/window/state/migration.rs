//! A case of an earlier criteria set.

use super::Window;
use crate::case::Migration;
use crate::window::dialog::MigratedDialog;

impl Window {
    /// Shows what changed when the case was taken over from an earlier set. It differs from its file from then on.
    pub(super) fn tell_migration(&mut self, migration: Option<Migration>) {
        let Some(migration) = migration else { return };
        self.case.note_taken_over(&migration);
        let session = self.case.session();
        let dialog = MigratedDialog::new(migration, session.case(), session.set());
        self.show_dialog(dialog);
    }
}
