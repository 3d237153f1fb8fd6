//! The window on the bench: a screen reader's view of it, and what a user does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::fake_desktop::{FakeDesktop, Kind};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::{Date, date};
use wgs_referral::case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::desktop::{
    CaseError, FoundRecovery, JobId, JobPanicked, KeyStatus, OpenedCase, Output, PickedPath, Request,
};
use wgs_referral::files::{Fingerprint, StoredSettings};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{
    App, CaseCommand, Command, DialogCommand, FoundSettings, UnsavedAction, WindowCommand,
};

pub const TODAY: Date = date(2026, 11, 22);

pub struct Bench {
    pub harness: Harness<'static, App>,
    desktop: FakeDesktop,
    /// The requests that were made since the test looked last.
    unseen: Vec<Request>,
}

pub fn criteria() -> Arc<CriteriaSet> {
    Arc::new(embedded().unwrap())
}

/// A case as a plain file has it.
pub fn plain(text: &str) -> OpenedCase {
    let reading = Box::new(case::read(text, &criteria()).unwrap());
    OpenedCase {
        reading,
        fingerprint: Fingerprint::of(text.as_bytes()),
        protection: None,
        is_inside_a_pdf: false,
    }
}

/// What is found at the start of a window whose user has these settings.
pub fn settings_file(settings: UserSettings) -> FoundSettings {
    let found = StoredSettings::Settings(Box::new(settings));
    FoundSettings { folder: "/t/config".into(), found }
}

impl Bench {
    pub fn new() -> Self {
        // High enough that the whole form is in sight.
        Bench::of_size(1360.0, 3000.0)
    }

    pub fn of_size(width: f32, height: f32) -> Self {
        let harness = Harness::builder()
            .with_size(egui::vec2(width, height))
            .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, criteria(), TODAY));
        Bench { harness, desktop: FakeDesktop::default(), unseen: Vec::new() }
    }

    pub fn app(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    pub fn run(&mut self) {
        self.harness.run();
    }

    /// The requests of the jobs that were started since the last call.
    fn started(&mut self) -> Vec<Request> {
        self.desktop.accept(self.harness.state_mut())
    }

    fn see(&mut self) {
        let started = self.started();
        self.unseen.extend(started);
    }

    /// The latest job in flight whose request has this output.
    pub fn job(&mut self, kind: Kind) -> Option<JobId> {
        self.see();
        self.desktop.latest(kind)
    }

    fn send(&mut self, job: JobId, result: Result<Output, JobPanicked>) -> Vec<Request> {
        self.see();
        self.desktop.reply(self.harness.state_mut(), job, result);
        let follows = self.started();
        self.run();
        follows
    }

    /// Replies to a job, and gives the requests that follow from the reply.
    pub fn reply_to(&mut self, job: JobId, output: Output) -> Vec<Request> {
        self.send(job, Ok(output))
    }

    /// Replies to a job before the next frame is drawn.
    pub fn reply_without_frame(&mut self, job: JobId, output: Output) {
        self.desktop.reply(self.harness.state_mut(), job, Ok(output));
    }

    /// Replies to the latest job in flight that has this output.
    pub fn reply(&mut self, output: Output) -> Vec<Request> {
        let kind = Kind::of_output(&output);
        let job = self.job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        self.reply_to(job, output)
    }

    /// The worker of the latest such job panics.
    pub fn panics(&mut self, kind: Kind) -> Vec<Request> {
        let job = self.job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        self.send(job, Err(JobPanicked))
    }

    /// A case is read: the one that is being opened, or one from this path. Unsaved changes are given up.
    pub fn read(&mut self, path: &str, read: Result<OpenedCase, CaseError>) -> Vec<Request> {
        if self.job(Kind::Read).is_none() {
            self.ask_quietly(WindowCommand::Open(path.into()));
            if self.has("Sagen er ikke gemt") {
                self.ask_quietly(DialogCommand::Act(UnsavedAction::Discard.into()));
            }
            self.requests_of(Kind::Read);
        }
        self.reply(Output::CaseRead(read))
    }

    /// The keys are looked up, if they are not being looked up already.
    pub fn keys(&mut self, keys: KeyStatus) -> Vec<Request> {
        if self.job(Kind::LookUpKeys).is_none() {
            self.app().window_mut().look_up_keys();
            self.requests_of(Kind::LookUpKeys);
        }
        self.reply(Output::KeysLookedUp(keys))
    }

    /// The list of what a crash left comes, asked for if it is not on its way already.
    pub fn found(&mut self, found: Vec<FoundRecovery>) -> Vec<Request> {
        if self.job(Kind::Find).is_none() {
            self.app().window_mut().find_recoveries(None);
            self.requests_of(Kind::Find);
        }
        self.reply(Output::RecoveriesFound(found))
    }

    /// What the window starts for the recovery copy at a moment, and in how long it asks again.
    pub fn keep_recovery(&mut self, now: f64) -> (Option<Request>, Option<Duration>) {
        self.see();
        let wait = self.app().window_mut().keep_recovery(now);
        (self.started().pop(), wait)
    }

    /// The file dialog is answered with a path.
    pub fn picks(&mut self, path: impl Into<PathBuf>) -> Vec<Request> {
        self.reply(Output::PathPicked(PickedPath::Path(path.into())))
    }

    /// The file dialog is cancelled.
    pub fn cancels_picking(&mut self) -> Vec<Request> {
        self.reply(Output::PathPicked(PickedPath::Cancelled))
    }

    /// All requests since the test looked last.
    pub fn all_requests(&mut self) -> Vec<Request> {
        self.see();
        std::mem::take(&mut self.unseen)
    }

    /// The requests since the test looked last, but for looking up keys, which each save does.
    pub fn requests(&mut self) -> Vec<Request> {
        let requests = self.all_requests();
        requests.into_iter().filter(|request| Kind::of_request(request) != Kind::LookUpKeys).collect()
    }

    /// Looks at the requests of one kind, and leaves the others.
    pub fn requests_of(&mut self, kind: Kind) -> Vec<Request> {
        self.see();
        self.unseen.extract_if(.., |request| Kind::of_request(request) == kind).collect()
    }

    /// Saves as nobody should: in the open.
    pub fn save_unencrypted(&mut self) {
        self.click("Gem ukrypteret…");
        self.click("Gem ukrypteret");
    }

    /// Does what a view would ask.
    pub fn ask(&mut self, command: impl Into<Command>) {
        self.see();
        self.app().window_mut().dispatch(command);
        let requests = self.started();
        assert!(requests.is_empty(), "{requests:?}");
        self.run();
    }

    /// Does what a view would ask, whatever it leads to.
    pub fn ask_quietly(&mut self, command: impl Into<Command>) {
        self.app().window_mut().dispatch(command);
        self.run();
    }

    pub fn show(&mut self, indication: &str) {
        self.ask(CaseCommand::ShowIndication(indication.into()));
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    pub fn click_role(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.run();
    }

    /// Whether something with this label is in the tree.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all(By::new().label(label)).next().is_some()
    }

    /// Whether something is in the tree whose label holds this.
    pub fn has_part(&self, part: &str) -> bool {
        self.harness.query_all(By::new().label_contains(part)).next().is_some()
    }

    /// Types into the field with this label.
    pub fn type_into(&mut self, label: &str, text: &str) {
        let role = |role| By::new().role(role).label(label);
        let field = self
            .harness
            .query(role(Role::TextInput))
            .or_else(|| self.harness.query(role(Role::MultilineTextInput)));
        field.unwrap_or_else(|| panic!("no field `{label}`")).focus();
        self.run();
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// What stands in the field with this label.
    pub fn text_in(&self, label: &str) -> String {
        let field = self.harness.get_by_role_and_label(Role::TextInput, label);
        field.accesskit_node().value().unwrap_or_default()
    }

    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// The word of a row of the criteria.
    pub fn row(&self, heading: &str) -> String {
        let start = format!("{heading}: ");
        let row = self.harness.get(By::new().role(Role::DisclosureTriangle).label_contains(&start));
        let label = row.accesskit_node().label().unwrap_or_default();
        label.trim_start_matches(heading).trim_start_matches(": ").to_owned()
    }

    pub fn english(&mut self) {
        self.ask(WindowCommand::SetLanguage(Language::En));
    }
}
