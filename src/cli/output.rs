//! Prints results on stdout and messages on stderr. The only place that writes there.

use super::exit_status::ExitStatus;
use crate::notation::is_shown;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints a result on stdout, and flushes it: an error must be noticed before the next case is read.
///
/// # Errors
/// The status to exit with. It is no failure if the reader has closed the pipe, as `head` does.
pub fn print_result(text: impl Display) -> Result<(), ExitStatus> {
    let mut out = io::stdout().lock();
    match write!(out, "{}", shown_lines(&text.to_string())).and_then(|()| out.flush()) {
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

/// Prints a message on stderr. If stderr is closed, there is no other place for it.
pub fn print_error(message: impl Display) {
    let _ = writeln!(io::stderr(), "{}", shown_lines(&message.to_string()));
}

/// Lines without characters that would control the terminal or change the order of the text, wherever they come from.
fn shown_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || is_shown(c) { c } else { '\u{fffd}' }).collect()
}
