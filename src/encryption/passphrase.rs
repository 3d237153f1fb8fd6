//! A passphrase, whose memory is wiped, and how hard it is to guess.

use crate::text::{TextForm, clean, is_blank};
use age::secrecy::SecretString;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A passphrase. Its memory is wiped when it is dropped, and `Debug` does not show it.
#[derive(PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Clone for Passphrase {
    fn clone(&self) -> Self {
        // The clone has the full capacity too, because the user may go on typing in it.
        let mut passphrase = Passphrase::default();
        passphrase.0.push_str(&self.0);
        passphrase
    }
}

impl Default for Passphrase {
    fn default() -> Self {
        Passphrase(Zeroizing::new(String::with_capacity(Passphrase::MAX_LENGTH)))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// In bytes. This much is allocated at once, so that the text is never moved: that would leave a copy
    /// that nobody wipes.
    pub const MAX_LENGTH: usize = 512;

    /// Moves a text into a passphrase, up to [`MAX_LENGTH`](Self::MAX_LENGTH) bytes of it, and wipes the
    /// text.
    pub fn take(text: &mut String) -> Self {
        let mut passphrase = Passphrase::default();
        passphrase.insert(0, text);
        text.zeroize();
        passphrase
    }

    /// The passphrase itself. It must not be copied: nobody would wipe the copy.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of bytes that there is room for.
    pub fn room(&self) -> usize {
        Self::MAX_LENGTH - self.0.len()
    }

    /// Inserts as much of a text as there is room for at a byte offset, and returns its length in bytes.
    ///
    /// # Panics
    /// The offset is inside a character or past the end.
    pub fn insert(&mut self, at: usize, text: &str) -> usize {
        let mut room = self.room();
        room = (0..=room.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        self.0.insert_str(at, &text[..room]);
        room
    }

    /// Removes the bytes in a range.
    ///
    /// # Panics
    /// An end of the range is inside a character or past the end.
    pub fn remove(&mut self, range: std::ops::Range<usize>) {
        let before = self.0.len();
        self.0.replace_range(range, "");
        // The bytes behind the new end still hold the old text: they are overwritten.
        let spare = before - self.0.len();
        self.0.extend(std::iter::repeat_n('\0', spare));
        let kept = self.0.len() - spare;
        self.0.truncate(kept);
    }

    /// The passphrase that files are encrypted with: composed, and without what pasting adds to it, such as a line end,
    /// which a text field turns into blanks. One that has nothing else is as it was typed.
    pub fn cleaned(&self) -> Passphrase {
        let mut cleaned = clean(&self.0, TextForm::Passphrase);
        if cleaned.is_empty() || cleaned.len() > Self::MAX_LENGTH {
            cleaned.zeroize();
            return self.clone();
        }
        Passphrase::take(&mut cleaned)
    }

    /// Whether both encrypt alike.
    pub fn is_same(&self, other: &Passphrase) -> bool {
        self.cleaned() == other.cleaned()
    }

    /// The passphrases that are tried on a file, the likeliest first. Each try takes about a second, and all of them
    /// are made only for a wrong passphrase.
    ///
    /// | try | opens files |
    /// |---|---|
    /// | cleaned | of this version |
    /// | as typed | of earlier versions and of other programs |
    /// | as typed, without blanks at the end | the same, where a line end was pasted now |
    /// | cleaned, and as typed without blanks at the end: each with one blank, then each with two | of earlier versions, where a line end was pasted then, which a text field turned into blanks |
    ///
    /// Most passphrases have one form only, composed and without blanks around it, and are tried three times.
    pub(super) fn candidates(&self) -> impl Iterator<Item = Passphrase> {
        /// What a text field made of a line end of one and of two characters.
        const PASTED_LINE_ENDS: [&str; 2] = [" ", "  "];
        let (cleaned, without_end) = (self.cleaned(), self.without_blank_end());
        let mut candidates = vec![cleaned.clone(), self.clone(), without_end.clone()];
        for line_end in PASTED_LINE_ENDS {
            for form in [&cleaned, &without_end] {
                let mut pasted = form.clone();
                if pasted.insert(pasted.0.len(), line_end) == line_end.len() {
                    candidates.push(pasted);
                }
            }
        }
        let mut tried: Vec<Passphrase> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            if !tried.contains(&candidate) {
                tried.push(candidate);
            }
        }
        tried.into_iter()
    }

    /// The passphrase as it was typed, but for blanks and line ends after it. One that has nothing else stays as it is.
    fn without_blank_end(&self) -> Passphrase {
        let mut trimmed = self.clone();
        let length = self.0.trim_end().len();
        if length > 0 {
            trimmed.remove(length..self.0.len());
        }
        trimmed
    }

    /// Whether the passphrase has nothing that can be seen. Only older files have such a one.
    pub fn is_blank(&self) -> bool {
        is_blank(&self.0)
    }

    /// Whether the passphrase has no characters.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How hard the passphrase is to guess. The texts in `known`, such as names and departments, are
    /// taken as known to whoever guesses.
    pub fn strength(&self, known: &[&str]) -> PassphraseStrength {
        let cleaned = self.cleaned();
        let characters = cleaned.0.chars().count();
        // Whoever guesses tries each part of a name.
        let known = known.iter().flat_map(|text| text.split_whitespace());
        let known: Vec<&str> = known.chain(DANISH.lines()).collect();
        match zxcvbn::zxcvbn(&cleaned.0, &known).score() {
            zxcvbn::Score::Zero | zxcvbn::Score::One => PassphraseStrength::Broken,
            _ if characters < MIN_LENGTH => PassphraseStrength::Weak,
            zxcvbn::Score::Two => PassphraseStrength::Weak,
            zxcvbn::Score::Three => PassphraseStrength::Fair,
            _ => PassphraseStrength::Strong,
        }
    }

    pub(super) fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str())
    }
}

/// The commonest Danish words and names. The `zxcvbn` crate knows those of English only.
const DANISH: &str = include_str!("../../assets/words/danish.txt");
/// In characters. Of a shorter passphrase, all combinations can be tried by somebody who has the file.
const MIN_LENGTH: usize = 10;

/// How hard a passphrase is to guess for somebody who has the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassphraseStrength {
    /// At most 10^6 guesses: programs find it at once. No file is encrypted with a new passphrase like that.
    Broken,
    /// At most 10^8 guesses, or shorter than the minimum length.
    Weak,
    /// At most 10^10 guesses.
    Fair,
    /// More than 10^10 guesses.
    Strong,
}
