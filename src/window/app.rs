//! The eframe application: it connects the window to the desktop, and closes both safely.

mod admission;
mod closing;
mod shown;

use super::case::{CaseCommand, ShownForm};
use super::command::{Command, WindowCommand, pressed_commands, pressed_in_dialog};
use super::copied::CopiedTexts;
use super::dialog;
use super::fit::{SizeLimit, fitting_zoom};
use super::flow::{CaseVersion, FoundSettings};
use super::focus_return::FocusReturn;
use super::input::{is_user_input, open_dropped_file};
use super::input_queue::InputQueue;
use super::menu;
use super::panel;
use super::plugins;
use super::shortcut::UiCommand;
use super::state::Window;
use super::title::WindowTitle;
use super::unused_keys::UnusedKeys;
use super::widget::MAX_TEXTURE_SIDE;
use super::widget::again::lay_out_again;
use super::widget::backdrop;
use super::widget::choice::AnswerKeys;
use super::widget::fonts;
use super::widget::report_contents;
use super::widget::theme::{Theme, ThemeKind};
use crate::clock;
use crate::definition::{CriteriaSet, IndicationId};
use crate::desktop::{Desktop, Job, JobId, KeyStore, set_unsaved_changes};
use crate::files;
use crate::policy::PolicyReading;
use admission::WaitingReplies;
use closing::Closing;
use egui::{Color32, Context, Ui, UserAttentionType, ViewportCommand};
use jiff::civil::Date;
use shown::{Shown, ShownBy};
use std::cell::Cell;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How often a frame may be laid out: for an input, for what it has changed, and for what follows. A dialog that opens
/// takes its height, then the focus leaves the form, and then the control that gets it shows it.
const MAX_LAYOUTS: NonZeroUsize = NonZeroUsize::new(5).unwrap();

/// The eframe application: a window, and the desktop that runs its jobs.
pub struct App {
    window: Window,
    set: Arc<CriteriaSet>,
    desktop: Option<Desktop>,
    indications: Vec<IndicationId>,
    applied_theme: Option<(ThemeKind, f32)>,
    /// The color with which eframe has cleared the window; `None` outside of eframe.
    cleared_with: Cell<Option<Color32>>,
    size_limit: SizeLimit,
    queue: InputQueue,
    system_is_dark: bool,
    focus_return: FocusReturn,
    shown_before: Shown,
    /// Whether a reply has replaced what was shown, since the last frame.
    is_shown_by_reply: bool,
    /// What was typed while the case is read that the user has asked for, and does not reach it, with the job; `None`:
    /// what opens it is asked for.
    unused_while_reading: Option<(Option<JobId>, UnusedKeys)>,
    replies: WaitingReplies,
    closing: Closing,
    title: WindowTitle,
    /// The version that the desktop would write if the system ended the program.
    noted_unsaved: Option<CaseVersion>,
    /// Gives seconds since an arbitrary fixed time. The system clock also counts while the computer sleeps.
    clock: fn() -> f64,
}

impl App {
    /// Creates the program with the user's settings. It has no desktop before [`App::connect_desktop`], and opens the
    /// case at `path` then, if there is one.
    pub fn with_settings(
        ctx: &Context,
        set: Arc<CriteriaSet>,
        today: Date,
        path: Option<PathBuf>,
        policy: PolicyReading,
        settings: Option<FoundSettings>,
    ) -> Self {
        let mut app = App { clock: system_clock, ..App::without_desktop(ctx, set, today) };
        app.window.note_start((app.clock)());
        app.window.set_recovery_folder(files::recovery_folder().is_some());
        app.window.take_policy(policy);
        if let Some(found) = settings {
            let recent = found.found.settings().recent_files.then(|| files::read_recent(&found.folder));
            app.window.take_settings(found);
            app.window.take_recent_files(recent.unwrap_or_default());
            app.apply_theme(ctx);
        }
        match path {
            Some(path) => app.window.dispatch(WindowCommand::Open(path)),
            None => app.window.welcome(),
        }
        app
    }

    /// Starts the desktop, which carries out the jobs of the window from the next frame on.
    pub fn connect_desktop(&mut self, ctx: &Context) {
        let wake = ctx.clone();
        let recovery = files::recovery_folder();
        let keys = KeyStore::system(recovery.clone());
        let notify = self.replies.notifier();
        let mut desktop = Desktop::new(self.set.clone(), keys, recovery, move || {
            notify();
            wake.request_repaint();
        });
        // Without this, what was typed in the last second is lost then.
        let _ = desktop.write_copy_on_signals();
        desktop.listen_for_other_windows();
        self.desktop = Some(desktop);
    }

    /// Creates the program without a desktop, for tests: they take its jobs with [`App::take_jobs`] and give the
    /// replies themselves, to the window or with [`App::add_reply`].
    pub fn without_desktop(ctx: &Context, set: Arc<CriteriaSet>, today: Date) -> Self {
        ctx.set_fonts(fonts());
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // A notch of the wheel makes the pages of the preview about a fifth larger.
            options.input_options.scroll_zoom_speed = 1.0 / 400.0;
            options.max_passes = MAX_LAYOUTS;
            options.warn_on_id_clash = cfg!(debug_assertions);
        });
        plugins::start_all(ctx);
        let indications = set.indications.iter().map(|indication| indication.id.clone()).collect();
        let window = Window::new(set.clone(), today);
        let mut app = App {
            window,
            set,
            desktop: None,
            indications,
            applied_theme: None,
            cleared_with: Cell::default(),
            size_limit: SizeLimit::default(),
            queue: InputQueue::default(),
            focus_return: FocusReturn::default(),
            shown_before: Shown::default(),
            is_shown_by_reply: false,
            unused_while_reading: None,
            replies: WaitingReplies::default(),
            system_is_dark: false,
            closing: Closing::NotRequested,
            title: WindowTitle::default(),
            noted_unsaved: None,
            clock: || 0.0,
        };
        app.apply_theme(ctx);
        app
    }

    /// The state of the window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// The state of the window, to give it commands and replies.
    pub fn window_mut(&mut self) -> &mut Window {
        &mut self.window
    }

    /// The jobs that were added since the last call, for a program without a desktop.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        self.window.take_jobs()
    }

    /// Draws the window and dispatches the commands that the views return.
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.apply_theme(&ctx) {
            // The `Ui` of this frame was created with the colors of the previous theme.
            ui.set_style(ctx.global_style());
            lay_out_again(&ctx, "theme");
        }
        // Behind a dialog, what is painted is darkened, and what the window was cleared with would not be.
        let is_bright = self.window.dialog().is_none();
        backdrop::note(&ctx, self.cleared_with.get().filter(|_| is_bright));
        self.window.upload_pages(&ctx);
        let theme = Theme::of(ThemeKind::of(self.window.settings().theme, self.system_is_dark));
        self.cover_when_idle(&ctx);
        if self.focus_return.follow(&ctx, &mut self.window, self.shown_before.case()) {
            // What closed was drawn in the last layout, so egui still blocks the controls under it in this one.
            lay_out_again(&ctx, "focus below a dialog");
        }
        self.remove_old_news(&ctx);
        self.follow_shown(&ctx, ShownBy::Itself);
        self.hold_keys_while_reading(&ctx);
        self.tell_unused_keys(&ctx);
        self.note_typing_while_reading(&ctx);
        let mut commands = Vec::new();
        let model = self.window.model();
        if let Some(cover) = self.window.cover() {
            commands.extend(panel::draw_cover(ui, &model, &theme, cover));
        } else {
            if model.has_dialog || model.menu.is_some() {
                commands.extend(pressed_in_dialog(&ctx));
            } else {
                commands.extend(pressed_commands(&ctx, &self.indications));
                commands.extend(menu::pressed(&ctx, model.language()));
            }
            commands.extend(panel::draw(ui, &model, &theme));
            if let Some(shown) = self.window.dialog() {
                let dialog_commands = dialog::show(ui.ctx(), &model, &theme, shown);
                commands.extend(dialog_commands.into_iter().map(Command::from));
            }
            commands.extend(open_dropped_file(&ctx));
        }
        let (answered, stray) = (AnswerKeys::answered(&ctx), AnswerKeys::take_stray_text(&ctx));
        // The choices of a dialog are no answers of the case.
        if !model.has_dialog {
            if let Some(place) = answered {
                commands.insert(0, CaseCommand::NoteBeforeKeyAnswer(place).into());
                commands.push(CaseCommand::NoteKeyAnswer.into());
            }
            commands.extend(stray.map(|text| Command::from(CaseCommand::SettleStrayText(text))));
        }
        commands.extend(menu::requested(&ctx));
        if let Some(open) = model.menu {
            commands.extend(menu::show(ui.ctx(), &model, &theme, open));
        }
        // The press that opens a menu may close something else, and what is carried out after it would close the menu.
        commands.sort_by_key(Command::opens_menu);
        if !commands.is_empty() {
            lay_out_again(&ctx, "commands");
        }
        if commands.iter().any(|command| matches!(command, Command::Ui(_))) {
            // A dialog that follows gives the focus back to what has it now.
            report_contents::close(&ctx);
        }
        let shown = ShownForm::of(self.window.case());
        let toggles_preview = commands.contains(&UiCommand::ShowPdf.into());
        let had_path_dialog = self.window.has_path_dialog();
        self.window.note_patient_field(panel::is_in_patient_field(&ctx));
        for command in commands {
            self.window.dispatch(command);
        }
        let had_dialog = self.window.dialog().is_some();
        // The focus may have left the fields of the patient without a command.
        self.window.ask_whose_answers_once_typed();
        if !had_dialog && self.window.dialog().is_some() {
            lay_out_again(&ctx, "question about the patient");
        }
        self.focus_return.return_after_click(&ctx, &mut self.window, &shown, toggles_preview);
        menu::set_open(&ctx, self.window.menu().is_some());
        self.title.update(&ctx, &self.window);
        for text in CopiedTexts::take(&ctx) {
            self.window.copy_from_field(text);
        }
        self.window.draw_preview();
        let asks_for_path = !had_path_dialog && self.window.has_path_dialog();
        self.follow_shown(&ctx, ShownBy::User { asks_for_path });
        self.hold_keys_while_reading(&ctx);
        self.write_settings_and_recovery(&ctx);
        if self.queue.is_waiting() {
            // eframe drops what is asked for before the last layout but one of a frame.
            ctx.request_repaint();
        }
    }

    /// Writes the settings and the recovery copy, so that both outlive a crash.
    fn write_settings_and_recovery(&mut self, ctx: &Context) {
        /// Longer than the user waits to be told that a copy takes long.
        const COPY_CHECK: Duration = Duration::from_millis(5_100);
        self.window.write_settings();
        set_unsaved_changes(self.window.unsaved());
        self.note_unsaved();
        let now = (self.clock)();
        let waits = [
            self.window.keep_recovery(now),
            self.window.tell_if_waiting(now),
            // A write that was just started may take so long that it is to be told.
            self.window.is_recovery_in_flight().then_some(COPY_CHECK),
        ];
        for wait in waits.into_iter().flatten() {
            ctx.request_repaint_after(wait);
        }
    }

    /// Tells the desktop what is not saved, so that it can write it when the system ends the program.
    fn note_unsaved(&mut self) {
        let unsaved = self.window.unsaved_version();
        if let Some(desktop) = &self.desktop
            && self.noted_unsaved != unsaved
        {
            desktop.note_unsaved(unsaved.is_some().then(|| self.window.recovery_copy()));
            self.noted_unsaved = unsaved;
        }
    }

    /// Covers the window after the idle time of the settings.
    fn cover_when_idle(&mut self, ctx: &Context) {
        let is_used = ctx.input(|input| input.raw.events.iter().any(is_user_input));
        if let Some(left) = self.window.cover_when_idle((self.clock)(), is_used) {
            ctx.request_repaint_after(left);
        }
    }

    /// Removes the notices that are only news and were in sight for long enough.
    fn remove_old_news(&mut self, ctx: &Context) {
        let is_covered = self.window.dialog().is_some() || self.window.cover().is_some();
        let attention = panel::notice_attention(ctx, is_covered);
        if let Some(left) = self.window.remove_old_news((self.clock)(), attention) {
            ctx.request_repaint_after(left);
        }
    }

    /// Applies the theme and the zoom of the settings. Returns whether they changed.
    fn apply_theme(&mut self, ctx: &Context) -> bool {
        self.system_is_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let kind = ThemeKind::of(self.window.settings().theme, self.system_is_dark);
        self.size_limit.update(ctx);
        let wanted = (kind, fitting_zoom(ctx, self.window.zoom()));
        if self.applied_theme == Some(wanted) {
            return false;
        }
        let theme = Theme::of(kind);
        ctx.set_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| theme.apply(style));
        ctx.set_zoom_factor(wanted.1);
        self.applied_theme = Some(wanted);
        true
    }

    /// Panics for tests of crash handling, in debug builds only: when the patient has the name in the environment
    /// variable, and the recovery copy is complete.
    #[cfg(debug_assertions)]
    fn panic_for_test(&self) {
        let name = std::env::var("WGS_REFERRAL_FAILS_AT").unwrap_or_default();
        let is_copied = self.window.is_copy_complete().unwrap_or(true);
        assert!(
            name.is_empty() || self.window.case().session().case().patient.name != name || !is_copied,
            "{name}"
        );
    }

    fn start_jobs(&mut self, frame: &eframe::Frame) {
        let Some(desktop) = &mut self.desktop else { return };
        for job in self.window.take_jobs() {
            desktop.run(job, self.window.language(), frame);
        }
        desktop.release_other_locks(self.window.case().session().locked_path());
    }
}

/// Shows the window to the user, who may have minimized it or work in another one: it asks or tells something.
fn bring_to_front(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    ctx.request_repaint();
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if self.replies.wait() {
            ctx.request_repaint();
        }
        if self.desktop.as_ref().is_some_and(Desktop::is_asked_to_front) {
            bring_to_front(ctx);
            // With Wayland no program may raise a window, but its own window may ask for attention.
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
        }
        if self.desktop.is_some() {
            self.window.look_up_keys_at_start();
        }
        set_unsaved_changes(self.window.unsaved());
        #[cfg(debug_assertions)]
        self.panic_for_test();
        // Closing comes before the writes, so that they include the user's last choice.
        self.close(ctx);
        // eframe calls `logic` also for a hidden window, for which it calls no `ui`.
        self.write_settings_and_recovery(ctx);
        self.start_jobs(frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.draw(ui);
        // The next frame may come only after an input.
        self.start_jobs(frame);
    }

    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut egui::RawInput) {
        raw_input.max_texture_side = raw_input.max_texture_side.map(|side| side.min(MAX_TEXTURE_SIDE));
        if self.desktop.is_some() {
            self.window.set_today(today());
        }
        self.take_replies(ctx, &mut raw_input.events);
        self.admit_input(ctx, &mut raw_input.events);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // Closing has waited for the copies in flight: no other one comes later.
        if let Some(desktop) = &self.desktop {
            desktop.clear_clipboard();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let color = self.applied_theme.map_or(visuals.panel_fill, |(kind, _)| Theme::of(kind).canvas);
        self.cleared_with.set(Some(color));
        color.to_normalized_gamma_f32()
    }
}

/// Seconds since the Unix epoch. A monotonic clock may stop while the computer sleeps.
fn system_clock() -> f64 {
    clock::now().as_millisecond() as f64 / 1000.0
}

/// Today's date in the time zone of the system.
pub fn today() -> Date {
    clock::local_now().date()
}
