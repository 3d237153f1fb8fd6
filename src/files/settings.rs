//! Where the settings of the user are kept: one file in the user's folder for configuration.

use super::{FileError, read_text, replace};
use crate::settings::{self, SettingsFault, UserSettings};
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of this program within the user's folder for configuration.
const FOLDER: &str = "wgs-referral";
const FILE: &str = "settings.ron";
/// Settings are at most this large; real ones are 0.001 MiB.
const LIMIT: u64 = 1 << 20;
/// So many broken files are kept beside.
const BROKEN: u32 = 100;

/// What was found where settings are kept.
#[derive(Debug)]
pub enum Found {
    /// Settings.
    Settings(Box<UserSettings>),
    /// None yet.
    Nothing,
    /// A file that can't be read as settings. It was moved to where it is told, so that nothing of
    /// it is lost.
    Broken {
        /// Where it is now.
        set_aside: PathBuf,
    },
    /// Settings of a newer version of the program, which are left to it.
    Newer,
    /// A file that the system does not give, or does not let be moved aside. It may be in order.
    Unreadable(FileError),
}

impl Found {
    /// The settings found, or those by default.
    pub fn settings(&self) -> UserSettings {
        match self {
            Found::Settings(settings) => UserSettings::clone(settings),
            Found::Nothing | Found::Broken { .. } | Found::Newer | Found::Unreadable(_) => {
                UserSettings::default()
            }
        }
    }

    /// Whether settings may be written there: never over what could not be read.
    pub fn may_be_written(&self) -> bool {
        match self {
            Found::Settings(_) | Found::Nothing | Found::Broken { .. } => true,
            Found::Newer | Found::Unreadable(_) => false,
        }
    }
}

/// The folder where this user's settings are kept; `None` where the system names no such place.
pub fn settings_folder() -> Option<PathBuf> {
    let user = choose_native_strategy().ok()?;
    // On a Mac `Preferences` is for the system's own lists; a program's files stand elsewhere.
    let kept = if cfg!(target_os = "macos") { user.data_dir() } else { user.config_dir() };
    Some(kept.join(FOLDER))
}

/// Reads the settings in a folder. A broken file is moved aside.
pub fn read_settings(folder: &Path) -> Found {
    let path = folder.join(FILE);
    match read_text(&path, LIMIT) {
        Ok(text) => match settings::read(&text) {
            Ok(settings) => Found::Settings(Box::new(settings)),
            Err(SettingsFault::NewerFormat) => Found::Newer,
            Err(SettingsFault::NotReadable(_) | SettingsFault::Scale | SettingsFault::UnknownFormat) => {
                aside(folder, &path)
            }
        },
        Err(FileError::NotFound) => Found::Nothing,
        // Nothing that this program has written.
        Err(FileError::NotText | FileError::TooLarge { .. }) => aside(folder, &path),
        Err(error) => Found::Unreadable(error),
    }
}

fn aside(folder: &Path, path: &Path) -> Found {
    let mut places = (1..=BROKEN).map(|number| match number {
        1 => folder.join("settings.broken.ron"),
        _ => folder.join(format!("settings.broken-{number}.ron")),
    });
    let Some(set_aside) = places.find(|place| place.symlink_metadata().is_err()) else {
        return Found::Unreadable(FileError::Exists);
    };
    match fs::rename(path, &set_aside) {
        Ok(()) => Found::Broken { set_aside },
        Err(error) => Found::Unreadable(FileError::from_io(error, path)),
    }
}

/// Writes the settings into a folder, whole or not at all. The folder is made if there is none, for
/// the user alone.
///
/// # Errors
/// What the system says.
pub fn write_settings(folder: &Path, settings: &UserSettings) -> Result<(), FileError> {
    make_folder(folder).map_err(|error| FileError::from_io(error, folder))?;
    replace(&folder.join(FILE), settings::write(settings).as_bytes())
}

/// Makes a folder, for the user alone.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn larger() -> UserSettings {
        UserSettings { scale: 150, ..UserSettings::default() }
    }

    #[test]
    fn settings_are_found_again_as_they_were_written() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/wgs-referral");
        let found = read_settings(&folder);
        assert!(matches!(found, Found::Nothing) && found.may_be_written());
        assert_eq!(found.settings(), UserSettings::default());
        write_settings(&folder, &UserSettings::default()).unwrap();
        write_settings(&folder, &larger()).unwrap();
        assert_eq!(read_settings(&folder).settings(), larger());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn each_broken_file_is_set_aside_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let texts: [&[u8]; 4] =
            [b"(format: 1,", b"(format: 1, patient: \"A\")", b"(format: 1, scale: 7)", &[0xff]];
        let mut kept = Vec::new();
        for text in texts {
            fs::write(folder.path().join(FILE), text).unwrap();
            let found = read_settings(folder.path());
            assert!(found.may_be_written());
            assert_eq!(found.settings(), UserSettings::default());
            let Found::Broken { set_aside } = found else { panic!("{found:?}") };
            assert_eq!(fs::read(&set_aside).unwrap(), text);
            kept.push(set_aside.file_name().unwrap().to_str().unwrap().to_owned());
            assert!(matches!(read_settings(folder.path()), Found::Nothing));
        }
        let expected = ["", "-2", "-3", "-4"].map(|number| format!("settings.broken{number}.ron"));
        assert_eq!(kept, expected);
    }

    #[test]
    fn settings_of_a_newer_program_are_left_to_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "(format: 2, colour: Red)").unwrap();
        let found = read_settings(folder.path());
        assert!(matches!(found, Found::Newer) && !found.may_be_written());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_the_system_does_not_give_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        let found = read_settings(folder.path());
        assert!(matches!(found, Found::Unreadable(FileError::IsFolder)) && !found.may_be_written());
        assert!(matches!(write_settings(folder.path(), &larger()), Err(FileError::IsFolder)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_its_users_alone() {
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
            assert!(matches!(found, Found::Unreadable(FileError::Denied)) && !found.may_be_written());
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
