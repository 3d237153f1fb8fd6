//! macOS: the login keychain.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}
