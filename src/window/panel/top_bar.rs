//! The top bar: the menus, the patient, the file, and the buttons for the case.

use super::PanelCx;
use crate::case::Age;
use crate::window::case::{Field, SaveState, shown_patient_name, unnamed_id};
use crate::window::menu::bar::{self, Folding};
use crate::window::shortcut::{BAR_BUTTONS, UiCommand, with_keys};
use crate::window::widget::controls::{button, primary_button};
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size};
use crate::wording::Phrases;
use egui::emath::GuiRounding as _;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Frame, Galley, Margin, Role, Sense, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// The highest rank in [`BAR_BUTTONS`]. At this rank, the bar shows all buttons.
const MAX_RANK: u8 = 6;
const GAP: f32 = 8.0;
/// The width that is kept free for the patient's name, in points. A longer name has what the buttons leave.
const NAME_WIDTH: f32 = 90.0;
/// The least width of the name, in points. Where more is said beside it than usual, the name is cut to it first.
const MIN_NAME_WIDTH: f32 = 40.0;
/// The longest text that usually stands beside the name.
const BESIDE_NAME: &str = " · 000000-0000 · 100 år";

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let patient = PatientChip::of(cx);
        let state = cx.model.case.save_state();
        let buttons_width = |ui: &Ui, cx: &PanelCx, max_rank: u8| -> f32 {
            let shown = BAR_BUTTONS.iter().filter(|(_, rank)| *rank <= max_rank);
            shown.map(|(command, _)| button_width(ui, cx, *command) + GAP).sum::<f32>() - GAP
        };
        let fits = |ui: &Ui, cx: &PanelCx, max_rank: u8, beside: f32| {
            buttons_width(ui, cx, max_rank) + beside <= width
        };
        // What is shown depends only on the width of the window, so that no command goes while the patient is typed:
        // the chip is cut. In a narrow window, buttons are removed first, by rank, then the menus fold into one, and at
        // last the text beside the dot for unsaved changes goes.
        let short = unsaved_width(&Some(unsaved_galley(ui, cx, UNSAVED)));
        let reserved = reserved_width(ui, cx) + short + GAP;
        let menus_width = |folding| bar::width(ui, cx.say, folding) + GAP;
        let with_menus = menus_width(Folding::Unfolded) + reserved;
        let folding = if fits(ui, cx, 0, with_menus) { Folding::Unfolded } else { Folding::Folded };
        let beside = menus_width(folding) + reserved;
        let max_rank = (0..=MAX_RANK).rev().find(|rank| fits(ui, cx, *rank, beside));
        // That the PDF file has the case is said as long as neither a button nor the patient has to go for it.
        let buttons = buttons_width(ui, cx, max_rank.unwrap_or(0));
        let room = width - menus_width(folding) - patient.width(ui, cx) - buttons - GAP;
        let unsaved = unsaved_ids(state)
            .iter()
            .map(|id| Some(unsaved_galley(ui, cx, id)))
            .find(|text| unsaved_width(text) <= room.max(short))
            .flatten();
        let unsaved = if max_rank.is_none() { unsaved.map(|_| empty_text(ui)) } else { unsaved };
        let max_rank = max_rank.unwrap_or(0);
        let unsaved_width = unsaved_width(&unsaved);

        let start_x = ui.cursor().min.x;
        // The first title is where the contents of the window start.
        bar::show(ui, cx, folding);
        let taken = ui.cursor().min.x - start_x;
        // Less than is left, as egui rounds each width up: the buttons have the same place beside a name that is cut.
        let room = width - taken - buttons_width(ui, cx, max_rank) - unsaved_width - GAP - 0.5;
        let file = FileName::of(ui, cx);
        let file_width = file.as_ref().map_or(0.0, |file| file.text.size().x + 2.0 * GAP);
        // Room for the text for unsaved changes is reserved, so that the first change moves nothing.
        let reserve = (short - unsaved_width).max(0.0);
        let shows_file = patient.width(ui, cx) + file_width + reserve <= room;
        let file_tip = file.as_ref().filter(|_| !shows_file).map(|file| file.name.clone());
        patient.show(ui, cx, room, file_tip);
        if let Some(file) = file.filter(|_| shows_file) {
            file.show(ui, cx);
        }
        if let Some(text) = unsaved {
            show_unsaved(ui, cx, state, text);
        }
        // Rounded as egui rounds places, so that it is the same to the last digit whatever stands before it.
        let buttons_x = (start_x + width - buttons_width(ui, cx, max_rank)).round_ui();
        ui.add_space((buttons_x - ui.cursor().min.x).max(0.0));
        for (command, rank) in BAR_BUTTONS {
            if rank <= max_rank {
                show_button(ui, cx, command);
            }
        }
    });
}

fn label(say: &Phrases, command: UiCommand) -> &'static str {
    say.texts.get(match command {
        UiCommand::Undo => "undo-short",
        _ => command.label_id(),
    })
}

fn button_width(ui: &Ui, cx: &PanelCx, command: UiCommand) -> f32 {
    let font = if command == UiCommand::ExportPdf { semibold(size::BODY) } else { regular(size::BODY) };
    let text = label(&cx.say, command).to_owned();
    ui.painter().layout_no_wrap(text, font, Color32::PLACEHOLDER).size().x
        + 2.0 * ui.spacing().button_padding.x
}

fn show_button(ui: &mut Ui, cx: &mut PanelCx, command: UiCommand) {
    let text = label(&cx.say, command);
    let is_enabled = command.is_available(cx.model);
    let response = ui
        .add_enabled_ui(is_enabled, |ui| {
            let primary = command == UiCommand::ExportPdf;
            if primary { primary_button(ui, cx.theme, text) } else { button(ui, cx.theme, text) }
        })
        .inner;
    let (name, keys) = (command.name(cx.model.case, cx.say), command.keys(ui.ctx()));
    let tip = if name == text { keys.unwrap_or_default() } else { with_keys(&name, keys) };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(tip.as_str()));
    tip::on_hover(ui, cx.theme, &response, TipSide::Below, || tip);
    if response.clicked() {
        cx.ask(command);
    }
}

/// The width that is kept free for the patient, in points: the same whatever is said of them.
fn reserved_width(ui: &Ui, cx: &PanelCx) -> f32 {
    let usual = ui.painter().layout_no_wrap(BESIDE_NAME.to_owned(), regular(size::BODY), cx.theme.text);
    NAME_WIDTH + usual.size().x + 2.0 * MARGIN
}

/// The patient's name, CPR number and age. Where there is no room, the name is cut, and then the end of what is beside
/// it: the number comes first there.
struct PatientChip {
    name: String,
    beside: String,
    full_text: String,
    color: Color32,
}

const MARGIN: f32 = 10.0;

impl PatientChip {
    fn of(cx: &PanelCx) -> Self {
        let case = cx.model.case.session().case();
        let name = shown_patient_name(case);
        let mut beside = Vec::new();
        let mut color = cx.theme.text;
        match &case.patient.cpr {
            Some(cpr) => beside.push(cpr.to_string()),
            None if Field::Cpr.is_unparsed(case) => {
                color = cx.theme.not_met;
                beside.push(cx.say.texts.get("cpr-unread").to_owned());
            }
            None if !name.is_empty() => beside.push(cx.say.texts.get("cpr-missing").to_owned()),
            None => {}
        }
        let age = case.age();
        if age != Age::Unknown || case.patient.cpr.is_some() {
            beside.push(cx.say.age(age));
        }
        let name = if name.is_empty() { cx.say.texts.get(unnamed_id(case)) } else { &name };
        let beside = if beside.is_empty() { String::new() } else { format!(" · {}", beside.join(" · ")) };
        let full_text = format!("{name}{beside}");
        PatientChip { name: name.to_owned(), beside, full_text, color }
    }

    /// Name and what is beside it, in at most this width, in points.
    fn texts(&self, ui: &Ui, cx: &PanelCx, room: f32) -> [Arc<Galley>; 2] {
        let layout = |text: &str, font, color, width: f32| {
            let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
            job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
            ui.painter().layout_job(job)
        };
        let beside = |width| layout(&self.beside, regular(size::BODY), self.color, width);
        let name_room = (room - beside(f32::INFINITY).size().x).max(MIN_NAME_WIDTH);
        let name = layout(&self.name, semibold(size::BODY), cx.theme.text, name_room);
        let rest = room - name.size().x;
        [name, beside(rest)]
    }

    /// The width of all of it, in points.
    fn width(&self, ui: &Ui, cx: &PanelCx) -> f32 {
        let texts = self.texts(ui, cx, f32::INFINITY);
        texts.iter().map(|text| text.size().x).sum::<f32>() + 2.0 * MARGIN
    }

    /// `file`: the name of the file, which is in the tooltip where there is no room for it.
    fn show(&self, ui: &mut Ui, cx: &PanelCx, room: f32, file: Option<String>) {
        let [name, beside] = self.texts(ui, cx, room - 2.0 * MARGIN);
        let is_cut = name.elided || beside.elided;
        let chip = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
        chip.show(ui, |ui| {
            let extent = vec2(name.size().x + beside.size().x, name.size().y.max(beside.size().y));
            let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
            let at = rect.min + vec2(name.size().x, 0.0);
            ui.painter().galley(rect.min, name, cx.theme.text);
            ui.painter().galley(at, beside, self.color);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.full_text));
            let file = file.map(|name| cx.say.texts.with("file-name", &[("name", name.into())]));
            let told = [is_cut.then(|| self.full_text.clone()), file];
            let lines: Vec<String> = told.into_iter().flatten().collect();
            if !lines.is_empty() {
                let tip = lines.join("\n");
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(tip.as_str()));
                tip::on_hover(ui, cx.theme, &response, TipSide::Below, || tip);
            }
        });
    }
}

/// The name of the case's file, where it tells nothing about the patient.
struct FileName {
    name: String,
    text: Arc<Galley>,
}

impl FileName {
    fn of(ui: &Ui, cx: &PanelCx) -> Option<Self> {
        let name = cx.model.case.shown_file_name()?;
        let text = ui.painter().layout_no_wrap(name.clone(), regular(size::SMALL), cx.theme.muted);
        Some(FileName { name, text })
    }

    fn show(self, ui: &mut Ui, cx: &PanelCx) {
        let (rect, response) = ui.allocate_exact_size(self.text.size(), Sense::hover());
        ui.painter().galley(rect.min, self.text, cx.theme.muted);
        let told = cx.say.texts.with("file-name", &[("name", self.name.into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
        ui.add_space(GAP);
    }
}

/// The id of the text for unsaved changes.
const UNSAVED: &str = "unsaved";
/// The width of the dot before it, with the space after that, in points.
const DOT: f32 = 16.0;

/// The ids of the texts for unsaved changes, from the longest to the shortest; none if there are no changes.
fn unsaved_ids(state: SaveState) -> &'static [&'static str] {
    match state {
        SaveState::Saved => &[],
        SaveState::InPdfOnly => &["unsaved-in-pdf", "unsaved-in-pdf-short", UNSAVED],
        SaveState::Unsaved => &[UNSAVED],
    }
}

fn unsaved_galley(ui: &Ui, cx: &PanelCx, id: &str) -> Arc<Galley> {
    let text = cx.say.texts.get(id).to_owned();
    ui.painter().layout_no_wrap(text, regular(size::BODY), cx.theme.advisory)
}

/// An empty text, which leaves only the dot for unsaved changes.
fn empty_text(ui: &Ui) -> Arc<Galley> {
    ui.painter().layout_no_wrap(String::new(), regular(size::BODY), Color32::PLACEHOLDER)
}

fn unsaved_width(text: &Option<Arc<Galley>>) -> f32 {
    text.as_ref().map_or(0.0, |text| text.size().x + DOT + GAP)
}

/// Draws the mark for unsaved changes. A tooltip says that the PDF file has the case and what that means, or what there
/// is no room for.
fn show_unsaved(ui: &mut Ui, cx: &PanelCx, state: SaveState, text: Arc<Galley>) {
    let texts = cx.say.texts;
    let full_text = unsaved_ids(state).first().map_or("", |id| texts.get(id));
    let has_file = cx.model.case.session().path().is_some();
    let told = match state {
        SaveState::InPdfOnly if has_file => Some(texts.get("changed-in-pdf-tip")),
        SaveState::InPdfOnly => Some(texts.get("unsaved-in-pdf-tip")),
        SaveState::Saved | SaveState::Unsaved => Some(full_text).filter(|full| text.text() != *full),
    };
    let (rect, response) = ui.allocate_exact_size(text.size() + vec2(DOT, 0.0), Sense::hover());
    ui.painter().circle_filled(rect.left_center() + vec2(5.0, 0.0), 3.5, cx.theme.advisory);
    ui.painter().galley(rect.min + vec2(14.0, 0.0), text, cx.theme.advisory);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, full_text));
    if let Some(told) = told {
        tip::on_hover(ui, cx.theme, &response, TipSide::Below, || told.to_owned());
    }
}
