//! Holds a case against an indication.
//!
//! `assess(&Indication, &Case) -> Assessment` is pure and total. Never reads files or the clock.

mod assess;
mod form;
mod status;
mod supposed;

pub use assess::{Assessment, Recommendations, RequirementAssessment, RowAssessment, assess};
pub use form::{Progress, gaps_in_order, mark, place, questions_in_sight};
pub use status::Status;
