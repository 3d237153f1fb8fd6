//! Text from outside: decoded, cleaned, bounded and compared.
//!
//! Everything that is typed, pasted or read from a file goes through [`clean()`] before it is used, so that no two
//! places differ in what counts as blank, equal or too long. This module does not know what the texts mean.

mod clean;
mod compare;
mod decode;
mod hex;
mod limit;
mod sentences;

pub(crate) use clean::{LINE_ENDS, is_dash, is_invisible};
pub use clean::{TextForm, clean, is_blank};
pub(crate) use compare::{Word, comparable, with_digraphs, words};
pub use decode::decode;
pub(crate) use hex::hex;
pub use limit::TextLimit;
pub(crate) use limit::{char_count, excerpt, shown_size};
pub(crate) use sentences::{join_texts, sentence, sentences, without_full_stop};
