//! The indications, each with its live verdict.

use super::Cx;
use crate::assessment::{Assessment, Status};
use crate::definition::Indication;
use crate::window::command::Command;
use crate::window::shapes;
use crate::window::theme::{regular, semibold, size};
use egui::{
    Align, CornerRadius, Id, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let title = RichText::new(cx.say.texts.get("indications").to_uppercase())
        .font(semibold(size::SMALL))
        .color(cx.theme.muted);
    super::controls::heading(ui, title, cx.say.texts.get("indications"));
    ui.add_space(4.0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let session = &cx.state.session;
        let entries: Vec<_> = session.all().collect();
        for (indication, assessment) in entries {
            entry(ui, cx, indication, assessment);
        }
    });
}

fn entry(ui: &mut Ui, cx: &mut Cx, indication: &Indication, assessment: &Assessment) {
    const TEXT_AT: f32 = 40.0;
    let theme = cx.theme;
    let shown = cx.state.session.indication().id == indication.id;
    let width = ui.available_width();
    let wrap = width - TEXT_AT - 8.0;
    let font = if shown { semibold(size::BODY) } else { regular(size::BODY) };
    let name = cx.say.of(&indication.short);
    let summary = summary(cx, indication, assessment);
    let title = ui.painter().layout(name.to_owned(), font, theme.text, wrap);
    let below = ui.painter().layout(summary.clone(), regular(size::SMALL), theme.muted, wrap);
    let height = title.size().y + below.size().y + 18.0;
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, Id::unique(("indication", indication.id.as_str())), Sense::click());
    let label = format!("{name}: {}", cx.say.overall(assessment));
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, shown, &label));

    let painter = ui.painter();
    if shown || response.hovered() {
        painter.rect_filled(
            rect,
            CornerRadius::same(6),
            if shown { theme.accent_soft } else { theme.sunken },
        );
    }
    if shown {
        painter.rect_filled(
            Rect::from_min_size(rect.min, vec2(3.0, rect.height())),
            CornerRadius::same(2),
            theme.accent,
        );
    }
    if response.has_focus() {
        shapes::frame(painter, rect, 6, Stroke::new(2.0, theme.focus));
    }
    shapes::paint(
        painter,
        theme,
        assessment.overall,
        pos2(rect.min.x + 22.0, rect.min.y + 18.0),
        size::SHAPE,
    );
    let at = rect.min + vec2(TEXT_AT, 8.0);
    let below_at = at + vec2(0.0, title.size().y + 2.0);
    painter.galley(at, title, theme.text);
    painter.galley(below_at, below, theme.muted);
    if response.clicked() {
        response.scroll_to_me(Some(Align::Center));
        cx.ask(Command::ShowIndication(indication.id.clone()));
    }
    ui.add_space(2.0);
}

/// One line under the name: what stands against it, or what is missing.
fn summary(cx: &Cx, indication: &Indication, assessment: &Assessment) -> String {
    match assessment.overall {
        Status::NotMet => {
            let rows = cx.say.rows_with(indication, assessment, Status::NotMet);
            let names = cx.say.list(rows).to_lowercase();
            cx.say.texts.with("not-met-list", &[("names", names.into())])
        }
        Status::Missing | Status::Judgement => cx.say.open_counts(assessment),
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
            cx.say.overall(assessment)
        }
    }
}
