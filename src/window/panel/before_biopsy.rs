//! The list of requirements that must be met before the biopsy or operation.

use super::PanelCx;
use crate::assessment::{RequirementAssessment, Status};
use crate::definition::{Indication, Requirement};
use crate::window::case::{CaseCommand, Target};
use crate::window::widget::controls::{focus_frame, heading, small};
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::{Button, Color32, Frame, Margin, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// The height of a statement of one line, in points: it is pressed.
const ONE_LINE: f32 = 24.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let indication = session.indication();
    let items: Vec<(&Requirement, &RequirementAssessment)> = indication
        .requirements()
        .zip(session.assessment().requirements())
        .filter(|(requirement, assessed)| {
            requirement.before_biopsy && assessed.status != Status::NotApplicable
        })
        .collect();
    if items.is_empty() {
        return;
    }
    let frame = Frame::new()
        .stroke(Stroke::new(1.0, cx.theme.line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(14, 10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        let title = cx.say.texts.get("before-biopsy");
        let met_count = items.iter().filter(|(_, assessed)| assessed.status == Status::Met).count();
        if met_count == items.len() {
            let text = cx.say.texts.with("before-biopsy-settled", &[("count", met_count.into())]);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::BESIDE;
                let line = ui.fonts_mut(|fonts| fonts.row_height(&semibold(size::BODY)));
                let (rect, _) = ui.allocate_exact_size(vec2(16.0, line), Sense::hover());
                shapes::paint(ui.painter(), cx.theme, Status::Met, rect.center(), 14.0);
                // A second line starts below the title.
                ui.vertical(|ui| {
                    // The lines are as high as lines of text.
                    ui.spacing_mut().interact_size.y = 0.0;
                    ui.horizontal_wrapped(|ui| {
                        heading(ui, RichText::new(title).font(semibold(size::BODY)), title);
                        small(ui, cx.theme, &text);
                    });
                });
            });
            return;
        }
        heading(ui, RichText::new(title).font(semibold(size::BODY)), title);
        let arguments = [("settled", met_count.into()), ("count", items.len().into())];
        small(ui, cx.theme, &cx.say.texts.with("before-biopsy-count", &arguments));
        for (requirement, assessed) in items {
            item(ui, cx, indication, requirement, assessed);
        }
    });
}

fn item(
    ui: &mut Ui,
    cx: &mut PanelCx,
    indication: &Indication,
    requirement: &Requirement,
    assessed: &RequirementAssessment,
) {
    let status = assessed.status;
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::SMALL)));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        // The shape is beside the first line of the statement, however many lines that has.
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, ONE_LINE), Sense::hover());
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), 13.0);
        ui.vertical(|ui| {
            let statement = cx.say.of(requirement.statement_for(cx.model.case.session().case()));
            let text = RichText::new(statement).font(regular(size::SMALL)).color(cx.theme.text);
            ui.spacing_mut().button_padding = vec2(2.0, (ONE_LINE - line) / 2.0);
            ui.spacing_mut().interact_size.y = ONE_LINE;
            let button = Button::new(text).wrap().frame_when_inactive(false).fill(Color32::TRANSPARENT);
            let response = ui.add(button.stroke(Stroke::NONE));
            let word = cx.say.requirement_word(requirement.strength, status);
            let word = word.unwrap_or_else(|| cx.say.status(status)).to_owned();
            let word = if assessed.is_judged() { cx.say.judged(&word) } else { word };
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{statement} {word}")));
            tip::lines(ui, cx.theme, &response, TipSide::Beside, || {
                let why = cx.say.verdict_reason(indication, cx.model.case.session().case(), assessed);
                format!("{word}\n{why}")
            });
            if focus_frame(ui, cx.theme, response).clicked() {
                let row = indication
                    .rows
                    .iter()
                    .find(|row| row.requirements.iter().any(|other| other.id == requirement.id));
                if let Some(row) = row {
                    let gap = cx.model.case.session().first_gap_of(&requirement.id);
                    let target = gap.as_ref().map(Target::of_gap);
                    cx.ask(CaseCommand::GoTo(target.unwrap_or_else(|| Target::Row(row.id.clone()))));
                }
            }
        });
    });
}
