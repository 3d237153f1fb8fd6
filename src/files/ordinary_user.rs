//! Runs a unit test as a user to whom file permissions apply.

use rustix::process::geteuid;

#[path = "../../tests/ordinary_user/mod.rs"]
mod program;

/// Runs `test`, whose full name is `name`, as a user who is not root. As root it starts this test
/// program once more, as another user and with this test alone.
pub fn run_as_ordinary_user(name: &str, test: impl FnOnce()) {
    if !geteuid().is_root() {
        return test();
    }
    let tests = std::env::current_exe().unwrap();
    let output = program::output_as_ordinary_user(&tests, &[name, "--exact", "--nocapture"]);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    // A wrong name would run no test at all, and succeed.
    assert!(output.status.success() && out.contains("1 passed"), "as another user:\n{out}{err}");
}
