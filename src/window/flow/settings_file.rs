//! Keeping the settings in their file.

use crate::files::StoredSettings;
use crate::settings::UserSettings;
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
    /// The folder; `None`: the settings are not written.
    folder: Option<PathBuf>,
    written: UserSettings,
}

impl SettingsStore {
    /// The file at the start, which holds these settings. One that must not be overwritten has no folder.
    pub fn new(folder: Option<PathBuf>, written: UserSettings) -> Self {
        SettingsStore { folder, written }
    }

    /// The folder to write the settings to, if they have changed since the last write. They count as written.
    pub fn next_write(&mut self, settings: &UserSettings) -> Option<PathBuf> {
        if self.written == *settings {
            return None;
        }
        self.written = settings.clone();
        self.folder.clone()
    }

    /// The folder of the settings; `None`: they are not written.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Whether the settings have changed since the last write and are still to be written.
    pub fn has_unwritten(&self, settings: &UserSettings) -> bool {
        self.folder.is_some() && self.written != *settings
    }

    /// Writes no more settings: the last write failed, and the user was told.
    pub fn give_up(&mut self) {
        self.folder = None;
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
        assert_eq!(file.next_write(&larger()), Some("/t".into()));
        assert_eq!(file.next_write(&larger()), None);
        assert!(!file.has_unwritten(&larger()) && file.has_unwritten(&UserSettings::default()));
        file.give_up();
        assert!(!file.has_unwritten(&UserSettings::default()));
        assert_eq!(file.next_write(&UserSettings::default()), None);
    }

    #[test]
    fn settings_without_a_folder_are_never_written() {
        assert_eq!(SettingsStore::default().next_write(&larger()), None);
    }
}
