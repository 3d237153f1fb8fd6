//! `ron`, set up once: which extensions, how deep.

use ron::Options;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// Levels of brackets in a text, at most. Ours need 12; a text from outside may try anything.
pub const MAX_DEPTH: usize = 64;

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(MAX_DEPTH)
}

/// Reads a value of a known type.
///
/// # Errors
/// What `ron` says, with its place.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    options().from_str(text)
}

/// Reads whatever value stands in the text. Of two equal keys the last is taken: see
/// [`scan`](super::scan) for finding them.
///
/// # Errors
/// What `ron` says, with its place.
pub fn parse_value(text: &str) -> Result<ron::Value, ron::error::SpannedError> {
    // Without implicit `Some`: an untyped value would be wrapped at will.
    Options::default().with_recursion_limit(MAX_DEPTH).from_str(text)
}
