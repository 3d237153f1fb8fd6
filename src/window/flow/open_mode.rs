//! What a case is opened for.

/// What a case is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// It is locked, and saved to its file.
    ToEdit,
    /// It is a copy of what another window has open, and is never saved over it.
    AsCopy,
}
