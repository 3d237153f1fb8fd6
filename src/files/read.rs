//! Reads files, but no more of them than is reasonable.

use super::FileError;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A case file is at most this large: a hundred pages of comments are 0.3 MiB.
pub const CASE_LIMIT: u64 = 4 << 20;

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// What the system says, a folder, too large, or not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    let too_large = || FileError::TooLarge { limit_mib: limit >> 20 };
    if waits_for_a_writer(path) {
        return Err(FileError::NotAFile);
    }
    let file = File::open(path).map_err(|error| FileError::of(error, path))?;
    let metadata = file.metadata().map_err(|error| FileError::of(error, path))?;
    if metadata.is_dir() {
        return Err(FileError::IsFolder);
    }
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // A device has no length of its own.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| FileError::of(error, path))?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    let text = String::from_utf8(bytes).map_err(|_| FileError::NotText)?;
    // Some editors on Windows put a byte order mark before the text.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Opening a pipe waits until somebody writes, for ever if need be. Those in `/dev` are handed over
/// by the shell, with somebody writing: standard input, `<(…)`.
#[cfg(unix)]
fn waits_for_a_writer(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = path.metadata().map(|metadata| metadata.file_type());
    !path.starts_with("/dev") && kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn waits_for_a_writer(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn one_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for (written, expected) in
            [("\u{feff}a", "a"), ("\u{feff}\u{feff}a", "\u{feff}a"), ("a\u{feff}", "a\u{feff}"), ("a", "a")]
        {
            fs::write(&path, written).unwrap();
            assert_eq!(read_text(&path, CASE_LIMIT).unwrap(), expected);
        }
    }
}
