//! A file that a write must not replace.

use crate::files;
use std::path::Path;

/// Refuses with `error` to write over a file that must be kept, whichever path leads to it. `kept`: `None` if there is
/// no such file.
pub fn refuse_kept_file<E>(path: &Path, kept: Option<&Path>, error: E) -> Result<(), E> {
    match kept {
        Some(kept) if path == kept || files::is_same_file(path, kept) => Err(error),
        Some(_) | None => Ok(()),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs::{Permissions, create_dir, set_permissions, write};
    use std::os::unix::fs::{PermissionsExt, lchown, symlink};

    #[test]
    fn a_file_is_kept_that_was_read_over_a_link_that_no_write_follows() {
        let folder = tempfile::tempdir().unwrap();
        let (file, shared) = (folder.path().join("a.wgscase"), folder.path().join("shared"));
        write(&file, "a case").unwrap();
        create_dir(&shared).unwrap();
        set_permissions(&shared, Permissions::from_mode(0o1777)).unwrap();
        let link = shared.join("a.wgscase");
        symlink(&file, &link).unwrap();
        // Only root may plant the link of another user.
        if lchown(&link, Some(4711), None).is_ok() {
            assert_eq!(files::compared_path(&link), None);
        }
        assert_eq!(refuse_kept_file(&file, Some(&link), "kept"), Err("kept"));
        assert_eq!(refuse_kept_file(&folder.path().join("b.wgscase"), Some(&link), "kept"), Ok(()));
    }
}
