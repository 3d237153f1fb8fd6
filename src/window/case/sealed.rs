//! What of the view of a case is about the patient: it is sealed while the window is locked, and comes back unchanged.

use super::file_name::FileNameMemory;
use super::requester_notes::RequesterNotes;
use super::session::SessionContent;
use super::{CaseView, Preview, SavedReport};
use crate::desktop::{ContentToSeal, Protection, UnsavedChanges};
use crate::window::flow::ReportSubject;
use crate::window::notice::{Notice, Reason};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fmt::{self, Write};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The content that is sealed.
#[derive(PartialEq, Serialize, Deserialize)]
pub struct SealedContent {
    session: SessionContent,
    rest: ContentBesideSession,
}

#[derive(PartialEq, Serialize, Deserialize)]
struct ContentBesideSession {
    /// The paths of the reports that were exported, and what each is about.
    reports: Vec<(OsString, Option<ReportSubject>)>,
    notices: NoticeSecrets,
    requester_notes: RequesterNotes,
}

impl fmt::Debug for SealedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedContent").finish_non_exhaustive()
    }
}

/// What the notices have about the patient, in the order of the notices.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct NoticeSecrets {
    paths: Vec<OsString>,
    /// The words of the system, which may contain a path.
    words: Vec<String>,
}

/// A case that is sealed, with what stays in memory beside it: nothing about the patient.
pub struct SealedCase {
    sealed: Arc<[u8]>,
    /// The notices without paths.
    notices: Vec<Notice>,
    has_unsaved_changes: bool,
    /// What of the unsaved changes is left after a crash.
    unsaved: UnsavedChanges,
}

impl SealedCase {
    /// The encrypted content.
    pub fn sealed(&self) -> &Arc<[u8]> {
        &self.sealed
    }

    /// The notices as they stay in memory.
    #[cfg(test)]
    pub(super) fn notices_without_secrets(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether the sealed case differs from the one in its file.
    pub fn has_unsaved_changes(&self) -> bool {
        self.has_unsaved_changes
    }

    /// What of the unsaved changes is left after a crash.
    pub fn unsaved(&self) -> UnsavedChanges {
        self.unsaved
    }
}

impl CaseView {
    /// A copy of the content to seal.
    pub(crate) fn content_to_seal(&self) -> SealedContent {
        SealedContent { session: self.session.content(), rest: self.rest_to_seal() }
    }

    /// Whether this is the content as it is now.
    pub(crate) fn has_content(&self, content: &SealedContent) -> bool {
        self.session.has_content(&content.session) && self.rest_to_seal() == content.rest
    }

    fn rest_to_seal(&self) -> ContentBesideSession {
        ContentBesideSession {
            reports: take_report_secrets(&mut self.saved_reports.clone()),
            notices: take_secrets(&mut self.notices.clone()),
            requester_notes: self.requester_notes.clone(),
        }
    }

    /// Drops the content, which is in `sealed` by now.
    pub(crate) fn seal(&mut self, sealed: Arc<[u8]>, unsaved: UnsavedChanges) -> SealedCase {
        let mut notices = mem::take(&mut self.notices);
        let has_unsaved_changes = self.session.has_unsaved_changes();
        take_secrets(&mut notices);
        take_report_secrets(&mut self.saved_reports);
        self.editing = None;
        self.calendar = None;
        self.preview = self.preview.as_ref().map(Preview::without_pictures);
        self.confirmed_answers.clear();
        self.before_key_answer = None;
        self.file_name = FileNameMemory::default();
        self.requester_notes = RequesterNotes::default();
        self.session.drop_content();
        SealedCase { sealed, notices, has_unsaved_changes, unsaved }
    }

    /// Takes the content of a sealed case back; `false`: the bytes are not its content, and nothing is changed. What
    /// the user was told since stays.
    pub(crate) fn unseal(&mut self, case: &SealedCase, content: &[u8], protection: Protection) -> bool {
        let Some(content) = read(content) else { return false };
        let SealedContent { session, rest } = content;
        let ContentBesideSession { reports, notices: secrets, requester_notes } = rest;
        self.requester_notes = requester_notes;
        self.session.restore_content(session, protection);
        for (saved, (path, subject)) in self.saved_reports.iter_mut().zip(reports) {
            let (blank_path, blank_subject) = saved.secrets_mut();
            (*blank_path, *blank_subject) = (path.into(), subject);
        }
        let mut notices = case.notices.clone();
        put_back(&mut notices, secrets);
        self.notices.splice(..0, notices);
        true
    }
}

impl ContentToSeal for SealedContent {
    fn to_bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut length = TextLength(0);
        let options = ron::Options::default();
        options.to_writer(&mut length, self).ok()?;
        // All of the memory is allocated at once: a text that grows leaves copies that nobody wipes.
        let mut text = Zeroizing::new(String::with_capacity(length.0));
        options.to_writer(&mut *text, self).ok()?;
        (read(text.as_bytes())? == *self).then(|| Zeroizing::new(mem::take(&mut *text).into_bytes()))
    }
}

fn read(content: &[u8]) -> Option<SealedContent> {
    ron::de::from_bytes(content).ok()
}

/// Takes the paths of the reports, which may name the patient, and what the reports are about.
fn take_report_secrets(reports: &mut [SavedReport]) -> Vec<(OsString, Option<ReportSubject>)> {
    let take = |report: &mut SavedReport| {
        let (path, subject) = report.secrets_mut();
        (mem::take(path).into_os_string(), subject.take())
    };
    reports.iter_mut().map(take).collect()
}

/// Takes what is about the patient out of the notices.
fn take_secrets(notices: &mut [Notice]) -> NoticeSecrets {
    let mut secrets = NoticeSecrets::default();
    for notice in notices {
        let (path, reason) = notice.message.path_and_reason_mut();
        secrets.paths.extend(path.map(|path| mem::take(path).into_os_string()));
        if let Some(Reason::System(words)) = reason {
            secrets.words.push(mem::take(words));
        }
    }
    secrets
}

/// Puts it back where [`take_secrets`] has taken it.
fn put_back(notices: &mut [Notice], secrets: NoticeSecrets) {
    let NoticeSecrets { paths, words } = secrets;
    let (mut paths, mut words) = (paths.into_iter(), words.into_iter());
    for notice in notices {
        let (path, reason) = notice.message.path_and_reason_mut();
        if let Some(path) = path {
            *path = paths.next().map(PathBuf::from).unwrap_or_default();
        }
        if let Some(Reason::System(system)) = reason {
            *system = words.next().unwrap_or_default();
        }
    }
}

/// Counts the bytes of a text without keeping it.
struct TextLength(usize);

impl Write for TextLength {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}
