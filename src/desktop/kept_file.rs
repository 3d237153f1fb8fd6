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
