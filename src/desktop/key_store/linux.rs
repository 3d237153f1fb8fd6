//! Linux: the Secret Service, through the session bus.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}
