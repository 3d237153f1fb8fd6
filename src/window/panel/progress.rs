//! How far the case is, below the title of the form: what is answered, what makes the report a draft, and what is next.

use super::PanelCx;
use crate::assessment::is_wanted_before_biopsy;
use crate::definition::Input;
use crate::window::case::{ReportStep, Target};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::link_on_one_line;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Color32, Label, Response, RichText, Sense, Ui, vec2};

/// The height of each of the two lines, in points. They are there also where nothing is left to do, so that the form
/// below stays in its place.
const LINE: f32 = 20.0;

/// The id of the text that says that nothing makes the report a draft.
const READY: &str = "ready-to-export";
/// The id of the same text, where the report leaves out the identity of the patient.
const READY_WITHOUT_IDENTITY: &str = "ready-without-identity";

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let settings = cx.model.report_settings();
    let steps = cx.model.case.steps(settings);
    let answered = |ui: &mut Ui, cx: &PanelCx| {
        let progress = cx.model.case.session().progress();
        let arguments = [("answered", progress.answered.into()), ("asked", progress.asked.into())];
        muted(ui, cx, &cx.say.texts.with("progress", &arguments));
    };
    let has_room = has_room_for_both(ui, cx);
    let blocking = steps.iter().filter(|pending| pending.makes_draft).count();
    let lacking = |ui: &mut Ui, cx: &mut PanelCx| {
        if blocking > 0 {
            let text = cx.say.texts.with("progress-draft", &[("count", blocking.into())]);
            // In a line of its own, it needs no divider.
            muted(ui, cx, &if has_room { divided(&text) } else { text });
            return;
        }
        if has_room {
            dot(ui, cx);
        }
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        let id = if settings.with_identity { READY } else { READY_WITHOUT_IDENTITY };
        let takes_focus = cx.takes_focus(&Target::Export);
        let link = command_link(ui, cx, cx.say.texts.get(id), UiCommand::ExportPdf);
        if takes_focus {
            link.request_focus();
        }
    };
    if has_room {
        line(ui, |ui| {
            // Both read as one text, with the same blank before the dot as after it.
            ui.spacing_mut().item_spacing.x = width(ui, " ");
            answered(ui, cx);
            lacking(ui, cx);
        });
    } else {
        line(ui, |ui| answered(ui, cx));
        line(ui, |ui| lacking(ui, cx));
    }
    line(ui, |ui| {
        let Some(next) = cx.model.case.next_step(settings) else { return };
        muted(ui, cx, cx.say.texts.get(lead_id(cx, &next)));
        command_link(ui, cx, &next.name(cx.model.case, cx.say), UiCommand::NextGap);
    });
}

/// The id of the words before the name of the next step. What must be in place before the tissue is taken comes first,
/// though it may stand far below: it can't be made up for. The words say so.
pub fn lead_id(cx: &PanelCx, next: &ReportStep) -> &'static str {
    let session = cx.model.case.session();
    match next {
        ReportStep::FillGap(gap)
            if is_wanted_before_biopsy(session.indication(), session.assessment(), gap) =>
        {
            "next-before-biopsy"
        }
        ReportStep::FillGap(Input::Judgement(_)) => "next-judgement",
        ReportStep::FillGap(Input::Answer(_) | Input::Age) | ReportStep::AskConsent(_) => "next-gap",
        ReportStep::CheckPatient
        | ReportStep::NamePatient
        | ReportStep::GiveCpr
        | ReportStep::NameRequester
        | ReportStep::NameJudge(_)
        | ReportStep::CorrectText(_)
        | ReportStep::Reconfirm
        | ReportStep::ConfirmAnswer(_)
        | ReportStep::RenewAssessment => "next-step",
    }
}

/// Whether one line has room for what is answered and for what makes the report a draft, or that nothing does, whatever
/// the numbers are. A report without identity is rare, and that it is ready is cut where there is no room.
fn has_room_for_both(ui: &Ui, cx: &PanelCx) -> bool {
    let texts = cx.say.texts;
    let answered = texts.with("progress", &[("answered", 88.into()), ("asked", 88.into())]);
    let draft = width(ui, &divided(&texts.with("progress-draft", &[("count", 88.into())])));
    let keys = width(ui, &UiCommand::ExportPdf.keys(ui.ctx()).unwrap_or_default());
    let ready = width(ui, &divided(texts.get(READY))) + space::BESIDE + keys;
    width(ui, &answered) + draft.max(ready) + space::BESIDE <= ui.available_width()
}

/// The width of a text of the body in one line, in points.
fn width(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), regular(size::BODY), Color32::PLACEHOLDER).size().x
}

/// A text as it follows another one in the same line.
fn divided(text: &str) -> String {
    format!("· {text}")
}

/// Draws the dot between two parts of a line, which screen readers read as parts of their own.
fn dot(ui: &mut Ui, cx: &PanelCx) {
    let color = cx.theme.muted;
    let dot = ui.painter().layout_no_wrap("·".to_owned(), regular(size::BODY), color);
    let (rect, _) = ui.allocate_exact_size(dot.size(), Sense::hover());
    ui.painter().galley(rect.min, dot, color);
}

/// Draws a line of a fixed height.
fn line(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = vec2(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_height(LINE);
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        contents(ui);
    });
}

fn muted(ui: &mut Ui, cx: &PanelCx, text: &str) {
    ui.add(Label::new(RichText::new(text).color(cx.theme.muted)).truncate());
}

/// Draws a link that runs a command, with its keys beside it. A long name is cut at the edge of the form, and whole in
/// its tooltip.
fn command_link(ui: &mut Ui, cx: &mut PanelCx, text: &str, command: UiCommand) -> Response {
    let keys = command.keys(ui.ctx()).unwrap_or_default();
    let shown_keys = RichText::new(&keys).font(semibold(size::SMALL)).color(cx.theme.muted);
    let keys_width =
        ui.painter().layout_no_wrap(keys.clone(), semibold(size::SMALL), cx.theme.muted).size().x;
    let room = (ui.available_width() - keys_width - 2.0 * space::BESIDE).max(40.0);
    let link = link_on_one_line(ui, cx.theme, text, room);
    if link.clicked() {
        cx.ask(command);
    }
    ui.label(shown_keys);
    link
}
