//! Windows: the Credential Manager.

use keyring_core::{CredentialStore, Result};
use std::sync::Arc;

pub fn store() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}
