//! The settings in the window: taken over at the start, changed, and kept as they change.

use super::jobs::FollowUp;
use super::reasons::reason_of;
use super::session::Session;
use super::state::{Message, NoticeKind, State};
use crate::case::{Case, identifies_patient};
use crate::definition::IndicationId;
use crate::desktop::Request;
use crate::files::{FileError, StoredSettings};
use crate::settings::UserSettings;
use std::path::{Path, PathBuf};

/// What was found at the start.
pub struct FoundSettings {
    /// Where settings are kept.
    pub folder: PathBuf,
    /// What was there.
    pub found: StoredSettings,
}

/// Where the settings are written, and what was written last. One write at a time: the last change wins.
#[derive(Default)]
pub struct SettingsFile {
    /// The folder; `None`: settings are not written.
    folder: Option<PathBuf>,
    written: UserSettings,
}

impl State {
    /// Takes over what was found at the start, and tells what was wrong with it.
    pub fn take_settings(&mut self, FoundSettings { folder, found }: FoundSettings) {
        let settings = found.settings();
        let folder = found.may_be_replaced().then_some(folder);
        self.settings_file = SettingsFile { folder, written: settings.clone() };
        match found {
            StoredSettings::Settings(_) => {}
            StoredSettings::Nothing => self.recovery.explains = true,
            StoredSettings::Broken { set_aside } => {
                self.tell(NoticeKind::Warning, Message::SettingsBroken(set_aside))
            }
            StoredSettings::Newer => self.tell(NoticeKind::Warning, Message::SettingsNewer),
            StoredSettings::Unreadable(error) => {
                self.tell(NoticeKind::Warning, Message::SettingsUnreadable(reason_of(error)));
            }
        }
        self.set_settings(settings);
    }

    /// Changes the settings. A case in which nothing was entered yet gets the requester too.
    pub(super) fn set_settings(&mut self, settings: UserSettings) {
        self.settings = settings;
        if self.session.is_untouched() {
            let shown = self.session.case().indication.clone();
            self.session = self.blank_session(shown);
        }
    }

    /// A blank case of the user's.
    pub(super) fn blank_session(&self, indication: IndicationId) -> Session {
        let session = Session::blank_for(self.session.set().clone(), indication, self.today);
        session.requested_by(&self.settings.requester)
    }

    /// The next dialog opens there; but the settings name no patient.
    pub(super) fn remember_folder(&mut self, path: &Path, case: &Case) {
        let Some(folder) = path.parent().filter(|folder| folder.is_absolute()) else { return };
        if !identifies_patient(case, &folder.to_string_lossy()) {
            self.settings.last_folder = Some(folder.to_owned());
        }
    }

    /// Whether the settings are being written.
    pub fn is_writing_settings(&self) -> bool {
        self.jobs.any(|follow_up| matches!(follow_up, FollowUp::NoteSettings))
    }

    /// Starts the next write, if the settings have changed since the last.
    pub fn write_settings(&mut self) {
        if self.settings_file.written == self.settings || self.is_writing_settings() {
            return;
        }
        self.settings_file.written = self.settings.clone();
        if let Some(folder) = self.settings_file.folder.clone() {
            let request = Request::WriteSettings(folder, Box::new(self.settings.clone()));
            self.jobs.start(request, FollowUp::NoteSettings);
        }
    }

    pub(super) fn settings_written(&mut self, written: Result<(), FileError>) {
        if let Err(error) = written {
            // Told once: the window goes on with what was chosen.
            self.settings_file.folder = None;
            self.tell(NoticeKind::Warning, Message::SettingsNotKept(reason_of(error)));
        }
    }
}
