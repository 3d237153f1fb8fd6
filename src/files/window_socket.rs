//! The socket on which a window hears that another window of the same user wants it to come to the front.
//!
//! It is in the folder that the system gives each user for this, where nobody else may create or open files. A system
//! without such a folder has no socket.

use super::settings::create_private_folder;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

const FOLDER: &str = "wgs-referral";

/// The path of the socket of this process, which is removed when this is dropped.
pub struct WindowSocket(PathBuf);

impl WindowSocket {
    /// The path of the socket of this process, at which there is nothing yet; `None`: there is no folder for it.
    /// Removes the sockets that a crash left.
    pub fn of_this_process() -> Option<WindowSocket> {
        let path = WindowSocket::path_of(std::process::id())?;
        let folder = path.parent()?;
        create_private_folder(folder).ok()?;
        is_own(folder).then_some(())?;
        for entry in fs::read_dir(folder).ok()?.flatten() {
            let left = entry.path();
            let is_socket = left.extension().is_some_and(|extension| extension == "socket");
            // The socket of a process that runs stays, also while that process does not listen yet.
            if is_socket && (left == path || !belongs_to_running(&left)) {
                let _ = fs::remove_file(left);
            }
        }
        Some(WindowSocket(path))
    }

    /// The path of the socket.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The path of the socket of a process; `None`: there is no folder for it.
    pub fn path_of(process: u32) -> Option<PathBuf> {
        let base = if cfg!(target_os = "macos") {
            std::env::temp_dir()
        } else {
            PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR")?)
        };
        let is_usable = base.is_absolute() && is_own(&base);
        is_usable.then(|| base.join(FOLDER).join(format!("{process}.socket")))
    }
}

impl Drop for WindowSocket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Whether the process that a socket is named for runs.
fn belongs_to_running(socket: &Path) -> bool {
    let number = socket.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
    let process = number.and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| rustix::process::test_kill_process(process).is_ok())
}

/// Whether a folder is this user's, and nobody else may do anything in it.
fn is_own(folder: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    folder
        .symlink_metadata()
        .is_ok_and(|there| there.is_dir() && there.uid() == user && there.mode() & 0o077 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_socket_of_a_process_that_runs_is_told_from_one_that_was_left() {
        let socket = |name: &str| PathBuf::from(format!("/run/user/1000/wgs-referral/{name}.socket"));
        assert!(belongs_to_running(&socket(&std::process::id().to_string())));
        let mut ended = std::process::Command::new("true").spawn().unwrap();
        let gone = ended.id().to_string();
        ended.wait().unwrap();
        for name in [&gone, "x", "0", ""] {
            assert!(!belongs_to_running(&socket(name)), "{name}");
        }
    }

    #[test]
    fn a_folder_that_others_may_use_has_no_sockets() {
        let folder = tempfile::tempdir().unwrap();
        let set_mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        for (mode, expected) in [(0o700, true), (0o750, false), (0o701, false), (0o777, false)] {
            set_mode(mode);
            assert_eq!(is_own(folder.path()), expected, "{mode:o}");
        }
        set_mode(0o700);
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        assert!(!is_own(&link));
    }
}
