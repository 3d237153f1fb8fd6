//! Which of the cases that a window shows one after the other.

/// Identifies one case of a window, from its opening to its replacement by the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CaseId(u64);

impl CaseId {
    /// The id of the case after this one.
    pub fn next(self) -> Self {
        CaseId(self.0 + 1)
    }
}
