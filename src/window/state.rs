//! The window: what it shows and what it waits for. Its parts change in [`Window::dispatch`], which carries out a
//! command, and in [`Window::handle_reply`], which continues what waited for a job.

mod ask_for_path;
mod commands;
mod dialogs;
mod export;
mod help;
mod kept_path;
mod key_store;
mod leave;
mod lock;
mod menus;
mod migration;
mod open;
mod paper;
mod path_problem;
mod patient;
mod pdf_doubt;
mod policy;
mod recent;
mod recovery;
mod recovery_key;
mod replies;
mod report_form;
mod save;
mod settings;
mod settle_patient;
mod typed_again;

use super::case::{CaseId, CaseView, SealedCase, Session, Target};
use super::command::{Command, ReportCommand, WindowCommand};
use super::cover::IdleLock;
use super::cx::Model;
use super::dialog::{Dialog, DialogStack, RefusedAction};
use super::flow::{
    CopyKeeper, CrashCopies, DiscardConsent, OpenAttempt, OpenMode, PathUse, PendingAction, RecentFiles,
    SettingsStore, Way, with_extension,
};
use super::jobs::{FollowUp, Jobs};
use super::notice::{Attempt, Message, NoticeAttention, NoticeKind};
use super::open_menu::OpenMenu;
use super::unused_keys::UnusedKeys;
use crate::definition::{CriteriaSet, Language};
use crate::desktop::{FoundRecovery, Job, JobId, KeyStatus, PathCompletion, RecoveryRequest, Request};
use crate::files::{Fingerprint, Overwrite};
use crate::policy::Policy;
use crate::settings::UserSettings;
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the window shows and waits for.
pub struct Window {
    /// The case that is shown, and all that dies with it.
    case: CaseView,
    dialogs: DialogStack,
    /// The menu that is open, over the window or the dialog on top.
    menu: Option<OpenMenu>,
    jobs: Jobs,
    /// What the IT department has set.
    policy: Policy,
    settings: UserSettings,
    settings_store: SettingsStore,
    /// The cases that were opened or saved last; blank if the user has not switched the list on.
    recent: RecentFiles,
    /// Whether cases can be encrypted to the user's keys; `None`: not known yet.
    keys: Option<KeyStatus>,
    /// How a case was encrypted last.
    last_way: Way,
    copy: CopyKeeper,
    crash_copies: CrashCopies,
    /// Whether the user has still to be told that copies are kept.
    is_to_explain_copies: bool,
    lock: IdleLock,
    /// The case while the window is locked. `case` is blank then.
    sealed: Option<SealedCase>,
    /// The last case that is not guarded against changes by others, and the fingerprint of its path. The user was told.
    unguarded: Option<(CaseId, Option<Fingerprint>)>,
    /// Whether the focus is in a field that says who the patient is, as it was drawn last.
    is_in_patient_field: bool,
    /// Since when the user has waited for jobs, in seconds by the clock of the window.
    waiting_since: Option<f64>,
    /// Since when a file dialog of the system is asked for, in seconds by the clock of the window.
    dialog_since: Option<f64>,
    /// What the user wanted before the patient who waits for a case was set aside. If that is the same patient after
    /// all, it is done.
    asked_before_case: Vec<RefusedAction>,
    /// What the user agreed to lose, once the window is to close.
    closing: Option<DiscardConsent>,
    /// Whether the system has a file dialog. If not, paths are typed into the dialogs that need them.
    has_file_dialog: bool,
    /// The folder in which a path that is typed starts; `None`: the system knows none.
    typing_folder: Option<PathBuf>,
    /// The path that was completed last, and the job that did it.
    completion: Option<(JobId, PathCompletion)>,
    today: Date,
    /// When the window was started, in milliseconds by its clock. The names that it proposes for files depend on it.
    start_millis: u64,
}

impl Window {
    /// A window with a blank case.
    pub fn new(set: Arc<CriteriaSet>, today: Date) -> Self {
        Window {
            case: CaseView::first(Session::blank(set, today)),
            dialogs: DialogStack::default(),
            menu: None,
            jobs: Jobs::default(),
            policy: Policy::default(),
            settings: UserSettings::default(),
            settings_store: SettingsStore::default(),
            recent: RecentFiles::default(),
            keys: None,
            last_way: Way::default(),
            copy: CopyKeeper::default(),
            crash_copies: CrashCopies::default(),
            is_to_explain_copies: false,
            lock: IdleLock::default(),
            sealed: None,
            unguarded: None,
            is_in_patient_field: false,
            waiting_since: None,
            dialog_since: None,
            asked_before_case: Vec::new(),
            closing: None,
            has_file_dialog: true,
            typing_folder: None,
            completion: None,
            today,
            start_millis: 0,
        }
    }

    /// Carries out a command.
    pub fn dispatch(&mut self, command: impl Into<Command>) {
        let command = command.into();
        if self.sealed.is_some() && !command.may_run_while_locked() {
            return;
        }
        let was_asking = self.is_asking_whose_answers();
        let refused = self.case.session().names_another_patient().then(|| command.clone());
        if command.changes_answers() && self.ask_whose_answers() {
            return self.note_refused_command(refused);
        }
        if !command.keeps_calendar_open() {
            self.case.close_calendar();
        }
        if !command.keeps_menu_open() {
            self.close_menu();
        }
        match command {
            Command::Ui(command) => self.run(command),
            Command::Case(command) => self.case.carry_out(command, self.today),
            Command::Report(ReportCommand::Choose(choice)) => self.choose_report(choice),
            Command::Report(ReportCommand::HandOver(what, path)) => self.hand_over(what, path),
            Command::Report(ReportCommand::RunFor(indication, command)) => self.run_for(indication, command),
            Command::Report(ReportCommand::Zoom(zoom)) => self.case.set_preview_zoom(zoom),
            Command::Report(ReportCommand::NoteSight(sight)) => self.case.set_preview_sight(sight),
            Command::Report(ReportCommand::DrawAgain) => self.case.draw_preview_again(),
            Command::Dialog(command) => self.command_dialog(command),
            Command::Menu(command) => self.command_menu(command),
            Command::Window(WindowCommand::Open(_)) if self.jobs.has_path_dialog() => {
                self.tell(NoticeKind::Warning, Message::DialogIsOpen);
            }
            Command::Window(WindowCommand::RefuseFiles) => {
                self.tell(NoticeKind::Warning, Message::SeveralFilesDropped);
            }
            Command::Window(WindowCommand::TypePath) => self.type_path_instead(),
            Command::Window(WindowCommand::Open(path)) => {
                self.confirm_discard(PendingAction::OpenPath(path, None, OpenMode::ToEdit));
            }
            Command::Window(WindowCommand::KeepRequesterAsProfile) => self.keep_requester_as_profile(),
            Command::Window(WindowCommand::SettleProfile(settled, other)) => {
                self.settle_profile(settled, *other);
            }
            Command::Window(WindowCommand::AskKeyStoreAgain) => self.ask_key_store_again(),
            Command::Window(WindowCommand::SetLanguage(language)) => self.set_language(language),
            Command::Window(WindowCommand::SetTheme(theme)) => self.settings.theme = theme,
            Command::Window(WindowCommand::Copy(text)) => self.copy_from_field(text),
            Command::Window(WindowCommand::Close) => self.confirm_discard(PendingAction::Close),
            Command::Window(WindowCommand::TypeToUnlock(typed)) => self.lock.type_passphrase(typed),
            Command::Window(WindowCommand::Unlock) => self.uncover_window(),
        }
        if !was_asking {
            self.note_refused_command(refused);
        }
        self.case.rewrite_outdated_paper();
        if self.sealed.is_none() {
            self.case.rewrite_outdated_export();
        }
        self.show_waiting_dialog();
        self.ask_whose_answers_once_typed();
        self.ask_again_about_waiting_patient();
        self.offer_crash_copies();
    }

    /// The case that is shown.
    pub fn case(&self) -> &CaseView {
        &self.case
    }

    /// The user's settings.
    pub fn settings(&self) -> &UserSettings {
        &self.settings
    }

    /// The recovery copies that a crash left.
    pub fn crash_copies(&self) -> &[FoundRecovery] {
        self.crash_copies.found()
    }

    /// The dialog on top.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialogs.top()
    }

    /// Whether the help is open over another dialog.
    pub(crate) fn is_help_over_dialog(&self) -> bool {
        self.dialogs.is_help_over_dialog()
    }

    /// The language shown.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or_default()
    }

    /// The size of everything as a multiple of the designed size.
    pub(crate) fn zoom(&self) -> f32 {
        f32::from(self.settings.scale) / 100.0
    }

    /// What views read.
    pub fn model(&self) -> Model<'_> {
        Model {
            case: &self.case,
            policy: &self.policy,
            settings: &self.settings,
            today: self.today,
            keys: self.keys,
            is_key_store_locked: self.is_key_store_locked(),
            copy_status: self.copy_status(),
            crash_copies: self.crash_copies(),
            is_busy: self.jobs.is_shown_as_work(),
            is_reading: self.jobs.reading().is_some(),
            has_dialog: !self.dialogs.is_empty(),
            dialogs_shown: self.dialogs.shown_count(),
            dialog_number: self.dialogs.dialog_number(),
            is_dialog_unasked: self.dialogs.is_unasked(),
            menu: self.menu.as_ref(),
            typing_folder: self.typing_folder(),
            completion: self.completion.as_ref(),
            lock_status: self.lock_status(),
            is_close_asked: self.dialogs.iter().any(Dialog::asks_before_close),
            recent: self.settings.recent_files.then_some(&self.recent),
            settings_folder: self.settings_store.folder(),
            has_unsaved_changes_sealed: self.sealed.as_ref().is_some_and(SealedCase::has_unsaved_changes),
        }
    }

    /// Whether a file dialog of the system is asked for.
    pub(crate) fn has_path_dialog(&self) -> bool {
        self.jobs.has_path_dialog()
    }

    /// The job that reads the case which the user has asked for.
    pub(crate) fn reading(&self) -> Option<JobId> {
        self.jobs.reading()
    }

    /// Gives the focus to the first control of the form, or of the overview.
    pub(crate) fn focus_form(&mut self) {
        self.case.focus(Target::FormStart);
    }

    /// Gives the focus to a target that is shown already.
    pub(crate) fn focus_target(&mut self, target: Target) {
        self.case.focus(target);
    }

    /// Notes when the window was started, in seconds by its clock.
    pub(crate) fn note_start(&mut self, now: f64) {
        self.start_millis = (now * 1000.0) as u64;
    }

    /// Sets the day of today by the clock of the computer. An untouched case that was left open overnight is assessed
    /// on the new day.
    pub fn set_today(&mut self, today: Date) {
        let before = std::mem::replace(&mut self.today, today);
        if before != today && self.case.session().case().assessed_on == Some(before) {
            self.restart_untouched_case();
        }
    }

    /// The jobs that were added since the last call.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        self.jobs.take_to_start()
    }

    /// Tells the user when a job that they wait for takes long: a drive or the key store may hang. The job goes on.
    /// Says in how long to ask again. `now` is in seconds by the clock of the window.
    pub fn tell_if_waiting(&mut self, now: f64) -> Option<Duration> {
        self.tell_if_closing_after_print();
        let waits = [
            (self.jobs.is_waited_for(), &mut self.waiting_since, Message::StillWaiting),
            // Whether the dialog is on screen is not known, so the user can do without it.
            (self.jobs.has_path_dialog(), &mut self.dialog_since, Message::DialogNotSeen),
        ];
        let mut next = None;
        for (is_waiting, since, message) in waits {
            if !is_waiting {
                if since.take().is_some() {
                    self.case.take_back(&message);
                }
                continue;
            }
            match time_left(since, now) {
                Some(left) => next = Some(next.map_or(left, |next: Duration| next.min(left))),
                None => self.case.tell_besides(NoticeKind::Warning, message),
            }
        }
        next
    }

    /// Removes the notices that are only news and were in sight for long enough. Says in how long to ask again. `now`
    /// is in seconds by the clock of the window.
    pub fn remove_old_news(&mut self, now: f64, attention: NoticeAttention) -> Option<Duration> {
        self.case.remove_old_news((now * 1000.0) as u64, attention)
    }

    /// Whether the window is to close once nothing is being written any more.
    pub fn is_closing(&self) -> bool {
        self.closing.is_some()
    }

    /// Puts a dialog over the window, and over the dialogs that are open. A window that was to close stays open,
    /// because the dialog asks something.
    fn show_dialog(&mut self, dialog: impl Into<Dialog>) {
        let dialog = dialog.into();
        self.cancel_closing();
        self.menu = None;
        self.case.leave_field();
        if dialog.decides_about_shown_case() && self.jobs.reading().is_some() {
            // It would be gone as soon as the other case is read, with what the user has decided in it.
            self.stay_in_case();
            self.case.tell_besides(NoticeKind::Warning, Message::OtherCaseNotOpened);
        }
        self.dialogs.show(dialog);
        self.show_form_of_dialog();
        // A dialog that comes back may be older than the last change of the case.
        self.check_reports_again();
    }

    /// Shows a notice. A window that was to close stays open for an error: the user has to learn of it.
    fn tell(&mut self, kind: NoticeKind, message: Message) {
        if kind == NoticeKind::Error {
            self.cancel_closing();
        }
        self.case.tell(kind, message);
    }

    /// Tells what was typed and not used: it may have been meant for something else than what is shown.
    pub(crate) fn tell_unused_keys(&mut self, unused: UnusedKeys) {
        if unused.has_text {
            self.case.tell_besides(NoticeKind::Warning, Message::TextNotUsed);
        }
        if unused.has_shortcut {
            self.case.tell_besides(NoticeKind::Warning, Message::ShortcutNotUsed);
        }
    }

    /// Tells what became of a case. Where another case is shown, the notice says so and names nothing of the case.
    fn tell_about(&mut self, case: CaseId, kind: NoticeKind, message: Message) {
        let message = self.message_about(case, message);
        self.tell(kind, message);
    }

    /// The message as it is shown with the case that is shown now.
    fn message_about(&self, case: CaseId, message: Message) -> Message {
        let shown = self.case.id();
        if case == shown { message } else { message.for_another_case(case.next() == shown) }
    }

    /// Runs what waited for the user's consent.
    fn run_pending(&mut self, action: PendingAction, consent: DiscardConsent) {
        match action {
            PendingAction::New => self.show_next(|window| window.begin_case(|blank| blank)),
            PendingAction::NewFor(patient) => {
                self.show_next(|window| window.begin_case(|blank| blank.with_patient(&patient)));
            }
            PendingAction::Sample => self.show_next(Window::open_sample),
            PendingAction::Open => self.pick(PathUse::OpenCase(consent), None),
            PendingAction::OpenPath(path, key, mode) => {
                self.dialogs.close_those_of_the_case();
                self.read(OpenAttempt { path, consent, mode }, key);
            }
            PendingAction::Recover(file) => {
                self.dialogs.close_those_of_the_case();
                self.dialogs.drop_waiting_to_open();
                self.jobs.cancel_reading();
                self.case.forget_attempt(Attempt::Recover);
                let open = OpenAttempt { path: file.clone(), consent, mode: OpenMode::ToEdit };
                let request = Request::Recovery(RecoveryRequest::Take(file));
                self.jobs.start(request, FollowUp::ShowRecovered(open));
            }
            PendingAction::Close => self.confirm_close(consent),
        }
    }

    /// Shows a new case. `fill_in` enters what is known of its patient.
    fn begin_case(&mut self, fill_in: impl FnOnce(Session) -> Session) {
        // The next patient of a clinic mostly has the same disease.
        let shown = self.case.session().indication().id.clone();
        self.replace_case(fill_in(self.blank_session(shown)));
        self.tell(NoticeKind::Done, Message::Begun);
        self.case.focus(Target::Field(self.case.first_patient_field()));
    }

    /// Uses a path. `may_replace`: the user was asked about a file there, whichever it is.
    fn use_path(&mut self, path_use: PathUse, path: PathBuf, may_replace: bool) {
        // Nobody was asked about a file of the longer name.
        let expected = |is_longer: bool| {
            if may_replace && !is_longer { Overwrite::Always } else { Overwrite::Never }
        };
        match path_use {
            PathUse::OpenCase(consent) => {
                self.read(OpenAttempt { path, consent, mode: OpenMode::ToEdit }, None);
            }
            // The dialog that asked for the key has its path.
            PathUse::OpenRecoveryKey => {}
            PathUse::ReadPaper => self.read_paper(path),
            PathUse::SaveRecoveryKey(setup) => {
                let (path, _) = with_extension(path, "age");
                self.make_recovery_key(path, setup);
            }
            PathUse::SaveCase(protection, target) => {
                let (path, is_longer) = with_extension(path, "wgscase");
                self.write(path, expected(is_longer), protection, target.then);
            }
            PathUse::ExportReport(export) => {
                let (path, is_longer) = with_extension(path, "pdf");
                self.export(path, expected(is_longer), export);
            }
        }
    }
}

/// Whether the user may be asked to unlock the key store.
fn may_unlock(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::NoteKeysOnceUnlocked | FollowUp::UncoverWithKeys)
}

fn is_key_lookup(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::NoteKeys)
}

/// How long until the user is told that something takes long; `None`: now. The count starts anew if
/// the clock was set back.
fn time_left(since: &mut Option<f64>, now: f64) -> Option<Duration> {
    /// In seconds. Most drives, key stores and dialogs answer sooner.
    const PATIENCE: f64 = 5.0;
    let start = since.filter(|since| *since <= now).unwrap_or(now);
    *since = Some(start);
    let left = start + PATIENCE - now;
    (left > 0.0).then(|| Duration::from_secs_f64(left))
}
