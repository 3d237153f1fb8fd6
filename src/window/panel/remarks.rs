//! The remarks of an assessment: beside the verdict, and at the questions that they are about.

use super::PanelCx;
use crate::assessment::{Status, may_appear_from_below};
use crate::definition::{QuestionId, Remark, RemarkTone, SummaryGroup};
use crate::window::case::{CaseCommand, KeptAnswerState};
use crate::window::widget::controls::{button, button_height, confirmed_sign, small};
use crate::window::widget::shapes;
use crate::window::widget::{regular, size, space};
use egui::accesskit::Live;
use egui::{Align, Layout, RichText, Sense, Ui, vec2};

/// Draws the remarks at a question, with room for those to which an answer below can lead.
pub fn at_question(ui: &mut Ui, cx: &PanelCx, question: &QuestionId) {
    let session = cx.model.case.session();
    let indication = session.indication();
    let is_from_below = |remark: &&Remark| {
        remark.at.contains(question) && may_appear_from_below(indication, remark, question)
    };
    let width = ui.available_width();
    let reserved = indication.remarks.iter().filter(is_from_below);
    let heights = reserved.map(|remark| height(ui, cx, remark.tone, cx.say.of(&remark.text), width));
    let reserved = heights.sum();
    let mut here =
        session.assessment().remarks.iter().filter(|remark| remark.at.contains(question)).peekable();
    if reserved == 0.0 && here.peek().is_none() {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        ui.set_min_height(reserved);
        for remark in here {
            show(ui, cx, remark.tone, cx.say.of(&remark.text));
        }
    });
}

/// The width of the sign before a remark, in points.
const SIGN: f32 = 14.0;

/// The height of a remark with the distance to the next one.
fn height(ui: &Ui, cx: &PanelCx, tone: RemarkTone, text: &str, width: f32) -> f32 {
    let width = match tone {
        RemarkTone::Neutral => width,
        RemarkTone::Caution => width - SIGN - space::PARTS,
    };
    let galley = ui.painter().layout(text.to_owned(), regular(size::SMALL), cx.theme.text, width);
    galley.size().y.max(16.0).ceil() + space::LINES
}

/// Draws what has changed about a question that the answer was given to under an earlier set, and the button that
/// confirms it. Once that is done, the room stays, so that nothing moves under the pointer.
pub fn to_confirm(ui: &mut Ui, cx: &mut PanelCx, question: &QuestionId) {
    let Some((kept, state)) = cx.model.case.kept_answer(question) else { return };
    let text = cx.say.of(&kept.text);
    let room = height(ui, cx, RemarkTone::Caution, text, ui.available_width()) - space::LINES;
    match state {
        KeptAnswerState::ToConfirm | KeptAnswerState::Confirmed => show(ui, cx, RemarkTone::Caution, text),
        KeptAnswerState::Replaced => drop(ui.allocate_space(vec2(1.0, room))),
    }
    let row = vec2(ui.available_width(), button_height(ui));
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(row.y);
        match state {
            KeptAnswerState::ToConfirm => {
                if button(ui, cx.theme, cx.say.texts.get("confirm-answer")).clicked() {
                    cx.ask(CaseCommand::ConfirmAnswer(question.clone()));
                }
            }
            KeptAnswerState::Confirmed => confirmed_sign(ui, cx.theme, cx.say.texts.get("reconfirmed")),
            KeptAnswerState::Replaced => {}
        }
    });
}

/// Draws what the patient consents to, and the remarks, beside the verdict.
pub fn beside_verdict(ui: &mut Ui, cx: &PanelCx) {
    for (tone, text) in lines_beside_verdict(cx) {
        show(ui, cx, tone, &text);
    }
}

/// What the patient consents to, and the remarks. The line on consent stands for the remarks on it, and is as urgent
/// as they are.
pub fn lines_beside_verdict(cx: &PanelCx) -> Vec<(RemarkTone, String)> {
    let session = cx.model.case.session();
    let is_on_consent = |id: &QuestionId| {
        session.set().question(id).is_some_and(|question| question.summary == Some(SummaryGroup::Consent))
    };
    let (on_consent, others): (Vec<_>, Vec<_>) = session
        .assessment()
        .remarks
        .iter()
        .partition(|remark| !remark.at.is_empty() && remark.at.iter().all(is_on_consent));
    let is_urgent = on_consent.iter().any(|remark| remark.tone == RemarkTone::Caution);
    let tone = if is_urgent { RemarkTone::Caution } else { RemarkTone::Neutral };
    let consent = cx.say.consent(session.indication(), session.case());
    let mut lines: Vec<(RemarkTone, String)> = consent.into_iter().map(|line| (tone, line)).collect();
    lines.extend(others.into_iter().map(|remark| (remark.tone, cx.say.of(&remark.text).to_owned())));
    if cx.model.case.has_to_be_confirmed(cx.model.today) {
        lines.push((RemarkTone::Caution, cx.say.texts.get("reconfirm-beside").to_owned()));
    }
    lines.extend(cx.model.case.answers_to_confirm().map(|kept| {
        let question = session.set().question(&kept.question);
        let label = question.map_or("", |question| cx.say.of(&question.label));
        let text = cx.say.texts.with("answer-to-confirm", &[("question", label.into())]);
        (RemarkTone::Caution, text)
    }));
    lines
}

/// The cautions among what is said beside the verdict.
pub fn cautions(cx: &PanelCx) -> Vec<String> {
    let lines = lines_beside_verdict(cx).into_iter();
    lines.filter(|(tone, _)| *tone == RemarkTone::Caution).map(|(_, text)| text).collect()
}

/// Draws a remark, a caution with its sign.
pub fn show(ui: &mut Ui, cx: &PanelCx, tone: RemarkTone, text: &str) {
    match tone {
        RemarkTone::Neutral => {
            small(ui, cx.theme, text);
        }
        RemarkTone::Caution => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::PARTS;
                let (rect, _) = ui.allocate_exact_size(vec2(SIGN, 16.0), Sense::hover());
                shapes::paint(ui.painter(), cx.theme, Status::Advisory, rect.center(), 12.0);
                let text = RichText::new(text).font(regular(size::SMALL)).color(cx.theme.advisory);
                let response = ui.add(egui::Label::new(text).wrap());
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
            });
        }
    }
}
