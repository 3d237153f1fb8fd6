//! The ciphers and hashes that encrypted PDFs use (ISO 32000-2, 7.6).

use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The length of a block of AES, in bytes.
const BLOCK: usize = 16;

/// The MD5 hash of the parts, one after another.
pub(crate) fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut hasher = Md5::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// Encrypts or decrypts with RC4. An empty key changes nothing.
pub(crate) fn rc4(key: &[u8], content: &[u8]) -> Vec<u8> {
    if key.is_empty() {
        return content.to_vec();
    }
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut other = 0_u8;
    for at in 0..state.len() {
        other = other.wrapping_add(state[at]).wrapping_add(key[at % key.len()]);
        state.swap(at, usize::from(other));
    }
    let (mut at, mut other) = (0_u8, 0_u8);
    let next = |byte: &u8| {
        at = at.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(at)]);
        state.swap(usize::from(at), usize::from(other));
        let sum = state[usize::from(at)].wrapping_add(state[usize::from(other)]);
        byte ^ state[usize::from(sum)]
    };
    content.iter().map(next).collect()
}

/// Decrypts with AES in CBC mode, by a key of 16 or 32 bytes. Bytes beyond the last whole block are left out. Returns
/// `None` for a key of another length.
pub(crate) fn aes_cbc_decrypted(key: &[u8], start: [u8; BLOCK], content: &[u8]) -> Option<Vec<u8>> {
    match key.len() {
        16 => Some(cbc_decrypted(&Aes128::new_from_slice(key).ok()?, start, content)),
        32 => Some(cbc_decrypted(&Aes256::new_from_slice(key).ok()?, start, content)),
        _ => None,
    }
}

fn cbc_decrypted<C>(cipher: &C, start: [u8; BLOCK], content: &[u8]) -> Vec<u8>
where
    C: BlockCipherDecrypt<BlockSize = aes::cipher::consts::U16>,
{
    let mut before = start;
    let mut plain = Vec::with_capacity(content.len());
    for block in content.as_chunks::<BLOCK>().0 {
        let mut decrypted = Array::from(*block);
        cipher.decrypt_block(&mut decrypted);
        plain.extend(decrypted.iter().zip(before).map(|(byte, before)| byte ^ before));
        before = *block;
    }
    plain
}

/// Decrypts a string or stream, whose first block starts the chain, and removes its padding.
pub(crate) fn aes_content(key: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let Some((start, content)) = content.split_first_chunk::<BLOCK>() else { return Some(Vec::new()) };
    let mut plain = aes_cbc_decrypted(key, *start, content)?;
    // Some programs write no padding.
    if let Some(padding) = plain.last().copied().map(usize::from)
        && (1..=BLOCK).contains(&padding)
        && plain.ends_with(&[padding as u8].repeat(padding))
    {
        plain.truncate(plain.len() - padding);
    }
    Some(plain)
}

/// The hash of a password in revision 5: only SHA-256.
pub(crate) fn hash_of_revision_5(parts: [&[u8]; 3]) -> [u8; 32] {
    Sha256::digest(parts.concat()).into()
}

/// The hash of a password in revision 6 (algorithm 2.B). `parts` are password, salt, and the user's entry if the
/// password is the owner's.
pub(crate) fn hash_of_revision_6(parts: [&[u8]; 3]) -> Option<[u8; 32]> {
    const LEAST_ROUNDS: usize = 64;
    // By chance alone, the rounds always end before.
    const MOST_ROUNDS: usize = 1000;
    let [password, _, of_user] = parts;
    let mut key: Vec<u8> = hash_of_revision_5(parts).into();
    for round in 1..=MOST_ROUNDS {
        let input = [password, &key, of_user].concat().repeat(64);
        let cipher = Aes128::new_from_slice(key.get(..BLOCK)?).ok()?;
        let mut before: [u8; BLOCK] = *key.get(BLOCK..)?.first_chunk()?;
        let mut encrypted = Vec::with_capacity(input.len());
        for block in input.as_chunks::<BLOCK>().0 {
            let mut block = Array::from(std::array::from_fn(|at| block[at] ^ before[at]));
            cipher.encrypt_block(&mut block);
            before = block.into();
            encrypted.extend(before);
        }
        let sum: u32 = encrypted.iter().take(BLOCK).map(|byte| u32::from(*byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&encrypted).to_vec(),
            1 => Sha384::digest(&encrypted).to_vec(),
            _ => Sha512::digest(&encrypted).to_vec(),
        };
        if round >= LEAST_ROUNDS && usize::from(*encrypted.last()?) <= round - 32 {
            return key.first_chunk().copied();
        }
    }
    None
}
