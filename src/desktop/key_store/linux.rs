//! Linux: the Secret Service, through the session bus.

use super::KeyStoreError;
use crate::desktop::session_bus::{ServiceAnswer, ask, ask_for, wait_for};
use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use std::time::Duration;
use zbus::blocking::{Proxy, connection::Builder};
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
const PROMPT: &str = "org.freedesktop.Secret.Prompt";
/// The path of no object.
const NONE: &str = "/";
/// How long the user has to enter the password of the key store. What needs a key waits for it: opening,
/// saving and uncovering a case, and its recovery copy.
const TIME_FOR_PASSWORD: Duration = Duration::from_secs(120);

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Whether the Secret Service works. One that waits for the user's password answers to this.
pub fn is_alive(patience: Duration) -> bool {
    ask(NAME, PATH, "org.freedesktop.DBus.Peer", "Ping", (), patience) != ServiceAnswer::Silence
}

/// Whether the collection that takes new entries can be read. Where it is locked, a search may find no entry, and says
/// nothing of the lock. The user is not asked anything.
///
/// # Errors
/// It is locked; or there is none, so that no entry could be stored.
pub fn check_default_collection(patience: Duration) -> std::result::Result<(), KeyStoreError> {
    let collection = default_collection(patience)?;
    let properties = "org.freedesktop.DBus.Properties";
    let locked: OwnedValue =
        result(ask_for(NAME, collection, properties, "Get", (COLLECTION, "Locked"), patience))?;
    match bool::try_from(locked) {
        Ok(false) => Ok(()),
        Ok(true) => Err(KeyStoreError::Locked),
        Err(_) => Err(KeyStoreError::Unavailable),
    }
}

/// Asks the user to unlock the collection that takes new entries, and waits until the question is answered. Whether it
/// is unlocked then is found out by [`check_default_collection`].
pub fn unlock(patience: Duration) {
    let Ok(collection) = default_collection(patience) else { return };
    let unlock = move || -> zbus::Result<()> {
        // The question is put to the user of this connection, which must stay.
        let session = Builder::session()?.method_timeout(patience).build()?;
        let service = Proxy::new(&session, NAME, PATH, SERVICE)?;
        let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            service.call("Unlock", &(vec![collection],))?;
        if prompt.as_str() != NONE {
            let prompt = Proxy::new(&session, NAME, prompt, PROMPT)?;
            // Listening starts before the question, which may be answered at once.
            let mut completed = prompt.receive_signal("Completed")?;
            let () = prompt.call("Prompt", &("",))?;
            completed.next();
        }
        Ok(())
    };
    wait_for(unlock, TIME_FOR_PASSWORD);
}

fn default_collection(patience: Duration) -> std::result::Result<OwnedObjectPath, KeyStoreError> {
    let service = OwnedObjectPath::try_from(PATH).map_err(|_| KeyStoreError::Unavailable)?;
    let path: OwnedObjectPath = result(ask_for(NAME, service, SERVICE, "ReadAlias", ("default",), patience))?;
    if path.as_str() == NONE { Err(KeyStoreError::Unavailable) } else { Ok(path) }
}

fn result<T>(answer: ServiceAnswer<T>) -> std::result::Result<T, KeyStoreError> {
    match answer {
        ServiceAnswer::Result(result) => Ok(result),
        ServiceAnswer::Error => Err(KeyStoreError::Unavailable),
        ServiceAnswer::Silence => Err(KeyStoreError::NoAnswer),
    }
}
