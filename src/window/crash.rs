//! The window after a crash: it explains what happened, where the recovery copy is, and how to continue.

use super::plugins;
use super::widget::controls::{button, heading, primary_button, small};
use super::widget::scroll::ScrollView;
use super::widget::sight::FocusInSight;
use super::widget::theme::ThemeKind;
use super::widget::{Theme, fonts, semibold, size, space};
use crate::desktop::{UnsavedChanges, restart_program};
use crate::notation::shown_path;
use crate::settings::UserSettings;
use crate::wording::Phrases;
use egui::{CentralPanel, Context, Frame, Margin, RichText, Ui, ViewportCommand};
use std::path::{Path, PathBuf};

/// What the window after a crash shows.
#[derive(Clone, Debug)]
pub struct CrashReport {
    /// The source location of the panic. The panic message is left out, as it may contain patient data.
    pub place: String,
    /// Whether unsaved changes are in a recovery copy.
    pub unsaved: UnsavedChanges,
    /// The folder of the recovery copies; `None`: the system has none.
    pub copies: Option<PathBuf>,
    /// The user's settings, for language, theme and scale.
    pub settings: UserSettings,
}

/// The window after a crash.
pub struct AfterCrash(CrashReport);

impl AfterCrash {
    /// The initial size of the window, in points at a scale of 100 %.
    pub const SIZE: [f32; 2] = [560.0, 310.0];

    /// Creates the window in the theme and scale of the user's settings.
    pub fn new(ctx: &Context, report: CrashReport) -> Self {
        ctx.set_fonts(fonts());
        plugins::start::<FocusInSight>(ctx);
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let theme = Theme::of(ThemeKind::of(report.settings.theme, dark));
        ctx.set_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| theme.apply(style));
        ctx.set_zoom_factor(f32::from(report.settings.scale) / 100.0);
        AfterCrash(report)
    }

    fn draw(&self, ui: &mut Ui) {
        let report = &self.0;
        let texts = Phrases::new(report.settings.language.unwrap_or_default()).texts;
        let dark = ui.ctx().system_theme() == Some(egui::Theme::Dark);
        let theme = Theme::of(ThemeKind::of(report.settings.theme, dark));
        let frame = Frame::new().fill(theme.surface).inner_margin(Margin::same(24));
        let contents = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = space::SECTIONS;
            let title = texts.get("crash-title");
            heading(ui, RichText::new(title).font(semibold(size::SECTION + 3.0)), title);
            ui.label(texts.get("crash-text"));
            match report.unsaved {
                UnsavedChanges::None => {}
                UnsavedChanges::Recoverable => {
                    let folder = shown_path(report.copies.as_deref().unwrap_or(Path::new("")));
                    ui.label(texts.with("crash-kept", &[("folder", folder.into())]));
                }
                UnsavedChanges::Lost => {
                    ui.label(texts.get("crash-not-kept"));
                }
            }
            small(ui, &theme, &texts.with("crash-place", &[("place", report.place.clone().into())]));
            ui.horizontal(|ui| {
                let again = primary_button(ui, &theme, texts.get("crash-again"));
                if ui.memory(|memory| memory.focused().is_none()) {
                    again.request_focus();
                }
                if again.clicked() {
                    restart_program();
                    ui.ctx().send_viewport_cmd(ViewportCommand::Close);
                }
                if button(ui, &theme, texts.get("close-dialog")).clicked() {
                    ui.ctx().send_viewport_cmd(ViewportCommand::Close);
                }
            });
        };
        CentralPanel::default().frame(frame).show(ui, |ui| {
            // The contents scroll, so that the buttons stay reachable on a low screen or below a long path.
            ScrollView::filling().show(ui, "after a crash", (), |ui, _| contents(ui));
        });
    }
}

impl eframe::App for AfterCrash {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }
}
