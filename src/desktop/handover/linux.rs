//! Linux: the desktop's own print dialog, through the portal; without one, CUPS's default printer.

use super::HandoverError;
use crate::files;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};
use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{Fd, OwnedObjectPath, OwnedValue, Value};
use zbus::{MatchRule, message};

/// Prints a PDF file. Comes back when the user has answered the print dialog.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let file = files::open(path).map_err(|error| HandoverError::System(error.to_string()))?;
    let answer = Connection::session().and_then(|session| with_portal(&session, &file));
    match answer {
        Ok(PRINTED) => Ok(()),
        Ok(CANCELLED) => Err(HandoverError::Cancelled),
        // No portal, or none that can print.
        Ok(_) | Err(_) => with_cups(path),
    }
}

/// The portal's answers.
const PRINTED: u32 = 0;
const CANCELLED: u32 = 1;

/// The portal takes the open file and asks the user for printer and pages. Who hangs up takes the
/// dialog away: its answer is waited for.
fn with_portal(session: &Connection, file: impl AsFd) -> zbus::Result<u32> {
    let answers = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface("org.freedesktop.portal.Request")?
        .member("Response")?
        .build();
    let answers = MessageIterator::for_match_rule(answers, session, None)?;
    let (no_window, title) = ("", "WGS-henvisning");
    let options: HashMap<&str, Value<'_>> = HashMap::new();
    let reply = session.call_method(
        Some("org.freedesktop.portal.Desktop"),
        "/org/freedesktop/portal/desktop",
        Some("org.freedesktop.portal.Print"),
        "Print",
        &(no_window, title, Fd::from(file.as_fd()), options),
    )?;
    let request: OwnedObjectPath = reply.body().deserialize()?;
    for answer in answers {
        let answer = answer?;
        if answer.header().path().is_some_and(|path| *path == *request) {
            let (answer, _): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize()?;
            return Ok(answer);
        }
    }
    Err(zbus::Error::Failure("the portal hung up".to_owned()))
}

fn with_cups(path: &Path) -> Result<(), HandoverError> {
    let done = Command::new("lp").arg("--").arg(path).stdin(Stdio::null()).output();
    match done {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => Err(HandoverError::System(String::from_utf8_lossy(&done.stderr).trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(HandoverError::Nothing),
        Err(error) => Err(HandoverError::System(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Read, Write};
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{Sender, channel};
    use std::thread;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::OwnedFd;

    const REQUEST: &str = "/org/freedesktop/portal/desktop/request/1_2/t";

    /// A portal that takes what it is given and answers at once.
    struct Portal {
        taken: Sender<(String, Vec<u8>)>,
        answer: u32,
    }

    #[zbus::interface(name = "org.freedesktop.portal.Print")]
    impl Portal {
        async fn print(
            &self,
            _window: String,
            title: String,
            file: OwnedFd,
            _options: HashMap<String, OwnedValue>,
            #[zbus(connection)] session: &zbus::Connection,
        ) -> OwnedObjectPath {
            let mut bytes = Vec::new();
            File::from(std::os::fd::OwnedFd::from(file)).read_to_end(&mut bytes).unwrap();
            self.taken.send((title, bytes)).unwrap();
            let request = "org.freedesktop.portal.Request";
            let nothing: HashMap<&str, Value<'_>> = HashMap::new();
            for (path, answer) in [("/other", 9), (REQUEST, self.answer)] {
                let body = (answer, nothing.clone());
                session.emit_signal(None::<&str>, path, request, "Response", &body).await.unwrap();
            }
            REQUEST.try_into().unwrap()
        }
    }

    #[test]
    fn the_portal_gets_the_file_itself_and_its_answer_is_waited_for() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"%PDF-1.7 test").unwrap();
        for answer in [PRINTED, CANCELLED, 2] {
            let (ours, theirs) = UnixStream::pair().unwrap();
            let (taken, seen) = channel();
            let server = thread::spawn(move || {
                let portal = Portal { taken, answer };
                let guid = zbus::Guid::generate();
                Builder::async_io_unix_stream(theirs)
                    .server(guid)
                    .unwrap()
                    .p2p()
                    .serve_at("/org/freedesktop/portal/desktop", portal)
                    .unwrap()
                    .build()
                    .unwrap()
            });
            let session = Builder::async_io_unix_stream(ours).p2p().build().unwrap();
            let portal = server.join().unwrap();
            std::io::Seek::rewind(&mut file).unwrap();
            assert_eq!(with_portal(&session, &file).unwrap(), answer);
            assert_eq!(seen.recv().unwrap(), ("WGS-henvisning".to_owned(), b"%PDF-1.7 test".to_vec()));
            drop(portal);
        }
    }
}
