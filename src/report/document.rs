//! A report before its layout: its outline, the enclosed case and its ids.

use super::draft::draft_reasons;
use super::mark::Mark;
use super::outline::{DocumentMark, Outline, OutlineOptions, outline};
use super::provenance::{PageOrigin, Provenance};
use super::settings::ReportSettings;
use crate::assessment::assess;
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// A report before its layout.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// Printed in the report, and written into the PDF's metadata.
    pub id: DocumentId,
    /// The content of the pages.
    pub outline: Outline,
    /// The text of the attached case file, if there is one.
    pub enclosed: Option<String>,
    /// The requester's name, for the PDF's metadata. Empty if it is not known or the report is without
    /// identity.
    pub author: String,
    /// Written into the PDF's metadata.
    pub moment: Timestamp,
    /// Written into the PDF's metadata.
    pub provenance: Provenance,
}

/// Builds the report on a case, for the indication that the case names. It never reads the clock: the same
/// case and settings give the same report.
///
/// Without identity, everything depends only on the case without identity, the id included. Otherwise
/// somebody could guess the identity and compare the ids.
pub fn document(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> ReportDocument {
    let without_identity = (!settings.with_identity).then(|| case::without_identity(case));
    let case = without_identity.as_ref().unwrap_or(case);
    let indication = set.indication(&case.indication).unwrap_or(&set.indications[0]);
    let moment = settings.moment_for(case);
    let text = case::write(case);
    let id = DocumentId::compute(set, &text, settings, moment);
    let mark = Mark::new(set, id, &text);
    let enclosed = settings.with_case.then_some(text);
    let assessment = assess(indication, case);
    let today = settings.day_for(case);
    let options = OutlineOptions {
        language: settings.language,
        version: VERSION.to_owned(),
        with_identity: settings.with_identity,
        mark: DocumentMark { code: mark.to_string(), id: id.short() },
        today,
        drafts: draft_reasons(case, &assessment, settings),
    };
    let outline = outline(set, indication, case, &assessment, &options);
    let provenance = Provenance { mark, pages: Some(PageOrigin::now(settings, moment)) };
    let author = case.requester.name.trim().to_owned();
    ReportDocument { id, outline, enclosed, author, moment, provenance }
}

/// The version of the program, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The id of a report: a hash of everything that the report is made from, in the form of a UUID.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DocumentId([u8; 16]);

impl DocumentId {
    fn compute(set: &CriteriaSet, case: &str, settings: ReportSettings, moment: Timestamp) -> Self {
        let mut hasher = Sha256::new();
        let ReportSettings { language, with_case, with_identity, is_to_be_confirmed, moment: _ } = settings;
        let parts = [VERSION, &set.hash, language.tag(), &moment.to_string()];
        for part in parts {
            hasher.update(part);
            hasher.update([0]);
        }
        hasher.update([u8::from(with_case), u8::from(with_identity), u8::from(is_to_be_confirmed)]);
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
