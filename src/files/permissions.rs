//! Gives a new file the permissions of the file that it replaces.

use std::fs::File;
use std::path::Path;

/// Copies group, mode and, on Linux, access list. If the new file can't have that group or list, it is
/// for its owner alone: its mode would give the rights of the old group to another one. False if somebody who had access
/// to the old file may have none to the new one.
#[cfg(unix)]
pub fn copy_permissions(old: &Path, new: &File) -> bool {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (Ok(there), Ok(created)) = (old.metadata(), new.metadata()) else { return false };
    let has_same_group = created.gid() == there.gid() || fchown(new, None, Some(there.gid())).is_ok();
    let has_same_readers = has_same_group && copy_access_list(old, new);
    let wanted = there.permissions().mode() & 0o7777;
    let mode = wanted & if has_same_readers { 0o7777 } else { 0o700 };
    // Some file systems deny every change, also one to the mode that all their files have.
    let has_mode = new.metadata().is_ok_and(|created| created.permissions().mode() & 0o7777 == mode)
        || new.set_permissions(Permissions::from_mode(mode)).is_ok();
    has_mode && mode == wanted
}

/// Copies the read-only flag. Who may read the file follows from its folder.
#[cfg(not(unix))]
pub fn copy_permissions(old: &Path, new: &File) -> bool {
    old.metadata().and_then(|there| new.set_permissions(there.permissions())).is_ok()
}

/// Copies the access list, or its absence. False if the new file can't have the same.
#[cfg(target_os = "linux")]
fn copy_access_list(old: &Path, new: &File) -> bool {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr};
    use rustix::io::Errno;
    const LIST: &str = "system.posix_acl_access";
    let is_absent = |error| matches!(error, Errno::NODATA | Errno::NOTSUP | Errno::NOSYS);
    // A list has four bytes, and eight for each entry.
    let mut list = [0; 4096];
    match getxattr(old, LIST, &mut list[..]) {
        Ok(length) => fsetxattr(new, LIST, &list[..length], XattrFlags::empty()).is_ok(),
        // The folder may have given the new file a list of its own.
        Err(error) if is_absent(error) => fremovexattr(new, LIST).map_or_else(is_absent, |()| true),
        Err(_) => false,
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn copy_access_list(_old: &Path, _new: &File) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use crate::files::replace;
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
}
