//! The encodings that text files have.

use std::borrow::Cow;
use zeroize::Zeroizing;

/// The text in the bytes of a file, without its byte order mark: UTF-8, or UTF-16 with a mark, which PowerShell writes.
/// `None`: it is neither.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes).map(Cow::Owned),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    // The text may be a secret. Three bytes of UTF-8 for each unit are enough, so that it is never moved.
    let mut text = Zeroizing::new(String::with_capacity(3 * pairs.len()));
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(character.ok()?);
    }
    // Other bytes may start like a mark and give letters of any script. All files of this program have Latin ones.
    let is_likely = text.is_empty() || text.contains(|c| c < '\u{100}');
    (rest.is_empty() && is_likely).then(|| std::mem::take(&mut *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        for text in ["", "a", "Åse 😀\r\n"] {
            for bytes in [
                text.as_bytes().to_vec(),
                format!("\u{feff}{text}").into_bytes(),
                utf_16_bytes(text, u16::to_le_bytes),
                utf_16_bytes(text, u16::to_be_bytes),
            ] {
                assert_eq!(decode(&bytes).unwrap(), text);
            }
        }
    }

    #[test]
    fn other_bytes_are_no_text() {
        for bytes in
            [&[0xff][..], &[0xff, 0xfe, 0x41], &[0xff, 0xfe, 0x00, 0xd8], &[0xff, 0xfe, 0x00, 0x80], &[0xe5]]
        {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
