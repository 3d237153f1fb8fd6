//! Judgements: asked at the question that leads to them, and shown with their outcome among the criteria.

use super::PanelCx;
use super::text_field::{DATE_WIDTH, FieldStyle, field_row, text_field};
use crate::assessment::RequirementAssessment;
use crate::definition::{Indication, Input, JudgementDefinition, JudgementId, QuestionId};
use crate::text::is_blank;
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::choice::{ChoiceInput, Segment, segmented};
use crate::window::widget::controls::{link, small};
use crate::window::widget::{semibold, size, space};
use egui::{Frame, Id, Margin, RichText, Stroke, Ui};
use std::collections::BTreeSet;

/// The judgements that the verdict depends on, whether they are decided or not.
pub fn relevant(assessed: &RequirementAssessment) -> BTreeSet<JudgementId> {
    let inputs = assessed.grounds.iter().chain(&assessed.gaps);
    inputs
        .filter_map(|input| match input {
            Input::Judgement(id) => Some(id.clone()),
            Input::Answer(_) | Input::Age => None,
        })
        .collect()
}

/// Draws the judgements that the answers lead to and that are asked below this question; `None`: those that the age
/// alone leads to.
pub fn ask_at(ui: &mut Ui, cx: &mut PanelCx, question: Option<&QuestionId>) {
    let session = cx.model.case.session();
    let mut here = session.judgement_places().iter().filter(|(_, at)| at.as_ref() == question).peekable();
    if here.peek().is_none() {
        return;
    }
    let led_to: BTreeSet<JudgementId> = session.assessment().requirements().flat_map(relevant).collect();
    for (id, _) in here.filter(|(id, _)| led_to.contains(id)) {
        if let Some(definition) = session.indication().judgements.get(id) {
            ask(ui, cx, id, definition);
        }
    }
}

fn ask(ui: &mut Ui, cx: &mut PanelCx, id: &JudgementId, definition: &JudgementDefinition) {
    let (theme, texts) = (cx.theme, cx.say.texts);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.judgement))
        .corner_radius(6)
        .inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::PARTS;
        let question = cx.say.of(&definition.question);
        ui.label(RichText::new(question).font(semibold(size::BODY)));
        small(ui, theme, cx.say.of(&definition.reason));
        let judgement = cx.model.case.session().case().judgements.get(id);
        let accept = judgement.and_then(|judgement| judgement.accept);
        let segments = [
            Segment { label: texts.get("judgement-accept"), chosen: accept == Some(true) },
            Segment { label: texts.get("judgement-reject"), chosen: accept == Some(false) },
        ];
        let takes_focus = cx.takes_focus(&Target::Judgement(id.clone()));
        match segmented(ui, theme, Id::unique(("decide", id.as_str())), question, &segments, takes_focus) {
            Some(ChoiceInput::Value(at)) => cx.ask(CaseCommand::Decide(id.clone(), Some(at == 0))),
            Some(ChoiceInput::Nothing) => cx.ask(CaseCommand::Decide(id.clone(), None)),
            None => {}
        }
        text_field(ui, cx, &Field::Rationale(id.clone()), FieldStyle::lines(texts.get("rationale"), 2));
        let Some(judgement) = judgement else { return };
        let warn = |ui: &mut Ui, id: &str| {
            let text = RichText::new(texts.get(id)).font(semibold(size::SMALL)).color(theme.judgement);
            ui.label(text);
        };
        if judgement.accept.is_some() && judgement.decision().is_none() {
            warn(ui, "rationale-needed");
        }
        let date = FieldStyle::date(texts, texts.get("judged-on"));
        let fields = [
            (Field::JudgedBy(id.clone()), FieldStyle::line(texts.get("judged-by")), 130.0),
            (Field::JudgedOn(id.clone()), date, DATE_WIDTH),
        ];
        field_row(ui, cx, &fields);
        if judgement.decision().is_some() && is_blank(&judgement.by) {
            warn(ui, "name-needed");
        }
    });
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
