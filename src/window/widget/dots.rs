//! The dots between the parts of a line that may wrap.

/// A text of parts with dots between them, as it is drawn where it may wrap: no line begins with a dot, or ends with
/// one that is loose from its part.
pub fn with_bound_dots(text: &str) -> String {
    text.replace(" · ", "\u{a0}· ")
}
