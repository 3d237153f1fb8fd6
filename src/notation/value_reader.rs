//! Reads a value of any type, and counts what is in it before there is memory for it.

use super::{MAX_DEPTH, Node, Place, ScanError, parse_value, scan};
use ron::Options;
use serde::de::IgnoredAny;

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
