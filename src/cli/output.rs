//! What is said on stdout and stderr. The only place that writes there.

use super::call::Ending;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints on stdout, at once.
///
/// # Errors
/// How the call ends when the output is lost: quietly where nobody reads on, else at fault.
pub fn print(text: impl Display) -> Result<(), Ending> {
    let mut out = io::stdout().lock();
    match write!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Ending::Done),
        Err(error) => {
            tell(format_args!("the output could not be written: {error}"));
            Err(Ending::InputAtFault)
        }
    }
}

/// Says something on stderr. Where that is closed there is nobody left to tell.
pub fn tell(message: impl Display) {
    let _ = writeln!(io::stderr(), "{message}");
}
