//! Gives a new file the permissions of the file that it replaces, as far as it may have them.
//!
//! - A file of this user passes on its group, its rights to read and write, and its access list. It passes on
//!   no set-user-id bit, no right to execute, and no right of everybody to write: a report and a case are data,
//!   with one owner.
//! - A file of another user may have been put there so that its rights pass to the health data of this user. The new
//!   file is for this user alone. The exception is what a clinic's group drive needs, where colleagues replace each
//!   other's files and each of them must stay able to open them: in a folder that its group may write to and others may
//!   not, the rights of that group stay, if the old file was the group's as well. An access list stays where the folder
//!   gives the same one to all of its files. The user is told if anybody may have lost their access.
//!
//! The new file is never more open than the old one.

use super::FileNote;
use std::fs::File;
use std::path::Path;

#[cfg(unix)]
mod unix {
    use super::{File, FileNote, Path};
    use crate::files::hidden::folder_of;
    use crate::files::read::open_hidden;
    use std::fs::{Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    const ALL_BITS: u32 = 0o7777;
    const OWNER: u32 = 0o600;
    const GROUP: u32 = 0o060;
    const GROUP_READS: u32 = 0o040;
    const OTHERS: u32 = 0o006;

    /// The file that is replaced, as it was at one moment.
    struct OldFile {
        there: Metadata,
        /// `None`: it may not be read, so nobody knows its access list.
        file: Option<File>,
    }

    impl OldFile {
        fn at(path: &Path) -> Option<OldFile> {
            match open_hidden(path) {
                Ok(file) => Some(OldFile { there: file.metadata().ok()?, file: Some(file) }),
                Err(_) => Some(OldFile { there: path.symlink_metadata().ok()?, file: None }),
            }
        }
    }

    /// Gives the new version of a file the permissions that it may have of the old one. Returns what was not kept.
    pub fn inherit_permissions(old: &Path, new: &File) -> Option<FileNote> {
        let (Some(old_file), Ok(created)) = (OldFile::at(old), new.metadata()) else {
            return Some(FileNote::AccessNotKept);
        };
        // On a drive that gives all files to the same user, the owner says nothing.
        if created.uid() == old_file.there.uid() {
            const ALL_MAY_NOT_WRITE: u32 = 0o664;
            let is_kept = copy_rights(&old_file, new, ALL_MAY_NOT_WRITE);
            return (!is_kept).then_some(FileNote::AccessNotKept);
        }
        let bits = OWNER | group_bits(old, &old_file, new);
        let is_set = set_bits(new, bits, &old_file);
        let is_group_kept = bits & GROUP_READS != 0;
        let had_others = old_file.there.mode() & OTHERS != 0;
        (!is_set || !is_group_kept || had_others).then_some(FileNote::OwnerChanged)
    }

    /// Copies the permissions of a file to its lock, whoever owns the file. False if somebody who may open the file may
    /// not open its lock.
    pub fn copy_permissions(old: &Path, new: &File) -> bool {
        const READ_AND_WRITE: u32 = 0o666;
        OldFile::at(old).is_some_and(|old| copy_rights(&old, new, READ_AND_WRITE))
    }

    /// Copies group, access list and the bits of `allowed`. If the new file can't have that group or list, it is
    /// for its owner alone: its mode would give the rights of the old group to another one. False if something
    /// was not kept.
    fn copy_rights(old: &OldFile, new: &File, allowed: u32) -> bool {
        let has_same_readers =
            has_group_of(old, new) && old.file.as_ref().is_some_and(|old| super::access_list::copy(old, new));
        let wanted = old.there.mode() & 0o666;
        let bits = wanted & allowed & if has_same_readers { 0o666 } else { OWNER };
        set_bits(new, bits, old) && (bits == wanted || has_bits(new, old.there.mode() & ALL_BITS))
    }

    /// The rights of the group that stay although the file was another user's.
    fn group_bits(path: &Path, old: &OldFile, new: &File) -> u32 {
        let Ok(folder) = folder_of(path).metadata() else { return 0 };
        let is_of_group = folder.mode() & 0o022 == 0o020 && folder.gid() == old.there.gid();
        let Some(file) = &old.file else { return 0 };
        let stays = is_of_group && has_group_of(old, new) && super::access_list::is_that_of_folder(file, new);
        if stays { old.there.mode() & GROUP } else { 0 }
    }

    fn has_group_of(old: &OldFile, new: &File) -> bool {
        let group = old.there.gid();
        new.metadata().is_ok_and(|created| created.gid() == group) || fchown(new, None, Some(group)).is_ok()
    }

    /// Sets the permission bits. Some file systems give all of their files the same ones, and change none.
    fn set_bits(new: &File, bits: u32, old: &OldFile) -> bool {
        let _ = has_bits(new, bits) || new.set_permissions(Permissions::from_mode(bits)).is_ok();
        has_bits(new, bits) || has_bits(new, old.there.mode() & ALL_BITS)
    }

    fn has_bits(file: &File, bits: u32) -> bool {
        file.metadata().is_ok_and(|there| there.mode() & ALL_BITS == bits)
    }
}

#[cfg(unix)]
pub use unix::{copy_permissions, inherit_permissions};

/// Copies the read-only flag. Who may read the file follows from its folder.
#[cfg(not(unix))]
pub fn inherit_permissions(old: &Path, new: &File) -> Option<FileNote> {
    (!copy_permissions(old, new)).then_some(FileNote::AccessNotKept)
}

/// Copies the read-only flag.
#[cfg(not(unix))]
pub fn copy_permissions(old: &Path, new: &File) -> bool {
    old.metadata().and_then(|there| new.set_permissions(there.permissions())).is_ok()
}

#[cfg(target_os = "linux")]
mod access_list {
    use super::File;
    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};
    use rustix::io::Errno;

    const NAME: &str = "system.posix_acl_access";

    /// The list, in the kernel's form: a version of four bytes, and eight for each entry.
    fn list_of(file: &File) -> Result<Option<Vec<u8>>, Errno> {
        let mut list = [0; 4096];
        match fgetxattr(file, NAME, &mut list[..]) {
            Ok(length) => Ok(Some(list[..length].to_vec())),
            Err(error) if is_absent(error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_absent(error: Errno) -> bool {
        matches!(error, Errno::NODATA | Errno::NOTSUP | Errno::NOSYS)
    }

    /// Copies the access list, or its absence. False if the new file can't have the same.
    pub fn copy(old: &File, new: &File) -> bool {
        match list_of(old) {
            Ok(Some(list)) => fsetxattr(new, NAME, &list, XattrFlags::empty()).is_ok(),
            // The folder may have given the new file a list of its own.
            Ok(None) => fremovexattr(new, NAME).map_or_else(is_absent, |()| true),
            Err(_) => false,
        }
    }

    /// Whether the folder has given the new file the rights for groups and named users that the old one has. Where the
    /// old one has no list, the new one has none afterwards.
    pub fn is_that_of_folder(old: &File, new: &File) -> bool {
        match (list_of(old), list_of(new)) {
            (Ok(None), _) => copy(old, new),
            (Ok(Some(old)), Ok(Some(new))) => named(&old) == named(&new),
            _ => false,
        }
    }

    /// The entries of a list that the permission bits say nothing about.
    fn named(list: &[u8]) -> Vec<&[u8]> {
        const OWNER: u16 = 1;
        const MASK: u16 = 0x10;
        const OTHERS: u16 = 0x20;
        let entries = list.get(4..).unwrap_or_default().chunks(8);
        let tag = |entry: &&[u8]| entry.first_chunk().map(|tag| u16::from_le_bytes(*tag));
        entries.filter(|entry| !matches!(tag(entry), Some(OWNER | MASK | OTHERS))).collect()
    }
}

/// No other system has access lists that a file can do without.
#[cfg(all(unix, not(target_os = "linux")))]
mod access_list {
    use super::File;

    pub fn copy(_old: &File, _new: &File) -> bool {
        true
    }

    pub fn is_that_of_folder(_old: &File, _new: &File) -> bool {
        true
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use crate::files::{FileNote, replace};
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    use rustix::io::Errno;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::path::Path;

    const LIST: &str = "system.posix_acl_access";
    const LIST_OF_NEW_FILES: &str = "system.posix_acl_default";

    /// An access list that lets user 4711 read, in the kernel's form: a version, then tag, rights and id
    /// of each entry.
    fn list() -> Vec<u8> {
        let mut bytes = 2_u32.to_le_bytes().to_vec();
        let nobody = u32::MAX;
        for (tag, rights, id) in
            [(1, 6, nobody), (2, 4, 4711), (4, 0, nobody), (0x10, 4, nobody), (0x20, 0, nobody)]
        {
            bytes.extend(u16::to_le_bytes(tag));
            bytes.extend(u16::to_le_bytes(rights));
            bytes.extend(u32::to_le_bytes(id));
        }
        bytes
    }

    fn list_of(path: &Path) -> Option<Vec<u8>> {
        let mut bytes = [0; 256];
        getxattr(path, LIST, &mut bytes[..]).ok().map(|length| bytes[..length].to_vec())
    }

    #[test]
    fn a_replaced_file_keeps_mode_and_group() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        // Only root may give a file to a group that it is not in.
        let is_given = chown(&path, None, Some(4711)).is_ok();
        replace(&path, b"new").unwrap();
        let there = path.metadata().unwrap();
        assert_eq!(there.permissions().mode() & 0o777, 0o640);
        assert_eq!(there.gid() == 4711, is_given);
    }

    #[test]
    fn a_replaced_file_keeps_its_access_list_and_takes_none_from_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        match setxattr(&path, LIST, &list(), XattrFlags::empty()) {
            // Some file systems have no access lists. The one of a build server must have them, or the
            // test would never run.
            Err(Errno::NOTSUP) if std::env::var_os("CI").is_none() => return,
            set => set.unwrap(),
        }
        replace(&path, b"new").unwrap();
        assert_eq!(list_of(&path), Some(list()));

        let plain = folder.path().join("b.txt");
        fs::write(&plain, "old").unwrap();
        fs::set_permissions(&plain, Permissions::from_mode(0o660)).unwrap();
        setxattr(folder.path(), LIST_OF_NEW_FILES, &list(), XattrFlags::empty()).unwrap();
        replace(&plain, b"new").unwrap();
        assert_eq!(list_of(&plain), None);
        assert_eq!(plain.metadata().unwrap().permissions().mode() & 0o777, 0o660);
    }

    /// Writes a file of another user with these bits, in a folder of user 4712 and group 4713. `None`: this
    /// user may not.
    fn file_of_other_user(bits: u32, folder_bits: u32) -> Option<tempfile::TempDir> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        chown(&path, Some(4711), Some(4713)).ok()?;
        chown(folder.path(), Some(4712), Some(4713)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(bits)).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(folder_bits)).unwrap();
        Some(folder)
    }

    #[test]
    fn a_file_of_another_user_passes_on_the_rights_of_a_group_folder_alone() {
        let told = vec![FileNote::OwnerChanged];
        for (old, folder_bits, new, notes) in [
            (0o6777, 0o2770, 0o660, told.clone()),
            (0o666, 0o2770, 0o660, told.clone()),
            (0o640, 0o770, 0o640, Vec::new()),
            (0o660, 0o2775, 0o660, Vec::new()),
            (0o600, 0o2770, 0o600, told.clone()),
            (0o666, 0o777, 0o600, told.clone()),
            (0o660, 0o1777, 0o600, told.clone()),
            (0o664, 0o755, 0o600, told.clone()),
        ] {
            let Some(folder) = file_of_other_user(old, folder_bits) else { return };
            let path = folder.path().join("a.txt");
            assert_eq!(replace(&path, b"new").unwrap(), notes, "{old:o} in {folder_bits:o}");
            let there = path.metadata().unwrap();
            assert_eq!(there.mode() & 0o7777, new, "{old:o} in {folder_bits:o}");
            assert_eq!(there.uid(), rustix::process::geteuid().as_raw());
            assert!(new & 0o060 == 0 || there.gid() == 4713);
        }
    }

    #[test]
    fn the_list_of_another_users_file_stays_only_if_the_folder_gives_it_to_all() {
        for is_given in [true, false] {
            let Some(folder) = file_of_other_user(0o660, 0o2770) else { return };
            let path = folder.path().join("a.txt");
            if setxattr(&path, LIST, &list(), XattrFlags::empty()).is_err() {
                return;
            }
            if is_given {
                setxattr(folder.path(), LIST_OF_NEW_FILES, &list(), XattrFlags::empty()).unwrap();
            }
            let notes = replace(&path, b"new").unwrap();
            assert_eq!(list_of(&path), is_given.then(list), "{notes:?}");
            assert_eq!(path.metadata().unwrap().mode() & 0o777, if is_given { 0o640 } else { 0o600 });
            assert_eq!(notes.is_empty(), is_given);
        }
    }

    #[test]
    fn a_file_of_this_user_passes_on_no_bits_that_data_must_not_have() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for (old, new) in [(0o6755, 0o644), (0o1777, 0o664), (0o666, 0o664), (0o4700, 0o600)] {
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, Permissions::from_mode(old)).unwrap();
            let notes = replace(&path, b"new").unwrap();
            assert_eq!(path.metadata().unwrap().mode() & 0o7777, new);
            assert_eq!(notes.is_empty(), old & 0o002 == 0, "{old:o} {notes:?}");
        }
    }

    #[test]
    fn the_rights_of_a_file_that_a_link_leads_to_are_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let (bait, link) = (folder.path().join("bait"), folder.path().join("link"));
        fs::write(&bait, "").unwrap();
        fs::set_permissions(&bait, Permissions::from_mode(0o666)).unwrap();
        std::os::unix::fs::symlink(&bait, &link).unwrap();
        let new = tempfile::NamedTempFile::new().unwrap();
        super::inherit_permissions(&link, new.as_file());
        assert_eq!(new.as_file().metadata().unwrap().mode() & 0o077, 0);
    }
}
