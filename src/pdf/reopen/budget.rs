//! What reading may cost.

use super::EmbeddedCaseError;

/// A PDF of this program needs a hundredth; what a machine does with all of it is over in a moment.
const WORK: usize = 64 << 20;
/// What a value takes in memory, in bytes, with its key and what lies empty beside it.
pub(crate) const VALUE: usize = 256;
/// What is kept of where an object stands, in bytes.
pub(crate) const ENTRY: usize = 48;

/// The work that is left, in bytes read or made. It bounds time and memory alike.
pub(crate) struct ReadBudget(usize);

impl ReadBudget {
    /// All of it.
    pub(crate) fn new() -> Self {
        ReadBudget(WORK)
    }

    /// Pays for work; an error when there is nothing left to pay with.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), EmbeddedCaseError> {
        self.0 = self.0.checked_sub(bytes).ok_or(EmbeddedCaseError::TooMuch)?;
        Ok(())
    }

    /// How many bytes can still be paid for.
    pub(crate) fn left(&self) -> usize {
        self.0
    }
}
