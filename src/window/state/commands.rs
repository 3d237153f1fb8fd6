//! Carrying out the commands with a name.

use super::Window;
use crate::definition::IndicationId;
use crate::report::{plain_text, record_text};
use crate::settings::SCALES;
use crate::window::case::{Target, View};
use crate::window::dialog::{
    AboutDialog, ChooseIndicationDialog, HelpDialog, PaletteDialog, RecoverDialog, SettingsDialog,
};
use crate::window::flow::{AfterExport, PathUse, PendingAction, ReportUse, SaveTarget};
use crate::window::notice::{Message, NoticeKind};
use crate::window::shortcut::{CommandReach, UiCommand};
use crate::wording::manual::ManualPage;

impl Window {
    /// Carries out a command with a name.
    pub(super) fn run(&mut self, command: UiCommand) {
        if command.reach() != CommandReach::Program {
            // The user goes on with this case.
            self.case.take_back(&Message::ShortcutNotUsed);
        }
        if self.jobs.has_path_dialog() && command.needs_file_or_leaves_case() {
            // The system's dialog is still open, perhaps behind the window.
            return self.tell(NoticeKind::Warning, Message::DialogIsOpen);
        }
        // A preview that is open already is shown again, beside the form that it was opened for.
        let is_shown_again = command == UiCommand::ShowPdf && self.case.preview().is_some();
        let asks = command.is_about_one_indication() && self.case.view() == View::Overview;
        if asks && !is_shown_again {
            // The overview shows all of them: the one that was seen last may be another than the user means.
            return self.show_dialog(ChooseIndicationDialog::new(command));
        }
        match command {
            UiCommand::New => self.confirm_discard(PendingAction::New),
            UiCommand::Open => self.confirm_discard(PendingAction::Open),
            UiCommand::OpenRecent => self.show_recent_files(),
            UiCommand::Sample => self.confirm_discard(PendingAction::Sample),
            UiCommand::Quit => self.confirm_discard(PendingAction::Close),
            UiCommand::Save => self.save(None),
            UiCommand::SaveAs => self.ask_how_to_save(SaveTarget { elsewhere: true, then: None }),
            UiCommand::MakeRecoveryKey => self.ask_for_recovery_key_passphrase(None),
            UiCommand::Recover => {
                self.show_dialog(RecoverDialog::default());
                self.find_recoveries(None);
            }
            UiCommand::Lock => self.cover_window(),
            UiCommand::Undo => self.case.undo(),
            UiCommand::Redo => self.case.redo(),
            UiCommand::Overview => self.case.show_overview(),
            UiCommand::NextGap => self.case.go_to_next_step(self.report_settings()),
            UiCommand::PreviousGap => self.case.go_to_previous_step(self.report_settings()),
            UiCommand::NextArea => self.case.focus(Target::NextArea),
            UiCommand::PreviousArea => self.case.focus(Target::PreviousArea),
            UiCommand::ExportPdf => self.check_report_for(ReportUse::Export(AfterExport::Nothing)),
            UiCommand::PrintPdf => self.print(),
            UiCommand::ViewPdf => self.view_report(),
            UiCommand::CopyRecord | UiCommand::CopySummary if self.refuses_report_for(command) => {}
            UiCommand::CopyRecord => self.copy_report(record_text(&self.report_outline())),
            UiCommand::CopySummary => self.copy_report(plain_text(&self.report_outline())),
            UiCommand::ComparePaper => self.pick(PathUse::ReadPaper, None),
            UiCommand::ShowPdf => self.toggle_preview(),
            UiCommand::NextPage => self.case.turn_page(1),
            UiCommand::PreviousPage => self.case.turn_page(-1),
            UiCommand::Palette => self.show_dialog(PaletteDialog::default()),
            UiCommand::Help => self.show_dialog(HelpDialog::new(self.help_page())),
            UiCommand::Shortcuts => self.show_dialog(HelpDialog::new(ManualPage::Keys)),
            UiCommand::About => self.show_dialog(AboutDialog::default()),
            UiCommand::Settings => self.show_dialog(SettingsDialog::new(&self.settings)),
            UiCommand::ToggleTheme => self.settings.theme = self.settings.theme.next(),
            UiCommand::ToggleLanguage => self.set_language(self.language().other()),
            UiCommand::ZoomIn => self.scale_by(10),
            UiCommand::ZoomOut => self.scale_by(-10),
            UiCommand::ZoomReset => self.settings.scale = 100,
        }
    }

    /// Carries out a command about the report of an indication, whose form is shown first.
    pub(super) fn run_for(&mut self, indication: IndicationId, command: UiCommand) {
        if !(self.jobs.has_path_dialog() && command.needs_file_or_leaves_case()) {
            self.case.show_indication(indication);
        }
        self.run(command);
    }

    /// Larger or smaller, in percent.
    fn scale_by(&mut self, step: i16) {
        let scale = self.settings.scale.saturating_add_signed(step);
        self.settings.scale = scale.clamp(*SCALES.start(), *SCALES.end());
    }
}
