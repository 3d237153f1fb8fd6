//! What the program says where no window can be opened.

use super::packages::{DEBIAN, FEDORA, listed};
use std::fs;
use std::process::Command;
use wgs_referral::window::StartError;

#[test]
fn each_message_names_the_packages_of_the_list() {
    let reason = String::from("reason");
    let errors =
        [StartError::NoDisplay, StartError::Unreachable(reason.clone()), StartError::NoRenderer(reason)];
    for error in errors {
        let message = error.to_string();
        for call in [format!("`apt install {}`", listed(DEBIAN)), format!("`dnf install {}`", listed(FEDORA))]
        {
            assert!(message.contains(&call), "{message}");
        }
    }
}

/// A file that is no library stands in the way of the real one, whether or not the machine has that.
#[test]
fn a_library_that_cannot_be_loaded_is_named_at_start_and_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("libXi.so.6"), "no library").unwrap();
    for arguments in [vec![], vec!["--after-crash", "src/main.rs:1"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_wgs-referral"))
            .args(&arguments)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            // No screen has such a number, so that no window opens if the library is not missed.
            .env("DISPLAY", ":65000")
            .env("LD_LIBRARY_PATH", folder.path())
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains("the display cannot be opened"), "{message}");
        assert!(
            message.split_once("cannot load ").is_some_and(|(_, names)| names.contains("libXi.so.6")),
            "{message}"
        );
        assert!(message.contains(" libxi6 "), "{message}");
    }
}
