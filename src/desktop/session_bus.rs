//! Asks services of the session bus (Linux), and does not wait for those that hang.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{DynamicType, OwnedObjectPath, Type};

/// How a service of the session bus has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceAnswer<T = ()> {
    /// With a result.
    Result(T),
    /// With an error; or there is no session bus, or no such service.
    Error,
    /// Not in time.
    Silence,
}

/// Calls a method of a service, and waits for the answer no longer than `patience`. Its result is not looked at.
pub fn ask(
    service: &'static str,
    path: &'static str,
    interface: &'static str,
    method: &'static str,
    body: impl Serialize + DynamicType + Send + 'static,
    patience: Duration,
) -> ServiceAnswer {
    let call = move || -> zbus::Result<()> {
        let session = Builder::session()?.method_timeout(patience).build()?;
        session.call_method(Some(service), path, Some(interface), method, &body)?;
        Ok(())
    };
    wait_for(call, patience)
}

/// Calls a method of a service for its result, and waits for it no longer than `patience`.
/// A result of another type is an error.
pub fn ask_for<T: DeserializeOwned + Type + Send + 'static>(
    service: &'static str,
    path: OwnedObjectPath,
    interface: &'static str,
    method: &'static str,
    body: impl Serialize + DynamicType + Send + 'static,
    patience: Duration,
) -> ServiceAnswer<T> {
    let call = move || -> zbus::Result<T> {
        let session = Builder::session()?.method_timeout(patience).build()?;
        let reply = session.call_method(Some(service), path, Some(interface), method, &body)?;
        reply.body().deserialize()
    };
    wait_for(call, patience)
}

/// Asks the desktop's portal for the version of one of its interfaces. If it does not answer to that, neither would a
/// dialog of it.
pub fn ask_portal(interface: &'static str) -> ServiceAnswer {
    /// A portal that is only started by this question takes a second. The user waits for the dialog at most 5 seconds.
    const PATIENCE: Duration = Duration::from_secs(4);
    ask(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.DBus.Properties",
        "Get",
        (interface, "version"),
        PATIENCE,
    )
}

/// Makes calls to services, and waits for their result no longer than `patience`. The bus itself may hang while the
/// connection is made, so the calls are made in a thread of its own.
pub fn wait_for<T: Send + 'static>(
    call: impl FnOnce() -> zbus::Result<T> + Send + 'static,
    patience: Duration,
) -> ServiceAnswer<T> {
    let (sender, answer) = channel();
    let run = move || {
        let _ = sender.send(call());
    };
    if thread::Builder::new().name("session bus".to_owned()).spawn(run).is_err() {
        return ServiceAnswer::Error;
    }
    match answer.recv_timeout(patience) {
        Ok(Ok(result)) => ServiceAnswer::Result(result),
        Ok(Err(zbus::Error::InputOutput(error))) if error.kind() == std::io::ErrorKind::TimedOut => {
            ServiceAnswer::Silence
        }
        Ok(Err(_)) => ServiceAnswer::Error,
        Err(_) => ServiceAnswer::Silence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn a_service_that_hangs_is_told_from_one_that_answers() {
        let patience = Duration::from_millis(2);
        let (_never, wait) = channel::<()>();
        let hang = move || {
            let _ = wait.recv();
            Ok(())
        };
        assert_eq!(wait_for(hang, patience), ServiceAnswer::Silence);
        let late = || Err::<(), _>(io::Error::from(io::ErrorKind::TimedOut).into());
        let long = Duration::from_secs(3600);
        assert_eq!(wait_for(late, long), ServiceAnswer::Silence);
        assert_eq!(wait_for(|| Err::<(), _>(zbus::Error::Unsupported), long), ServiceAnswer::Error);
        assert_eq!(wait_for(|| Ok(true), long), ServiceAnswer::Result(true));
    }
}
