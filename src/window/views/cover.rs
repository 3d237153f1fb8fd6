//! What is over a window that nobody is at: nothing of the patient.

use super::controls::{heading, primary_button, small};
use super::saving::problem;
use super::{Cx, secret_field};
use crate::window::command::Command;
use crate::window::lock::Cover;
use crate::window::theme::{semibold, space};
use egui::{Align, CentralPanel, Frame, Key, Layout, RichText, Ui, vec2};

/// In points.
const WIDTH: f32 = 360.0;

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let Some(cover) = &cx.state.lock.cover else { return };
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

fn contents(ui: &mut Ui, cx: &mut Cx, cover: &Cover) {
    let texts = cx.say.texts;
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    heading(ui, RichText::new("WGS-henvisning").font(semibold(20.0)), "WGS-henvisning");
    ui.label(texts.get("locked"));
    if cx.state.session.has_unsaved_changes() {
        small(ui, cx.theme, texts.get("locked-unsaved"));
    }
    let mut wanted = false;
    if cx.state.unlocks_with().is_some() {
        let field = secret_field::show(ui, cx, "unlock", texts.get("locked-passphrase"), &cover.typed);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
        }
        if let Some(typed) = field.changed {
            cx.ask(Command::TypeToUnlock(typed));
        }
        if cover.wrong {
            problem(ui, cx, texts.get("passphrase-wrong"));
        }
        wanted = field.entered;
    }
    let response = primary_button(ui, cx.theme, texts.get("unlock"));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    wanted |= response.clicked();
    wanted |= cx.state.unlocks_with().is_none() && ui.input(|input| input.key_pressed(Key::Escape));
    if wanted {
        cx.ask(Command::Unlock);
    }
}
