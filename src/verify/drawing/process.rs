//! Starts this program to draw one file, and does the drawing there.

use super::limits::{DrawingLimits, limit_this_process};
use super::task::{self, Task, TaskReply};
use std::io::{BufReader, Write, stdin};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The argument with which either program draws for its parent process; see [`draw_for_parent`].
pub const DRAWING_ARGUMENT: &str = "--draw-for-parent";

/// Carries out one task that the parent process writes to standard input, within limits on memory and time, and
/// gives the reply to standard output.
pub fn draw_for_parent(output: &mut dyn Write) -> ExitCode {
    let carried_out = Task::read(&mut stdin().lock()).ok().and_then(|task| {
        // The file is in memory now, and counts too.
        limit_this_process(&DrawingLimits::of(&task)).ok()?;
        let reply = task::carry_out(task)?;
        let mut bytes = Vec::new();
        reply.write(&mut bytes).ok()?;
        output.write_all(&bytes).and_then(|()| output.flush()).ok()
    });
    if carried_out.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Has a task carried out by a process of its own. `None`: it did not end well within the limits.
pub(super) fn carry_out(program: &Path, task: &Task) -> Option<TaskReply> {
    let mut command = Command::new(program);
    command.arg(DRAWING_ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    without_console(&mut command);
    let mut child = command.spawn().ok()?;
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let guard = ChildGuard::watch(child, DrawingLimits::of(task).patience());
    // A process that ended early does not read the rest.
    let is_sent = task.write(&mut input).is_ok();
    drop(input);
    let reply = if is_sent { TaskReply::read(task, BufReader::new(output)) } else { None };
    guard.end();
    reply
}

/// Ends the process when it has taken too long, or when nobody waits for it any more.
struct ChildGuard(Arc<Mutex<Child>>);

impl ChildGuard {
    fn watch(child: Child, patience: Duration) -> Self {
        let child = Arc::new(Mutex::new(child));
        let (watched, until) = (child.clone(), Instant::now() + patience);
        // Without the thread, the limits of the process itself end it.
        let _ = thread::Builder::new().name("watch drawing".to_owned()).spawn(move || {
            while is_running(&watched) {
                if Instant::now() > until {
                    let _ = locked(&watched).kill();
                }
                thread::sleep(Duration::from_millis(50));
            }
        });
        ChildGuard(child)
    }

    fn end(self) {
        let mut child = locked(&self.0);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The lock is released before the answer is used: whoever ends the process needs it.
fn is_running(child: &Mutex<Child>) -> bool {
    matches!(locked(child).try_wait(), Ok(None))
}

fn locked(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps Windows from opening a console for the command line program when the window has started it.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_process_that_hangs_is_ended() {
        let mut child = Command::new("sleep").arg("1000").stdout(Stdio::piped()).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let guard = ChildGuard::watch(child, Duration::ZERO);
        // The output ends with the process.
        output.read_to_end(&mut Vec::new()).unwrap();
        guard.end();
    }
}
