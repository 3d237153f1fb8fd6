//! The command line: `evaluate`, `export`, `check`. For IT departments, scripts and tests.
//!
//! Exit status: 0 done, whatever the verdict; 1 the input is at fault; 2 the call is. Messages are
//! in English, on stderr, and name the file but nothing that it holds.

mod call;
mod check;
mod evaluate;
mod export;
mod input;

pub use call::run;
