//! Decrypts PDFs that open without a password (ISO 32000-2, 7.6). Some programs encrypt whatever they write
//! in this way.

use super::EmbeddedCaseError;
use super::ciphers::{aes_cbc_decrypted, aes_content, hash_of_revision_5, hash_of_revision_6, md5, rc4};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// Fills a password up to 32 bytes. It is the whole of an empty password.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// How strings or streams are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CryptMethod {
    /// They are not encrypted.
    Identity,
    /// RC4 with a key for each object.
    Rc4,
    /// AES-128 with a key for each object.
    Aes128,
    /// AES-256 with the key of the file.
    Aes256,
}

/// The key to the objects of an encrypted PDF, and what it is used for.
pub(crate) struct DecryptionKey {
    key: Vec<u8>,
    strings: CryptMethod,
    streams: CryptMethod,
    attachments: CryptMethod,
    /// The methods that a stream can name itself.
    named: BTreeMap<Vec<u8>, CryptMethod>,
    are_metadata_encrypted: bool,
}

impl DecryptionKey {
    /// Derives the key from the empty password. `encryption` and `id` are the entries of
    /// the trailer, without references.
    pub(crate) fn without_password(encryption: &Dictionary, id: &Object) -> Result<Self, EmbeddedCaseError> {
        let entries = EncryptionEntries { entries: encryption, id: first_id(id) };
        let key = entries.key().ok_or(EmbeddedCaseError::Encrypted)?;
        let (named, default) = match entries.number(b"V") {
            Some(4 | 5) => (entries.named_methods(), CryptMethod::Identity),
            _ => (BTreeMap::new(), CryptMethod::Rc4),
        };
        let method = |name: &[u8], otherwise| match encryption.get(name).and_then(Object::as_name) {
            Ok(name) if !named.is_empty() => named.get(name).copied().unwrap_or(CryptMethod::Identity),
            _ => otherwise,
        };
        let streams = method(b"StmF", default);
        Ok(DecryptionKey {
            key,
            strings: method(b"StrF", default),
            streams,
            attachments: method(b"EFF", streams),
            are_metadata_encrypted: entries.are_metadata_encrypted(),
            named,
        })
    }

    /// Decrypts an object of the file in place.
    pub(crate) fn decrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), EmbeddedCaseError> {
        let mut strings = |text: &mut Vec<u8>| self.decrypt_bytes(self.strings, id, text);
        if let Object::Stream(stream) = object {
            let method = self.method_of(&stream.dict);
            if stream.dict.has_type(b"XRef") {
                return Ok(());
            }
            decrypt_strings_of(&mut stream.dict, &mut strings)?;
            return self.decrypt_bytes(method, id, &mut stream.content);
        }
        decrypt_strings(object, &mut strings)
    }

    fn method_of(&self, stream: &Dictionary) -> CryptMethod {
        let first = |key: &[u8]| match stream.get(key) {
            Ok(Object::Array(items)) => items.first(),
            Ok(one) => Some(one),
            Err(_) => None,
        };
        if first(b"Filter").and_then(|filter| filter.as_name().ok()) == Some(b"Crypt") {
            let parameters = first(b"DecodeParms").and_then(|parameters| parameters.as_dict().ok());
            let name = parameters.and_then(|parameters| parameters.get(b"Name").ok()?.as_name().ok());
            return name.and_then(|name| self.named.get(name)).copied().unwrap_or(CryptMethod::Identity);
        }
        if stream.has_type(b"Metadata") && !self.are_metadata_encrypted {
            return CryptMethod::Identity;
        }
        if stream.has_type(b"EmbeddedFile") { self.attachments } else { self.streams }
    }

    fn decrypt_bytes(
        &self,
        method: CryptMethod,
        (number, generation): ObjectId,
        content: &mut Vec<u8>,
    ) -> Result<(), EmbeddedCaseError> {
        let of_object = |salt: &[u8]| {
            let [number, generation] = [u64::from(number), u64::from(generation)].map(u64::to_le_bytes);
            let hash = md5(&[&self.key, &number[..3], &generation[..2], salt]);
            hash[..(self.key.len() + 5).min(hash.len())].to_vec()
        };
        let plain = match method {
            CryptMethod::Identity => return Ok(()),
            CryptMethod::Rc4 => Some(rc4(&of_object(b""), content)),
            CryptMethod::Aes128 => aes_content(&of_object(b"sAlT"), content),
            CryptMethod::Aes256 => aes_content(&self.key, content),
        };
        *content = plain.ok_or(EmbeddedCaseError::Encrypted)?;
        Ok(())
    }
}

type DecryptString<'a> = dyn FnMut(&mut Vec<u8>) -> Result<(), EmbeddedCaseError> + 'a;

fn decrypt_strings(object: &mut Object, decrypt: &mut DecryptString) -> Result<(), EmbeddedCaseError> {
    match object {
        Object::String(text, _) => decrypt(text),
        Object::Array(items) => items.iter_mut().try_for_each(|item| decrypt_strings(item, decrypt)),
        Object::Dictionary(dictionary) => decrypt_strings_of(dictionary, decrypt),
        _ => Ok(()),
    }
}

fn decrypt_strings_of(
    dictionary: &mut Dictionary,
    decrypt: &mut DecryptString,
) -> Result<(), EmbeddedCaseError> {
    dictionary.iter_mut().try_for_each(|(_, value)| decrypt_strings(value, decrypt))
}

/// The first of the two ids of the file; empty if there is none.
fn first_id(id: &Object) -> &[u8] {
    let first = id.as_array().ok().and_then(|ids| ids.first());
    first.and_then(|id| id.as_str().ok()).unwrap_or_default()
}

/// The encryption dictionary, with the first id of the file.
struct EncryptionEntries<'a> {
    entries: &'a Dictionary,
    id: &'a [u8],
}

impl EncryptionEntries<'_> {
    /// The key of the file. Returns `None` if it needs a password, or is encrypted in a way that is not known.
    fn key(&self) -> Option<Vec<u8>> {
        let filter = self.entries.get(b"Filter").and_then(Object::as_name).ok()?;
        if filter != b"Standard" {
            return None;
        }
        match (self.number(b"V")?, self.number(b"R")?) {
            (1 | 2 | 4, revision @ 2..=4) => {
                let lengths = self.key_lengths(revision);
                lengths.into_iter().find_map(|length| self.key_of_length(length, revision))
            }
            (5, revision @ (5 | 6)) => self.key_of_256_bits(revision),
            _ => None,
        }
    }

    fn number(&self, key: &[u8]) -> Option<i64> {
        self.entries.get(key).and_then(Object::as_i64).ok()
    }

    fn string(&self, key: &[u8]) -> Option<&[u8]> {
        self.entries.get(key).and_then(Object::as_str).ok()
    }

    fn are_metadata_encrypted(&self) -> bool {
        self.entries.get(b"EncryptMetadata").and_then(Object::as_bool).unwrap_or(true)
    }

    /// The lengths that the key may have, in bytes, the most likely first. Some programs write another length than that
    /// of the key, or in bytes.
    fn key_lengths(&self, revision: i64) -> Vec<usize> {
        let written = self.number(b"Length").map(|length| if length < 40 { length } else { length / 8 });
        let written = written.and_then(|length| usize::try_from(length).ok());
        let likely = match (self.number(b"V"), revision) {
            (Some(1), _) | (_, 2) => vec![5],
            (Some(4), _) => vec![16],
            _ => vec![written.unwrap_or(5)],
        };
        let lengths = likely.into_iter().chain(written).chain([5, 16]);
        lengths.filter(|length| (5..=16).contains(length)).collect()
    }

    /// The key of up to 128 bits, if it fits the password of the user or of the owner.
    fn key_of_length(&self, length: usize, revision: i64) -> Option<Vec<u8>> {
        let owner = self.string(b"O")?.get(..32)?;
        self.key_for_password(&PADDING, length, revision).or_else(|| {
            // The empty password of the owner gives that of the user.
            let hash = repeated_md5(md5(&[&PADDING]), 16, revision);
            let rounds = if revision == 2 { 1 } else { 20 };
            let password = (0..rounds).rev().fold(owner.to_vec(), |text, round| {
                rc4(&hash[..length].iter().map(|byte| byte ^ round).collect::<Vec<_>>(), &text)
            });
            self.key_for_password(&password, length, revision)
        })
    }

    /// The key for a padded password, if it is that of the user.
    fn key_for_password(&self, password: &[u8], length: usize, revision: i64) -> Option<Vec<u8>> {
        let (owner, user) = (self.string(b"O")?.get(..32)?, self.string(b"U")?);
        // Only the low 32 bits count. Some programs write them as an unsigned number.
        let permissions = (self.number(b"P")? as u32).to_le_bytes();
        let suffix: &[u8] = if revision >= 4 && !self.are_metadata_encrypted() { &[0xFF; 4] } else { &[] };
        let hash = md5(&[password, owner, &permissions, self.id, suffix]);
        let key = repeated_md5(hash, length, revision)[..length].to_vec();
        let is_right = if revision == 2 {
            user.get(..32)? == rc4(&key, &PADDING)
        } else {
            let hash = md5(&[&PADDING, self.id]);
            let expected = (0..20_u8).fold(hash.to_vec(), |text, round| {
                rc4(&key.iter().map(|byte| byte ^ round).collect::<Vec<_>>(), &text)
            });
            user.get(..16)? == expected
        };
        is_right.then_some(key)
    }

    /// The key of 256 bits, which is itself encrypted by the empty password of the user or the owner.
    fn key_of_256_bits(&self, revision: i64) -> Option<Vec<u8>> {
        let user = self.string(b"U")?.get(..48)?;
        let hash = |salt: &[u8], of_user: &[u8]| {
            let parts = [b"".as_slice(), salt, of_user];
            if revision == 5 { Some(hash_of_revision_5(parts)) } else { hash_of_revision_6(parts) }
        };
        for (entry, encrypted, of_user) in [(b"U", b"UE", b"".as_slice()), (b"O", b"OE", user)] {
            let Some(entry) = self.string(entry).and_then(|entry| entry.get(..48)) else { continue };
            if hash(&entry[32..40], of_user)? == entry[..32] {
                let encrypted = self.string(encrypted)?.get(..32)?;
                return aes_cbc_decrypted(&hash(&entry[40..48], of_user)?, [0; 16], encrypted);
            }
        }
        None
    }

    fn named_methods(&self) -> BTreeMap<Vec<u8>, CryptMethod> {
        let mut methods = BTreeMap::from([(b"Identity".to_vec(), CryptMethod::Identity)]);
        let Ok(filters) = self.entries.get(b"CF").and_then(Object::as_dict) else { return methods };
        for (name, filter) in filters {
            let method = filter.as_dict().and_then(|filter| filter.get(b"CFM")).and_then(Object::as_name);
            let method = match method.unwrap_or(b"None") {
                b"V2" => CryptMethod::Rc4,
                b"AESV2" => CryptMethod::Aes128,
                b"AESV3" => CryptMethod::Aes256,
                _ => CryptMethod::Identity,
            };
            methods.insert(name.clone(), method);
        }
        methods
    }
}

/// From revision 3 on, the start of the hash is hashed fifty times.
fn repeated_md5(hash: [u8; 16], length: usize, revision: i64) -> [u8; 16] {
    let rounds = if revision >= 3 { 50 } else { 0 };
    (0..rounds).fold(hash, |hash, _| md5(&[&hash[..length]]))
}
