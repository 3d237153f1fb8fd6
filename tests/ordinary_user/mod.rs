//! Runs a program as a user to whom file permissions apply. Root may read and write everything, so that
//! a test of permissions that runs as root would pass whatever the program does.

use rustix::process::geteuid;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};

/// The user and group `nobody` on most systems. They need not exist: any id but 0 will do.
const NOBODY: u32 = 65534;

/// Runs a program to its end: as root, in the name of another user, else in the own name.
pub fn output_as_ordinary_user(program: &Path, arguments: &[&str]) -> Output {
    let run = |program: &Path| -> io::Result<Output> {
        let mut command = Command::new(program);
        command.args(arguments);
        if geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output()
    };
    match run(program) {
        // The checkout is in a folder that is closed to other users, such as `/root`.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let folder = tempfile::tempdir().unwrap();
            fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
            let copy = folder.path().join("program");
            fs::copy(program, &copy).unwrap();
            run(&copy).unwrap()
        }
        output => output.unwrap(),
    }
}
