//! The program as eframe runs it.

use super::command::{Command, Target};
use super::field::Field;
use super::keys::KeyQueue;
use super::settings::FoundSettings;
use super::shortcut::pressed;
use super::state::State;
use super::theme::{Kind, Theme, fonts};
use super::views;
use crate::definition::{CriteriaSet, IndicationId};
use crate::desktop::{Desktop, Job, KeyStore, note_unsaved};
use crate::files;
use egui::{ColorImage, Context, TextureOptions, Ui, ViewportCommand};
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The window waits at most this long, in seconds, for jobs that write.
const LONGEST_CLOSING: f64 = 20.0;

/// The program.
pub struct App {
    state: State,
    desktop: Option<Desktop>,
    indications: Vec<IndicationId>,
    dressed: Option<(Kind, f32)>,
    keys: KeyQueue,
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
        app.state.recovery.possible = recovery.is_some();
        if let Some(found) = settings {
            app.state.take_settings(found);
            app.dress(ctx);
        }
        match path {
            Some(path) => app.state.dispatch(Command::OpenPath(path)),
            // Typing begins at once.
            None => {
                app.state.going_to = Some(Target::Field(Field::PatientName));
                // The welcome does.
                app.state.recovery.explains = false;
            }
        }
        app.state.look_up_keys();
        app
    }

    /// The program by itself: effects are kept for whoever asks, and outcomes are given by hand.
    pub fn without_desktop(ctx: &Context, set: Arc<CriteriaSet>, today: Date) -> Self {
        ctx.set_fonts(fonts());
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let indications = set.indications.iter().map(|indication| indication.id.clone()).collect();
        let state = State::new(set, today);
        let mut app = App {
            state,
            desktop: None,
            indications,
            dressed: None,
            keys: KeyQueue::default(),
            covered: None,
            returning: None,
            closing: Closing::No,
            clock: || 0.0,
        };
        app.dress(ctx);
        app
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The state, for setting a scene.
    pub fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// The jobs that were added since the last call, where no desktop runs them.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        self.state.jobs.take_to_start()
    }

    /// Draws the window and does what is asked.
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.dress(&ctx) {
            // This frame was begun in the old colours.
            ui.set_style(ctx.global_style());
            ctx.request_repaint();
        }
        self.upload(&ctx);
        let theme = Theme::of(Kind::of(self.state.settings.theme, self.state.system_is_dark));
        self.watch(&ctx);
        self.give_back_focus(&ctx);
        let mut asked = Vec::new();
        if self.state.is_locked() {
            asked.extend(views::draw_cover(ui, &self.state, &theme));
        } else {
            if self.state.dialogs.is_empty() {
                asked.extend(pressed(&ctx, &self.indications));
            }
            asked.extend(views::draw(ui, &self.state, &theme));
            asked.extend(dropped(&ctx));
        }
        if !asked.is_empty() {
            // What was asked shows in the next frame.
            ctx.request_repaint();
        }
        for command in asked {
            self.state.dispatch(command);
        }
        self.state.draw_preview();
        self.keep(&ctx);
        if self.desktop.is_some() && self.state.jobs.has_to_start() {
            // Jobs are started in the next frame, which may be far away.
            ctx.request_repaint();
        }
    }

    /// Who closes a dialog goes on where they were, unless they are led elsewhere.
    fn give_back_focus(&mut self, ctx: &Context) {
        let is_covered = !self.state.dialogs.is_empty() || self.state.is_locked();
        match (is_covered, self.covered) {
            (true, None) => self.covered = Some(ctx.memory(|memory| memory.focused())),
            (false, Some(before)) => {
                self.covered = None;
                self.returning = before.filter(|_| self.state.going_to.is_none());
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
        self.state.write_settings();
        note_unsaved(self.state.unsaved());
        if let Some(wait) = self.state.keep_recovery((self.clock)()) {
            ctx.request_repaint_after(wait);
        }
    }

    /// Closes the window once the user has answered what is asked and all jobs that write have ended.
    fn close(&mut self, ctx: &Context) {
        let mut is_asked = ctx.input(|input| input.viewport().close_requested());
        if self.state.reopen_if_changed() {
            self.closing = Closing::No;
            is_asked = true;
        }
        if self.state.closing.is_none() && is_asked {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.state.dispatch(Command::CloseRequested);
            if self.state.closing.is_none() {
                // There is a question, which may lie behind other windows.
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
                ctx.request_repaint();
            }
        }
        if self.state.closing.is_none() {
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
            || self.state.is_writing_settings()
            || self.state.is_recovery_in_flight()
    }

    /// The window covers itself when nothing is done for a while.
    fn watch(&mut self, ctx: &Context) {
        let done = ctx.input(|input| input.raw.events.iter().any(is_done_by_the_user));
        if let Some(left) = self.state.cover_when_idle((self.clock)(), done) {
            ctx.request_repaint_after(left);
        }
    }

    /// A page that was drawn goes to the graphics card once.
    fn upload(&mut self, ctx: &Context) {
        let Some(preview) = self.state.preview.as_mut().filter(|preview| preview.texture.is_none()) else {
            return;
        };
        if let Some(drawn) = &preview.drawn {
            let size = [drawn.picture.width, drawn.picture.height];
            let image = ColorImage::from_rgba_unmultiplied(size, &drawn.picture.rgba);
            preview.texture = Some(ctx.load_texture("page", image, TextureOptions::LINEAR));
        }
    }

    /// Colours and sizes follow the state. Says whether they changed.
    fn dress(&mut self, ctx: &Context) -> bool {
        self.state.system_is_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let kind = Kind::of(self.state.settings.theme, self.state.system_is_dark);
        let wanted = (kind, self.state.zoom());
        if self.dressed == Some(wanted) {
            return false;
        }
        let theme = Theme::of(kind);
        ctx.set_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| theme.apply(style));
        ctx.set_zoom_factor(self.state.zoom());
        self.dressed = Some(wanted);
        true
    }

    /// What a crash looks like can only be tried with one: in builds for trying, and there only for
    /// the patient of that name.
    #[cfg(debug_assertions)]
    fn fail_on_purpose(&self) {
        let name = std::env::var("WGS_REFERRAL_FAILS_AT").unwrap_or_default();
        let is_kept = self.state.exists_or_has_backup().unwrap_or(true);
        assert!(name.is_empty() || self.state.session.case().patient.name != name || !is_kept, "{name}");
    }

    fn receive(&mut self) {
        let Some(desktop) = &mut self.desktop else { return };
        for reply in desktop.replies() {
            self.state.handle_reply(reply);
        }
    }

    fn start_jobs(&mut self, frame: &eframe::Frame) {
        let Some(desktop) = &mut self.desktop else { return };
        for job in self.state.jobs.take_to_start() {
            desktop.run(job, self.state.language(), frame);
        }
        desktop.release_other_locks(self.state.session.held_path());
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
    Some(Command::OpenPath(path))
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if self.desktop.is_some() {
            self.state.today = today();
        }
        self.receive();
        note_unsaved(self.state.unsaved());
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
