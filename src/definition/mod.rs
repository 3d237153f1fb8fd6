//! The criteria as data: indications, questions, requirements and rules.
//!
//! `source` has the files as `ron` reads them, `check` turns them into the types of `model`, which
//! are always valid. No clinical fact is written in Rust. This module never reads files.

mod check;
mod embedded;
mod evaluation;
mod follows;
mod ids;
mod model;
mod problem;
mod question;
mod search;
mod source;
mod source_map;
mod text;

pub use check::DefinitionFile;
pub(crate) use embedded::earlier_set;
pub use embedded::{check_files, embedded, embedded_files};
pub use evaluation::{Facts, Truth, Value};
pub use follows::{AnswerToConfirm, Follows, RenamedQuestion, RenamedValue};
pub use ids::{ChoiceId, IndicationId, JudgementId, QuestionId, RequirementId, RowId, SetId, is_kebab_case};
pub use model::{
    Advice, Alternative, Centre, Code, CriteriaSet, Indication, JudgementDefinition, Month, Note, Overlap,
    OverlapWith, Reconfirmation, Remark, RemarkCondition, RemarkTone, Requirement, RequirementStrength, Row,
    Section, Topic,
};
pub use problem::Problem;
pub(crate) use question::MAX_AGE_YEARS;
pub use question::{
    Answer, Choice, Condition, Gap, Input, Question, QuestionKind, SummaryGroup, TypedKind,
    is_sks_diagnosis_code,
};
pub(crate) use search::{FilledFacts, SearchStep};
pub use text::{Language, Text};
