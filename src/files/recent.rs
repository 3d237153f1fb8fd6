//! The list of the cases that the user opened or saved last, in a file of its own beside the settings. It is written
//! only if the user has switched it on, and holds no name of a patient: the window decides which files are listed.

use super::settings::{RecentSwitch, create_private_folder, recent_switch};
use super::settings_turn::{RECENT_FILE as FILE, SettingsTurn};
use super::{FileError, read_text, remove, replace};
use crate::clock;
use crate::notation::parse;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// In bytes. Ten paths of usual length take about 2,000.
const LIMIT: u64 = 1 << 18;
/// The most files on the list.
const MOST: usize = 10;
/// The format that this program reads and writes.
const FORMAT: u64 = 1;

/// A file on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// When it was opened or saved last.
    pub used_at: Timestamp,
}

/// What became of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecentList {
    /// It holds these files, the newest first.
    Files(Vec<RecentFile>),
    /// Another window has switched it off, so that there is none.
    SwitchedOff,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecentEntries {
    format: u64,
    files: Vec<RecentEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecentEntry {
    path: String,
    used_at: String,
}

/// The only field that has the same meaning in every format.
#[derive(Deserialize)]
struct RecentFormat {
    format: u64,
}

/// The list in the folder of the settings, the newest file first. One that can't be read is as good as none.
pub fn read_recent(folder: &Path) -> Vec<RecentFile> {
    read_text(&folder.join(FILE), LIMIT).map_or_else(|_| Vec::new(), |text| files_of(&text))
}

fn files_of(text: &str) -> Vec<RecentFile> {
    let Ok(RecentEntries { format: FORMAT, files }) = parse(text) else { return Vec::new() };
    let files = files.into_iter().filter_map(|entry| {
        let path = Some(PathBuf::from(entry.path)).filter(|path| path.is_absolute())?;
        Some(RecentFile { path, used_at: entry.used_at.parse().ok()? })
    });
    files.take(MOST).collect()
}

/// Puts a file at the head of the list, unless another window has switched the list off, or may have: while the
/// settings can't be read, nothing is added.
///
/// # Errors
/// The list can't be read or written. The old one, if any, is unchanged.
pub fn note_recent(folder: &Path, path: &Path) -> Result<RecentList, FileError> {
    let used_at = clock::now();
    change(folder, |files, switch| {
        if switch != RecentSwitch::On {
            return;
        }
        files.retain(|file| file.path != path);
        files.insert(0, RecentFile { path: path.to_owned(), used_at });
        files.truncate(MOST);
    })
}

/// Removes files from the list, also while the settings can't be read.
///
/// # Errors
/// The list can't be read or written. The old one is unchanged.
pub fn forget_recent(folder: &Path, paths: &[PathBuf]) -> Result<RecentList, FileError> {
    change(folder, |files, _| files.retain(|file| !paths.contains(&file.path)))
}

/// Deletes the list. It is no error if there is none.
///
/// # Errors
/// The system does not remove the file.
pub fn delete_recent(folder: &Path) -> Result<(), FileError> {
    let _turn = SettingsTurn::take(folder);
    remove(&folder.join(FILE))
}

/// Those of the paths at which there is surely no file. Of a drive that can't be reached, nothing is known.
pub fn missing_files(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().filter(|path| matches!(path.try_exists(), Ok(false))).collect()
}

fn change(
    folder: &Path,
    apply: impl FnOnce(&mut Vec<RecentFile>, RecentSwitch),
) -> Result<RecentList, FileError> {
    create_private_folder(folder).map_err(|error| FileError::from_io(error, folder))?;
    let _turn = SettingsTurn::take(folder);
    let path = folder.join(FILE);
    let switch = recent_switch(folder);
    if switch == RecentSwitch::Off {
        remove(&path)?;
        return Ok(RecentList::SwitchedOff);
    }
    let old = match read_text(&path, LIMIT) {
        Ok(text) => text,
        // This program never writes such a file.
        Err(FileError::NotFound | FileError::NotText | FileError::TooLarge { .. }) => String::new(),
        // It may hold a valid list, which must not be replaced because it can't be read now.
        Err(error) => return Err(error),
    };
    if is_newer(&old) {
        // A newer version of the program needs what this one can't read.
        return Ok(RecentList::Files(Vec::new()));
    }
    let before = files_of(&old);
    let mut files = before.clone();
    apply(&mut files, switch);
    if files != before {
        replace(&path, text(&files).as_bytes())?;
    }
    Ok(RecentList::Files(files))
}

fn is_newer(text: &str) -> bool {
    parse::<RecentFormat>(text).is_ok_and(|file| file.format > FORMAT)
}

fn text(files: &[RecentFile]) -> String {
    // A path that is not Unicode can't be written. The user can choose the file again.
    let entries = files.iter().filter_map(|file| {
        Some(RecentEntry { path: file.path.to_str()?.to_owned(), used_at: file.used_at.to_string() })
    });
    let list = RecentEntries { format: FORMAT, files: entries.collect() };
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // INVARIANT: texts and a number, which `ron` can always write.
    ron::ser::to_string_pretty(&list, style).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder of settings with the list switched on.
    fn switch_on(folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("settings.ron"), "(format: 3, recent_files: true)").unwrap();
    }

    fn files(list: Result<RecentList, FileError>) -> Vec<RecentFile> {
        match list.unwrap() {
            RecentList::Files(files) => files,
            RecentList::SwitchedOff => panic!("the list is switched off"),
        }
    }

    fn paths(files: &[RecentFile]) -> Vec<&str> {
        files.iter().map(|file| file.path.to_str().unwrap()).collect()
    }

    #[test]
    fn the_newest_file_is_first_and_the_eleventh_is_dropped() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/wgs-referral");
        assert!(read_recent(&folder).is_empty());
        switch_on(&folder);
        for number in 0..12 {
            note_recent(&folder, Path::new(&format!("/t/{number}.wgscase"))).unwrap();
        }
        let listed = files(note_recent(&folder, Path::new("/t/5.wgscase")));
        assert_eq!(listed, read_recent(&folder));
        assert_eq!(paths(&listed)[..3], ["/t/5.wgscase", "/t/11.wgscase", "/t/10.wgscase"]);
        assert_eq!((listed.len(), paths(&listed)[9]), (10, "/t/2.wgscase"));
        let listed = files(forget_recent(&folder, &["/t/11.wgscase".into(), "/t/2.wgscase".into()]));
        assert_eq!((listed.len(), paths(&listed)[1]), (8, "/t/10.wgscase"));
        // Nothing but the list is left beside the settings.
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        delete_recent(&folder).unwrap();
        delete_recent(&folder).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_broken_list_is_replaced_and_one_of_a_newer_program_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        switch_on(folder.path());
        let broken: [&[u8]; 4] = [
            b"(format: 1, files: [(path: \"rel\", used_at: \"2026-11-28T10:00:00Z\")])",
            b"(format: 1, files: [(path: \"/t/a\", used_at: \"x\")])",
            b"(format: 1,",
            &[0xff],
        ];
        for text in broken {
            fs::write(&file, text).unwrap();
            assert!(read_recent(folder.path()).is_empty(), "{text:?}");
            assert_eq!(paths(&files(note_recent(folder.path(), Path::new("/t/b")))), ["/t/b"]);
        }
        fs::write(&file, "(format: 2, cases: [])").unwrap();
        assert!(files(note_recent(folder.path(), Path::new("/t/b"))).is_empty());
        assert_eq!(fs::read_to_string(&file).unwrap(), "(format: 2, cases: [])");
    }

    #[test]
    fn threads_that_note_files_at_once_lose_none() {
        let folder = tempfile::tempdir().unwrap();
        switch_on(folder.path());
        std::thread::scope(|scope| {
            for number in 0..MOST {
                let folder = folder.path();
                scope.spawn(move || note_recent(folder, Path::new(&format!("/t/{number}"))).unwrap());
            }
        });
        assert_eq!(read_recent(folder.path()).len(), MOST);
    }

    #[test]
    fn a_window_that_still_has_the_list_on_does_not_bring_it_back() {
        let folder = tempfile::tempdir().unwrap();
        switch_on(folder.path());
        note_recent(folder.path(), Path::new("/t/a")).unwrap();
        for off in ["(format: 3, recent_files: false)", "(format: 1)"] {
            fs::write(folder.path().join("settings.ron"), off).unwrap();
            let noted = note_recent(folder.path(), Path::new("/t/b"));
            assert!(matches!(noted, Ok(RecentList::SwitchedOff)), "{off}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{off}");
        }
        switch_on(folder.path());
        note_recent(folder.path(), Path::new("/t/a")).unwrap();
        fs::remove_file(folder.path().join("settings.ron")).unwrap();
        let noted = note_recent(folder.path(), Path::new("/t/b"));
        assert!(matches!(noted, Ok(RecentList::SwitchedOff)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn settings_that_cannot_be_read_neither_delete_the_list_nor_add_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("settings.ron");
        for text in ["(", "(format: 9, colour: Red)"] {
            switch_on(folder.path());
            for path in ["/t/a", "/t/c"] {
                note_recent(folder.path(), Path::new(path)).unwrap();
            }
            fs::write(&settings, text).unwrap();
            assert_eq!(paths(&files(note_recent(folder.path(), Path::new("/t/b")))), ["/t/c", "/t/a"]);
            // What must not be on the list goes all the same.
            assert_eq!(paths(&files(forget_recent(folder.path(), &["/t/a".into()]))), ["/t/c"]);
            fs::write(folder.path().join(FILE), "(format: 2, cases: [])").unwrap();
            assert!(files(note_recent(folder.path(), Path::new("/t/b"))).is_empty());
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), "(format: 2, cases: [])");
            fs::remove_file(folder.path().join(FILE)).unwrap();
        }
        // A folder in place of the file can't be read, as a file that another program has open on Windows.
        switch_on(folder.path());
        note_recent(folder.path(), Path::new("/t/a")).unwrap();
        fs::remove_file(&settings).unwrap();
        fs::create_dir(&settings).unwrap();
        assert_eq!(paths(&files(note_recent(folder.path(), Path::new("/t/b")))), ["/t/a"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_list_that_cannot_be_read_for_a_moment_is_not_replaced() {
        use crate::files::ordinary_user::run_as_ordinary_user;
        use std::os::unix::fs::PermissionsExt;
        let name = "files::recent::tests::a_list_that_cannot_be_read_for_a_moment_is_not_replaced";
        run_as_ordinary_user(name, || {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(FILE);
            let set_mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            switch_on(folder.path());
            note_recent(folder.path(), Path::new("/t/a")).unwrap();
            set_mode(0o200);
            let noted = note_recent(folder.path(), Path::new("/t/b"));
            set_mode(0o600);
            assert!(matches!(noted, Err(FileError::Denied)), "{noted:?}");
            assert_eq!(paths(&read_recent(folder.path())), ["/t/a"]);
        });
    }

    #[test]
    fn a_file_is_missing_only_where_its_place_can_be_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("a.wgscase");
        fs::write(&there, "").unwrap();
        // Its folder is no folder, so that nothing can be said.
        let unknown = there.join("b.wgscase");
        let gone = folder.path().join("c.wgscase");
        assert_eq!(missing_files(vec![there, unknown, gone.clone()]), [gone]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_may_read_the_list() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("wgs-referral");
        create_private_folder(&folder).unwrap();
        switch_on(&folder);
        note_recent(&folder, Path::new("/t/a")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(FILE))), (0o700, 0o600));
    }
}
