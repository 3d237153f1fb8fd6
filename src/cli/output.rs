//! Prints results on stdout and messages on stderr. The only place that writes there.

use super::exit_status::ExitStatus;
use crate::notation::is_shown;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Prints a result on stdout, and flushes it: an error must be noticed before the next case is read.
///
/// # Errors
/// The status to exit with. It is no failure if the reader has closed the pipe, as `head` does.
pub fn print_result(text: impl Display) -> Result<(), ExitStatus> {
    let mut out = io::stdout().lock();
    ended(write!(out, "{}", shown_lines(&text.to_string())).and_then(|()| out.flush()))
}

fn ended(written: io::Result<()>) -> Result<(), ExitStatus> {
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(ExitStatus::Success),
        Err(error) => {
            print_error(format_args!(
                "the result could not be written to standard output: {error}; the rest is lost"
            ));
            Err(ExitStatus::Failure)
        }
    }
}

/// What is wrong with arguments that take two things from standard input.
pub const STANDARD_INPUT_TWICE: &str =
    "`-` is given twice, but standard input can be read only once; give a file for one of them";

/// Writes a file to stdout, which must lead to a file or another program.
///
/// # Errors
/// As [`print_result`]; or stdout is a terminal.
pub fn write_result(bytes: &[u8]) -> Result<(), ExitStatus> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        print_error(
            "standard output is a terminal, which can't show a PDF; send it to a file or another program",
        );
        return Err(ExitStatus::UsageError);
    }
    ended(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints a message on stderr. If stderr is closed, there is no other place for it.
pub fn print_error(message: impl Display) {
    let _ = writeln!(io::stderr(), "{}", shown_lines(&message.to_string()));
}

/// Lines without characters that would control the terminal or change the order of the text, wherever they come from.
fn shown_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || is_shown(c) { c } else { '\u{fffd}' }).collect()
}
