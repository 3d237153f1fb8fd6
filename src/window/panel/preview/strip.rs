//! The verdict above the pages of the preview, in words, shape and color, and whether the report is a draft.

use super::super::areas::{Area, is_shown};
use super::super::{PanelCx, verdict};
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Color32, Frame, Margin, RichText, Sense, Ui, vec2};

/// Draws the verdict, and below it whether the report is a draft.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let theme = cx.theme;
    let assessment = cx.model.case.session().assessment();
    let status = assessment.overall;
    let frame =
        Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), theme, status, rect.center(), size::SHAPE);
            ui.vertical(|ui| {
                let sentence = cx.say.overall(assessment);
                let response = ui.label(RichText::new(&sentence).font(semibold(size::BODY)));
                // Where the criteria are shown as well, their verdict is the one that is announced.
                if !is_shown(ui.ctx(), Area::Criteria) {
                    verdict::announce(ui, cx, &response, &sentence);
                }
                let (text, color) = draft_line(cx);
                ui.label(RichText::new(text).font(regular(size::SMALL)).color(color));
            });
        });
    });
}

/// Whether the report is a draft, in words, and in which color.
fn draft_line(cx: &PanelCx) -> (String, Color32) {
    let settings = cx.model.report_settings();
    let blocking = cx.model.case.steps(settings).iter().filter(|pending| pending.makes_draft).count();
    let texts = cx.say.texts;
    if blocking > 0 {
        (texts.with("preview-draft", &[("count", blocking.into())]), cx.theme.advisory)
    } else if !settings.with_identity {
        (texts.get("preview-draft-without-identity").to_owned(), cx.theme.advisory)
    } else {
        (texts.get("ready-to-export").to_owned(), cx.theme.muted)
    }
}
