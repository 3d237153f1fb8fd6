//! The settings: taken over at the start, changed, and written as they change.

use super::Window;
use super::kept_path::folder_may_be_kept;
use crate::case::Case;
use crate::definition::IndicationId;
use crate::desktop::Request;
use crate::files::{FileError, StoredSettings, WrittenSettings};
use crate::settings::{RequesterProfile, UserSettings};
use crate::window::case::{Field, Session, Target};
use crate::window::command::SettledProfile;
use crate::window::flow::{FoundSettings, SettingsStore};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Message, NoticeKind};
use std::path::Path;

impl Window {
    /// Takes over what was found at the start, and tells what was wrong with it.
    pub fn take_settings(&mut self, FoundSettings { folder, found }: FoundSettings) {
        let settings = self.policy.applied_to(found.settings());
        let folder = found.may_be_replaced().then_some(folder);
        // Only what changes is written, so that the file keeps the user's own choice of what a policy decides.
        self.settings_store = SettingsStore::new(folder, settings.clone());
        match found {
            StoredSettings::Settings(_) => {}
            StoredSettings::WithoutTexts(_, count) => {
                self.tell(NoticeKind::Warning, Message::SettingsTextsLeftOut(count));
            }
            StoredSettings::Nothing => self.is_to_explain_copies = true,
            StoredSettings::Broken { set_aside } => {
                self.tell(NoticeKind::Warning, Message::SettingsBroken(set_aside))
            }
            StoredSettings::Newer => self.tell(NoticeKind::Warning, Message::SettingsNewer),
            StoredSettings::Unreadable(error) => {
                self.tell(NoticeKind::Warning, Message::SettingsUnreadable(error.into()));
            }
        }
        self.set_settings(settings);
    }

    /// Starts with a blank case: typing begins at once, and the welcome explains the recovery copies.
    pub fn welcome(&mut self) {
        self.focus_first_field();
        self.is_to_explain_copies = false;
    }

    /// Makes what is typed go to the field with which a referral starts. A user who has not seen the steps of the
    /// welcome yet sees them until then.
    pub(super) fn focus_first_field(&mut self) {
        self.case.focus(match self.settings.welcomed {
            true => Target::Field(Field::PatientName),
            false => Target::FirstField,
        });
    }

    /// Changes the settings. An untouched case gets the requester too.
    pub(super) fn set_settings(&mut self, settings: UserSettings) {
        let was_listing = self.settings.recent_files;
        self.settings = self.policy.applied_to(settings);
        if was_listing && !self.settings.recent_files {
            self.delete_recent_files();
        }
        self.case.set_profile(self.settings.profile.clone());
        self.restart_untouched_case();
    }

    /// Fills in the requester and the day of a case again, if nothing was entered into it yet.
    pub(super) fn restart_untouched_case(&mut self) {
        if self.sealed.is_none() && self.case.session().is_untouched() {
            let shown = self.case.session().case().indication.clone();
            self.case.restart(self.blank_session(shown));
        }
    }

    /// Makes the requester of the case shown the one of new cases, with the answers about that doctor.
    pub(super) fn keep_requester_as_profile(&mut self) {
        self.case.leave_field();
        let profile = self.case.requester_as_profile();
        self.set_settings(UserSettings { profile, ..self.settings.clone() });
        if !self.tell_of_unsettled_profile() {
            self.tell(NoticeKind::Done, Message::ProfileKept);
        }
    }

    /// Tells again whom the file has as the requester, where the one of the window is to be saved once more and is not
    /// in the file: the user may have closed the notice. Returns whether that is so.
    pub(super) fn tell_of_unsettled_profile(&mut self) -> bool {
        let Some(profile) = self.settings_store.unsettled_profile(&self.settings).cloned() else {
            return false;
        };
        self.tell_of_other_profile(profile);
        true
    }

    fn tell_of_other_profile(&mut self, profile: RequesterProfile) {
        self.case.take_back_other_profile();
        self.case.tell_besides(NoticeKind::Warning, Message::OtherProfileSaved(Box::new(profile)));
    }

    /// Settles which requester new cases have, after another window has saved `other`.
    pub(super) fn settle_profile(&mut self, settled: SettledProfile, other: RequesterProfile) {
        self.case.take_back_other_profile();
        self.settings_store.note_profile_in_file(other.clone());
        match settled {
            // The next write replaces the one in the file, unless it has changed once more.
            SettledProfile::Own => self.tell(NoticeKind::Done, Message::ProfileKept),
            SettledProfile::Other => {
                self.set_settings(UserSettings { profile: other, ..self.settings.clone() });
            }
        }
    }

    /// A blank case with the user as its requester.
    pub(super) fn blank_session(&self, indication: IndicationId) -> Session {
        let session = Session::blank_for(self.case.session().set().clone(), indication, self.today);
        session.requested_by(&self.settings.profile)
    }

    /// Makes the next file dialog open in the folder of a path, unless its name may tell of a patient: the settings
    /// hold nothing of any patient.
    pub(super) fn remember_folder(&mut self, path: &Path, case: &Case) {
        let Some(folder) = path.parent().filter(|folder| folder.is_absolute()) else { return };
        if folder_may_be_kept(folder, case) {
            self.settings.last_folder = Some(folder.to_owned());
        }
    }

    /// Starts to write the settings, if they have changed since the last write. One write at a time: the last change
    /// is always written.
    pub(crate) fn write_settings(&mut self) {
        if self.jobs.any(|follow_up| matches!(follow_up, FollowUp::NoteSettings)) {
            return;
        }
        if let Some((folder, change)) = self.settings_store.next_write(&self.settings) {
            let request = Request::WriteSettings(folder, Box::new(change));
            self.jobs.start(request, FollowUp::NoteSettings);
        }
    }

    pub(super) fn settings_written(&mut self, written: Result<Box<WrittenSettings>, FileError>) {
        match written.map(|written| *written) {
            Ok(WrittenSettings { settings, set_aside, other_profile }) => {
                if settings.profile.as_read_back() == self.settings.profile.as_read_back() {
                    // The file has the requester of this window, so that nothing is left to decide.
                    self.case.take_back_other_profile();
                    self.settings_store.note_other_profile(None);
                }
                if !settings.recent_files {
                    self.follow_recent_off();
                }
                if let Some(set_aside) = set_aside {
                    // The next start finds a good file and tells nothing, so the window stays open for now.
                    self.cancel_closing();
                    self.tell(NoticeKind::Warning, Message::SettingsBroken(set_aside));
                }
                if let Some(profile) = other_profile {
                    // What was typed is not in the file, so the window stays open for now.
                    self.cancel_closing();
                    self.case.take_back(&Message::ProfileKept);
                    self.settings_store.note_other_profile(Some(profile.clone()));
                    self.tell_of_other_profile(profile);
                }
            }
            Err(error) => {
                // The user is told once. What was chosen applies until the window closes, so it stays open for now.
                self.cancel_closing();
                self.settings_store.give_up();
                self.tell(NoticeKind::Warning, Message::SettingsNotKept(error.into()));
            }
        }
    }
}
