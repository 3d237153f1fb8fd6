//! The program as eframe runs it.

use super::command::{Command, WindowCommand, pressed};
use super::dialog;
use super::flow::FoundSettings;
use super::keys::KeyQueue;
use super::panel;
use super::state::Window;
use super::widget::theme::{Theme, ThemeKind, fonts};
use crate::definition::{CriteriaSet, IndicationId};
use crate::desktop::{Desktop, Job, KeyStore, set_unsaved_changes};
use crate::files;
use egui::{Context, Ui, ViewportCommand};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The window waits at most this long, in seconds, for jobs that write.
const LONGEST_CLOSING: f64 = 20.0;

/// The program as eframe runs it: a window, and the desktop that runs its jobs.
pub struct App {
    window: Window,
    desktop: Option<Desktop>,
    indications: Vec<IndicationId>,
    applied_theme: Option<(ThemeKind, f32)>,
    keys: KeyQueue,
    system_is_dark: bool,
    /// What had the focus when the dialog that is open, or the cover, came over it.
    covered: Option<Option<egui::Id>>,
    /// What has the focus again in the next frame.
    returning: Option<egui::Id>,
    closing: Closing,
    /// Seconds since any fixed moment. The system's clock also runs while the computer sleeps.
    clock: fn() -> f64,
}

/// How far the window is in closing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Closing {
    /// The user has not asked for it.
    No,
    /// Jobs that write are waited for, since this moment in seconds.
    WaitingSince(f64),
    /// The system was told to close the window.
    Told,
}

impl App {
    /// The program with a desktop behind it, and perhaps a case to open.
    pub fn new(
        ctx: &Context,
        set: Arc<CriteriaSet>,
        today: Date,
        path: Option<PathBuf>,
        settings: Option<FoundSettings>,
    ) -> Self {
        let wake = ctx.clone();
        let recovery = files::recovery_folder();
        let keys = KeyStore::system(recovery.clone());
        let desktop = Desktop::new(set.clone(), keys, recovery.clone(), move || wake.request_repaint());
        let mut app =
            App { desktop: Some(desktop), clock: system_clock, ..App::without_desktop(ctx, set, today) };
        app.window.set_recovery_folder(recovery.is_some());
        if let Some(found) = settings {
            app.window.take_settings(found);
            app.apply_theme(ctx);
        }
        match path {
            Some(path) => app.window.dispatch(WindowCommand::Open(path)),
            None => app.window.welcome(),
        }
        app.window.look_up_keys();
        app
    }

    /// The program by itself: effects are kept for whoever asks, and outcomes are given by hand.
    pub fn without_desktop(ctx: &Context, set: Arc<CriteriaSet>, today: Date) -> Self {
        ctx.set_fonts(fonts());
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let indications = set.indications.iter().map(|indication| indication.id.clone()).collect();
        let window = Window::new(set, today);
        let mut app = App {
            window,
            desktop: None,
            indications,
            applied_theme: None,
            keys: KeyQueue::default(),
            covered: None,
            returning: None,
            system_is_dark: false,
            closing: Closing::No,
            clock: || 0.0,
        };
        app.apply_theme(ctx);
        app
    }

    /// What the window shows.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// What the window shows, to give it commands and replies.
    pub fn window_mut(&mut self) -> &mut Window {
        &mut self.window
    }

    /// The jobs that were added since the last call, where no desktop runs them.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        self.window.take_jobs()
    }

    /// Draws the window and does what is asked.
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.apply_theme(&ctx) {
            // This frame was begun in the old colours.
            ui.set_style(ctx.global_style());
            ctx.request_repaint();
        }
        self.window.upload_page(&ctx);
        let theme = Theme::of(ThemeKind::of(self.window.settings().theme, self.system_is_dark));
        self.watch(&ctx);
        self.give_back_focus(&ctx);
        let mut asked = Vec::new();
        let model = self.window.model();
        if let Some(cover) = self.window.cover() {
            asked.extend(panel::draw_cover(ui, &model, &theme, cover));
        } else {
            if !model.has_dialog {
                asked.extend(pressed(&ctx, &self.indications));
            }
            asked.extend(panel::draw(ui, &model, &theme));
            if let Some(shown) = self.window.dialog() {
                let commands = dialog::show(ui.ctx(), &model, &theme, shown);
                asked.extend(commands.into_iter().map(Command::from));
            }
            asked.extend(dropped(&ctx));
        }
        if !asked.is_empty() {
            // What was asked shows in the next frame.
            ctx.request_repaint();
        }
        for command in asked {
            self.window.dispatch(command);
        }
        self.window.draw_preview();
        self.keep(&ctx);
        if self.desktop.is_some() && self.window.has_jobs_to_start() {
            // Jobs are started in the next frame, which may be far away.
            ctx.request_repaint();
        }
    }

    /// Who closes a dialog goes on where they were, unless they are led elsewhere.
    fn give_back_focus(&mut self, ctx: &Context) {
        let is_covered = self.window.dialog().is_some() || self.window.cover().is_some();
        match (is_covered, self.covered) {
            (true, None) => self.covered = Some(ctx.memory(|memory| memory.focused())),
            (false, Some(before)) => {
                self.covered = None;
                self.returning = before.filter(|_| self.window.case().going_to().is_none());
                // In this frame what was over the window still bars the way.
                ctx.request_repaint();
                return;
            }
            (true, Some(_)) | (false, None) => {}
        }
        if let Some(before) = self.returning.take() {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }

    /// What is to outlive the window: the settings, and a copy of what is not saved.
    fn keep(&mut self, ctx: &Context) {
        self.window.write_settings();
        set_unsaved_changes(self.window.unsaved());
        if let Some(wait) = self.window.keep_recovery((self.clock)()) {
            ctx.request_repaint_after(wait);
        }
    }

    /// Closes the window once the user has answered what is asked and all jobs that write have ended.
    fn close(&mut self, ctx: &Context) {
        let mut is_asked = ctx.input(|input| input.viewport().close_requested());
        if self.window.reopen_if_changed() {
            self.closing = Closing::No;
            is_asked = true;
        }
        if !self.window.is_closing() && is_asked {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.window.dispatch(WindowCommand::Close);
            if !self.window.is_closing() {
                // There is a question, which may lie behind other windows.
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
                ctx.request_repaint();
            }
        }
        if !self.window.is_closing() {
            return;
        }
        match self.closing {
            // Close in the next frame: the last jobs are started at the end of this one.
            Closing::No => {
                if let Some(desktop) = &self.desktop {
                    desktop.leave();
                }
                self.closing = Closing::WaitingSince((self.clock)());
                if is_asked {
                    ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                }
                ctx.request_repaint();
            }
            Closing::WaitingSince(since) => {
                // A drive or a key store that does not answer must not keep the window open for ever.
                let left = since + LONGEST_CLOSING - (self.clock)();
                if self.is_writing() && left > 0.0 {
                    if is_asked {
                        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                    }
                    ctx.request_repaint_after(Duration::from_secs_f64(left.min(0.1)));
                } else {
                    self.closing = Closing::Told;
                    if !is_asked {
                        ctx.send_viewport_cmd(ViewportCommand::Close);
                    }
                }
            }
            Closing::Told => {}
        }
    }

    /// Whether a job in flight would lose data if the program ended now.
    fn is_writing(&self) -> bool {
        self.desktop.as_ref().is_some_and(Desktop::is_writing)
            || self.window.is_writing_settings()
            || self.window.is_recovery_in_flight()
    }

    /// The window covers itself when nothing is done for a while.
    fn watch(&mut self, ctx: &Context) {
        let done = ctx.input(|input| input.raw.events.iter().any(is_done_by_the_user));
        if let Some(left) = self.window.cover_when_idle((self.clock)(), done) {
            ctx.request_repaint_after(left);
        }
    }

    /// Colours and sizes follow the state. Says whether they changed.
    fn apply_theme(&mut self, ctx: &Context) -> bool {
        self.system_is_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let kind = ThemeKind::of(self.window.settings().theme, self.system_is_dark);
        let wanted = (kind, self.window.zoom());
        if self.applied_theme == Some(wanted) {
            return false;
        }
        let theme = Theme::of(kind);
        ctx.set_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| theme.apply(style));
        ctx.set_zoom_factor(self.window.zoom());
        self.applied_theme = Some(wanted);
        true
    }

    /// What a crash looks like can only be tried with one: in builds for trying, and there only for
    /// the patient of that name.
    #[cfg(debug_assertions)]
    fn fail_on_purpose(&self) {
        let name = std::env::var("WGS_REFERRAL_FAILS_AT").unwrap_or_default();
        let is_kept = self.window.is_copy_complete().unwrap_or(true);
        assert!(
            name.is_empty() || self.window.case().session().case().patient.name != name || !is_kept,
            "{name}"
        );
    }

    fn receive(&mut self) {
        let Some(desktop) = &mut self.desktop else { return };
        for reply in desktop.replies() {
            self.window.handle_reply(reply);
        }
    }

    fn start_jobs(&mut self, frame: &eframe::Frame) {
        let Some(desktop) = &mut self.desktop else { return };
        for job in self.window.take_jobs() {
            desktop.run(job, self.window.language(), frame);
        }
        desktop.release_other_locks(self.window.case().session().held_path());
    }
}

/// Whether somebody is there: keys, text, the mouse. What the system tells of itself is nothing.
fn is_done_by_the_user(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::Copy
            | Event::Cut
            | Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::MouseWheel { .. }
            | Event::Touch { .. }
            | Event::Zoom(_)
            | Event::AccessKitActionRequest(_)
    )
}

/// Files that were let go over the window: the first is opened.
fn dropped(ctx: &Context) -> Option<Command> {
    let path = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))?;
    Some(WindowCommand::Open(path).into())
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if self.desktop.is_some() {
            self.window.set_today(today());
        }
        self.receive();
        set_unsaved_changes(self.window.unsaved());
        #[cfg(debug_assertions)]
        self.fail_on_purpose();
        // What was chosen last is kept first.
        self.close(ctx);
        // Also while nobody sees the window, and no frame is drawn.
        self.keep(ctx);
        self.start_jobs(frame);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut egui::RawInput) {
        if self.keys.admit(&mut raw_input.events) {
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Seconds by the clock of the computer, which goes on while it sleeps.
fn system_clock() -> f64 {
    jiff::Timestamp::now().as_millisecond() as f64 / 1000.0
}

/// Today by the clock of the computer.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
