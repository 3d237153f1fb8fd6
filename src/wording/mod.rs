//! The texts of the program in Danish and English. Screen, report and command line use the same ones.
//!
//! Clinical texts come from the definitions; all others are Fluent messages in `assets/texts`, and the manual in
//! `assets/manual`.

mod consent;
pub mod manual;
mod origin;
mod phrases;
mod reasons;
mod texts;

pub(crate) use origin::CriteriaOrigin;
pub use phrases::Phrases;
pub use texts::{Texts, texts};
