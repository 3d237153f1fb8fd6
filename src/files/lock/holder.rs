//! The holder file, which tells other users who has a case open.

use crate::clock;
use crate::files::FileError;
use crate::files::permissions::copy_permissions;
use crate::files::read::{into_text, open_hidden, read_rest};
use crate::notation::{parse, shown_name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// In bytes. The file has about 100.
const LIMIT: u64 = 1 << 16;

/// The user who has a case open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The login name, as it is shown; blank if unknown.
    pub user: String,
    /// The host name, as it is shown; blank if unknown.
    pub computer: String,
    /// When the case was locked, if known.
    pub since: Option<Timestamp>,
    /// The id of the process, if it is on this computer. Others may have written it.
    pub process: Option<u32>,
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

/// The user of this process.
pub fn current_user() -> Holder {
    let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    Holder {
        user: user.unwrap_or_default(),
        computer: gethostname::gethostname().to_string_lossy().into_owned(),
        since: Some(clock::now()),
        process: Some(std::process::id()),
    }
}

/// Writes the user of this process to the file at `path`, with the permissions of the file at `case`.
/// Errors are ignored: the lock is effective without a holder file.
pub fn write(path: &Path, case: &Path) {
    let holder = current_user();
    let file = HolderFile {
        user: holder.user,
        computer: holder.computer,
        process: holder.process.unwrap_or_default(),
        since: holder.since.map_or_else(String::new, |since| format!("{since:.0}")),
    };
    let style = ron::ser::PrettyConfig::new().new_line("\n".to_owned()).struct_names(false);
    // INVARIANT: texts and a number, which `ron` can always write.
    let text = ron::ser::to_string_pretty(&file, style).unwrap_or_default() + "\n";
    // A file that a crash left may belong to another user. It is replaced, not overwritten.
    let _ = fs::remove_file(path);
    if let Ok(mut file) = options().open(path) {
        // On Windows, the read-only flag of the case would keep the file from being removed.
        if cfg!(unix) {
            let _ = copy_permissions(case, &file);
        }
        let _ = file.write_all(text.as_bytes());
    }
}

/// Reads the holder file at `path`. The holder is unknown if it can't be read, or is not written yet.
pub fn read(path: &Path) -> Holder {
    let text = read_planted(path).unwrap_or_default();
    let file: HolderFile = parse(&text).unwrap_or_default();
    let is_here = file.computer == gethostname::gethostname().to_string_lossy();
    Holder {
        process: Some(file.process).filter(|process| is_here && *process != 0),
        user: shown_name(&file.user),
        computer: shown_name(&file.computer),
        since: file.since.parse().ok(),
    }
}

/// Another user may have put anything there, so no link is followed and no pipe is waited for.
fn read_planted(path: &Path) -> Result<String, FileError> {
    let mut bytes = Vec::new();
    read_rest(&mut open_hidden(path)?, path, &mut bytes, LIMIT)?;
    into_text(bytes)
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
