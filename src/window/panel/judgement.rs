//! The controls for a judgement: the clinician's decision with its rationale, name and date.

use super::PanelCx;
use super::text_field::{DATE_WIDTH, FieldStyle, field_row, text_field};
use crate::assessment::RequirementAssessment;
use crate::definition::{Indication, Input, JudgementId};
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

/// Whether the controls of a judgement belong to this requirement. A judgement of several requirements has its controls
/// in the first one that is unfolded.
fn has_controls_here(cx: &PanelCx, assessed: &RequirementAssessment, id: &JudgementId) -> bool {
    let rows = cx.model.case.session().assessment().rows.iter();
    let unfolded = rows.filter(|row| cx.model.case.is_unfolded(&row.id));
    let first = unfolded.flat_map(|row| &row.requirements).find(|other| relevant(other).contains(id));
    first.is_some_and(|first| first.id == assessed.id)
}

/// Draws the controls of a judgement, or a link to them.
pub fn show(
    ui: &mut Ui,
    cx: &mut PanelCx,
    indication: &Indication,
    assessed: &RequirementAssessment,
    id: &JudgementId,
) {
    let Some(definition) = indication.judgements.get(id) else { return };
    let (theme, texts) = (cx.theme, cx.say.texts);
    if !has_controls_here(cx, assessed, id) {
        let question = cx.say.of(&definition.question);
        if link(ui, theme, &texts.with("judged-above", &[("question", question.into())])).clicked() {
            cx.ask(CaseCommand::GoTo(Target::Judgement(id.clone())));
        }
        return;
    }
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
        let undecided =
            judgement.is_some_and(|judgement| judgement.accept.is_some() && judgement.decision().is_none());
        if undecided {
            ui.label(
                RichText::new(texts.get("rationale-needed"))
                    .font(semibold(size::SMALL))
                    .color(theme.judgement),
            );
        }
        if judgement.is_some() {
            let date = FieldStyle::date(texts, texts.get("judged-on"));
            field_row(
                ui,
                cx,
                &[
                    (Field::JudgedBy(id.clone()), FieldStyle::line(texts.get("judged-by")), 130.0),
                    (Field::JudgedOn(id.clone()), date, DATE_WIDTH),
                ],
            );
        }
    });
}
