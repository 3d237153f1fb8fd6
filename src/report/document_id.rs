//! The id of a report.

use super::settings::ReportSettings;
use crate::definition::CriteriaSet;
use crate::text::hex;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// The id of a report: a hash of everything that the report is made from, in the form of a UUID.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DocumentId([u8; 16]);

impl DocumentId {
    pub(super) fn compute(
        set: &CriteriaSet,
        case: &str,
        settings: ReportSettings,
        moment: Timestamp,
        version: &str,
    ) -> Self {
        let mut hasher = Sha256::new();
        let ReportSettings {
            language,
            with_case,
            with_identity,
            is_to_be_confirmed,
            is_from_changed_pdf,
            moment: _,
        } = settings;
        // One byte for both, so that the ids of other reports are those of earlier programs.
        let doubts = u8::from(is_to_be_confirmed) | u8::from(is_from_changed_pdf) << 1;
        let parts = [version, &set.hash, language.tag(), &moment.to_string()];
        for part in parts {
            hasher.update(part);
            hasher.update([0]);
        }
        hasher.update([u8::from(with_case), u8::from(with_identity), doubts]);
        hasher.update(case);
        let mut id = [0; 16];
        id.copy_from_slice(&hasher.finalize()[..16]);
        // Mark it as a custom UUID (RFC 9562, version 8).
        id[6] = 0x80 | (id[6] & 0x0F);
        id[8] = 0x80 | (id[8] & 0x3F);
        DocumentId(id)
    }

    /// The id with these bytes, in network order.
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        DocumentId(bytes)
    }

    /// Parses an id in the usual form of a UUID, as [`Display`](fmt::Display) writes it.
    pub(crate) fn parse(uuid: &str) -> Option<Self> {
        let digits: String = uuid.chars().filter(|c| *c != '-').collect();
        let id = DocumentId(u128::from_str_radix(&digits, 16).ok()?.to_be_bytes());
        (id.to_string() == uuid.to_lowercase()).then_some(id)
    }

    /// The bytes of the UUID in network order.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The first 40 bits, in letters and digits that can be read aloud: `7K2Q-M9XD`.
    pub fn short(&self) -> String {
        // Crockford's base 32, without I, L, O and U.
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = self.0[..5].iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let letter = |at: u64| char::from(LETTERS[((bits >> (35 - 5 * at)) & 31) as usize]);
        let letters: String = (0..8).map(letter).collect();
        format!("{}-{}", &letters[..4], &letters[4..])
    }
}

impl fmt::Display for DocumentId {
    /// In the usual form of a UUID, with hyphens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = hex(&self.0);
        write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
