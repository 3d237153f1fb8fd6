//! The bar on top: the program, the patient, what can be done with the case.

use super::Cx;
use super::controls::{button, primary_button};
use crate::case::Age;
use crate::window::command::{Command, UiCommand};
use crate::window::theme::{regular, semibold, size};
use egui::{Align, Frame, Label, Layout, Margin, RichText, TextWrapMode, Ui};

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("WGS-henvisning").font(semibold(16.0)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for command in [
                UiCommand::ExportPdf,
                UiCommand::ShowPdf,
                UiCommand::SaveAs,
                UiCommand::Save,
                UiCommand::Open,
                UiCommand::New,
            ] {
                let text = cx.say.texts.get(command.text());
                let primary = command == UiCommand::ExportPdf;
                let response =
                    if primary { primary_button(ui, cx.theme, text) } else { button(ui, cx.theme, text) };
                let keys = ui.ctx().format_shortcut(&command.shortcut());
                if response.on_hover_text(keys).clicked() {
                    cx.ask(Command::Plain(command));
                }
            }
            // What room is left between is the patient's.
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(8.0);
                patient(ui, cx);
                unsaved(ui, cx);
            });
        });
    });
}

/// Name, number and age: in sight at all times.
fn patient(ui: &mut Ui, cx: &Cx) {
    let case = cx.state.session.case();
    let mut beside = Vec::new();
    if let Some(cpr) = &case.patient.cpr {
        beside.push(cpr.to_string());
    }
    let age = case.age();
    if age != Age::Unknown || case.patient.cpr.is_some() {
        beside.push(cx.say.age(age));
    }
    let name = case.patient.name.trim();
    let name = if name.is_empty() { cx.say.texts.get("patient-unnamed") } else { name };
    let chip = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    chip.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        let beside = if beside.is_empty() { String::new() } else { format!(" · {}", beside.join(" · ")) };
        let text = super::controls::paragraph(
            &[(name, cx.theme.text, true), (&beside, cx.theme.text, false)],
            size::BODY,
        );
        ui.add(Label::new(text)).on_hover_text(format!("{name}{beside}"));
    });
}

fn unsaved(ui: &mut Ui, cx: &Cx) {
    if !cx.state.session.has_unsaved_changes() {
        return;
    }
    let (rect, _) = ui.allocate_exact_size(egui::vec2(8.0, 8.0), egui::Sense::hover());
    ui.painter().circle_filled(rect.center(), 3.5, cx.theme.advisory);
    let text = RichText::new(cx.say.texts.get("unsaved")).font(regular(size::BODY)).color(cx.theme.advisory);
    ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
}
