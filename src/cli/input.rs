//! Reads cases and reports their faults.

use super::arguments::is_standard_stream;
use super::credentials::Credentials;
use super::output::print_error;
use crate::assessment::visible_questions;
use crate::case::{self, Age, Case, Reading};
use crate::definition::{Answer, CriteriaSet, QuestionId, is_sks_diagnosis_code};
use crate::files::{self, CaseFile, CaseFileError, CaseText};
use crate::notation::shown_path;
use crate::pdf::EmbeddedCaseError;
use crate::verify::{Contradiction, NotCheckedReason, PageReader, PdfStatus, verify_pdf};
use std::io::stdin;
use std::path::Path;

/// What is done with a PDF that was changed since it was exported.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ChangedPdfs {
    /// Its case is read, with a note.
    Accepted,
    /// Its case is not read.
    Refused,
}

impl ChangedPdfs {
    /// `is_accepted` is the argument `--accept-changed`.
    pub fn accepted_if(is_accepted: bool) -> Self {
        if is_accepted { ChangedPdfs::Accepted } else { ChangedPdfs::Refused }
    }
}

/// A case without faults, and where it comes from.
pub struct FaultlessCase {
    pub case: Case,
    /// Whether it was inside a PDF that was changed, which the user accepts.
    pub is_from_changed_pdf: bool,
}

/// Reads the case in a file, plain or encrypted, or in a PDF; `-` is standard input. If it has faults, reports each on
/// stderr with file and place, and returns nothing. So it does for a PDF that was changed, unless that is accepted.
pub fn read_faultless_case(
    path: &Path,
    credentials: &mut Credentials,
    changed: ChangedPdfs,
    set: &CriteriaSet,
) -> Option<FaultlessCase> {
    let mut name = shown_path(path);
    let read_file = || match is_standard_stream(path) {
        true => files::read_case_from(stdin().lock()),
        false => files::read_case(path).map(|(file, _)| file),
    };
    let mut read = || match read_file().map_err(why_unreadable)? {
        CaseFile::Plain(case_text) => Ok(case_text),
        CaseFile::Encrypted(case) => {
            let credential = credentials.for_file(path, case.kind)?;
            case.decrypt(&credential).map_err(|error| error.to_string())
        }
    };
    let case_text: CaseText = match read() {
        Ok(case_text) => case_text,
        Err(error) => {
            print_error(format_args!("{name}: could not be read: {error}"));
            return None;
        }
    };
    let is_from_changed_pdf = match &case_text.pdf {
        Some(pdf) => is_changed(&name, pdf, changed, set)?,
        None => false,
    };
    if let Some(attachment) = case_text.attachment() {
        name = format!("{name} ({attachment})");
    }
    let reading = match case::read(&case_text.text, set) {
        Ok(reading) => reading,
        Err(refusal) => {
            print_error(format_args!("{name}:{refusal}"));
            return None;
        }
    };
    for fault in &reading.faults {
        print_error(format_args!("{name}:{fault}"));
    }
    if reading.more_faults > 0 {
        let noun = if reading.more_faults == 1 { "fault" } else { "faults" };
        print_error(format_args!("{name}: and {} more {noun}", reading.more_faults));
    }
    if !reading.faults.is_empty() {
        return None;
    }
    if let Some(migration) = &reading.migration {
        if migration.is_from_changed_set(set) {
            print_error(format_args!(
                "{name}: note: the set `{}` was changed since the case was written; \
                 it is assessed by the set as it is now",
                migration.from
            ));
        } else {
            print_error(format_args!(
                "{name}: note: the case is of the set `{}` and is read as one of `{}`, which follows it",
                migration.from, reading.case.criteria_set
            ));
            if migration.was_changed {
                print_error(format_args!(
                    "{name}: note: the set `{}` was changed since the case was written",
                    migration.from
                ));
            }
        }
        for dropped in &migration.dropped {
            print_error(format_args!(
                "{name}: note: the answer to `{}` is left out; answer `{}` anew",
                dropped.question.id, dropped.to_answer
            ));
        }
        for kept in &migration.to_confirm {
            print_error(format_args!(
                "{name}: note: the answer to `{}` is kept but must be confirmed: the question has changed in `{}`",
                kept.question, reading.case.criteria_set
            ));
        }
    }
    note_unconfirmed(&name, &reading, set);
    for (id, answer) in &reading.case.answers {
        if let Answer::SksCode(code) = answer
            && !is_sks_diagnosis_code(code)
        {
            print_error(format_args!(
                "{name}: note: the answer to `{id}` does not look like an SKS diagnosis code; check it"
            ));
        }
    }
    if reading.case.age() == Age::Disagreeing {
        print_error(format_args!(
            "{name}: note: CPR number and date of birth disagree, so the age counts as unknown; correct one of them"
        ));
    }
    Some(FaultlessCase { case: reading.case, is_from_changed_pdf })
}

/// Notes what somebody has still to confirm in the window, so that a report that rests on it is a draft: of the
/// answers, those that some form asks for. What comes from this reading is noted already.
fn note_unconfirmed(name: &str, reading: &Reading, set: &CriteriaSet) {
    let case = &reading.case;
    let is_noted = |question: &QuestionId| {
        reading
            .migration
            .iter()
            .flat_map(|migration| &migration.to_confirm)
            .any(|kept| kept.question == *question)
    };
    // Another indication than that of the case may be evaluated.
    let forms: Vec<_> =
        set.indications.iter().map(|indication| visible_questions(indication, case)).collect();
    let is_asked = |question: &QuestionId| forms.iter().any(|form| form.contains(question));
    for question in
        case.to_confirm.answers.iter().filter(|question| !is_noted(question) && is_asked(question))
    {
        if case.answer_to_confirm(set, question).is_some() {
            print_error(format_args!(
                "{name}: note: the answer to `{question}` must be confirmed: \
                 the question was changed after it was answered"
            ));
        }
    }
    if let Some(day) = case.to_confirm.assessed_before {
        print_error(format_args!(
            "{name}: note: what may have changed since {day}, when the case was assessed before, must be confirmed"
        ));
    }
}

/// Why a case file could not be read.
fn why_unreadable(error: CaseFileError) -> String {
    match error {
        CaseFileError::Pdf(several @ EmbeddedCaseError::Several) => {
            format!("{several}; --accept-changed does not help, ask the sender for the case itself")
        }
        error => error.to_string(),
    }
}

/// Whether a PDF was changed; `None`: its case may not be read. Says on stderr what speaks against it.
fn is_changed(name: &str, pdf: &[u8], changed: ChangedPdfs, set: &CriteriaSet) -> Option<bool> {
    match verify_pdf(pdf, &PageReader::in_own_process(), set) {
        Ok(PdfStatus::Unchanged | PdfStatus::CaseUnchanged) => Some(false),
        Ok(PdfStatus::NoMark) => {
            print_error(format_args!(
                "{name}: note: no mark: the PDF holds a case, but nothing that shows that the pages belong to it"
            ));
            Some(false)
        }
        Ok(PdfStatus::NotChecked(reason)) => match changed {
            ChangedPdfs::Accepted => {
                print_error(format_args!("{name}: note: the PDF was not checked: {reason}"));
                Some(false)
            }
            ChangedPdfs::Refused => {
                let advice = match reason {
                    NotCheckedReason::NotDrawn => "try again",
                    NotCheckedReason::NotComparable => "ask for the PDF as it was exported",
                };
                print_error(format_args!(
                    "{name}: the PDF could not be checked: {reason}; {advice}, \
                     or give --accept-changed to use it all the same"
                ));
                None
            }
        },
        Ok(PdfStatus::Changed(contradictions)) => {
            let reasons = reasons(&contradictions);
            match changed {
                ChangedPdfs::Accepted => {
                    print_error(format_args!("{name}: note: the PDF was changed: {reasons}"));
                    Some(true)
                }
                ChangedPdfs::Refused => {
                    print_error(format_args!(
                        "{name}: the PDF was changed since it was exported: {reasons}; ask for the case itself, \
                         or give --accept-changed to use it all the same"
                    ));
                    None
                }
            }
        }
        Ok(PdfStatus::NoCase) => {
            print_error(format_args!("{name}: could not be read: {}", EmbeddedCaseError::NoneInside));
            None
        }
        Err(error) => {
            print_error(format_args!("{name}: could not be read: {error}"));
            None
        }
    }
}

/// What contradicts itself, in one line.
pub fn reasons(contradictions: &[Contradiction]) -> String {
    let words: Vec<String> = contradictions.iter().map(ToString::to_string).collect();
    words.join("; ")
}
