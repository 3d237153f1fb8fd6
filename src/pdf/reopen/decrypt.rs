//! Decrypts PDFs that open without a password. Some programs encrypt whatever they write in this way.

use super::EmbeddedCaseError;
use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The key to the objects of an encrypted PDF.
pub(crate) struct DecryptionKey(EncryptionState);

impl DecryptionKey {
    /// Derives the key from the empty password. `encryption` and `id` are the entries of the trailer.
    pub(crate) fn without_password(encryption: Dictionary, id: Object) -> Result<Self, EmbeddedCaseError> {
        let number = |key: &[u8]| encryption.get(key).and_then(Object::as_i64).unwrap_or_default();
        // The pairs of version and revision that the standard defines.
        if !matches!((number(b"V"), number(b"R")), (1, 2) | (2, 3) | (4, 4) | (5, 5 | 6)) {
            return Err(EmbeddedCaseError::Encrypted);
        }
        let mut document = Document::new();
        let encryption = document.add_object(encryption);
        document.trailer.set("Encrypt", encryption);
        document.trailer.set("ID", id);
        catch_panic(|| {
            document.authenticate_user_password("").ok()?;
            EncryptionState::decode(&document, "").ok().map(DecryptionKey)
        })
    }

    /// Decrypts an object of the file in place.
    pub(crate) fn decrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), EmbeddedCaseError> {
        catch_panic(|| decrypt_object(&self.0, id, object).ok())
    }
}

/// lopdf trusts the sizes that the file gives, and may panic if they are wrong.
fn catch_panic<T>(act: impl FnOnce() -> Option<T>) -> Result<T, EmbeddedCaseError> {
    catch_unwind(AssertUnwindSafe(act)).ok().flatten().ok_or(EmbeddedCaseError::Encrypted)
}
