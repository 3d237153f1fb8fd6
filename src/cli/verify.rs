//! `verify`: tells whether PDFs are as they were exported, and which file a scan was printed from.

use super::arguments::{VerifyArguments, is_standard_stream};
use super::credentials::Credentials;
use super::exit_status::ExitStatus;
use super::input::reasons;
use super::output::{STANDARD_INPUT_TWICE, print_error, print_result};
use crate::case;
use crate::definition::CriteriaSet;
use crate::files::{self, CaseFile, FileError, PDF_LIMIT};
use crate::notation::shown_path;
use crate::pdf;
use crate::report::Mark;
use crate::verify::{
    DrawingError, PageReader, PdfStatus, SCAN_LIMIT, is_picture, marks_on_paper, verify_pdf,
    was_printed_from_case, was_printed_from_pdf,
};
use std::io::stdin;
use std::path::Path;
use zeroize::Zeroizing;

pub fn run(arguments: &VerifyArguments, set: &CriteriaSet) -> ExitStatus {
    if arguments.credentials.share_standard_input(&arguments.files) {
        print_error(STANDARD_INPUT_TWICE);
        return ExitStatus::UsageError;
    }
    let reader = PageReader::in_own_process();
    let mut status = ExitStatus::Success;
    for (at, path) in arguments.files.iter().enumerate() {
        let is_first = at == 0;
        let printed = match read(path) {
            Ok(bytes) if is_first && is_picture(&bytes) => {
                return find_origin(path, &bytes, &arguments.files[1..], &reader, arguments, set);
            }
            Ok(bytes) => print_status(path, bytes, &reader, set),
            Err(error) => {
                print_error(format_args!("{}: could not be read: {error}", shown_path(path)));
                Ok(ExitStatus::Failure)
            }
        };
        match printed {
            Ok(printed) => status = status.max(printed),
            Err(ended) => return status.max(ended),
        }
    }
    status
}

/// The content of a file; `-` is standard input.
fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    let limit = |start: &[u8]| if is_picture(start) { SCAN_LIMIT } else { PDF_LIMIT };
    if is_standard_stream(path) {
        files::read_stream(stdin().lock(), limit)
    } else {
        files::read_bytes_by_kind(path, limit)
    }
}

/// Prints the status of one file. An error is the status to end with at once.
fn print_status(
    path: &Path,
    bytes: Vec<u8>,
    reader: &PageReader,
    set: &CriteriaSet,
) -> Result<ExitStatus, ExitStatus> {
    let status = if pdf::is_pdf(&bytes) {
        match verify_pdf(&bytes, reader, set) {
            Ok(status) => status,
            Err(error) => {
                print_error(format_args!("{}: could not be read: {error}", shown_path(path)));
                PdfStatus::NoCase
            }
        }
    } else {
        match files::parse_case_file(bytes) {
            // A case of its own, without pages.
            Ok(CaseFile::Encrypted(_)) => PdfStatus::NoMark,
            Ok(CaseFile::Plain(text)) if case::read(&text.text, set).is_ok() => PdfStatus::NoMark,
            Ok(CaseFile::Plain(_)) | Err(_) => PdfStatus::NoCase,
        }
    };
    let words = match &status {
        PdfStatus::Unchanged => "unchanged".to_owned(),
        PdfStatus::CaseUnchanged => "case unchanged".to_owned(),
        PdfStatus::Changed(contradictions) => format!("changed: {}", reasons(contradictions)),
        PdfStatus::NoMark => "no mark".to_owned(),
        PdfStatus::NotChecked(reason) => format!("not checked: {reason}"),
        PdfStatus::NoCase => "no case".to_owned(),
    };
    print_result(format_args!("{}: {words}\n", shown_path(path)))?;
    Ok(match status {
        PdfStatus::Unchanged | PdfStatus::CaseUnchanged => ExitStatus::Success,
        PdfStatus::Changed(_) | PdfStatus::NoMark | PdfStatus::NotChecked(_) | PdfStatus::NoCase => {
            ExitStatus::Failure
        }
    })
}

/// Prints each file that a scan was printed from.
fn find_origin(
    scan: &Path,
    picture: &[u8],
    among: &[std::path::PathBuf],
    reader: &PageReader,
    arguments: &VerifyArguments,
    set: &CriteriaSet,
) -> ExitStatus {
    if among.is_empty() {
        print_error("after a scan, give the PDFs and cases that it may have been printed from");
        return ExitStatus::UsageError;
    }
    let marks = match marks_on_paper(picture, reader) {
        Err(error) => {
            let reason = match error {
                DrawingError::Damaged => "it is damaged, or has more than 40 megapixels",
                DrawingError::BeyondLimits => {
                    "searching it for QR codes takes more than 20 seconds; \
                     scan page 1 alone, in grey, at 150 to 300 dpi"
                }
                DrawingError::NotStarted => {
                    "this computer does not let the program search it; start the program anew, or give it more memory"
                }
            };
            print_error(format_args!("{}: the picture could not be read: {reason}", shown_path(scan)));
            Vec::new()
        }
        Ok(marks) => {
            if marks.is_empty() {
                print_error(format_args!(
                    "{}: note: no mark could be read; scan page 1 straight, at 150 dpi or more",
                    shown_path(scan)
                ));
            }
            marks
        }
    };
    let mut credentials = Credentials::new(&arguments.credentials);
    let (mut has_found, mut status) = (false, ExitStatus::Success);
    for path in among {
        match is_origin(path, &marks, reader, &mut credentials, set) {
            Ok(false) => {}
            Ok(true) => {
                has_found = true;
                if let Err(ended) = print_result(format_args!("{}: {}\n", shown_path(scan), shown_path(path)))
                {
                    return status.max(ended);
                }
            }
            Err(error) => {
                print_error(format_args!("{}: could not be read: {error}", shown_path(path)));
                status = ExitStatus::Failure;
            }
        }
    }
    if has_found {
        return status;
    }
    let printed = print_result(format_args!("{}: none\n", shown_path(scan)));
    printed.err().unwrap_or_default().max(ExitStatus::Failure)
}

/// Whether the paper was printed from the PDF or case in a file.
fn is_origin(
    path: &Path,
    marks: &[Mark],
    reader: &PageReader,
    credentials: &mut Credentials,
    set: &CriteriaSet,
) -> Result<bool, String> {
    let bytes = read(path).map_err(|error| error.to_string())?;
    if pdf::is_pdf(&bytes) {
        return Ok(was_printed_from_pdf(marks, &bytes, reader));
    }
    let text: Zeroizing<String> = match files::parse_case_file(bytes).map_err(|error| error.to_string())? {
        CaseFile::Plain(case) => case.text,
        CaseFile::Encrypted(case) => {
            let credential = credentials.for_file(path, case.kind)?;
            case.decrypt(&credential).map_err(|error| error.to_string())?.text
        }
    };
    Ok(was_printed_from_case(marks, &text, set))
}
