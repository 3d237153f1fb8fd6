//! The command line: `evaluate`, `export`, `check`. For IT departments, scripts and tests.
//!
//! Exit status: 0 done, whatever the verdict; 1 the input is at fault or the output
//! could not be written; 2 the call is. Messages are
//! in English, on stderr, and name the file but nothing that it holds.

mod call;
mod check;
mod evaluate;
mod export;
mod input;
mod json;
mod keys;
mod output;
mod text;

pub use call::run;
