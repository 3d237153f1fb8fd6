//! Reads RON with the extensions and the depth that all files of this program have.

use super::{Node, Place, ScanError, scan};
use ron::Options;
use ron::extensions::Extensions;
use serde::de::{DeserializeOwned, IgnoredAny};

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

/// Reads a value of any type. Of two equal keys the last is taken; [`scan`](super::scan) finds them.
///
/// # Errors
/// The text is not RON, or has another type. The error has the place.
pub fn parse_value(text: &str) -> Result<ron::Value, ron::error::SpannedError> {
    // With implicit `Some`, `ron` would wrap values of no known type arbitrarily.
    Options::default().with_recursion_limit(MAX_DEPTH).from_str(text)
}

/// Why a text could not be read as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueError {
    /// The text is not RON from this place on.
    NotReadable(Place),
    /// The text has more values than a file of this program can have, at least up to this place.
    TooManyValues(Place),
}

/// Reads a value of any type, and the places of the values in it. Nothing takes memory that the text has not been found
/// to be worth: a few characters of it can stand for a kilobyte.
///
/// # Errors
/// The text is not RON, or has too many values.
pub(crate) fn parse_with_places(text: &str) -> Result<(ron::Value, Node), ValueError> {
    let not_readable = |error: ron::error::SpannedError| {
        ValueError::NotReadable(Place { line: error.span.start.line, column: error.span.start.col })
    };
    let places = match scan(text) {
        Ok(places) => places,
        Err(ScanError::TooManyValues(at)) => {
            return Err(ValueError::TooManyValues(Place::of_offset(text, at)));
        }
        Err(ScanError::Malformed) => {
            // Only `ron` knows the place. It finds it without keeping any value.
            let error = Options::default().with_recursion_limit(MAX_DEPTH).from_str::<IgnoredAny>(text).err();
            return Err(error.map_or(ValueError::NotReadable(Place::START), not_readable));
        }
    };
    Ok((parse_value(text).map_err(not_readable)?, places))
}
