//! The hash of a set. The build script includes this file, to take the hash of the embedded sets.

use sha2::{Digest, Sha256};

/// SHA-256 over the names and contents of the files, sorted by name, as lower-case hexadecimal. Line endings are
/// counted as `\n`, so that a checkout on Windows has the same hash.
pub(crate) fn hash<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(name, _)| *name);
    let mut hasher = Sha256::new();
    for (name, text) in files {
        let text = text.replace("\r\n", "\n");
        hasher.update(format!("{name}\n{}\n", text.len()));
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
