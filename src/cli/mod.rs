//! The command line program: `evaluate`, `export`, `verify`, `check`.
//!
//! Messages are in English, on stderr, and say what happened, what it means and what to do. They name
//! the file and the place in it, but no value: it may identify the patient.

mod arguments;
mod check;
mod credentials;
mod evaluate;
mod exit_status;
mod export;
mod input;
mod json;
mod output;
mod run;
mod text;
mod verify;

use clap::CommandFactory;
pub use run::run;

/// The arguments of the program, for its manual pages and shell completions.
pub fn command() -> clap::Command {
    arguments::CommandLine::command()
}
