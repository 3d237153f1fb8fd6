//! Assesses a case against an indication.
//!
//! Everything here is pure and total, and never reads files or the clock.

mod assess;
mod awaited;
mod changes;
mod form;
mod overlap;
mod overlay;
mod place;
mod status;

pub use assess::{
    Assessment, RecommendationCounts, RequirementAssessment, RowAssessment, ShownRemark, assess,
};
pub use awaited::{awaited_before, possibly_awaited};
pub use changes::{VerdictChange, verdict_changes};
pub use form::{FormProgress, form_position, question_status, visible_questions};
pub(crate) use form::{gaps_by_urgency, is_wanted_before_biopsy};
pub use overlap::is_worth_considering;
pub use place::{judgement_places, may_appear_from_below};
pub use status::Status;
