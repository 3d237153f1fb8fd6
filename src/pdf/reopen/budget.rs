//! The budget that limits the cost of reading a PDF.

use super::EmbeddedCaseError;

/// The budget for one PDF, in bytes. PDFs of this program use about a hundredth of it, and spending all of
/// it takes no more than a moment.
const TOTAL_BYTES: usize = 64 << 20;
/// The cost of a parsed value, in bytes: its memory, with key and spare capacity.
pub(crate) const VALUE_COST: usize = 256;
/// The cost of an entry in the cross-reference table, in bytes of memory.
pub(crate) const ENTRY_COST: usize = 48;

/// The rest of the budget, in bytes read or created. It limits time and memory alike.
pub(crate) struct ReadBudget(usize);

impl ReadBudget {
    /// The full budget for one PDF.
    pub(crate) fn new() -> Self {
        ReadBudget(TOTAL_BYTES)
    }

    /// Takes `bytes` from the budget. Fails if less is left.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), EmbeddedCaseError> {
        self.0 = self.0.checked_sub(bytes).ok_or(EmbeddedCaseError::TooMuch)?;
        Ok(())
    }

    /// The number of bytes that can still be spent.
    pub(crate) fn left(&self) -> usize {
        self.0
    }
}
