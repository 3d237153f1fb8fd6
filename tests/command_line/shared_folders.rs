//! Files in folders that others write to: locks, planted files, and names that control a terminal.

use super::*;

#[test]
fn a_file_that_a_window_has_open_is_not_replaced() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let output = folder.file("b.wgscase", "theirs");
    // Lock the file as the window does.
    let lock = fs::File::create(folder.path(".b.wgscase.lock")).unwrap();
    lock.lock().unwrap();
    let ended = run(["export", &case, "--output", &output]);
    assert_eq!(ended.status, 1);
    assert_eq!(
        ended.err,
        format!("{output}: the report could not be written: it is open in another window\n")
    );
    assert_eq!(fs::read_to_string(&output).unwrap(), "theirs");
    drop(lock);
    assert_eq!(run(["export", &case, "--output", &output]).status, 0);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 2, "nothing is left beside the output");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_locked_is_written_with_a_note() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    let lock = folder.path(".a.pdf.lock");
    assert!(Command::new("mkfifo").arg(&lock).status().unwrap().success());
    let ended = run(["export", &case, "--output", &output]);
    assert_eq!(ended.status, 0);
    assert!(ended.err.starts_with(&format!("{output}: note: it could not be locked")), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn planted_links_and_pipes_are_neither_followed_nor_waited_for() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let (output, target) = (folder.file("a.pdf", "old"), folder.file("target", "theirs"));
    for name in [".a.pdf.wgs-new", ".a.pdf.wgs-backup", ".a.pdf.holder"] {
        std::os::unix::fs::symlink(&target, folder.path(name)).unwrap();
    }
    let pipe = folder.path(".a.pdf.wgs-0123456789ab");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ended = run(["export", &case, "--output", &output]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    assert!(fs::read(&output).unwrap().starts_with(b"%PDF"));
    assert_eq!(fs::read_to_string(&target).unwrap(), "theirs");
}

#[cfg(unix)]
#[test]
fn a_link_of_another_user_leads_no_report_to_another_file() {
    use std::os::unix::fs::{PermissionsExt, lchown, symlink};
    for mode in [0o1777, 0o777, 0o2770] {
        let folder = Folder::new();
        let case = folder.file("a.wgscase", MET);
        let private = folder.file("private", "mine");
        fs::create_dir(folder.path("shared")).unwrap();
        fs::set_permissions(folder.path("shared"), fs::Permissions::from_mode(mode)).unwrap();
        for (target, link) in [(private.as_str(), "shared/out.pdf"), ("..", "shared/udskrift")] {
            symlink(target, folder.path(link)).unwrap();
            // Only root may give the link to another user, who then could have planted it.
            if lchown(folder.path(link), Some(4711), None).is_err() {
                return;
            }
        }
        for output in ["shared/out.pdf", "shared/udskrift/private", "shared/udskrift/new.pdf"] {
            let output = folder.path(output).to_str().unwrap().to_owned();
            let ended = run(["export", &case, "--output", &output]);
            assert_eq!(ended.status, 1);
            assert_eq!(
                ended.err,
                format!(
                    "{output}: the report could not be written: its path leads over a link that somebody else may have \
                     put into a shared folder, so it was not followed; name the folder that the file belongs in\n"
                )
            );
        }
        assert_eq!(fs::read_to_string(&private).unwrap(), "mine");
        assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 3, "nothing is left beside the files");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_device_as_output_is_refused_in_words_that_name_standard_output() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let pipe = folder.path("pipe").to_str().unwrap().to_owned();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for output in [&pipe, "/dev/stdout", "/dev/fd/1", "/dev/stderr", "/dev/tty", "/dev/null"] {
        let ended = run(["export", &case, "--output", output]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        assert_eq!(
            ended.err,
            format!(
                "{output}: the report could not be written: it is a pipe, a socket or a device, and not a file that can \
                 be replaced; name a file, or `-` for standard output\n"
            )
        );
    }
}

#[test]
fn a_file_name_of_any_length_is_written() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    for length in [240, 247, 250, 255] {
        let output = folder.path(&format!("{}.pdf", "x".repeat(length - 4)));
        for _ in 0..2 {
            let ended = run(["export", &case, "--output", output.to_str().unwrap()]);
            assert_eq!((ended.status, ended.err.as_str()), (0, ""));
        }
    }
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 5);
    let output = folder.path(&"x".repeat(256));
    let ended = run(["export", &case, "--output", output.to_str().unwrap()]);
    assert_eq!(ended.status, 1);
    assert!(ended.err.ends_with(": the file name is too long; choose a shorter one\n"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn names_that_control_a_terminal_are_shown_without_that() {
    let folder = Folder::new();
    let name = "a\u{1b}[31m\n\u{202e}b.wgscase";
    let path = folder.file(name, MET);
    let missing = folder.path("\u{9b}2J\u{2066}.wgscase");
    let missing = missing.to_str().unwrap();
    let key = folder.path("\u{1b}]0;x\u{7}");
    let key = key.to_str().unwrap();
    for arguments in [
        &["evaluate", &path][..],
        &["evaluate", &path, "--format", "json"],
        &["evaluate", missing],
        &["export", missing, "--output", key],
        &["export", &path, "--output", missing, "--moment", "\u{1b}[2J"],
        &["check", missing],
        &["evaluate", &path, "--format", "\u{1b}[2J\u{202e}"],
        &["evaluate", &path, "--indication", "\u{1b}[2J\u{202e}"],
    ] {
        let ended = run(arguments);
        for text in [&ended.out, &ended.err] {
            let is_raw = |c: char| {
                c != '\n'
                    && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            };
            assert!(!text.contains(is_raw), "{arguments:?}: {text:?}");
        }
    }
    // A program that reads the JSON gets the name as it is.
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!(json_lines(&ended.out)[0]["case"], path.as_str());
}
