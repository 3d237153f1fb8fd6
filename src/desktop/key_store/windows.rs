//! Windows: the Credential Manager.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use std::time::Duration;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// The Credential Manager never waits for the user, so that one without an answer hangs.
pub fn is_alive(_patience: Duration) -> bool {
    false
}
