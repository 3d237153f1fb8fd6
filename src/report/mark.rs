//! The mark of a report: the content of the QR code on page 1, which binds paper, PDF and case together.

use super::document_id::DocumentId;
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use crate::text::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The first word of each mark. A QR code of somebody else has none.
const NAME: &str = "WGS-HENVISNING";
/// The version of the notation.
const NOTATION: &str = "1";

/// What a mark says. All texts are compared in capital letters, because a QR code stores those in less space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The id of the report.
    pub id: DocumentId,
    /// The id of the criteria set, in capital letters.
    set: String,
    /// The set's short hash, in capital letters.
    set_hash: String,
    /// The hash of the case; `None` in a report that an earlier version wrote without the case.
    case: Option<CaseHash>,
}

/// SHA-256 of the text of a plain case file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHash([u8; 32]);

impl CaseHash {
    /// The hash of a case file with this content.
    pub fn of(text: &[u8]) -> Self {
        CaseHash(Sha256::digest(text).into())
    }
}

impl Mark {
    /// The mark of the report with this id on the case in `text`.
    pub(super) fn new(set: &CriteriaSet, id: DocumentId, text: &str) -> Self {
        Mark {
            id,
            set: set.id.as_str().to_uppercase(),
            set_hash: set.short_hash().to_uppercase(),
            case: Some(CaseHash::of(text.as_bytes())),
        }
    }

    /// Parses the content of a QR code. Returns `None` for one that is no mark of this program.
    pub fn parse(code: &str) -> Option<Self> {
        let mut words = code.split(' ');
        let mut expect = |word: &str| (words.next()? == word).then_some(());
        expect(NAME)?;
        expect(NOTATION)?;
        expect("ID")?;
        let id = DocumentId::from_bytes(bytes_of(words.next()?)?);
        (words.next()? == "SET").then_some(())?;
        let (set, set_hash) = (words.next()?.to_owned(), words.next()?.to_owned());
        let case = match words.next() {
            None => None,
            Some("CASE") => Some(CaseHash(bytes_of(words.next()?)?)),
            Some(_) => return None,
        };
        words.next().is_none().then_some(Mark { id, set, set_hash, case })
    }

    /// Whether the report was made of the case file with this hash; `None`: the mark does not say.
    pub fn is_of_case(&self, hash: CaseHash) -> Option<bool> {
        self.case.map(|case| case == hash)
    }

    /// Whether the report was made of this case, with or without identity.
    pub fn is_of(&self, case: &Case) -> bool {
        let texts = [case::write(case), case::write(&case::without_identity(case))];
        texts.iter().any(|text| self.is_of_case(CaseHash::of(text.as_bytes())) == Some(true))
    }

    /// Whether the report was made of this case, whichever of its forms was shown.
    pub fn is_of_any_form(&self, case: &Case, set: &CriteriaSet) -> bool {
        let mut forms = set.indications.iter();
        forms.any(|form| self.is_of(&Case { indication: form.id.clone(), ..case.clone() }))
    }

    /// Whether the report was assessed by this set, as it is now.
    pub fn is_of_set(&self, set: &CriteriaSet) -> bool {
        self.names_set(set.id.as_str(), set.short_hash())
    }

    /// Whether the mark names the set with this id and short hash. An empty hash is not known, and is not compared.
    pub fn names_set(&self, id: &str, hash: &str) -> bool {
        self.set == id.to_uppercase() && (hash.is_empty() || self.set_hash == hash.to_uppercase())
    }
}

impl fmt::Display for Mark {
    /// The content of the QR code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = hex(self.id.bytes()).to_uppercase();
        write!(f, "{NAME} {NOTATION} ID {id} SET {} {}", self.set, self.set_hash)?;
        match &self.case {
            Some(case) => write!(f, " CASE {}", hex(&case.0).to_uppercase()),
            None => Ok(()),
        }
    }
}

/// The bytes of a number of exactly this length, in hexadecimal.
fn bytes_of<const LENGTH: usize>(hex: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    if hex.len() != 2 * LENGTH || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;

    #[test]
    fn a_mark_is_parsed_as_it_was_written() {
        let set = embedded().unwrap();
        let mark = Mark::new(&set, DocumentId::from_bytes([0xA5; 16]), "(format: 1)");
        let code = mark.to_string();
        assert_eq!(Mark::parse(&code), Some(mark.clone()));
        assert!(mark.is_of_set(&set));
        assert_eq!(mark.is_of_case(CaseHash::of(b"(format: 1)")), Some(true));
        assert_eq!(mark.is_of_case(CaseHash::of(b"(format: 2)")), Some(false));
        let (without_case, _) = code.split_once(" CASE").unwrap();
        assert_eq!(Mark::parse(without_case).unwrap().is_of_case(CaseHash::of(b"")), None);
    }

    #[test]
    fn other_codes_are_no_marks() {
        let set = embedded().unwrap();
        let code = Mark::new(&set, DocumentId::from_bytes([7; 16]), "").to_string();
        let changed = [
            String::new(),
            "https://example.org".to_owned(),
            format!("{code} "),
            format!("{code} AND"),
            format!(" {code}"),
            code.replace("WGS-HENVISNING 1", "WGS-HENVISNING 2"),
            code.replace("ID 07", "ID 0"),
            code.replace("ID 07", "ID +7"),
            code.replace("CASE", "FILE"),
            code.split_once("CASE").unwrap().0.to_owned(),
        ];
        for code in changed {
            assert_eq!(Mark::parse(&code), None, "{code}");
        }
    }
}
