//! Finds the age file in what a file holds: as it is, or in printable characters (ASCII armor), which
//! mail programs and editors change.

use super::error::DecryptError;
use super::mail::{MailLines, unquoted};
use crate::text::decode;
use std::borrow::Cow;
use zeroize::Zeroize;

/// The start of a binary file of any version.
pub(super) const BINARY: &[u8] = b"age-encryption.org/";
/// The words of the line before the armor, which stand between [`HYPHENS`].
const BEGIN: &str = "BEGIN AGE ENCRYPTED FILE";
/// The words of the line after the armor.
const END: &str = "END AGE ENCRYPTED FILE";
const HYPHENS: &str = "-----";
/// A word of both lines, which tells at once that a line is no such line.
const MARKER: &str = "ENCRYPTED";
/// The length of a line of armor in characters, which the age crate insists on.
const LINE_LENGTH: usize = 64;

/// The age file in bytes; `None`: there is none. Armor may have any text around it, in any encoding that [`decode`]
/// reads. Its lines may be quoted as [`unquoted`] takes back, with blanks, blank lines, line ends and padding of any
/// kind between its characters.
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
    let armor = if text.contains(MARKER) { unwrapped(&text) } else { None };
    if let Cow::Owned(text) = &mut text {
        text.zeroize();
    }
    Some(armor?.map(|armor| Cow::Owned(rewrapped(&armor).into_bytes())))
}

/// The characters between the lines around an armor; `None`: no such line stands alone.
fn unwrapped(text: &str) -> Option<Result<String, DecryptError>> {
    let mut armor: Option<String> = None;
    let mut is_inside = false;
    for line in MailLines::of(text) {
        if !is_inside && !line.contains(MARKER) {
            continue;
        }
        let line = unquoted(line);
        match &mut armor {
            _ if is_inside && is_marker(&line, END) => is_inside = false,
            // The padding is only at the end, and elsewhere the mark of a line end that a mail program made.
            Some(armor) if is_inside => {
                armor.extend(line.chars().filter(|c| !c.is_whitespace() && *c != '='));
            }
            Some(_) if is_marker(&line, BEGIN) => return Some(Err(DecryptError::Several)),
            None if is_marker(&line, BEGIN) => {
                is_inside = true;
                armor = Some(String::new());
            }
            _ => {}
        }
    }
    if is_inside { Some(Err(DecryptError::Cut)) } else { armor.map(Ok) }
}

/// Whether a line has these words between hyphens. An editor may have made other dashes and blanks of them.
fn is_marker(line: &str, words: &str) -> bool {
    let before = line.len() - line.trim_start_matches('-').len();
    let after = line.len() - line.trim_end_matches('-').len();
    // Fewer hyphens at the end are those of a line that was cut.
    before > 0 && before == after && line.trim_matches('-').split_whitespace().eq(words.split(' '))
}

fn rewrapped(armor: &str) -> String {
    /// Characters that stand for three bytes; the last ones are padded.
    const GROUP: usize = 4;
    let padding = armor.chars().count().next_multiple_of(GROUP) - armor.chars().count();
    let mut text = format!("{HYPHENS}{BEGIN}{HYPHENS}\n");
    for (at, character) in armor.chars().chain(std::iter::repeat_n('=', padding)).enumerate() {
        if at > 0 && at.is_multiple_of(LINE_LENGTH) {
            text.push('\n');
        }
        text.push(character);
    }
    text + &format!("\n{HYPHENS}{END}{HYPHENS}\n")
}
