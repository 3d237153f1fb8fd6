//! Linux: shows a file in the program for files, or the folder if there is none that can; prints with the desktop's
//! print dialog, through the portal; where the desktop has no such dialog, on the default printer of CUPS.

use super::{HandoverError, PrintError, open_in_default_program};
use crate::desktop::session_bus::{ServiceAnswer, ask, ask_portal};
use crate::files;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{Fd, OwnedObjectPath, OwnedValue, Value};
use zbus::{MatchRule, message};

/// Prints a PDF file. Blocks until the user has answered the print dialog.
pub fn print(path: &Path) -> Result<(), PrintError> {
    let file = files::open(path).map_err(HandoverError::File)?;
    let answer = ask_portal("org.freedesktop.portal.Print");
    let outcome = outcome_behind(answer, || match Connection::session() {
        Ok(session) => print_with_portal(&session, &file),
        Err(_) => PortalOutcome::Unanswered,
    });
    outcome.result().unwrap_or_else(|| print_with_cups(path))
}

/// What has become of a request to print that is made if the portal has answered.
fn outcome_behind(answer: ServiceAnswer, print: impl FnOnce() -> PortalOutcome) -> PortalOutcome {
    match answer {
        ServiceAnswer::Result(()) => print(),
        ServiceAnswer::Error => PortalOutcome::NoDialog,
        // It may only be slow. The user expects to be asked for the printer, and a portal that hangs would keep them
        // waiting for ever.
        ServiceAnswer::Silence => PortalOutcome::Unanswered,
    }
}

/// Shows a file among the others of its folder.
pub fn show_in_folder(path: &Path) -> Result<(), HandoverError> {
    /// A program for files that is only started by this takes a while.
    const PATIENCE: Duration = Duration::from_secs(4);
    let answer = ask(
        "org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1",
        "ShowItems",
        (vec![file_uri(path)], ""),
        PATIENCE,
    );
    match (answer, path.parent()) {
        (ServiceAnswer::Result(()), _) => Ok(()),
        (ServiceAnswer::Error | ServiceAnswer::Silence, Some(folder)) => open_in_default_program(folder),
        (ServiceAnswer::Error | ServiceAnswer::Silence, None) => Err(HandoverError::NoProgram),
    }
}

/// The URI of a file. Whatever is not a plain letter of a path is escaped.
fn file_uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// What has become of a request to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PortalOutcome {
    Printed,
    Cancelled,
    /// The dialog has ended in another way, or nobody knows how. The portal of GTK tells so when its window is closed.
    Ended,
    /// The portal has not answered.
    Unanswered,
    /// The policy of the desktop forbids it.
    Forbidden,
    /// The desktop has no print dialog.
    NoDialog,
}

impl PortalOutcome {
    /// What is told of it; `None`: nobody can be asked for a printer, so that the default one prints.
    fn result(self) -> Option<Result<(), PrintError>> {
        match self {
            PortalOutcome::Printed => Some(Ok(())),
            PortalOutcome::Cancelled => Some(Err(PrintError::Cancelled)),
            PortalOutcome::Ended => Some(Err(PrintError::DialogEnded)),
            PortalOutcome::Unanswered => Some(Err(PrintError::Unanswered)),
            PortalOutcome::Forbidden => Some(Err(PrintError::Forbidden)),
            PortalOutcome::NoDialog => None,
        }
    }
}

/// Passes the open file to the portal, which asks the user for printer and pages.
fn print_with_portal(session: &Connection, file: impl AsFd) -> PortalOutcome {
    /// Response codes of `org.freedesktop.portal.Request`.
    const PRINTED: u32 = 0;
    const CANCELLED: u32 = 1;
    /// The errors of a portal that can't print.
    const NO_DIALOG: [&str; 4] = [
        "org.freedesktop.DBus.Error.ServiceUnknown",
        "org.freedesktop.DBus.Error.UnknownInterface",
        "org.freedesktop.DBus.Error.UnknownMethod",
        "org.freedesktop.DBus.Error.UnknownObject",
    ];
    match response_of_portal(session, file) {
        Ok(PRINTED) => PortalOutcome::Printed,
        Ok(CANCELLED) => PortalOutcome::Cancelled,
        Err(zbus::Error::MethodError(name, ..)) if NO_DIALOG.contains(&name.as_str()) => {
            PortalOutcome::NoDialog
        }
        Err(zbus::Error::MethodError(name, ..))
            if name.as_str() == "org.freedesktop.portal.Error.NotAllowed" =>
        {
            PortalOutcome::Forbidden
        }
        Ok(_) | Err(_) => PortalOutcome::Ended,
    }
}

/// Waits for the response of the portal, which would close its dialog with the connection, and returns its code.
fn response_of_portal(session: &Connection, file: impl AsFd) -> zbus::Result<u32> {
    let responses = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface("org.freedesktop.portal.Request")?
        .member("Response")?
        .build();
    let responses = MessageIterator::for_match_rule(responses, session, None)?;
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
    for response in responses {
        let response = response?;
        if response.header().path().is_some_and(|path| *path == *request) {
            let (code, _): (u32, HashMap<String, OwnedValue>) = response.body().deserialize()?;
            return Ok(code);
        }
    }
    Err(zbus::Error::Failure("the portal closed the connection".to_owned()))
}

fn print_with_cups(path: &Path) -> Result<(), PrintError> {
    let output =
        Command::new("lp").args(["-t", "WGS-henvisning", "--"]).arg(path).stdin(Stdio::null()).output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            Err(HandoverError::System(String::from_utf8_lossy(&output.stderr).trim().to_owned()).into())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Err(HandoverError::NoProgram.into()),
        Err(error) => Err(HandoverError::System(error.to_string()).into()),
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

    /// What the portal of the test does with a request to print.
    #[derive(Clone, Copy)]
    enum Behaviour {
        /// Responds at once with this code.
        Responds(u32),
        /// Refuses it with the error of this name.
        Refuses(&'static str),
        /// Ends while its dialog is open.
        Ends,
    }

    /// An error by its name on the bus.
    #[derive(Debug)]
    struct PortalError(&'static str);

    impl zbus::DBusError for PortalError {
        fn create_reply(&self, call: &message::Header<'_>) -> zbus::Result<zbus::Message> {
            zbus::Message::error(call, self.name())?.build(&())
        }

        fn name(&self) -> zbus::names::ErrorName<'_> {
            self.0.try_into().unwrap()
        }

        fn description(&self) -> Option<&str> {
            None
        }
    }

    /// A portal that sends on the title and the file of each print request.
    struct Portal {
        printed: Sender<(String, Vec<u8>)>,
        behaviour: Behaviour,
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
        ) -> Result<OwnedObjectPath, PortalError> {
            let mut bytes = Vec::new();
            File::from(std::os::fd::OwnedFd::from(file)).read_to_end(&mut bytes).unwrap();
            self.printed.send((title, bytes)).unwrap();
            let request = "org.freedesktop.portal.Request";
            let no_results: HashMap<&str, Value<'_>> = HashMap::new();
            let responses = match self.behaviour {
                Behaviour::Responds(code) => vec![("/other", 9), (REQUEST, code)],
                Behaviour::Refuses(name) => return Err(PortalError(name)),
                Behaviour::Ends => Vec::new(),
            };
            for (path, response) in responses {
                let body = (response, no_results.clone());
                session.emit_signal(None::<&str>, path, request, "Response", &body).await.unwrap();
            }
            Ok(REQUEST.try_into().unwrap())
        }
    }

    #[test]
    fn the_uri_of_a_file_escapes_what_is_special() {
        assert_eq!(file_uri(Path::new("/t/å b#c?.pdf")), "file:///t/%C3%A5%20b%23c%3F.pdf");
    }

    #[test]
    fn only_a_desktop_without_a_print_dialog_prints_on_the_default_printer() {
        let never = || panic!("the portal has not answered");
        assert!(outcome_behind(ServiceAnswer::Error, never).result().is_none());
        let silent = outcome_behind(ServiceAnswer::Silence, never).result();
        assert!(matches!(silent, Some(Err(PrintError::Unanswered))));
        let after = |outcome| outcome_behind(ServiceAnswer::Result(()), || outcome).result();
        assert!(after(PortalOutcome::NoDialog).is_none());
        assert!(matches!(after(PortalOutcome::Printed), Some(Ok(()))));
        assert!(matches!(after(PortalOutcome::Cancelled), Some(Err(PrintError::Cancelled))));
        assert!(matches!(after(PortalOutcome::Ended), Some(Err(PrintError::DialogEnded))));
        assert!(matches!(after(PortalOutcome::Unanswered), Some(Err(PrintError::Unanswered))));
        assert!(matches!(after(PortalOutcome::Forbidden), Some(Err(PrintError::Forbidden))));
    }

    #[test]
    fn print_passes_the_file_to_the_portal_and_waits_for_the_response() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"%PDF-1.7 test").unwrap();
        for (behaviour, expected) in [
            (Behaviour::Responds(0), PortalOutcome::Printed),
            (Behaviour::Responds(1), PortalOutcome::Cancelled),
            (Behaviour::Responds(2), PortalOutcome::Ended),
            (Behaviour::Refuses("org.freedesktop.DBus.Error.UnknownMethod"), PortalOutcome::NoDialog),
            (Behaviour::Refuses("org.freedesktop.DBus.Error.UnknownInterface"), PortalOutcome::NoDialog),
            (Behaviour::Refuses("org.freedesktop.portal.Error.NotAllowed"), PortalOutcome::Forbidden),
            (Behaviour::Refuses("org.freedesktop.portal.Error.Failed"), PortalOutcome::Ended),
            (Behaviour::Ends, PortalOutcome::Ended),
        ] {
            let (client_end, server_end) = UnixStream::pair().unwrap();
            let (printed, received) = channel();
            let server = thread::spawn(move || {
                let portal = Portal { printed, behaviour };
                let guid = zbus::Guid::generate();
                Builder::async_io_unix_stream(server_end)
                    .server(guid)
                    .unwrap()
                    .p2p()
                    .serve_at("/org/freedesktop/portal/desktop", portal)
                    .unwrap()
                    .build()
                    .unwrap()
            });
            let session = Builder::async_io_unix_stream(client_end).p2p().build().unwrap();
            let portal = server.join().unwrap();
            std::io::Seek::rewind(&mut file).unwrap();
            let outcome = thread::scope(|scope| {
                let printing = scope.spawn(|| print_with_portal(&session, &file));
                let taken = received.recv_timeout(Duration::from_secs(60)).unwrap();
                assert_eq!(taken, ("WGS-henvisning".to_owned(), b"%PDF-1.7 test".to_vec()));
                if matches!(behaviour, Behaviour::Ends) {
                    portal.close().unwrap();
                    printing.join().unwrap()
                } else {
                    let outcome = printing.join().unwrap();
                    drop(portal);
                    outcome
                }
            });
            assert_eq!(outcome, expected);
        }
    }
}
