//! The criteria as data: indications, questions, requirements, rules.
//!
//! RON texts are parsed ([`source`]), then checked ([`check`]) into types that can't be wrong
//! ([`model`]). No clinical fact stands in Rust. Never reads files.

mod check;
mod condition;
mod embedded;
mod ids;
mod model;
mod problem;
mod question;
mod source;
mod text;

pub use check::{DefinitionFile, check_files};
pub(crate) use condition::MAX_AGE_YEARS;
pub use condition::{Condition, Facts, Gap, Input, Truth, Value};
pub use embedded::{embedded, embedded_files};
pub use ids::{ChoiceId, IndicationId, JudgementId, QuestionId, RequirementId, RowId, SetId, is_kebab_case};
pub use model::{
    Advice, Alternative, Centre, Code, CriteriaSet, Indication, JudgementDefinition, Note, Overlap,
    OverlapWith, Requirement, RequirementStrength, Row, Section, Topic,
};
pub use problem::Problem;
pub use question::{Answer, Choice, Question, QuestionKind};
pub use text::{Language, Text};
