//! Judgements: asked at the question that leads to them, and shown with their outcome among the criteria.

use super::PanelCx;
use super::grounds::{show_quote, show_rule};
use super::key_hint::{self, HintPlace, decision_hint};
use super::text_field::{DATE_WIDTH, FieldStyle, field_row, text_field};
use crate::definition::{Indication, JudgementDefinition, JudgementId, QuestionId};
use crate::text::is_blank;
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::choice::{ChoiceInput, ChoiceValue, Segment, segmented};
use crate::window::widget::controls::{link, small, unfolding_title};
use crate::window::widget::fault_room::fault_room;
use crate::window::widget::sight::note_if_focused;
use crate::window::widget::{CARD_MARGIN, semibold, size, space};
use egui::accesskit::Live;
use egui::{Align, Frame, Id, Label, Layout, Margin, Rect, RichText, Role, Stroke, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;
use strum::VariantArray;

/// Draws the judgements that the answers lead to and that are asked below this question; `None`: those that the age
/// alone leads to.
pub fn ask_at(ui: &mut Ui, cx: &mut PanelCx, question: Option<&QuestionId>) {
    let session = cx.model.case.session();
    let mut here = session.judgement_places().iter().filter(|(_, at)| at.as_ref() == question).peekable();
    if here.peek().is_none() {
        return;
    }
    let requirements = session.assessment().requirements();
    let led_to: BTreeSet<&JudgementId> = requirements.flat_map(|it| it.relevant_judgements()).collect();
    for (id, _) in here.filter(|(id, _)| led_to.contains(id)) {
        if let Some(definition) = session.indication().judgements.get(id) {
            // Between the cards of a form, the box is one of them.
            let (margin, radius) = if question.is_none() { (CARD_MARGIN, 8) } else { (Margin::same(10), 6) };
            let frame = Frame::new().corner_radius(radius).inner_margin(margin);
            ask(ui, cx, id, definition, frame);
        }
    }
}

/// Draws the box of a judgement. Its height depends on no answer, only on whether its reasons are unfolded.
fn ask(ui: &mut Ui, cx: &mut PanelCx, id: &JudgementId, definition: &JudgementDefinition, frame: Frame) {
    let (theme, texts) = (cx.theme, cx.say.texts);
    let frame = frame.fill(theme.surface).stroke(Stroke::new(1.0, theme.judgement));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::PARTS;
        let question = cx.say.of(&definition.question);
        let top = ui.cursor().min;
        ui.label(RichText::new(question).font(semibold(size::BODY)));
        let labels = [texts.get("judgement-accept"), texts.get("judgement-reject")];
        let keys = decision_hint(
            cx,
            &labels.map(|label| ChoiceValue { label, help: None, chosen: false, is_unusable: false }),
        );
        let hint_place = reason(ui, cx, cx.say.of(&definition.reason), &keys);
        let judgement = cx.model.case.session().case().judgements.get(id);
        let accept = judgement.and_then(|judgement| judgement.accept);
        let lacks = match judgement {
            Some(judgement) if judgement.decision().is_none() && accept.is_some() => Some(Lack::Rationale),
            Some(judgement) if judgement.decision().is_some() && is_blank(&judgement.by) => Some(Lack::Name),
            Some(_) | None => None,
        };
        with_lack(ui, cx, lacks, |ui, cx| decision(ui, cx, id, question, accept));
        note_if_focused(ui, decision_id(id), Rect::from_min_max(top, ui.min_rect().max));
        // The control may have got the focus only now.
        if ui.memory(|memory| memory.focused()) == Some(decision_id(id)) {
            hint_place.paint(ui, cx, &keys);
            ui.ctx().accesskit_node_builder(decision_id(id), |node| node.set_description(keys.as_str()));
        }
        text_field(ui, cx, &Field::Rationale(id.clone()), FieldStyle::lines(texts.get("rationale"), 2));
        let date = FieldStyle::date(texts, texts.get("judged-on"));
        let fields = [
            (Field::JudgedBy(id.clone()), FieldStyle::line(texts.get("judged-by")), 130.0),
            (Field::JudgedOn(id.clone()), date, DATE_WIDTH),
        ];
        field_row(ui, cx, &fields);
        why(ui, cx, id, question);
    });
}

/// Draws why the judgement is asked for, with room for the keys behind it.
fn reason(ui: &mut Ui, cx: &PanelCx, reason: &str, keys: &str) -> HintPlace {
    let (at, width) = (ui.cursor().min, ui.available_width());
    ui.scope(|ui| {
        ui.set_min_height(key_hint::height(ui, cx, Some(reason), keys, width));
        small(ui, cx.theme, reason);
    });
    HintPlace { at, width, help: Some(reason.to_owned()) }
}

/// The egui id of the choice between yes and no.
fn decision_id(id: &JudgementId) -> Id {
    Id::unique(("decide", id.as_str()))
}

fn decision(ui: &mut Ui, cx: &mut PanelCx, id: &JudgementId, question: &str, accept: Option<bool>) {
    let texts = cx.say.texts;
    let segments = [
        Segment { label: texts.get("judgement-accept"), chosen: accept == Some(true) },
        Segment { label: texts.get("judgement-reject"), chosen: accept == Some(false) },
    ];
    let takes_focus = cx.takes_focus(&Target::Judgement(id.clone()));
    let control = decision_id(id);
    match segmented(ui, cx.theme, control, question, &segments, takes_focus) {
        // The focus stays, so that a key behind it mends a slip, as in every other choice: in the reason, it
        // would be text.
        Some(ChoiceInput::Value(at)) => cx.ask(CaseCommand::Decide(id.clone(), Some(at == 0))),
        Some(ChoiceInput::Nothing) => cx.ask(CaseCommand::Decide(id.clone(), None)),
        None => {}
    }
}

/// What a decision lacks.
#[derive(Clone, Copy, PartialEq, Eq, VariantArray)]
enum Lack {
    Rationale,
    Name,
}

impl Lack {
    fn words(self, cx: &PanelCx) -> &'static str {
        cx.say.texts.get(match self {
            Lack::Rationale => "rationale-needed",
            Lack::Name => "name-needed",
        })
    }
}

/// Draws the control of a decision, and beside it what the decision lacks, in room that is always there.
fn with_lack(ui: &mut Ui, cx: &mut PanelCx, lack: Option<Lack>, control: impl FnOnce(&mut Ui, &mut PanelCx)) {
    let (font, color) = (semibold(size::SMALL), cx.theme.judgement);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::CONTROLS;
        control(ui, cx);
        let width = ui.available_width();
        let possible = Lack::VARIANTS.iter().map(|lack| lack.words(cx));
        let room = fault_room(ui, &font, width, possible).max(size::CONTROL);
        ui.allocate_ui_with_layout(vec2(width, room), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_height(room);
            if let Some(lack) = lack {
                let response =
                    ui.add(Label::new(RichText::new(lack.words(cx)).font(font).color(color)).wrap());
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
            }
        });
    });
}

/// Draws the title that unfolds what the judgement is about: the words of the document and the rules that read it.
fn why(ui: &mut Ui, cx: &mut PanelCx, id: &JudgementId, question: &str) {
    let (theme, texts) = (cx.theme, cx.say.texts);
    let is_unfolded = cx.model.case.shows_why(id);
    let response = unfolding_title(ui, theme, ("why", id.as_str()), texts.get("why"), is_unfolded);
    let name = format!("{}: {question}", texts.get("why"));
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_unfolded, &name));
    if response.clicked() {
        cx.ask(CaseCommand::ToggleWhy(id.clone()));
    }
    if !is_unfolded {
        return;
    }
    let session = cx.model.case.session();
    let indication = session.indication();
    let requirements = indication.requirements().zip(session.assessment().requirements());
    for (requirement, _) in requirements.filter(|(_, assessed)| assessed.relevant_judgements().contains(id)) {
        let row = cx.say.of(&requirement.quote_row);
        show_quote(ui, cx, &requirement.quote, &indication.document, row);
        show_rule(ui, cx, indication, requirement);
    }
}

/// Draws the outcome of a judgement below a requirement, with a link to where it is asked.
pub fn outcome(ui: &mut Ui, cx: &mut PanelCx, indication: &Indication, id: &JudgementId) {
    let Some(definition) = indication.judgements.get(id) else { return };
    let (theme, say) = (cx.theme, cx.say);
    let question = say.of(&definition.question);
    let judgement = cx.model.case.session().case().judgements.get(id);
    let decision = judgement.and_then(|judgement| judgement.decision());
    let text = format!("{question} {}", say.decision(decision));
    ui.label(RichText::new(text).font(semibold(size::SMALL)).color(theme.judgement));
    if let Some(judgement) = judgement.filter(|_| decision.is_some()) {
        small(ui, theme, judgement.rationale.trim());
        let name = Some(judgement.by.trim()).filter(|name| !name.is_empty()).map(ToOwned::to_owned);
        let signed: Vec<String> = name.into_iter().chain(judgement.on.map(|date| say.date(date))).collect();
        if !signed.is_empty() {
            small(ui, theme, &say.list(signed));
        }
    }
    let go = if decision.is_some() { "change-decision" } else { "decide-here" };
    if link(ui, theme, say.texts.get(go)).clicked() {
        cx.ask(CaseCommand::GoTo(Target::Judgement(id.clone())));
    }
}
