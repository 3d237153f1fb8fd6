//! What of a session is about the patient: it is sealed while the window is locked.

use super::{OpenedVersion, Session};
use crate::case::Case;
use crate::desktop::Protection;
use crate::window::case::history::History;
use crate::window::case::patient_of_answers::PatientOfAnswers;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The case, its history, and its path. The passphrase is not part of it: it is typed again.
#[derive(PartialEq, Serialize, Deserialize)]
pub struct SessionContent {
    case: Case,
    baseline: Case,
    /// Not a `PathBuf`, which serde writes only if it is UTF-8.
    path: Option<OsString>,
    copy_of: Option<OsString>,
    assessed_before: Option<Date>,
    opened_version: Option<OpenedVersion>,
    history: History,
    patient_of_answers: PatientOfAnswers,
}

impl Session {
    /// A copy of what is about the patient.
    pub(in crate::window::case) fn content(&self) -> SessionContent {
        SessionContent {
            case: self.case.clone(),
            baseline: self.baseline.clone(),
            path: self.path.clone().map(PathBuf::into_os_string),
            copy_of: self.copy_of.clone().map(PathBuf::into_os_string),
            assessed_before: self.assessed_before,
            opened_version: self.opened_version.clone(),
            history: self.history.clone(),
            patient_of_answers: self.patient_of_answers.clone(),
        }
    }

    /// Whether this is what the session has about the patient now.
    pub(in crate::window::case) fn has_content(&self, content: &SessionContent) -> bool {
        let SessionContent {
            case,
            baseline,
            path,
            copy_of,
            assessed_before,
            opened_version,
            history,
            patient_of_answers,
        } = content;
        (&self.case, &self.baseline, &self.history) == (case, baseline, history)
            && self.patient_of_answers == *patient_of_answers
            && self.path.as_deref().map(Path::as_os_str) == path.as_deref()
            && self.copy_of.as_deref().map(Path::as_os_str) == copy_of.as_deref()
            && (self.assessed_before, &self.opened_version) == (*assessed_before, opened_version)
    }

    /// Puts a blank case in the place of the content, and drops the passphrase. The revision stays, and the lock of the
    /// file, which still belongs to this window.
    pub(in crate::window::case) fn drop_content(&mut self) {
        let blank = Case::new(&self.set, self.set.indications[0].id.clone(), None);
        let content = SessionContent {
            case: blank.clone(),
            baseline: blank,
            path: None,
            copy_of: None,
            assessed_before: None,
            opened_version: None,
            history: History::default(),
            patient_of_answers: PatientOfAnswers::default(),
        };
        self.replace_content(content, None);
    }

    /// Takes the content back that [`drop_content`](Self::drop_content) has dropped.
    pub(in crate::window::case) fn restore_content(
        &mut self,
        content: SessionContent,
        protection: Protection,
    ) {
        self.replace_content(content, Some(protection));
    }

    fn replace_content(&mut self, content: SessionContent, protection: Option<Protection>) {
        let SessionContent {
            case,
            baseline,
            path,
            copy_of,
            assessed_before,
            opened_version,
            history,
            patient_of_answers,
        } = content;
        self.case = case;
        self.baseline = baseline;
        self.path = path.map(PathBuf::from);
        self.copy_of = copy_of.map(PathBuf::from);
        self.assessed_before = assessed_before;
        self.opened_version = opened_version;
        self.history = history;
        self.patient_of_answers = patient_of_answers;
        self.protection = protection;
        self.assess();
    }
}
