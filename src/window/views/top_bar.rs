//! The bar on top: the program, the patient, what can be done with the case.

use super::Cx;
use super::controls::{button, primary_button};
use crate::case::Age;
use crate::window::command::{Command, UiCommand};
use crate::window::field::Field;
use crate::window::theme::{regular, semibold, size};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Frame, Label, Layout, Margin, RichText, Role, Sense, TextWrapMode, Ui, WidgetInfo, vec2};

/// Below this width only what is needed most stands in the bar; the rest has its keys.
const NARROW: f32 = 1100.0;
/// Below this the program's name gives way to the patient's.
const NARROWEST: f32 = 900.0;

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let width = ui.available_width();
    ui.horizontal(|ui| {
        if width >= NARROWEST {
            ui.label(RichText::new("WGS-henvisning").font(semibold(16.0)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for command in [
                UiCommand::ExportPdf,
                UiCommand::ShowPdf,
                UiCommand::SaveAs,
                UiCommand::Save,
                UiCommand::Open,
                UiCommand::New,
            ] {
                if command == UiCommand::SaveAs && width < NARROW {
                    continue;
                }
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

/// Name, number and age: in sight at all times. A long name gives way, not what stands behind it.
fn patient(ui: &mut Ui, cx: &Cx) {
    const MARGIN: f32 = 10.0;
    let case = cx.state.session.case();
    let name = case.patient.name.trim();
    let mut beside = Vec::new();
    let mut colour = cx.theme.text;
    match &case.patient.cpr {
        Some(cpr) => beside.push(cpr.to_string()),
        None if Field::Cpr.is_unread(case) => {
            colour = cx.theme.not_met;
            beside.push(cx.say.texts.get("cpr-unread").to_owned());
        }
        None if !name.is_empty() => beside.push(cx.say.texts.get("cpr-missing").to_owned()),
        None => {}
    }
    let age = case.age();
    if age != Age::Unknown || case.patient.cpr.is_some() {
        beside.push(cx.say.age(age));
    }
    let name = if name.is_empty() { cx.say.texts.get("patient-unnamed") } else { name };
    let beside = if beside.is_empty() { String::new() } else { format!(" · {}", beside.join(" · ")) };
    let told = format!("{name}{beside}");
    let beside = ui.painter().layout_no_wrap(beside, regular(size::BODY), colour);
    let room = ui.available_width() - beside.size().x - 2.0 * MARGIN - 8.0;
    let mut job = LayoutJob::simple_singleline(name.to_owned(), semibold(size::BODY), cx.theme.text);
    job.wrap = TextWrapping::truncate_at_width(room.max(24.0));
    let name = ui.painter().layout_job(job);
    let chip = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    chip.show(ui, |ui| {
        let extent = vec2(name.size().x + beside.size().x, name.size().y.max(beside.size().y));
        let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
        let at = rect.min + vec2(name.size().x, 0.0);
        ui.painter().galley(rect.min, name, cx.theme.text);
        ui.painter().galley(at, beside, colour);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
        response.on_hover_text(&told);
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
