//! `export`: writes the report of a case as PDF.

use super::arguments::{ExportArguments, is_standard_stream};
use super::credentials::Credentials;
use super::exit_status::ExitStatus;
use super::input::{ChangedPdfs, FaultlessCase, read_faultless_case};
use super::output::{STANDARD_INPUT_TWICE, print_error, write_result};
use crate::case::identity_traces;
use crate::clock;
use crate::definition::CriteriaSet;
use crate::files::{self, FileError, FileNote, Lock, LockError, WriteInProgress};
use crate::notation::shown_path;
use crate::pdf;
use crate::report::ReportSettings;
use std::fmt::Display;
use std::path::Path;

/// Why the report can't be written to a pipe, a socket or a device by its path.
const NOT_A_FILE: &str = "it is a pipe, a socket or a device, and not a file that can be replaced; name a file, or `-` \
     for standard output";

pub fn run(arguments: &ExportArguments, set: &CriteriaSet) -> ExitStatus {
    if arguments.credentials.share_standard_input(std::slice::from_ref(&arguments.case)) {
        print_error(STANDARD_INPUT_TWICE);
        return ExitStatus::UsageError;
    }
    // The time at which the file was locked is written beside it.
    if !clock::has_date() {
        print_error(
            "the clock of this computer is set too far ahead, to after 9999-12-30; set it and try again",
        );
        return ExitStatus::Failure;
    }
    let mut credentials = Credentials::new(&arguments.credentials);
    let changed = ChangedPdfs::accepted_if(arguments.accept_changed);
    let read = read_faultless_case(&arguments.case, &mut credentials, changed, set);
    let Some(FaultlessCase { case, is_from_changed_pdf }) = read else {
        return ExitStatus::Failure;
    };
    if files::is_same_file(&arguments.case, &arguments.output) {
        print_error(format_args!(
            "{}: the output is the case itself, which would be lost; give another --output",
            shown_path(&arguments.output)
        ));
        return ExitStatus::UsageError;
    }
    let settings = ReportSettings {
        moment: arguments.moment,
        with_case: !arguments.without_case,
        with_identity: !arguments.without_identity,
        is_from_changed_pdf,
        ..ReportSettings::whole(arguments.language.into())
    };
    let export = match pdf::export(set, &case, settings) {
        Ok(export) => export,
        Err(error) => {
            print_error(format_args!(
                "{}: the report could not be made: {error}",
                shown_path(&arguments.case)
            ));
            return ExitStatus::Failure;
        }
    };
    let written = match is_standard_stream(&arguments.output) {
        true => write_result(&export.bytes),
        false => write_report(&arguments.output, &export.bytes),
    };
    if let Err(status) = written {
        return status;
    }
    if arguments.without_identity {
        for trace in identity_traces(&case) {
            print_error(format_args!("{}: note: {trace}", shown_path(&arguments.case)));
        }
    }
    if !export.replaced.is_empty() {
        let codes: Vec<String> = export.replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        print_error(format_args!(
            "{}: note: the font lacks these characters, which were replaced in the PDF: {}",
            shown_path(&arguments.case),
            codes.join(", ")
        ));
    }
    ExitStatus::Success
}

/// Writes the report to a file. The file is locked meanwhile: a window may have it open.
fn write_report(path: &Path, bytes: &[u8]) -> Result<(), ExitStatus> {
    let name = shown_path(path);
    let failed = |error: &dyn Display| {
        print_error(format_args!("{name}: the report could not be written: {error}"));
        Err(ExitStatus::Failure)
    };
    // Ctrl-C must leave no files beside the report. Without the handler, it ends the program all the same.
    let _ = files::finish_writes_on_signals();
    let _in_progress = WriteInProgress::start();
    let lock = match Lock::acquire(path) {
        Err(error @ LockError::HeldElsewhere(_)) => return failed(&error),
        lock => lock.ok(),
    };
    let notes = match files::replace(path, bytes) {
        Ok(notes) => notes,
        Err(FileError::NotAFile) => return failed(&NOT_A_FILE),
        Err(error) => return failed(&error),
    };
    for kept in lock.iter().flat_map(|lock| lock.kept_versions()) {
        print_note(&name, &FileNote::OtherVersionFound(kept.clone()));
    }
    if lock.is_none() {
        print_note(&name, &FileNote::NotGuarded);
    }
    notes.iter().for_each(|note| print_note(&name, note));
    Ok(())
}

fn print_note(name: &str, note: &FileNote) {
    let note = match note {
        FileNote::NotGuarded => {
            "it could not be locked, so another program may have written it at the same time; check it"
                .to_owned()
        }
        FileNote::AccessNotKept => {
            "its access rights could not be kept, so some who could read or change it may not be able to now"
                .to_owned()
        }
        FileNote::OwnerChanged => {
            "the old file was another user's; the new one is yours, and some who could open the old one may not be \
             able to open it; change its access rights if they should be"
                .to_owned()
        }
        FileNote::NotFlushed => {
            "its folder could not be flushed to disk, so a power cut right now may bring the old file back"
                .to_owned()
        }
        FileNote::OtherVersionFound(path) => format!(
            "an interrupted write had displaced a version of another program; it was kept as {}",
            shown_path(path)
        ),
        FileNote::OtherVersionKept(path) => format!(
            "another program had written it in the last moment; that version was kept as {}",
            shown_path(path)
        ),
    };
    print_error(format_args!("{name}: note: {note}"));
}
