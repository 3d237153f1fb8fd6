//! Windows: the Credential Manager.

use super::KeyStoreError;
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

/// The Credential Manager is open for as long as the user is logged in.
///
/// # Errors
/// The Credential Manager has no default that could be locked by itself: never.
pub fn check_default_collection(_patience: Duration) -> std::result::Result<(), KeyStoreError> {
    Ok(())
}

/// The Credential Manager is never locked.
pub fn unlock(_patience: Duration) {}
