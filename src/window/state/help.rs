//! Which page of the manual explains what the user sees.

use super::Window;
use crate::window::case::{CaseView, Field, View};
use crate::window::dialog::Dialog;
use crate::wording::manual::ManualPage;

impl Window {
    /// The page about the dialog on top, or else about the view.
    pub(super) fn help_page(&self) -> ManualPage {
        self.dialogs.top().map_or_else(|| about_view(&self.case), about_dialog)
    }
}

fn about_view(case: &CaseView) -> ManualPage {
    match (case.view(), case.edited_field()) {
        (View::Overview, _) if case.shows_welcome() => ManualPage::Start,
        (View::Overview, _) => ManualPage::Overview,
        (View::Form, Some(Field::Comment(..))) => ManualPage::Criteria,
        (View::Form, Some(Field::Rationale(_) | Field::JudgedBy(_) | Field::JudgedOn(_))) => {
            ManualPage::Judgements
        }
        // What is typed into the form is about the form, whatever is shown beside it.
        (View::Form, Some(_)) => ManualPage::Form,
        (View::Form, None) if case.preview().is_some() => ManualPage::Preview,
        (View::Form, None) if case.shows_criteria() => ManualPage::Criteria,
        (View::Form, None) => ManualPage::Form,
    }
}

fn about_dialog(dialog: &Dialog) -> ManualPage {
    match dialog {
        Dialog::Help(help) => help.page(),
        Dialog::About(_) => ManualPage::Start,
        Dialog::ChooseIndication(_) => ManualPage::Overview,
        Dialog::Migrated(_) => ManualPage::Criteria,
        Dialog::Export(_) => ManualPage::Export,
        Dialog::Changed(_)
        | Dialog::KeyStore(_)
        | Dialog::MakeRecoveryKey(_)
        | Dialog::NewPatient(_)
        | Dialog::OpenElsewhere(_)
        | Dialog::Passphrase(_)
        | Dialog::Recent(_)
        | Dialog::RecoveryKey(_)
        | Dialog::Replace(_)
        | Dialog::Save(_)
        | Dialog::SavePlain(_)
        | Dialog::AskPath(_)
        | Dialog::Leaving(_)
        | Dialog::Unsaved(_) => ManualPage::Saving,
        Dialog::Recover(_) => ManualPage::Recovery,
        Dialog::Settings(_) | Dialog::UnsavedSettings(_) => ManualPage::Settings,
        Dialog::Palette(_) => ManualPage::Keys,
    }
}
