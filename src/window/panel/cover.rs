//! The cover hides all patient data while the window is locked.

use super::PanelCx;
use crate::window::command::WindowCommand;
use crate::window::cover::Cover;
use crate::window::widget::controls::problem;
use crate::window::widget::controls::{heading, primary_button, small};
use crate::window::widget::secret_field;
use crate::window::widget::{semibold, space};
use egui::{Align, CentralPanel, Frame, Key, Layout, RichText, Ui, vec2};

/// The width of the contents, in points.
const WIDTH: f32 = 360.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx, cover: &Cover) {
    CentralPanel::default().frame(Frame::new().fill(cx.theme.canvas)).show(ui, |ui| {
        let above = (ui.available_height() * 0.35).max(0.0);
        ui.add_space(above);
        let aside = ((ui.available_width() - WIDTH) / 2.0).max(0.0);
        ui.horizontal(|ui| {
            ui.add_space(aside);
            let size = vec2(WIDTH.min(ui.available_width()), ui.available_height());
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| contents(ui, cx, cover));
        });
    });
}

fn contents(ui: &mut Ui, cx: &mut PanelCx, cover: &Cover) {
    let texts = cx.say.texts;
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    heading(ui, RichText::new("WGS-henvisning").font(semibold(20.0)), "WGS-henvisning");
    let is_locked = cx.model.unlocks_with.is_some();
    ui.label(texts.get(if is_locked { "locked" } else { "covered" }));
    if cx.model.case.session().has_unsaved_changes() {
        small(ui, cx.theme, texts.get("locked-unsaved"));
    }
    let mut wanted = false;
    if is_locked {
        let field = secret_field::show(
            ui,
            (cx.theme, texts),
            "unlock",
            texts.get("locked-passphrase"),
            cover.typed(),
        );
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
        }
        if let Some(typed) = field.changed {
            cx.ask(WindowCommand::TypeToUnlock(typed));
        }
        if cover.is_wrong() {
            problem(ui, cx.theme, texts.get("passphrase-wrong"));
        }
        wanted = field.entered;
    }
    let response = primary_button(ui, cx.theme, texts.get(if is_locked { "unlock" } else { "uncover" }));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    wanted |= response.clicked();
    wanted |= !is_locked && ui.input(|input| input.key_pressed(Key::Escape));
    if wanted {
        cx.ask(WindowCommand::Unlock);
    }
}
