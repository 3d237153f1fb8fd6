//! The names of the hidden files beside a file: locks, holders and temporary files.

use super::Fingerprint;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// In bytes. A longer name is shortened, so that the hidden name fits into the 255 bytes that most file systems
/// allow, and into the 143 of an encrypted home folder.
const LONGEST_WHOLE_NAME: usize = 120;
/// In bytes. This much is left of a longer name, for people who look into the folder.
const SHORTENED: usize = 80;

/// In bytes. No shortened name is longer: it ends with a tilde and 16 digits.
pub const LONGEST_SHORTENED: usize = SHORTENED + 17;

/// The path of the hidden file `.NAME` with an ending. A long NAME is shortened, and told apart from others by its
/// hash. `None`: the path has no file name.
pub fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    beside_within(path, ending, LONGEST_WHOLE_NAME)
}

/// As [`beside`], for a longer ending: a NAME of more than `longest_whole` bytes is shortened.
pub fn beside_within(path: &Path, ending: &str, longest_whole: usize) -> Option<PathBuf> {
    let name = path.file_name()?;
    let mut hidden = OsString::from(".");
    if name.len() <= longest_whole {
        hidden.push(name);
    } else {
        let readable = name.to_string_lossy();
        hidden.push(&readable[..readable.floor_char_boundary(SHORTENED)]);
        hidden.push("~");
        hidden.push(Fingerprint::of(name.as_encoded_bytes()).short());
    }
    hidden.push(ending);
    Some(path.with_file_name(hidden))
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_stays_whole_and_a_long_one_is_shortened() {
        assert_eq!(beside(Path::new("/a/b.wgscase"), ".lock"), Some("/a/.b.wgscase.lock".into()));
        assert_eq!(beside(Path::new("/"), ".lock"), None);
        let long = |last: char| format!("/a/{}{last}.wgscase", "å".repeat(120));
        let [one, other] = ['1', '2'].map(|last| beside(Path::new(&long(last)), ".holder").unwrap());
        assert_ne!(one, other);
        for path in [one, other] {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.len() <= 130 && name.starts_with(".åå") && name.ends_with(".holder"), "{name}");
        }
    }

    #[test]
    fn a_name_of_any_length_has_hidden_names_that_fit() {
        for length in 1..=255 {
            let path = PathBuf::from(format!("/a/{}", "x".repeat(length)));
            let hidden = beside(&path, ".wgs-0123456789ab").unwrap();
            assert!(hidden.file_name().unwrap().len() <= 143, "{length}");
            let displaced = format!(".wgs-{0}-{0}-012345", "0123456789abcdef");
            let hidden = beside_within(&path, &displaced, LONGEST_SHORTENED).unwrap();
            assert!(hidden.file_name().unwrap().len() <= 143, "{length}");
        }
    }
}
