//! Asking for a path, and using it.

use super::Window;
use crate::desktop::{PathPurpose, PickedPath, Request};
use crate::window::case::CaseId;
use crate::window::dialog::{AskPathDialog, Dialog, PathDraft, TypedPath};
use crate::window::flow::PathUse;
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind};
use crate::wording::Phrases;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

impl Window {
    /// Asks for a path in the system's file dialog, for a dialog of the window if there is one.
    pub(super) fn pick(&mut self, path_use: PathUse, asked_by: Option<Dialog>) {
        if self.jobs.has_path_dialog() {
            // It may lie behind the window. Two would be answered in any order.
            if let Some(dialog) = asked_by {
                self.show_dialog(dialog);
            }
            return self.tell(NoticeKind::Warning, Message::DialogIsOpen);
        }
        self.case.forget_attempt(Attempt::PickPath);
        // A window that was to close stays open until the dialog is answered.
        self.cancel_closing();
        if !self.has_file_dialog {
            return self.ask_for_typed_path(self.case.id(), path_use, asked_by.map(Box::new));
        }
        let purpose = match &path_use {
            PathUse::OpenCase(_) => PathPurpose::CaseToOpen,
            PathUse::SaveCase(..) => PathPurpose::CaseToSave(self.proposed_path(&path_use)),
            PathUse::OpenRecoveryKey => PathPurpose::RecoveryKeyToOpen,
            PathUse::SaveRecoveryKey(_) => PathPurpose::RecoveryKeyToSave(self.proposed_path(&path_use)),
            PathUse::ExportReport(_) => PathPurpose::PdfToExport(self.proposed_path(&path_use)),
            PathUse::ReadPaper => PathPurpose::ScanToCompare,
        };
        let request = Request::PickPath(purpose, self.settings.last_folder.clone());
        let asked_by = asked_by.map(Box::new);
        self.jobs.start(request, FollowUp::UsePath { case: self.case.id(), path_use, asked_by });
    }

    /// Asks for a path in the window, instead of in a file dialog of the system that was asked for and may not be on
    /// screen. What the user picks in it later is dropped.
    pub(super) fn type_path_instead(&mut self) {
        if let Some(FollowUp::UsePath { case, path_use, asked_by }) = self.jobs.give_up_path_dialog() {
            self.ask_for_typed_path(case, path_use, asked_by);
        }
    }

    /// Asks for a path in a field of the window.
    fn ask_for_typed_path(&mut self, case: CaseId, path_use: PathUse, asked_by: Option<Box<Dialog>>) {
        if case != self.case.id() && !matches!(path_use, PathUse::OpenCase(_)) {
            return self.tell(NoticeKind::Warning, Message::OtherCaseShown);
        }
        if let PathUse::ExportReport(export) = &path_use {
            // The name that is proposed is that of the report.
            self.show_form_of(&export.indication);
        }
        let proposed = self.in_folder(&self.proposed_path(&path_use));
        match asked_by {
            Some(dialog) => self.show_dialog(dialog.asking_for_path(PathDraft::alone(proposed))),
            None => self.show_dialog(AskPathDialog::new(path_use, proposed)),
        }
    }

    /// The path that a dialog starts with where the system has no file dialog.
    pub(super) fn typed_path(&self, proposed: impl FnOnce() -> String) -> Option<String> {
        (!self.has_file_dialog).then(|| self.in_folder(&proposed()))
    }

    /// The name that is proposed for a file; blank for one that is there already.
    fn proposed_path(&self, path_use: &PathUse) -> String {
        match path_use {
            PathUse::OpenCase(_) | PathUse::OpenRecoveryKey | PathUse::ReadPaper => String::new(),
            PathUse::SaveCase(..) => self.proposed_case_name(),
            PathUse::SaveRecoveryKey(_) => self.proposed_key_name(),
            PathUse::ExportReport(_) => self.proposed_report_name(),
        }
    }

    /// The user has answered the system's file dialog, or there is none.
    pub(super) fn path_picked(
        &mut self,
        case: CaseId,
        path_use: PathUse,
        asked_by: Option<Box<Dialog>>,
        picked: PickedPath,
    ) {
        let is_of_this_case = case == self.case.id() || matches!(path_use, PathUse::OpenCase(_));
        match (picked, path_use, asked_by) {
            // The dialog from which the user looked for a key comes back.
            (PickedPath::Cancelled, PathUse::OpenRecoveryKey, Some(dialog)) if is_of_this_case => {
                self.show_dialog(*dialog);
            }
            (PickedPath::Cancelled, ..) => {}
            (PickedPath::Path(_) | PickedPath::NoDialog(_), ..) if !is_of_this_case => {
                self.tell(NoticeKind::Warning, Message::OtherCaseShown);
            }
            (PickedPath::Path(path), PathUse::OpenRecoveryKey, Some(dialog)) => {
                self.show_dialog(dialog.with_path(path));
            }
            // The system's dialog has asked whether a file may be replaced.
            (PickedPath::Path(path), path_use, _) => self.use_path(path_use, path, true),
            (PickedPath::NoDialog(folder), path_use, asked_by) => {
                self.has_file_dialog = false;
                self.typing_folder = folder;
                self.ask_for_typed_path(case, path_use, asked_by);
            }
        }
    }

    /// Uses a path that was typed into a dialog.
    pub(super) fn use_typed_path(&mut self, path_use: PathUse, path: &str, asked_by: Dialog) {
        let (case, since) = (self.case.id(), self.jobs.next_id());
        let whole = self.model().whole_path(path.trim());
        self.use_path(path_use.clone(), whole, false);
        self.jobs.note_typed(since, TypedPath::new(case, path_use, path.to_owned(), asked_by));
    }

    /// The folder in which a path that is typed starts.
    pub(super) fn typing_folder(&self) -> Option<&Path> {
        self.settings.last_folder.as_deref().or(self.typing_folder.as_deref())
    }

    /// The path of a file name in the folder where typing starts. A folder whose name is no text can't be typed.
    fn in_folder(&self, name: &str) -> String {
        self.model().whole_path(name).to_str().unwrap_or(name).to_owned()
    }

    /// Completes the folder at the end of a path that is being typed.
    pub(super) fn complete_path(&mut self, typed: String) {
        self.jobs.cancel(is_completion);
        self.jobs.start(Request::CompletePath(typed), FollowUp::OfferCompletion);
    }

    /// Drops what was completed for a dialog that is closed: it may name the patient.
    pub(super) fn forget_completion(&mut self) {
        self.completion = None;
        self.jobs.cancel(is_completion);
    }

    /// A file name without identity: indication, day, and an id, as the next patient of the day mostly has the same
    /// disease, and must not get the file of this one.
    pub(super) fn proposed_case_name(&self) -> String {
        let case = self.case.session().case();
        let day = case.assessed_on.unwrap_or(self.today);
        format!("wgs-{}-{day}-{}.wgscase", case.indication, case_name_id(self.start_millis, self.case.id()))
    }

    /// A file name without identity: indication, day, and the id that is printed on the paper.
    pub(super) fn proposed_report_name(&self) -> String {
        let case = self.case.session().case();
        let day = case.assessed_on.unwrap_or(self.today);
        let id = self.case.report(self.model().report_settings()).id.short().replace('-', "").to_lowercase();
        format!("wgs-{}-{day}-{id}.pdf", case.indication)
    }

    /// A file name with the day: no two keys have the same one.
    pub(super) fn proposed_key_name(&self) -> String {
        let day = self.today.to_string();
        Phrases::new(self.language()).texts.with("recovery-key-file", &[("day", day.into())])
    }
}

fn is_completion(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::OfferCompletion)
}

/// Tells the cases apart whose files get a name on the same day: by when the window was started, and the place of the
/// case among those that it has shown. It depends on nothing of the patient, whom an id made of the case would give
/// away to whoever tries all CPR numbers.
///
/// Letters and digits alternate, so that it has no word and no part of a CPR number, and the name may be shown.
fn case_name_id(start_millis: u64, case: CaseId) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstvwxyz";
    const DIGITS: &[u8] = b"0123456789";
    let mut hasher = DefaultHasher::new();
    (start_millis, case).hash(&mut hasher);
    let mut rest = hasher.finish();
    let mut take = |from: &[u8]| {
        let count = from.len() as u64;
        let at = (rest % count) as usize;
        rest /= count;
        char::from(from[at])
    };
    (0..8).map(|at| take(if at % 2 == 0 { LETTERS } else { DIGITS })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_cases_of_a_day_have_different_ids_and_each_case_keeps_its_own() {
        let mut ids = BTreeSet::new();
        for start_millis in [0, 1, 1_795_000_000_000, 1_795_000_060_000] {
            let mut case = CaseId::default();
            for _ in 0..100 {
                let id = case_name_id(start_millis, case);
                assert_eq!(id, case_name_id(start_millis, case));
                assert!(ids.insert(id));
                case = case.next();
            }
        }
    }
}
