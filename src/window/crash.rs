//! The window after a crash: what happened, where what was typed is, and how to go on.

use super::widget::controls::{button, heading, primary_button, small};
use super::widget::theme::ThemeKind;
use super::widget::{Theme, fonts, semibold, size, space};
use crate::desktop::{Unsaved, restart_program};
use crate::settings::UserSettings;
use crate::wording::Phrases;
use egui::{CentralPanel, Context, Frame, Margin, RichText, ScrollArea, Ui, ViewportCommand};
use std::path::{Path, PathBuf};

/// What is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The line of the source that failed.
    pub place: String,
    /// What became of what was not saved.
    pub unsaved: Unsaved,
    /// Where recovery copies lie.
    pub copies: Option<PathBuf>,
    /// Language and theme.
    pub settings: UserSettings,
}

/// The window after a crash.
pub struct AfterCrash(Told);

impl AfterCrash {
    /// How large it is, in points.
    pub const SIZE: [f32; 2] = [560.0, 310.0];

    /// The window, dressed as the user has it.
    pub fn new(ctx: &Context, told: Told) -> Self {
        ctx.set_fonts(fonts());
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let theme = Theme::of(ThemeKind::of(told.settings.theme, dark));
        ctx.set_theme(if theme.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| theme.apply(style));
        ctx.set_zoom_factor(f32::from(told.settings.scale) / 100.0);
        AfterCrash(told)
    }

    fn draw(&self, ui: &mut Ui) {
        let told = &self.0;
        let texts = Phrases::new(told.settings.language.unwrap_or_default()).texts;
        let dark = ui.ctx().system_theme() == Some(egui::Theme::Dark);
        let theme = Theme::of(ThemeKind::of(told.settings.theme, dark));
        let frame = Frame::new().fill(theme.surface).inner_margin(Margin::same(24));
        let contents = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = space::SECTIONS;
            let title = texts.get("crash-title");
            heading(ui, RichText::new(title).font(semibold(size::SECTION + 3.0)), title);
            ui.label(texts.get("crash-text"));
            match told.unsaved {
                Unsaved::Nothing => {}
                Unsaved::Kept => {
                    let folder = told.copies.as_deref().unwrap_or(Path::new("")).display().to_string();
                    ui.label(texts.with("crash-kept", &[("folder", folder.into())]));
                }
                Unsaved::Lost => {
                    ui.label(texts.get("crash-not-kept"));
                }
            }
            small(ui, &theme, &texts.with("crash-place", &[("place", told.place.clone().into())]));
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
            // A low screen or a long path must hide no button.
            ScrollArea::vertical().auto_shrink(false).show(ui, contents);
        });
    }
}

impl eframe::App for AfterCrash {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }
}
