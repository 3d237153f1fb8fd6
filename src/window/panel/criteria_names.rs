//! The criteria in a narrow column beside the preview: the shape, the name and the word for the verdict of each row.
//! A row leads to its criterion, which takes the place of the preview.

use super::PanelCx;
use super::criteria::ask_for_menu;
use crate::assessment::{RowAssessment, Status};
use crate::definition::Row;
use crate::window::case::{CaseCommand, Target};
use crate::window::widget::controls::heading;
use crate::window::widget::scroll::{ScrollView, bar_in_margin};
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::{CornerRadius, CursorIcon, FontId, Id, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// The margin at the right of the rows, in points. The scroll bar is in it.
const END: f32 = 10.0;
const BAR: f32 = 6.0;
/// Where the texts of a row start, in points from its left edge.
const TEXT_AT: f32 = 26.0;
/// The size of the shape of a row, in points.
const SHAPE: f32 = 16.0;

/// Draws the rows.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let title = cx.say.texts.get("area-criteria");
    heading(ui, RichText::new(title).font(semibold(size::SECTION)), title);
    ui.add_space(space::PARTS);
    ui.spacing_mut().scroll = bar_in_margin(BAR);
    let shown = (cx.model.case.id(), cx.model.case.session().indication().id.clone());
    ScrollView::filling().show(ui, "names of the criteria", shown, |ui, _| {
        ui.set_width(ui.available_width() - END);
        ui.spacing_mut().item_spacing.y = space::LINES;
        let session = cx.model.case.session();
        for (row, assessed) in session.indication().rows.iter().zip(&session.assessment().rows) {
            show_row(ui, cx, row, assessed);
        }
        ui.add_space(space::END);
    });
}

fn show_row(ui: &mut Ui, cx: &mut PanelCx, row: &Row, assessed: &RowAssessment) {
    let theme = cx.theme;
    let width = ui.available_width();
    let words = cx.say.row_with_judgement(assessed);
    let layout =
        |text: &str, font: FontId, color| ui.painter().layout(text.to_owned(), font, color, width - TEXT_AT);
    let name = cx.say.of(&row.short);
    let is_quiet = matches!(assessed.status, Status::NoRequirement | Status::NotApplicable);
    // The semibold name is the longer one. Its lines are reserved, and so are those of all words the row can have. The
    // spare room is at the end: a word that is loose from its name looks like a row of its own.
    let reserved = layout(name, semibold(size::SMALL), theme.text);
    let name_height = reserved.size().y;
    let name = if is_quiet { layout(name, regular(size::SMALL), theme.text) } else { reserved };
    let word_height = |word: &String| layout(word, regular(size::SMALL), theme.text).size().y;
    let possible = cx.say.possible_row_words_with_judgement(row);
    let words_room = possible.iter().map(|words| words.iter().map(word_height).sum()).fold(0.0, f32::max);
    let words: Vec<_> = words
        .into_iter()
        .map(|(status, word)| {
            let galley = layout(&word, regular(size::SMALL), theme.status(status));
            (status, word, galley)
        })
        .collect();
    let words_height = words.iter().map(|(_, _, galley)| galley.size().y).sum::<f32>().max(words_room);
    let height = name_height + words_height + 2.0 * space::PARTS;
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, Id::unique(("name of a row", row.id.as_str())), Sense::click());
    let spoken: Vec<&str> = words.iter().map(|(_, word, _)| word.as_str()).collect();
    let label = format!("{}: {}", cx.say.of(&row.heading), spoken.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &label));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(6), theme.sunken);
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.has_focus() {
        shapes::frame(painter, rect.shrink(1.0), 6, Stroke::new(2.0, theme.focus));
    }
    let status = words.first().map_or(assessed.status, |(status, ..)| *status);
    let first_line = name.rows.first().map_or(SHAPE, |row| row.height());
    let top = rect.min.y + space::PARTS;
    let centre = pos2(rect.min.x + TEXT_AT / 2.0 - 1.0, top + first_line / 2.0);
    shapes::paint(painter, theme, status, centre, SHAPE);
    let mut y = top + name.size().y;
    painter.galley(pos2(rect.min.x + TEXT_AT, top), name, theme.text);
    for (_, _, word) in words {
        let at = pos2(rect.min.x + TEXT_AT, y);
        y += word.size().y;
        painter.galley(at, word, theme.text);
    }
    tip::lines(ui, theme, &response, TipSide::Beside, || {
        let session = cx.model.case.session();
        let mut why = cx.say.row_verdict_reasons(session.indication(), session.case(), assessed);
        why.dedup();
        let heading = (row.heading != row.short).then(|| cx.say.of(&row.heading).to_owned());
        heading.into_iter().chain(why).collect::<Vec<_>>().join("\n")
    });
    ask_for_menu(cx, row, &response);
    if response.clicked() {
        cx.ask(CaseCommand::GoTo(Target::Row(row.id.clone())));
    }
}
