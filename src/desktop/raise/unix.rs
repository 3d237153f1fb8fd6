//! Linux and macOS: each window listens on a socket in a folder that is this user's alone, and raises itself. A system
//! lets no program raise the window of another one, but an own window that asks for it.

use super::RaiseOutcome;
use crate::files::WindowSocket;
use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::thread;
use std::time::Duration;

/// Asks whether there is a window.
const ASK: u8 = b'?';
/// Asks the window to come to the front.
const RAISE: u8 = b'!';
const YES: u8 = b'+';
/// A process that hangs answers nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Listens for other windows, and calls `raise` when one wants this window to come to the front. Nobody listens any
/// more when the socket is dropped; `None`: the system has no folder for it that is this user's alone.
pub fn listen(raise: impl Fn() + Send + 'static) -> Option<WindowSocket> {
    let socket = WindowSocket::of_this_process()?;
    let listener = UnixListener::bind(socket.path()).ok()?;
    let listen = move || {
        for stream in listener.incoming().flatten() {
            if answer(stream) == Some(RAISE) {
                raise();
            }
        }
    };
    thread::Builder::new().name("raise".to_owned()).spawn(listen).ok()?;
    Some(socket)
}

/// Reads what another window asks, and says that this one is there.
fn answer(mut stream: UnixStream) -> Option<u8> {
    let mut asked = [0];
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    stream.read_exact(&mut asked).ok()?;
    stream.write_all(&[YES]).ok()?;
    Some(asked[0])
}

/// Whether a process has a window that can be raised.
pub fn has_window(process: u32) -> bool {
    ask(process, ASK).is_some()
}

/// Asks the window of a process to come to the front.
pub fn raise(process: u32) -> RaiseOutcome {
    if ask(process, RAISE).is_some() { RaiseOutcome::Asked } else { RaiseOutcome::Failed }
}

fn ask(process: u32, what: u8) -> Option<()> {
    let socket = WindowSocket::path_of(process)?;
    let mut stream = UnixStream::connect(socket).ok()?;
    let mut answer = [0];
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(&[what]).ok()?;
    stream.read_exact(&mut answer).ok()?;
    (answer[0] == YES).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::raise::RaiseListener;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    /// Where the system has no folder for sockets, no window can be reached, and none is offered.
    #[test]
    fn a_window_is_raised_only_while_it_listens_and_only_when_asked_to() {
        let own = std::process::id();
        let is_possible = WindowSocket::path_of(own).is_some();
        assert!(!has_window(own));
        let (sender, receiver) = channel();
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || sender.send(()).unwrap());
        let listener = RaiseListener::start(wake);
        assert_eq!(has_window(own), is_possible);
        assert!(!listener.take());
        let expected = if is_possible { RaiseOutcome::Asked } else { RaiseOutcome::Failed };
        assert_eq!(raise(own), expected);
        if is_possible {
            receiver.recv_timeout(Duration::from_secs(10)).unwrap();
        }
        assert_eq!((listener.take(), listener.take()), (is_possible, false));
        drop(listener);
        assert_eq!((has_window(own), raise(own)), (false, RaiseOutcome::Failed));
    }
}
