//! The settings file, in this program's folder within the user's folder for configuration.

use super::settings_turn::{RECENT_FILE, SettingsTurn};
use super::{ExistingFile, FileError, read_text, replace};
use crate::settings::{
    self, AppliedChange, RequesterProfile, SettingsChange, SettingsError, SettingsReading, UserSettings,
};
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "wgs-referral";
const FILE: &str = "settings.ron";
/// In bytes. A settings file has about 1,000.
const LIMIT: u64 = 1 << 20;
/// After this many, no further broken file is moved aside, and the settings are not written any more.
const MAX_BROKEN_FILES: u32 = 100;

/// What the settings folder holds.
#[derive(Debug)]
pub enum StoredSettings {
    /// A valid settings file.
    Settings(Box<UserSettings>),
    /// A valid settings file, but for this number of texts about the requester that are too long. They are blank.
    WithoutTexts(Box<UserSettings>, usize),
    /// No settings file.
    Nothing,
    /// A file that can't be read as settings. It was moved aside, so that nothing of it is lost.
    Broken {
        /// The path of the file now.
        set_aside: PathBuf,
    },
    /// Settings of a newer version of the program, which stay as they are.
    Newer,
    /// A file that can't be read or moved aside. It may hold valid settings.
    Unreadable(FileError),
}

impl StoredSettings {
    /// The stored settings, or the default ones.
    pub fn settings(&self) -> UserSettings {
        match self {
            StoredSettings::Settings(settings) | StoredSettings::WithoutTexts(settings, _) => {
                UserSettings::clone(settings)
            }
            StoredSettings::Nothing
            | StoredSettings::Broken { .. }
            | StoredSettings::Newer
            | StoredSettings::Unreadable(_) => UserSettings::default(),
        }
    }

    /// Whether the settings file may be replaced. A file that could not be read must not be.
    pub fn may_be_replaced(&self) -> bool {
        match self {
            StoredSettings::Settings(_)
            | StoredSettings::WithoutTexts(..)
            | StoredSettings::Nothing
            | StoredSettings::Broken { .. } => true,
            StoredSettings::Newer | StoredSettings::Unreadable(_) => false,
        }
    }
}

/// The folder of this user's settings; `None` if the user has no home folder.
pub fn settings_folder() -> Option<PathBuf> {
    let user = choose_native_strategy().ok()?;
    // On macOS `Preferences` holds property lists only.
    let configuration = if cfg!(target_os = "macos") { user.data_dir() } else { user.config_dir() };
    Some(configuration.join(FOLDER))
}

/// Reads the settings file in a folder. A broken one is moved aside.
pub fn read_settings(folder: &Path) -> StoredSettings {
    let path = folder.join(FILE);
    match read_text(&path, LIMIT) {
        Ok(text) => match settings::read(&text) {
            Ok(SettingsReading { settings, overlong_texts: 0 }) => {
                StoredSettings::Settings(Box::new(settings))
            }
            Ok(SettingsReading { settings, overlong_texts }) => {
                StoredSettings::WithoutTexts(Box::new(settings), overlong_texts)
            }
            Err(SettingsError::NewerFormat) => StoredSettings::Newer,
            Err(SettingsError::NotReadable(_) | SettingsError::Scale | SettingsError::UnknownFormat) => {
                move_aside(folder, &path)
            }
        },
        Err(FileError::NotFound) => StoredSettings::Nothing,
        // This program never writes such a file.
        Err(FileError::NotText | FileError::TooLarge { .. }) => move_aside(folder, &path),
        Err(error) => StoredSettings::Unreadable(error),
    }
}

fn move_aside(folder: &Path, path: &Path) -> StoredSettings {
    let mut paths = (1..=MAX_BROKEN_FILES).map(|number| match number {
        1 => folder.join("settings.broken.ron"),
        _ => folder.join(format!("settings.broken-{number}.ron")),
    });
    let Some(set_aside) = paths.find(|path| path.symlink_metadata().is_err()) else {
        return StoredSettings::Unreadable(FileError::Exists(ExistingFile::default()));
    };
    match fs::rename(path, &set_aside) {
        Ok(()) => StoredSettings::Broken { set_aside },
        Err(error) => StoredSettings::Unreadable(FileError::from_io(error, path)),
    }
}

/// What the settings file in a folder says about the list of recent files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecentSwitch {
    On,
    /// It is switched off, or there is no settings file, so that it was never switched on.
    Off,
    /// The settings are broken, of a newer program, or can't be read at the moment.
    Unknown,
}

pub(super) fn recent_switch(folder: &Path) -> RecentSwitch {
    match read_text(&folder.join(FILE), LIMIT) {
        Ok(text) => match settings::read(&text) {
            Ok(reading) if reading.settings.recent_files => RecentSwitch::On,
            Ok(_) => RecentSwitch::Off,
            Err(_) => RecentSwitch::Unknown,
        },
        Err(FileError::NotFound) => RecentSwitch::Off,
        Err(_) => RecentSwitch::Unknown,
    }
}

/// The settings after a write.
#[derive(Debug, Default)]
pub struct WrittenSettings {
    /// What the file has now.
    pub settings: UserSettings,
    /// Where the file from before is, if it could not be read as settings.
    pub set_aside: Option<PathBuf>,
    /// The requester whom another window has saved since. The file keeps that one.
    pub other_profile: Option<RequesterProfile>,
}

/// Writes what a window has changed into the settings file in a folder, which is created for the user alone if there is
/// none. What another window has changed since stays; a file that can't be read as settings is moved aside.
///
/// # Errors
/// The file can't be written, or is not to be: a newer program has written it, or it can't be read. It is unchanged.
pub fn write_settings(folder: &Path, change: SettingsChange) -> Result<WrittenSettings, FileError> {
    create_private_folder(folder).map_err(|error| FileError::from_io(error, folder))?;
    let _turn = SettingsTurn::take(folder);
    let whole = |settings| AppliedChange { settings, other_profile: None };
    let (applied, set_aside) = match read_settings(folder) {
        StoredSettings::Settings(file) | StoredSettings::WithoutTexts(file, _) => {
            (change.applied_to(*file), None)
        }
        StoredSettings::Nothing => (whole(change.after), None),
        StoredSettings::Broken { set_aside } => (whole(change.after), Some(set_aside)),
        StoredSettings::Newer => return Err(FileError::Changed(None)),
        StoredSettings::Unreadable(error) => return Err(error),
    };
    let AppliedChange { settings, other_profile } = applied;
    let path = folder.join(FILE);
    let replaced = replace(&path, settings::write(&settings).as_bytes());
    if let (Err(_), Some(set_aside)) = (&replaced, &set_aside) {
        // Back in its place, it is found and told at the next start.
        let _ = fs::rename(set_aside, &path);
    }
    replaced?;
    if !settings.recent_files {
        // Another window may have put a file on the list since this one deleted it. That it is deleted is asked for
        // separately, and told if it fails.
        let _ = fs::remove_file(folder.join(RECENT_FILE));
    }
    Ok(WrittenSettings { settings, set_aside, other_profile })
}

/// Creates a folder and those above it, for the user alone.
pub(super) fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes these settings over those that a window has found.
    fn write_settings(folder: &Path, settings: &UserSettings) -> Result<WrittenSettings, FileError> {
        let before = UserSettings { scale: 70, ..UserSettings::default() };
        super::write_settings(folder, SettingsChange { before, after: settings.clone() })
    }

    fn larger() -> UserSettings {
        UserSettings { scale: 150, ..UserSettings::default() }
    }

    #[test]
    fn written_settings_are_read_back() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/wgs-referral");
        let found = read_settings(&folder);
        assert!(matches!(found, StoredSettings::Nothing) && found.may_be_replaced());
        assert_eq!(found.settings(), UserSettings::default());
        write_settings(&folder, &UserSettings::default()).unwrap();
        write_settings(&folder, &larger()).unwrap();
        assert_eq!(read_settings(&folder).settings(), larger());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn each_broken_file_is_moved_aside_under_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let texts: [&[u8]; 4] =
            [b"(format: 1,", b"(format: 1, patient: \"A\")", b"(format: 1, scale: 7)", &[0xff]];
        let mut kept = Vec::new();
        for text in texts {
            fs::write(folder.path().join(FILE), text).unwrap();
            let found = read_settings(folder.path());
            assert!(found.may_be_replaced());
            assert_eq!(found.settings(), UserSettings::default());
            let StoredSettings::Broken { set_aside } = found else { panic!("{found:?}") };
            assert_eq!(fs::read(&set_aside).unwrap(), text);
            kept.push(set_aside.file_name().unwrap().to_str().unwrap().to_owned());
            assert!(matches!(read_settings(folder.path()), StoredSettings::Nothing));
        }
        let expected = ["", "-2", "-3", "-4"].map(|number| format!("settings.broken{number}.ron"));
        assert_eq!(kept, expected);
    }

    #[test]
    fn a_text_that_is_too_long_moves_no_settings_aside() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = larger();
        settings.profile.requester.phone = "1".repeat(5_000);
        write_settings(folder.path(), &settings).unwrap();
        let found = read_settings(folder.path());
        assert!(matches!(found, StoredSettings::WithoutTexts(_, 1)) && found.may_be_replaced());
        assert_eq!(found.settings(), larger());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn two_windows_keep_what_the_other_one_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let listing = UserSettings { recent_files: true, ..UserSettings::default() };
        write_settings(folder.path(), &listing).unwrap();
        fs::write(folder.path().join(RECENT_FILE), "(format: 1, files: [])").unwrap();
        let change = |after| SettingsChange { before: listing.clone(), after };
        super::write_settings(folder.path(), change(UserSettings::default())).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the list is deleted with its switch");
        let second = UserSettings { scale: 150, ..listing.clone() };
        let written = super::write_settings(folder.path(), change(second)).unwrap();
        assert_eq!((written.settings, written.set_aside), (larger(), None));
        assert_eq!(read_settings(folder.path()).settings(), larger());
        assert_eq!(recent_switch(folder.path()), RecentSwitch::Off);
    }

    #[test]
    fn a_broken_file_is_moved_aside_by_a_write_which_says_so() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "(").unwrap();
        let written = write_settings(folder.path(), &larger()).unwrap();
        assert_eq!(written.settings, larger());
        assert_eq!(fs::read_to_string(written.set_aside.unwrap()).unwrap(), "(");
        assert_eq!(read_settings(folder.path()).settings(), larger());
    }

    #[test]
    fn only_settings_that_can_be_read_say_what_becomes_of_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(recent_switch(folder.path()), RecentSwitch::Off);
        let texts: [(&[u8], RecentSwitch); 6] = [
            (b"(format: 3, recent_files: true)", RecentSwitch::On),
            (b"(format: 3, recent_files: false)", RecentSwitch::Off),
            (b"(format: 1)", RecentSwitch::Off),
            (b"(format: 9, recent_files: false)", RecentSwitch::Unknown),
            (b"(", RecentSwitch::Unknown),
            (&[0xff], RecentSwitch::Unknown),
        ];
        for (text, switch) in texts {
            fs::write(&file, text).unwrap();
            assert_eq!(recent_switch(folder.path()), switch, "{text:?}");
        }
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert_eq!(recent_switch(folder.path()), RecentSwitch::Unknown);
    }

    #[test]
    fn settings_that_a_newer_program_has_written_since_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let newer = "(format: 4, colour: Red)";
        fs::write(folder.path().join(FILE), newer).unwrap();
        assert!(matches!(write_settings(folder.path(), &larger()), Err(FileError::Changed(_))));
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), newer);
    }

    #[test]
    fn settings_of_a_newer_program_stay_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "(format: 4, colour: Red)").unwrap();
        let found = read_settings(folder.path());
        assert!(matches!(found, StoredSettings::Newer) && !found.may_be_replaced());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_place_of_the_file_stays_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        let found = read_settings(folder.path());
        assert!(matches!(found, StoredSettings::Unreadable(FileError::IsFolder)) && !found.may_be_replaced());
        assert!(matches!(write_settings(folder.path(), &larger()), Err(FileError::IsFolder)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_may_read_the_settings() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("wgs-referral");
        write_settings(&folder, &larger()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join(FILE)), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_keeps_its_broken_file_and_takes_no_settings() {
        use crate::files::ordinary_user::run_as_ordinary_user;
        use std::os::unix::fs::PermissionsExt;
        let name = "files::settings::tests::a_read_only_folder_keeps_its_broken_file_and_takes_no_settings";
        run_as_ordinary_user(name, || {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(FILE);
            fs::write(&path, "(").unwrap();
            let set_mode =
                |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            set_mode(0o500);
            let found = read_settings(folder.path());
            let written = write_settings(folder.path(), &larger());
            let written_inside = write_settings(&folder.path().join("config"), &larger());
            set_mode(0o700);
            assert!(
                matches!(found, StoredSettings::Unreadable(FileError::Denied)) && !found.may_be_replaced()
            );
            assert!(matches!(written, Err(FileError::Denied)), "{written:?}");
            assert!(matches!(written_inside, Err(FileError::Denied)), "{written_inside:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "(");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        });
    }

    #[test]
    fn the_folder_is_named_after_the_program() {
        let folder = settings_folder().unwrap();
        assert!(folder.is_absolute() && folder.ends_with(FOLDER), "{}", folder.display());
    }
}
