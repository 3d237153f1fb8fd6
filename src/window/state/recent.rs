//! The list of the cases that were opened or saved last, if the user has switched it on.

use super::Window;
use super::kept_path::may_be_listed;
use crate::case::Case;
use crate::desktop::{RecentRequest, Request};
use crate::files::{FileError, RecentFile, RecentList};
use crate::window::dialog::RecentDialog;
use crate::window::flow::RecentFiles;
use crate::window::jobs::FollowUp;
use crate::window::notice::{Message, NoticeKind};
use std::path::{Path, PathBuf};

impl Window {
    /// Takes over the list that was found at the start.
    pub fn take_recent_files(&mut self, files: Vec<RecentFile>) {
        if self.settings.recent_files {
            self.recent = RecentFiles::new(files);
        }
    }

    /// Shows the list, and finds out which of its files are missing.
    pub(super) fn show_recent_files(&mut self) {
        self.show_dialog(RecentDialog);
        self.jobs.cancel(|follow_up| matches!(follow_up, FollowUp::NoteMissing));
        let paths = self.recent.paths();
        if !paths.is_empty() {
            let request = Request::Recent(RecentRequest::FindMissing(paths));
            self.jobs.start(request, FollowUp::NoteMissing);
        }
    }

    /// Puts the file of a case on the list, if its path can't tell who the patient is.
    pub(super) fn note_recent_file(&mut self, path: &Path, case: &Case) {
        if !self.settings.recent_files || !path.is_absolute() {
            return;
        }
        if may_be_listed(path, case) {
            let path = path.to_owned();
            self.change_recent_files(|folder| RecentRequest::Note { folder, path });
        } else {
            // The patient may have been named since this window, or another one, put the file on the list.
            self.forget_recent_files(vec![path.to_owned()]);
        }
    }

    /// Removes files from the list.
    pub(super) fn forget_recent_files(&mut self, paths: Vec<PathBuf>) {
        self.change_recent_files(|folder| RecentRequest::Forget { folder, paths });
    }

    /// Deletes the list: the user has switched it off.
    pub(super) fn delete_recent_files(&mut self) {
        self.recent = RecentFiles::default();
        self.change_recent_files(RecentRequest::Delete);
    }

    fn change_recent_files(&mut self, request: impl FnOnce(PathBuf) -> RecentRequest) {
        let Some(folder) = self.settings_store.folder().map(Path::to_owned) else { return };
        let request = Request::Recent(request(folder));
        // One change at a time: a list that is deleted must not come back with a change that was started before.
        match self.jobs.last_of(|follow_up| matches!(follow_up, FollowUp::NoteRecent)) {
            Some(behind) => self.jobs.start_behind(behind, request, FollowUp::NoteRecent),
            None => self.jobs.start(request, FollowUp::NoteRecent),
        };
    }

    /// The list was written or deleted.
    pub(super) fn recent_files_changed(&mut self, changed: Result<RecentList, FileError>) {
        match (changed, self.settings.recent_files) {
            (Ok(RecentList::Files(files)), true) => {
                self.recent.set_files(files);
                self.case.take_back_recent_changes();
            }
            // The settings file may not say yet that the list was switched on here. Its write tells what it says then.
            (Ok(RecentList::SwitchedOff), true)
                if self.jobs.any(|it| matches!(it, FollowUp::NoteSettings)) => {}
            (Ok(RecentList::SwitchedOff), true) => self.follow_recent_off(),
            (Ok(_), false) => self.case.take_back_recent_changes(),
            (Err(error), true) => {
                self.case.tell_besides(NoticeKind::Warning, Message::RecentNotKept(error.into()));
            }
            (Err(error), false) => {
                // The user relies on it that the list is gone.
                self.tell(NoticeKind::Error, Message::RecentNotDeleted(error.into()));
            }
        }
    }

    /// Switches the list off as another window has, unless the user has just switched it on here.
    pub(super) fn follow_recent_off(&mut self) {
        if self.settings_store.follow_recent_off() && self.settings.recent_files {
            self.settings.recent_files = false;
            self.recent = RecentFiles::default();
        }
    }
}
