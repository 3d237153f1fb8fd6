//! Who may read and write a file that takes the place of another.

use std::fs::File;
use std::io;
use std::path::Path;

/// Gives a new file the permissions of the one it is to replace: group, mode and, on Linux, access
/// list. Where the new file can't have that group or list, it is for its owner alone: the mode would give
/// to another group what the old one had.
#[cfg(unix)]
pub fn keep(old: &Path, new: &File) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let there = old.metadata()?;
    let has_group = new.metadata()?.gid() == there.gid() || fchown(new, None, Some(there.gid())).is_ok();
    let is_like_it = has_group && keep_list(old, new);
    let mode = there.permissions().mode() & if is_like_it { 0o7777 } else { 0o700 };
    new.set_permissions(Permissions::from_mode(mode))
}

/// Gives a new file the permissions of the one it is to replace; who may read it, the folder says.
#[cfg(not(unix))]
pub fn keep(old: &Path, new: &File) -> io::Result<()> {
    new.set_permissions(old.metadata()?.permissions())
}

/// Whether both files have the same access list now, or none.
#[cfg(target_os = "linux")]
fn keep_list(old: &Path, new: &File) -> bool {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr};
    use rustix::io::Errno;
    const LIST: &str = "system.posix_acl_access";
    let is_none = |error| matches!(error, Errno::NODATA | Errno::NOTSUP | Errno::NOSYS);
    // Eight bytes for each user or group in it.
    let mut list = [0; 4096];
    match getxattr(old, LIST, &mut list[..]) {
        Ok(length) => fsetxattr(new, LIST, &list[..length], XattrFlags::empty()).is_ok(),
        // The folder may have given the new one a list.
        Err(error) if is_none(error) => fremovexattr(new, LIST).map_or_else(is_none, |()| true),
        Err(_) => false,
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn keep_list(_old: &Path, _new: &File) -> bool {
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

    /// A list that lets user 4711 read, as the kernel has it: version, then tag, rights and id of each.
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
    fn mode_and_group_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        // Only some may give a file to a group that they are not of.
        let is_given = chown(&path, None, Some(4711)).is_ok();
        replace(&path, b"new").unwrap();
        let there = path.metadata().unwrap();
        assert_eq!(there.permissions().mode() & 0o777, 0o640);
        assert_eq!(there.gid() == 4711, is_given);
    }

    #[test]
    fn the_access_list_stays_and_that_of_the_folder_does_not_come() {
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
