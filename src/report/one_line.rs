//! Texts of several lines, where a report has one.

/// The text with its line ends, and all other white space, replaced by single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
