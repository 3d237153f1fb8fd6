//! What the program says, in Danish and English: the same words on screen, in the report and on the
//! command line. Clinical texts come with the definitions; the rest are Fluent messages in
//! `assets/texts`.

mod phrases;
mod reasons;
mod texts;

pub use phrases::Phrases;
pub use texts::{Texts, texts};
