//! Why the system has not shown or printed a report.

use crate::files::FileError;

/// Why a report was not shown or printed by the system.
#[derive(Debug)]
pub enum HandoverError {
    /// The file is not as it was exported ([`FileError::Changed`], [`FileError::Gone`]), or can't be read. It was not
    /// opened, but the folder of one that is there was shown if that was asked for.
    File(FileError),
    /// It was withdrawn before the system was asked.
    Withdrawn,
    /// No installed program can show or print the file.
    NoProgram,
    /// The system failed with this error text.
    System(String),
}

/// Why a report was not printed.
#[derive(Debug)]
pub enum PrintError {
    /// The temporary file could not be written.
    Export(FileError),
    /// The system did not take the file.
    Handover(HandoverError),
    /// The user cancelled the print dialog.
    Cancelled,
    /// The print dialog has ended in another way, such as with its window, or what became of it is not known.
    DialogEnded,
    /// What shows the print dialog has not answered.
    Unanswered,
    /// The system does not let anybody print.
    Forbidden,
}

impl From<HandoverError> for PrintError {
    fn from(error: HandoverError) -> Self {
        PrintError::Handover(error)
    }
}
