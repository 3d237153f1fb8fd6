//! Some programs encrypt what they write, with a password that nobody is asked for.

use super::EmbeddedCaseError;
use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What decrypts the objects of a PDF.
pub(crate) struct DecryptionKey(EncryptionState);

impl DecryptionKey {
    /// The key that needs no password. `how` and `id` are what the trailer says of encryption and
    /// identity.
    pub(crate) fn without_password(how: Dictionary, id: Object) -> Result<Self, EmbeddedCaseError> {
        let number = |key: &[u8]| how.get(key).and_then(Object::as_i64).unwrap_or_default();
        // The pairs of version and revision that exist.
        if !matches!((number(b"V"), number(b"R")), (1, 2) | (2, 3) | (4, 4) | (5, 5 | 6)) {
            return Err(EmbeddedCaseError::Encrypted);
        }
        let mut document = Document::new();
        let how = document.add_object(how);
        document.trailer.set("Encrypt", how);
        document.trailer.set("ID", id);
        guarded(|| {
            document.authenticate_user_password("").ok()?;
            EncryptionState::decode(&document, "").ok().map(DecryptionKey)
        })
    }

    /// Decrypts an object that stands in the file.
    pub(crate) fn decrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), EmbeddedCaseError> {
        guarded(|| decrypt_object(&self.0, id, object).ok())
    }
}

/// lopdf takes sizes in the file on trust, and may panic where they are wrong.
fn guarded<T>(act: impl FnOnce() -> Option<T>) -> Result<T, EmbeddedCaseError> {
    catch_unwind(AssertUnwindSafe(act)).ok().flatten().ok_or(EmbeddedCaseError::Encrypted)
}
