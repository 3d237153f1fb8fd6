//! Linux: the Secret Service, through the session bus.

use crate::desktop::session_bus::{ServiceAnswer, ask};
use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use std::time::Duration;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Whether the Secret Service works. One that waits for the user's password answers to this.
pub fn is_alive(patience: Duration) -> bool {
    let name = "org.freedesktop.secrets";
    ask(name, "/org/freedesktop/secrets", "org.freedesktop.DBus.Peer", "Ping", (), patience)
        != ServiceAnswer::Silence
}
