//! How the program ends.

use std::process::ExitCode;

/// How the program ends, the worst last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// The command was carried out, whatever the verdict.
    #[default]
    Success,
    /// The input has a fault, or the output could not be written.
    Failure,
    /// The arguments are wrong.
    UsageError,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Failure => 1,
            ExitStatus::UsageError => 2,
        })
    }
}
