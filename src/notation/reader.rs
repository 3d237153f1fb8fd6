//! Reads RON with the extensions and the depth that all files of this program have.

use ron::Options;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// Maximum number of nested brackets. The files of this program have 12. More would let a file from outside
/// overflow the stack.
pub const MAX_DEPTH: usize = 64;

fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(MAX_DEPTH)
}

/// Reads a value of a known type.
///
/// # Errors
/// The text is not RON, or has another type. The error has the place.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    options().from_str(text)
}

/// Reads a value of any type. Of two equal keys the last is taken; [`scan`](super::scan()) finds them.
///
/// # Errors
/// The text is not RON, or has another type. The error has the place.
pub fn parse_value(text: &str) -> Result<ron::Value, ron::error::SpannedError> {
    // With implicit `Some`, `ron` would wrap values of no known type arbitrarily.
    Options::default().with_recursion_limit(MAX_DEPTH).from_str(text)
}
