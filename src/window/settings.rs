//! The settings in the window: taken over at the start, changed, and kept as they change.

use super::reasons::reason_of;
use super::session::Session;
use super::state::{Message, NoticeKind, Reason, State};
use crate::case::{Case, identifies_patient};
use crate::definition::IndicationId;
use crate::desktop::Effect;
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

/// What of the settings is in the file, and how it gets there. One write at a time: the last word
/// wins.
#[derive(Default)]
pub struct Keeping {
    /// Where; `None`: they are not kept.
    folder: Option<PathBuf>,
    kept: UserSettings,
    under_way: bool,
}

impl Keeping {
    /// Whether they are being written.
    pub fn is_under_way(&self) -> bool {
        self.under_way
    }

    pub(super) fn broke(&mut self) {
        self.under_way = false;
    }
}

impl State {
    /// Takes over what was found at the start, and tells what was wrong with it.
    pub fn take_settings(&mut self, FoundSettings { folder, found }: FoundSettings) {
        let settings = found.settings();
        self.keeping = Keeping {
            folder: found.may_be_replaced().then_some(folder),
            kept: settings.clone(),
            under_way: false,
        };
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

    /// The write that is to be asked for next, if any.
    pub fn keep_settings(&mut self) -> Option<Effect> {
        let keeping = &mut self.keeping;
        if keeping.under_way || keeping.kept == self.settings {
            return None;
        }
        keeping.kept = self.settings.clone();
        keeping.under_way = keeping.folder.is_some();
        let folder = keeping.folder.clone()?;
        Some(Effect::WriteSettings(folder, Box::new(self.settings.clone())))
    }

    pub(super) fn settings_written(&mut self, written: Result<(), FileError>) {
        self.keeping.under_way = false;
        if let Err(error) = written {
            // Told once: the window goes on with what was chosen.
            self.keeping.folder = None;
            let reason: Reason = reason_of(error);
            self.tell(NoticeKind::Warning, Message::SettingsNotKept(reason));
        }
    }
}
