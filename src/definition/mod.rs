//! The criteria as data: indications, questions, requirements and rules.
//!
//! `source` has the files as `ron` reads them, `check` turns them into the types of `model`, which
//! are always valid. No clinical fact is written in Rust. This module never reads files.

mod check;
mod embedded;
mod evaluation;
mod ids;
mod model;
mod problem;
mod question;
mod source;
mod text;

pub use check::{DefinitionFile, check_files};
pub use embedded::{embedded, embedded_files};
pub use evaluation::{Facts, Truth, Value};
pub use ids::{ChoiceId, IndicationId, JudgementId, QuestionId, RequirementId, RowId, SetId, is_kebab_case};
pub use model::{
    Advice, Alternative, Centre, Code, CriteriaSet, Indication, JudgementDefinition, Note, Overlap,
    OverlapWith, Requirement, RequirementStrength, Row, Section, Topic,
};
pub use problem::Problem;
pub(crate) use question::MAX_AGE_YEARS;
pub use question::{Answer, Choice, Condition, Gap, Input, Question, QuestionKind};
pub use text::{Language, Text};
