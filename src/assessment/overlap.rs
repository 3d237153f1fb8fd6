//! Which of the overlaps that a document names are worth considering for a case.

use super::Status;
use crate::definition::{Facts, IndicationId, Overlap, OverlapWith, Truth};

/// Whether an overlap is worth considering: its condition is true, and the criteria of the indication that it leads to
/// are not assessed as not met. `overall` gives the verdict on that indication, if the set has it.
pub fn is_worth_considering(
    overlap: &Overlap,
    facts: &impl Facts,
    overall: impl FnOnce(&IndicationId) -> Option<Status>,
) -> bool {
    let applies = overlap.when.as_ref().is_some_and(|when| when.evaluate(facts).truth == Truth::True);
    applies
        && match &overlap.with {
            OverlapWith::Indication(id) => overall(id) != Some(Status::NotMet),
            OverlapWith::Outside(_) => true,
        }
}
