//! What one window has changed in the settings, so that its write keeps what other windows have changed since.

use super::{RequesterProfile, UserSettings};

/// The settings of a window as it read or wrote them last, and as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsChange {
    /// The settings of the window at its last read or write.
    pub before: UserSettings,
    /// Its settings now.
    pub after: UserSettings,
}

/// The settings of the file with what a window has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedChange {
    /// What the file is to have.
    pub settings: UserSettings,
    /// The requester whom another window has saved since, if this window has another one. It stays in the file until
    /// the user has decided.
    pub other_profile: Option<RequesterProfile>,
}

impl SettingsChange {
    /// The settings in the file, in which what the window has changed is as in the window. The requester is one
    /// setting: a mixture of two persons would be nobody. It is only replaced if it is still the one that the
    /// window has read.
    pub fn applied_to(self, file: UserSettings) -> AppliedChange {
        fn changed<T: PartialEq>(before: &T, after: T, file: T) -> T {
            if *before == after { file } else { after }
        }
        let SettingsChange { before, after } = self;
        let [read, own, found] = [&before, &after, &file].map(|settings| settings.profile.as_read_back());
        let is_other = read != own && found != read && found != own;
        let settings = UserSettings {
            language: changed(&before.language, after.language, file.language),
            theme: changed(&before.theme, after.theme, file.theme),
            scale: changed(&before.scale, after.scale, file.scale),
            last_folder: changed(&before.last_folder, after.last_folder, file.last_folder),
            profile: if is_other {
                file.profile
            } else {
                changed(&before.profile, after.profile, file.profile)
            },
            recovery_copies: changed(&before.recovery_copies, after.recovery_copies, file.recovery_copies),
            lock_after: changed(&before.lock_after, after.lock_after, file.lock_after),
            clear_clipboard: changed(&before.clear_clipboard, after.clear_clipboard, file.clear_clipboard),
            recent_files: changed(&before.recent_files, after.recent_files, file.recent_files),
            welcomed: changed(&before.welcomed, after.welcomed, file.welcomed),
        };
        AppliedChange { settings, other_profile: is_other.then_some(found) }
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
        let applied = SettingsChange { before, after }.applied_to(file);
        assert_eq!(applied, AppliedChange { settings: expected, other_profile: None });
    }

    fn named(name: &str) -> UserSettings {
        let mut settings = UserSettings::default();
        settings.profile.requester.name = name.to_owned();
        settings
    }

    #[test]
    fn a_requester_is_replaced_only_if_it_is_the_one_that_was_read() {
        let other = |before: &str, after: &str, file: &str| {
            let change = SettingsChange { before: named(before), after: named(after) };
            let AppliedChange { settings, other_profile } = change.applied_to(named(file));
            (settings.profile.requester.name, other_profile.map(|profile| profile.requester.name))
        };
        let name = |name: &str| name.to_owned();
        assert_eq!(other("", "Anton", ""), (name("Anton"), None));
        assert_eq!(other("Bo", "Anton", "Bo"), (name("Anton"), None));
        assert_eq!(other("Bo", "", "Bo"), (name(""), None));
        // Another window has saved another one, or blanked it.
        assert_eq!(other("Bo", "Anton", "Ditte"), (name("Ditte"), Some(name("Ditte"))));
        assert_eq!(other("Bo", "Anton", ""), (name(""), Some(name(""))));
        // Both windows have the same one now, or this one has changed nothing.
        assert_eq!(other("Bo", "Anton", "Anton"), (name("Anton"), None));
        assert_eq!(other("Bo", "Bo", "Ditte"), (name("Ditte"), None));
        // The file has the texts as they are read back.
        assert_eq!(other("Bo\u{ad}", "Anton", "Bo"), (name("Anton"), None));
    }

    #[test]
    fn answers_about_another_requester_are_kept_too() {
        let answered = |yes: bool| {
            let mut settings = named("Bo");
            settings.profile.answers.insert("sarcoma-centre".into(), yes);
            settings
        };
        let change = SettingsChange { before: named("Bo"), after: answered(true) };
        let applied = change.applied_to(answered(false));
        assert_eq!(applied.settings, answered(false));
        assert_eq!(applied.other_profile, Some(answered(false).profile));
    }
}
