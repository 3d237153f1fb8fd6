//! Keeping the settings in their file.

use crate::files::StoredSettings;
use crate::settings::{RequesterProfile, SettingsChange, UserSettings};
use std::path::{Path, PathBuf};

/// What was found at the start.
pub struct FoundSettings {
    /// The folder of the settings file.
    pub folder: PathBuf,
    /// What was there.
    pub found: StoredSettings,
}

/// Where the settings are written, and what was written last.
#[derive(Default)]
pub struct SettingsStore {
    /// The folder; `None`: there is none, or its file must not be overwritten.
    folder: Option<PathBuf>,
    /// Whether the last write failed, so that no more are tried.
    is_given_up: bool,
    written: UserSettings,
    /// The requester whom the file has in place of that of the window, until the user has said which of them is saved.
    other_profile: Option<RequesterProfile>,
}

impl SettingsStore {
    /// The file at the start, which holds these settings. One that must not be overwritten has no folder.
    pub fn new(folder: Option<PathBuf>, written: UserSettings) -> Self {
        SettingsStore { folder, is_given_up: false, written, other_profile: None }
    }

    /// The folder to write the settings to, and what has changed in them since the last write, if anything has. It
    /// counts as written.
    pub fn next_write(&mut self, settings: &UserSettings) -> Option<(PathBuf, SettingsChange)> {
        if self.written == *settings {
            return None;
        }
        let before = std::mem::replace(&mut self.written, settings.clone());
        let folder = self.folder.clone().filter(|_| !self.is_given_up)?;
        Some((folder, SettingsChange { before, after: settings.clone() }))
    }

    /// Notes that another window has switched the list of recent files off. Says whether this window has left the
    /// switch on since its last write, so that it follows.
    pub fn follow_recent_off(&mut self) -> bool {
        std::mem::take(&mut self.written.recent_files)
    }

    /// Notes whom the file has as the requester: the user knows of that, and decides. If the settings have another one,
    /// it is written.
    pub fn note_profile_in_file(&mut self, profile: RequesterProfile) {
        self.written.profile = profile;
        self.other_profile = None;
    }

    /// Notes that the file has the requester of another window, or (`None`) that of this one.
    pub fn note_other_profile(&mut self, profile: Option<RequesterProfile>) {
        self.other_profile = profile;
    }

    /// The requester whom the file has, if these settings are to be saved once more and have another one that was kept
    /// out of it. The user has to say which of them is saved.
    pub fn unsettled_profile(&self, settings: &UserSettings) -> Option<&RequesterProfile> {
        // One that has changed since is written, and compared with the file then.
        self.other_profile.as_ref().filter(|_| self.written.profile == settings.profile)
    }

    /// The folder of the settings, also after a failed write: what lies beside them may still have to be deleted.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Whether the settings have changed since the last write and are still to be written.
    pub fn has_unwritten(&self, settings: &UserSettings) -> bool {
        self.folder.is_some() && !self.is_given_up && self.written != *settings
    }

    /// Writes no more settings: the last write failed, and the user was told.
    pub fn give_up(&mut self) {
        self.is_given_up = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn larger() -> UserSettings {
        UserSettings { scale: 150, ..UserSettings::default() }
    }

    #[test]
    fn settings_are_written_once_for_each_change() {
        let mut file = SettingsStore::new(Some("/t".into()), UserSettings::default());
        assert_eq!(file.next_write(&UserSettings::default()), None);
        assert!(file.has_unwritten(&larger()));
        let change = SettingsChange { before: UserSettings::default(), after: larger() };
        assert_eq!(file.next_write(&larger()), Some(("/t".into(), change)));
        assert_eq!(file.next_write(&larger()), None);
        assert!(!file.has_unwritten(&larger()) && file.has_unwritten(&UserSettings::default()));
        file.give_up();
        assert!(!file.has_unwritten(&UserSettings::default()));
        assert_eq!(file.next_write(&UserSettings::default()), None);
        // The list of recent files beside them can still be deleted.
        assert_eq!(file.folder(), Some(Path::new("/t")));
    }

    #[test]
    fn settings_without_a_folder_are_never_written() {
        assert_eq!(SettingsStore::default().next_write(&larger()), None);
    }
}
