//! What one window has changed in the settings, so that its write keeps what other windows have changed since.

use super::UserSettings;

/// The settings of a window as it read or wrote them last, and as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsChange {
    /// The settings of the window at its last read or write.
    pub before: UserSettings,
    /// Its settings now.
    pub after: UserSettings,
}

impl SettingsChange {
    /// The settings in the file, in which what the window has changed is as in the window. The requester is one setting:
    /// a mixture of two persons would be nobody.
    pub fn applied_to(self, file: UserSettings) -> UserSettings {
        fn changed<T: PartialEq>(before: &T, after: T, file: T) -> T {
            if *before == after { file } else { after }
        }
        let SettingsChange { before, after } = self;
        UserSettings {
            language: changed(&before.language, after.language, file.language),
            theme: changed(&before.theme, after.theme, file.theme),
            scale: changed(&before.scale, after.scale, file.scale),
            last_folder: changed(&before.last_folder, after.last_folder, file.last_folder),
            profile: changed(&before.profile, after.profile, file.profile),
            recovery_copies: changed(&before.recovery_copies, after.recovery_copies, file.recovery_copies),
            lock_after: changed(&before.lock_after, after.lock_after, file.lock_after),
            clear_clipboard: changed(&before.clear_clipboard, after.clear_clipboard, file.clear_clipboard),
            recent_files: changed(&before.recent_files, after.recent_files, file.recent_files),
            welcomed: changed(&before.welcomed, after.welcomed, file.welcomed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{LockAfter, ThemeChoice};

    #[test]
    fn a_change_keeps_what_another_window_has_changed_since() {
        let before = UserSettings { recent_files: true, ..UserSettings::default() };
        let after = UserSettings { scale: 150, theme: ThemeChoice::Dark, ..before.clone() };
        let file = UserSettings {
            recent_files: false,
            lock_after: LockAfter::FiveMinutes,
            theme: ThemeChoice::HighContrast,
            ..before.clone()
        };
        let expected = UserSettings { scale: 150, theme: ThemeChoice::Dark, ..file.clone() };
        assert_eq!(SettingsChange { before, after }.applied_to(file), expected);
    }
}
