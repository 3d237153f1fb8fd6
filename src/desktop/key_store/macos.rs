//! macOS: the login keychain.

use super::KeyStoreError;
use keyring_core::{CredentialStore, Result};
use std::sync::Arc;
use std::time::Duration;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// The Keychain may wait for the user's password, which can't be told from a Keychain that hangs: macOS has no question
/// that needs no user. So a call is never given up here. After 5 seconds the window tells that it waits for the key
/// store; meanwhile the case can be saved elsewhere with a passphrase, and no more than 8 calls wait at a time.
pub fn is_alive(_patience: Duration) -> bool {
    true
}

/// The Keychain asks the user for its password whenever an entry is looked for, so that none is missing because
/// of a lock.
///
/// # Errors
/// The keychain has no default that could be locked by itself: never.
pub fn check_default_collection(_patience: Duration) -> std::result::Result<(), KeyStoreError> {
    Ok(())
}

/// The next look at the Keychain asks the user.
pub fn unlock(_patience: Duration) {}
