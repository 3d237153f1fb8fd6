//! A window without a desktop. Tests read and operate it through its accessibility tree, and reply to its jobs.

mod painted;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::fake_desktop::{FakeDesktop, JobKind};
use crate::key_events::{key_event, key_events};
use crate::pointer;
use crate::wheel::wheel;
use eframe::App as _;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::{Date, date};
pub use painted::PaintedText;
use wgs_referral::case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::desktop::{
    CaseError, ExportedReport, FoundRecovery, JobId, JobPanicked, KeyStatus, OpenedCase, Output, PickedPath,
    Protection, Request,
};
use wgs_referral::encryption::Passphrase;
use wgs_referral::files::{FilePlace, Fingerprint, StoredSettings};
use wgs_referral::report::CaseHash;
use wgs_referral::report::document;
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{
    App, CaseCommand, ChooseIndicationAction, Command, Dialog, DialogCommand, FoundSettings, UnsavedAction,
    Window, WindowCommand,
};

pub const TODAY: Date = date(2026, 11, 22);

/// The seconds after which a user has seen what appeared: each layout of a frame seems to take a quarter of a second,
/// of which there are at most five, and a press is refused for 0.4 seconds more.
const SEEN_AFTER: f64 = 2.0;

/// The text of a case that meets all criteria.
pub const SAMPLE: &str = include_str!("../../samples/met.wgscase");

/// The text of a case with a name and no answers.
pub const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

pub struct Bench {
    pub harness: Harness<'static, App>,
    desktop: FakeDesktop,
    /// The requests that the test has not taken yet.
    new_requests: Vec<Request>,
}

/// The embedded set of criteria, which is read and checked once for all tests.
pub fn criteria() -> Arc<CriteriaSet> {
    static SET: LazyLock<Arc<CriteriaSet>> = LazyLock::new(|| Arc::new(embedded().unwrap()));
    SET.clone()
}

/// A case from an unencrypted file with this text.
pub fn plain(text: &str) -> OpenedCase {
    let reading = Box::new(case::read(text, &criteria()).unwrap());
    OpenedCase {
        reading,
        fingerprint: Fingerprint::of(text.as_bytes()),
        protection: None,
        pdf: None,
        text_hash: CaseHash::of(text.as_bytes()),
    }
}

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::take(&mut text.to_owned())
}

/// The settings file that a window finds at its start, with these settings.
pub fn settings_file(settings: UserSettings) -> FoundSettings {
    let found = StoredSettings::Settings(Box::new(settings));
    FoundSettings { folder: "/t/config".into(), found }
}

impl Bench {
    pub fn new() -> Self {
        // High enough to show the whole form.
        Bench::of_size(1360.0, 4000.0)
    }

    pub fn of_size(width: f32, height: f32) -> Self {
        Bench::with_set(criteria(), width, height)
    }

    /// The window with another set of criteria.
    pub fn with_set(set: Arc<CriteriaSet>, width: f32, height: f32) -> Self {
        let harness = Harness::builder()
            .with_size(egui::vec2(width, height))
            .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, set, TODAY));
        Bench { harness, desktop: FakeDesktop::default(), new_requests: Vec::new() }
    }

    /// The window with the sample opened from a file with this protection, and no request left to take.
    pub fn with_sample(protection: Option<Protection>) -> Self {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection, ..plain(SAMPLE) }));
        bench.take_all_requests();
        bench
    }

    /// The window with a case opened from a file with this protection, and an unsaved change in it.
    pub fn with_changed_case(protection: Option<Protection>) -> Self {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection, ..plain(CASE) }));
        bench.type_into("Hospital", "Test");
        bench
    }

    pub fn window(&self) -> &Window {
        self.harness.state().window()
    }

    pub fn window_mut(&mut self) -> &mut Window {
        self.harness.state_mut().window_mut()
    }

    pub fn run(&mut self) {
        self.harness.run();
    }

    /// What the window lets a frame handle of the events that arrive with it. eframe asks for that before each frame,
    /// also before one without events; the harness of the other tests does not.
    pub fn admit(&mut self, events: Vec<egui::Event>) -> Vec<egui::Event> {
        let ctx = self.harness.ctx.clone();
        let mut input = egui::RawInput { events, ..Default::default() };
        self.harness.state_mut().raw_input_hook(&ctx, &mut input);
        input.events
    }

    /// Draws one frame, with which events arrive, as eframe does.
    pub fn draw_frame(&mut self, events: Vec<egui::Event>) {
        let admitted = self.admit(events);
        self.harness.input_mut().events.extend(admitted);
        self.harness.step();
    }

    /// Accepts the jobs that were started since the last call, and returns their requests.
    fn accept_jobs(&mut self) -> Vec<Request> {
        self.desktop.accept(self.harness.state_mut())
    }

    fn collect_requests(&mut self) {
        let started = self.accept_jobs();
        self.new_requests.extend(started);
    }

    /// The latest job in flight whose request has this output.
    pub fn latest_job(&mut self, kind: JobKind) -> Option<JobId> {
        self.collect_requests();
        self.desktop.latest_job(kind)
    }

    fn send_reply(&mut self, job: JobId, result: Result<Output, JobPanicked>) -> Vec<Request> {
        self.collect_requests();
        self.desktop.reply(self.harness.state_mut(), job, result);
        let follows = self.accept_jobs();
        self.run();
        follows
    }

    /// Replies to a job, and gives the requests that follow from the reply.
    pub fn reply_to(&mut self, job: JobId, output: Output) -> Vec<Request> {
        self.send_reply(job, Ok(output))
    }

    /// Replies to a job before the next frame is drawn.
    pub fn reply_without_frame(&mut self, job: JobId, output: Output) {
        self.desktop.reply(self.harness.state_mut(), job, Ok(output));
    }

    /// Sends the reply to the latest job in flight that has this output. A frame takes it when the window does.
    pub fn send(&mut self, output: Output) {
        let kind = JobKind::of_output(&output);
        let job = self.latest_job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        let reply = self.desktop.end_job(job, Ok(output));
        self.harness.state_mut().add_reply(reply);
    }

    /// Replies to the latest job in flight that has this output.
    pub fn reply(&mut self, output: Output) -> Vec<Request> {
        let kind = JobKind::of_output(&output);
        let job = self.latest_job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        self.reply_to(job, output)
    }

    /// The output of a successful export of the report as the window shows it now.
    pub fn finished_export(&self) -> Output {
        let window = self.window();
        let id = document(&criteria(), window.case().session().case(), window.report_settings()).id;
        Output::PdfExported(Ok(ExportedReport {
            id,
            fingerprint: Fingerprint::of(b"exported"),
            // The desktop knows where.
            place: FilePlace::of(Path::new("")),
            replaced: Vec::new(),
        }))
    }

    /// Replies to the latest job of this kind as if its worker had panicked.
    pub fn reply_with_panic(&mut self, kind: JobKind) -> Vec<Request> {
        let job = self.latest_job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        self.send_reply(job, Err(JobPanicked))
    }

    /// Replies to the read in flight. If there is none, opens this path first and discards unsaved changes.
    pub fn open_file(&mut self, path: &str, read: Result<OpenedCase, CaseError>) -> Vec<Request> {
        if self.latest_job(JobKind::Read).is_none() {
            self.dispatch(WindowCommand::Open(path.into()));
            if self.has("Sagen er ikke gemt") {
                self.dispatch(DialogCommand::Act(UnsavedAction::Discard.into()));
            }
            self.take_requests_of(JobKind::Read);
        }
        self.reply(Output::CaseRead(read))
    }

    /// Replies to the key lookup in flight. If there is none, starts one first.
    pub fn look_up_keys(&mut self, keys: KeyStatus) -> Vec<Request> {
        if self.latest_job(JobKind::LookUpKeys).is_none() {
            self.window_mut().look_up_keys();
            self.take_requests_of(JobKind::LookUpKeys);
        }
        self.reply(Output::KeysLookedUp(keys))
    }

    /// Replies to the search for recovery copies in flight. If there is none, starts one first.
    pub fn find_recoveries(&mut self, found: Vec<FoundRecovery>) -> Vec<Request> {
        if self.latest_job(JobKind::Find).is_none() {
            self.window_mut().find_recoveries(None);
            self.take_requests_of(JobKind::Find);
        }
        self.reply(Output::RecoveriesFound(found))
    }

    /// The request that the window makes for the recovery copy at this time in seconds, and how long it waits until the
    /// next attempt.
    pub fn keep_recovery(&mut self, now: f64) -> (Option<Request>, Option<Duration>) {
        self.collect_requests();
        let wait = self.window_mut().keep_recovery(now);
        (self.accept_jobs().pop(), wait)
    }

    /// Picks a path in the file dialog.
    pub fn pick_path(&mut self, path: impl Into<PathBuf>) -> Vec<Request> {
        self.reply(Output::PathPicked(PickedPath::Path(path.into())))
    }

    /// Cancels the file dialog.
    pub fn cancel_file_dialog(&mut self) -> Vec<Request> {
        self.reply(Output::PathPicked(PickedPath::Cancelled))
    }

    /// Takes all requests since the last call.
    pub fn take_all_requests(&mut self) -> Vec<Request> {
        self.collect_requests();
        std::mem::take(&mut self.new_requests)
    }

    /// Takes all requests since the last call, and drops key lookups, which each save makes.
    pub fn take_requests(&mut self) -> Vec<Request> {
        let requests = self.take_all_requests();
        requests.into_iter().filter(|request| JobKind::of_request(request) != JobKind::LookUpKeys).collect()
    }

    /// Takes the requests of one kind, and leaves the others.
    pub fn take_requests_of(&mut self, kind: JobKind) -> Vec<Request> {
        self.collect_requests();
        self.new_requests.extract_if(.., |request| JobKind::of_request(request) == kind).collect()
    }

    /// Chooses to save unencrypted in the save dialog, and confirms it.
    pub fn save_unencrypted(&mut self) {
        self.click("Gem ukrypteret…");
        self.click("Gem ukrypteret");
    }

    /// Dispatches a command that must make no request.
    pub fn dispatch_without_requests(&mut self, command: impl Into<Command>) {
        self.collect_requests();
        self.window_mut().dispatch(command);
        let requests = self.accept_jobs();
        assert!(requests.is_empty(), "{requests:?}");
        self.run();
    }

    /// Dispatches a command. Its requests can be taken afterwards. A report that is asked for in the overview is that
    /// of the indication of the case.
    pub fn dispatch(&mut self, command: impl Into<Command>) {
        self.window_mut().dispatch(command);
        if matches!(self.window().dialog(), Some(Dialog::ChooseIndication(_))) {
            let indication = self.window().case().session().indication().id.clone();
            let choose = ChooseIndicationAction::Choose(indication);
            self.window_mut().dispatch(DialogCommand::Act(choose.into()));
        }
        self.run();
    }

    pub fn show_indication(&mut self, indication: &str) {
        self.dispatch_without_requests(CaseCommand::ShowIndication(indication.into()));
    }

    pub fn click(&mut self, label: &str) {
        self.settle();
        let place = self.harness.get_by_label(label).rect().center();
        self.click_at(place);
    }

    pub fn click_role(&mut self, role: Role, label: &str) {
        self.settle();
        let place = self.harness.get_by_role_and_label(role, label).rect().center();
        self.click_at(place);
    }

    fn click_at(&mut self, pos: egui::Pos2) {
        self.send_at_once(pointer::click_events(pos));
    }

    /// Clicks at a place, and lets the window rest after each event.
    pub fn click_in_steps(&mut self, at: egui::Pos2) {
        for event in pointer::click_events(at) {
            self.send_at_once([event]);
        }
    }

    /// Sends events that arrive with one frame, and lets the window rest. They come before those that wait in the
    /// harness. The harness would draw a frame for each, and tests that press and click would take half as long again.
    fn send_at_once(&mut self, events: impl IntoIterator<Item = egui::Event>) {
        self.harness.input_mut().events.extend(events);
        self.run();
    }

    /// Lets the time pass that a user takes to see what has appeared: a press before that is refused.
    pub fn settle(&mut self) {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + SEEN_AFTER);
        self.harness.run();
        // The clock of the harness goes on from there.
        self.harness.input_mut().time = None;
    }

    /// Whether a node with this label is in the accessibility tree.
    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all(By::new().label(label)).next().is_some()
    }

    /// Whether a node whose label contains this text is in the accessibility tree.
    pub fn has_part(&self, part: &str) -> bool {
        self.harness.query_all(By::new().label_contains(part)).next().is_some()
    }

    /// Where the first text with this part begins, in points from the top of the window.
    pub fn top_of_part(&self, part: &str) -> f32 {
        let tops = self.harness.query_all(By::new().label_contains(part)).map(|node| node.rect().top());
        tops.reduce(f32::min).unwrap_or_else(|| panic!("no text with `{part}`"))
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

    /// Types into the password field with this label.
    pub fn type_secret(&mut self, label: &str, text: &str) {
        self.harness.get(By::new().role(Role::PasswordInput).label(label)).focus();
        self.run();
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Types a new passphrase, and types it again.
    pub fn type_new_passphrase(&mut self, passphrase: &str) {
        for label in ["Adgangskode", "Gentag adgangskoden"] {
            self.type_secret(label, passphrase);
        }
    }

    /// The text in the field with this label.
    pub fn field_text(&self, label: &str) -> String {
        let field = self.harness.get_by_role_and_label(Role::TextInput, label);
        field.accesskit_node().value().unwrap_or_default()
    }

    pub fn press(&mut self, key: egui::Key) {
        self.send_at_once(key_events(key));
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        let down = [egui::Event::ModifiersChanged(modifiers), key_event(key, true, modifiers)];
        self.harness.input_mut().events.extend(down);
        self.harness.step();
        let up = [key_event(key, false, modifiers), egui::Event::ModifiersChanged(egui::Modifiers::NONE)];
        self.send_at_once(up);
    }

    /// Turns the mouse wheel by so many points, where the pointer is. The next frame shows it.
    pub fn turn_wheel(&mut self, delta: egui::Vec2) {
        self.turn_wheel_with(egui::Modifiers::NONE, delta);
    }

    /// Turns the mouse wheel while keys are held down.
    pub fn turn_wheel_with(&mut self, modifiers: egui::Modifiers, delta: egui::Vec2) {
        self.harness.event(wheel(delta, modifiers));
    }

    /// The status that a row of the criteria shows.
    pub fn row_status(&self, heading: &str) -> String {
        let start = format!("{heading}: ");
        let row = self.harness.get(By::new().role(Role::DisclosureTriangle).label_contains(&start));
        let label = row.accesskit_node().label().unwrap_or_default();
        label.trim_start_matches(heading).trim_start_matches(": ").to_owned()
    }

    pub fn switch_to_english(&mut self) {
        self.dispatch_without_requests(WindowCommand::SetLanguage(Language::En));
    }
}
