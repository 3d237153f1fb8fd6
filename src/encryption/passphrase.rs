//! A passphrase: how strong it is, and nothing of it left behind.

use age::secrecy::SecretString;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A passphrase. Its memory is wiped when it is dropped, and it shows itself to nobody.
#[derive(PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Clone for Passphrase {
    fn clone(&self) -> Self {
        // With as much room: it may be typed on.
        let mut passphrase = Passphrase::default();
        passphrase.0.push_str(&self.0);
        passphrase
    }
}

impl Default for Passphrase {
    fn default() -> Self {
        Passphrase(Zeroizing::new(String::with_capacity(Passphrase::LONGEST)))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// In bytes. So much is set aside at once that a buffer never moves and leaves a copy where it was.
    pub const LONGEST: usize = 512;

    /// Takes a passphrase over, up to 512 bytes of it, and wipes what it was given in.
    pub fn take(text: &mut String) -> Self {
        let mut passphrase = Passphrase::default();
        passphrase.insert(0, text);
        text.zeroize();
        passphrase
    }

    /// The passphrase itself: to be typed into, compared or used, not to be copied.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts text in at a byte offset, as far as there is room. Says how many bytes went in.
    ///
    /// # Panics
    /// The offset lies within a character or behind the end.
    pub fn insert(&mut self, at: usize, text: &str) -> usize {
        let mut room = Self::LONGEST - self.0.len();
        room = (0..=room.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        self.0.insert_str(at, &text[..room]);
        room
    }

    /// Takes out the bytes in a range.
    ///
    /// # Panics
    /// As [`insert`](Self::insert).
    pub fn remove(&mut self, range: std::ops::Range<usize>) {
        let before = self.0.len();
        self.0.replace_range(range, "");
        // What was behind stands there still.
        let spare = before - self.0.len();
        self.0.extend(std::iter::repeat_n('\0', spare));
        let kept = self.0.len() - spare;
        self.0.truncate(kept);
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How hard it is to guess. What stands in `known` (names, departments) makes it easier.
    pub fn strength(&self, known: &[&str]) -> Strength {
        let characters = self.0.chars().count();
        // Names are guessed by their parts.
        let known = known.iter().flat_map(|text| text.split_whitespace());
        let known: Vec<&str> = known.chain(DANISH.lines()).collect();
        match zxcvbn::zxcvbn(&self.0, &known).score() {
            _ if characters < SHORTEST => Strength::Weak,
            zxcvbn::Score::Zero | zxcvbn::Score::One | zxcvbn::Score::Two => Strength::Weak,
            zxcvbn::Score::Three => Strength::Fair,
            _ => Strength::Strong,
        }
    }

    pub(super) fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str())
    }
}

/// The words that a Danish guesser tries first; those of other languages are the library's.
const DANISH: &str = include_str!("../../assets/words/danish.txt");
/// In characters. With fewer, somebody who has the file tries them all.
const SHORTEST: usize = 10;

/// How hard a passphrase is to guess for somebody who has the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Soon guessed.
    Weak,
    /// Guessed with much effort.
    Fair,
    /// Not guessed.
    Strong,
}
