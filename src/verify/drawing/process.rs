//! Starts this program to draw one file, and does the drawing there.

use super::DrawingError;
use super::limits::{DrawingLimits, LimitsInForce, limit_this_process};
use super::task::{self, Task, TaskReply};
use std::io::{BufRead, BufReader, Write, stdin};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The argument with which either program draws for its parent process; see [`draw_for_parent`].
pub const DRAWING_ARGUMENT: &str = "--draw-for-parent";

/// The line that the drawing process writes first, when it has read the task and may use all that the limits of a task
/// allow. What fails after it is due to the file, and what fails before it to this computer.
const STARTED: &str = "started";

/// Carries out one task that the parent process writes to standard input, within limits on memory and time, and
/// gives the reply to standard output.
pub fn draw_for_parent(output: &mut dyn Write) -> ExitCode {
    let carried_out = Task::read(&mut stdin().lock()).and_then(|task| {
        // The file is in memory now, and counts too.
        if limit_this_process(&DrawingLimits::of(&task))? == LimitsInForce::AsAsked {
            writeln!(output, "{STARTED}")?;
            output.flush()?;
        }
        let mut bytes = Vec::new();
        TaskReply::write(task::carry_out(task).as_ref(), &mut bytes)?;
        output.write_all(&bytes)?;
        output.flush()
    });
    if carried_out.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Has a task carried out by a process of its own.
pub(super) fn carry_out(program: &Path, task: &Task) -> Result<TaskReply, DrawingError> {
    let mut command = Command::new(program);
    command.arg(DRAWING_ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    without_console(&mut command);
    let mut child = command.spawn().map_err(|_| DrawingError::NotStarted)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let guard = ChildGuard::watch(child, DrawingLimits::of(task).patience());
    if let Some(mut input) = input {
        // A process that ended early does not read the rest, and says nothing.
        let _ = task.write(&mut input);
    }
    let reply =
        output.map_or(Err(DrawingError::NotStarted), |output| read_reply(task, BufReader::new(output)));
    guard.end();
    reply
}

/// Reads what the drawing process writes, up to its end.
fn read_reply(task: &Task, mut output: impl BufRead) -> Result<TaskReply, DrawingError> {
    let mut bytes = Vec::new();
    // What was written before the process was ended counts too.
    let _ = output.read_to_end(&mut bytes);
    let reply = bytes.strip_prefix(STARTED.as_bytes()).and_then(|rest| rest.strip_prefix(b"\n"));
    let read = TaskReply::read(task, reply.unwrap_or(&bytes));
    match read {
        Err(DrawingError::BeyondLimits) if reply.is_none() => Err(DrawingError::NotStarted),
        read => read,
    }
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_fails_before_drawing_is_due_to_this_computer() {
        let task = Task::Picture { bytes: b"no picture".as_slice().into() };
        for (program, error) in [
            ("/nowhere", DrawingError::NotStarted),
            ("", DrawingError::NotStarted),
            // It ends without an answer.
            ("true", DrawingError::NotStarted),
            // It answers something else.
            ("echo", DrawingError::NotStarted),
        ] {
            assert_eq!(carry_out(Path::new(program), &task), Err(error), "{program}");
        }
        for (output, expected) in [
            ("started\n", Err(DrawingError::BeyondLimits)),
            ("started\ncode a\n", Err(DrawingError::BeyondLimits)),
            ("started\ndamaged\n", Err(DrawingError::Damaged)),
            ("started\ncode a\ndone\n", Ok(TaskReply::Codes(vec!["a".to_owned()]))),
            // With lower limits than asked for, a whole reply counts all the same.
            ("code a\ndone\n", Ok(TaskReply::Codes(vec!["a".to_owned()]))),
            ("code a\n", Err(DrawingError::NotStarted)),
        ] {
            assert_eq!(read_reply(&task, output.as_bytes()), expected, "{output}");
        }
    }

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
