//! Runs the program: parses the arguments, runs the command, ends with an exit status.

use super::arguments::{CliCommand, CommandLine};
use super::exit_status::ExitStatus;
use super::output::{print_error, print_result};
use super::{check, evaluate, export, verify};
use crate::definition::{CriteriaSet, embedded};
use crate::notation::shown_path;
use clap::Parser;
use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

/// Runs the program with its arguments, of which the first is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let command_line = match CommandLine::try_parse_from(&arguments) {
        Ok(command_line) => command_line,
        Err(error) => {
            // The message shows arguments, which may have line ends: they must not look like lines of this program.
            let shown = arguments.iter().map(|argument| shown_path(Path::new(argument)));
            let is_asked_for = !error.use_stderr();
            let text = CommandLine::try_parse_from(shown).err().unwrap_or(error).render();
            // `--help` and `--version` come as errors too, which belong on stdout.
            if is_asked_for {
                return print_result(text).err().unwrap_or(ExitStatus::Success).into();
            }
            print_error(text.to_string().trim_end());
            return ExitStatus::UsageError.into();
        }
    };
    let status = match command_line.command {
        CliCommand::Evaluate(arguments) => with_criteria(|set| evaluate::run(&arguments, set)),
        CliCommand::Export(arguments) => with_criteria(|set| export::run(&arguments, set)),
        CliCommand::Verify(arguments) => with_criteria(|set| verify::run(&arguments, set)),
        CliCommand::Check { paths } => check::run(&paths),
    };
    status.into()
}

fn with_criteria(command: impl FnOnce(&CriteriaSet) -> ExitStatus) -> ExitStatus {
    match embedded() {
        // The process ends with the command, and needs no time to free the set.
        Ok(set) => command(&ManuallyDrop::new(set)),
        Err(problems) => {
            for problem in problems {
                print_error(problem);
            }
            ExitStatus::Failure
        }
    }
}
