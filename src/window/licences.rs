//! The licences of everything that is shipped.

/// Every library with its version and licence, one a line.
pub const LIST: &str = include_str!("../../assets/licences/list.txt");

/// The licences in full.
pub const TEXTS: &str = include_str!("../../assets/licences/texts.txt");
