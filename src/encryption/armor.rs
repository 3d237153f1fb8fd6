//! Finds the age file in what a file holds: as it is, or in printable characters (ASCII armor), which
//! mail programs and editors change.

use super::error::DecryptError;
use crate::text::{TextForm, clean, decode};
use std::borrow::Cow;
use zeroize::Zeroize;

/// The start of a binary file of any version.
pub(super) const BINARY: &[u8] = b"age-encryption.org/";
const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
/// The length of a line of armor in characters, which the age crate insists on.
const LINE_LENGTH: usize = 64;

/// The age file in bytes; `None`: there is none. Armor may have any text around it, in any encoding that [`decode`]
/// reads, and blanks, blank lines and other line lengths in it.
///
/// # Errors
/// The file or its armor ends too early, or there are several.
pub(super) fn age_file(bytes: &[u8]) -> Option<Result<Cow<'_, [u8]>, DecryptError>> {
    if !bytes.is_empty() && BINARY.starts_with(bytes) {
        return Some(Err(DecryptError::Cut));
    }
    if bytes.starts_with(BINARY) {
        return Some(Ok(Cow::Borrowed(bytes)));
    }
    // The text around the armor may be in another encoding.
    let mut text = decode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes));
    let armor = if text.contains(BEGIN) { unwrapped(&text) } else { None };
    if let Cow::Owned(text) = &mut text {
        text.zeroize();
    }
    // Some mail programs write the "=" at the end of the armor as its code.
    Some(armor?.map(|armor| Cow::Owned(rewrapped(&armor.replace("=3D", "=")).into_bytes())))
}

/// The characters between the lines around an armor; `None`: no such line stands alone.
fn unwrapped(text: &str) -> Option<Result<String, DecryptError>> {
    let mut armor: Option<String> = None;
    let mut is_inside = false;
    for line in text.split(['\n', '\r']) {
        if !is_inside && !line.contains(BEGIN) {
            continue;
        }
        let line = clean(line, TextForm::Line);
        match (line.trim(), &mut armor) {
            (END, _) if is_inside => is_inside = false,
            (line, Some(armor)) if is_inside => armor.extend(line.chars().filter(|c| !c.is_whitespace())),
            (BEGIN, Some(_)) => return Some(Err(DecryptError::Several)),
            (BEGIN, None) => {
                is_inside = true;
                armor = Some(String::new());
            }
            (_, _) => {}
        }
    }
    if is_inside { Some(Err(DecryptError::Cut)) } else { armor.map(Ok) }
}

fn rewrapped(armor: &str) -> String {
    let mut text = format!("{BEGIN}\n");
    for (at, character) in armor.chars().enumerate() {
        if at > 0 && at.is_multiple_of(LINE_LENGTH) {
            text.push('\n');
        }
        text.push(character);
    }
    text + "\n" + END + "\n"
}
