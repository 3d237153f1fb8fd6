//! Who has a case open, in a file for others to read.

use crate::files::read_text;
use crate::notation::parse;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// A few lines.
const LIMIT: u64 = 1 << 16;

/// Who has a case open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The user's name on that computer; blank: unknown.
    pub user: String,
    /// The computer's name; blank: unknown.
    pub computer: String,
    /// Since when, where it is known.
    pub since: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct HolderFile {
    user: String,
    computer: String,
    process: u32,
    since: String,
}

/// This user at this computer, now.
pub fn here() -> Holder {
    let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    Holder {
        user: user.unwrap_or_default(),
        computer: gethostname::gethostname().to_string_lossy().into_owned(),
        since: Some(Timestamp::now()),
    }
}

/// Says at `path` who is here, to those who may read `like`. The lock holds without it too.
pub fn write(path: &Path, like: &Path) {
    let here = here();
    let file = HolderFile {
        user: here.user,
        computer: here.computer,
        process: std::process::id(),
        since: here.since.map_or_else(String::new, |since| format!("{since:.0}")),
    };
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // INVARIANT: texts and a number, which `ron` can always write.
    let text = ron::ser::to_string_pretty(&file, style).unwrap_or_default() + "\n";
    // One that a crash left may be another user's, whose permissions it has.
    let _ = fs::remove_file(path);
    if let Ok(mut file) = options().open(path) {
        permit(&file, like);
        let _ = file.write_all(text.as_bytes());
    }
}

/// What stands at `path`; nothing is known of a holder who could not write it, or not yet.
pub fn read(path: &Path) -> Holder {
    let text = read_text(path, LIMIT).unwrap_or_default();
    let file: HolderFile = parse(&text).unwrap_or_default();
    Holder { user: file.user, computer: file.computer, since: file.since.parse().ok() }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::attributes(&mut options, 0x2);
    options
}

/// Gives a new file the permissions of another, where that is there.
#[cfg(unix)]
pub fn permit(file: &File, like: &Path) {
    if let Ok(metadata) = like.metadata() {
        let _ = file.set_permissions(metadata.permissions());
    }
}

/// They come from the folder.
#[cfg(not(unix))]
pub fn permit(_file: &File, _like: &Path) {}
