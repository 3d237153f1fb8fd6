//! The matrix: the verdicts of all indications row by row.

use crate::assessment::{Assessment, RowAssessment, Status};
use crate::definition::{Indication, RowId, Text};
use crate::window::case::CaseCommand;
use crate::window::panel::{PanelCx, sidebar};
use crate::window::widget::shapes;
use crate::window::widget::sight::note_focused_rect;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, scroll, semibold, size};
use egui::{
    Align, Color32, CornerRadius, FontId, Id, Label, Layout, Rect, Response, RichText, Role, Sense, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

/// The width of the names of the rows, in points, where there is room for it.
const ROW_NAME_WIDTH: f32 = 200.0;
/// The least width of a column, and the greatest, in points.
const MIN_COLUMN: f32 = 104.0;
const MAX_COLUMN: f32 = 170.0;
/// The room beside the texts of a head and of a row's name, in points.
const BESIDE_HEAD: f32 = 12.0;
const BESIDE_ROW_NAME: f32 = 8.0;
const ROW: f32 = 34.0;
/// At most so many columns are drawn whether or not they are in sight.
const DRAWN_WHOLE: usize = 12;

/// The sizes of the matrix: no word of a head or of a row's name is broken.
#[derive(Clone, Copy)]
struct MatrixSizes {
    /// The size of the text of names.
    text: f32,
    row_name: f32,
    column: f32,
}

impl MatrixSizes {
    /// The largest sizes that a room has space for. With the smallest, the matrix scrolls sideways.
    fn of(ui: &Ui, cx: &PanelCx, columns: &[Column], rows: &[(RowId, &Text)], room: f32) -> Self {
        // The names of a large set are looked at once: the first are as long as any.
        let names = || columns.iter().take(40).map(|column| cx.say.of(&column.indication.short));
        let sized = |text: f32, row_name: f32| {
            let words = columns.iter().take(40).map(|column| overall_word(cx, column.assessment));
            let words = words.map(|words| widest_word(ui, cx, &words, semibold(size::SMALL)));
            let names = names().map(|name| widest_word(ui, cx, name, semibold(text)));
            let least = (names.chain(words).fold(0.0, f32::max) + BESIDE_HEAD).ceil().max(MIN_COLUMN);
            let row_words = rows.iter().map(|(_, name)| widest_word(ui, cx, cx.say.of(name), regular(text)));
            let row_name = row_name.max(row_words.fold(0.0, f32::max) + BESIDE_ROW_NAME).ceil();
            let shared = ((room - row_name) / columns.len() as f32).floor();
            (
                MatrixSizes { text, row_name, column: shared.clamp(least, least.max(MAX_COLUMN)) },
                shared >= least,
            )
        };
        let (usual, fits) = sized(size::BODY, ROW_NAME_WIDTH);
        if fits { usual } else { sized(size::SMALL, 0.0).0 }
    }
}

fn widest_word(ui: &Ui, cx: &PanelCx, text: &str, font: FontId) -> f32 {
    let width =
        |word: &str| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), cx.theme.text).size().x;
    text.split_whitespace().map(width).fold(0.0, f32::max)
}

struct Column<'a> {
    indication: &'a Indication,
    assessment: &'a Assessment,
}

/// Draws the matrix. Its head stays at the top of the scroll area `ui` is in while the rows scroll past it.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let columns: Vec<Column> =
        session.assessments().map(|(indication, assessment)| Column { indication, assessment }).collect();
    let rows = rows(&columns);
    let sizes = MatrixSizes::of(ui, cx, &columns, &rows, ui.available_width());
    let (width, names_width) = (sizes.column, sizes.row_name);
    let top = ui.clip_rect().min.y;
    scroll::sideways(ui, "matrix", |ui, seen| {
        let mut focused = None;
        let head = head_height(ui, cx, &columns, sizes);
        let size = vec2(names_width + width * columns.len() as f32, head + ROW * rows.len() as f32);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        // Tab leads to what is drawn. A thousand columns cost no more than those in sight.
        let (first, last) = if columns.len() <= DRAWN_WHOLE {
            (0, columns.len())
        } else {
            let column_at = |x: f32| ((x - names_width) / width).max(0.0);
            (column_at(seen.min.x) as usize, (column_at(seen.max.x).ceil() as usize).min(columns.len()))
        };
        let seen = || columns.iter().enumerate().take(last).skip(first);
        let at = |column: usize| rect.min.x + names_width + width * column as f32;
        // The head leaves with the last row.
        let head_top = top.min(rect.max.y - ROW - head).max(rect.min.y);
        for (column, entry) in seen() {
            let place = Rect::from_min_size(pos2(at(column), head_top), vec2(width, head));
            if column_head(ui, cx, entry, place, sizes.text).gained_focus() {
                focused = Some(place);
            }
        }
        let head_bottom = head_top + head;
        // A stronger line shows that rows go under the head.
        let color = if head_top > rect.min.y { cx.theme.control_line } else { cx.theme.line };
        line(ui, rect, head_bottom, color);
        // What is under the head is neither painted nor clicked.
        let mut under = ui.clip_rect();
        under.min.y = under.min.y.max(head_bottom);
        ui.set_clip_rect(under);
        for (at_row, (id, name)) in rows.iter().enumerate() {
            let y = rect.min.y + head + ROW * at_row as f32;
            if at_row > 0 {
                line(ui, rect, y, cx.theme.line);
            }
            let name_size = vec2(names_width - BESIDE_ROW_NAME, ROW);
            let name_place = Rect::from_min_size(pos2(rect.min.x, y), name_size);
            row_name(ui, cx, name, name_place, sizes.text);
            for (column, entry) in seen() {
                let place = Rect::from_min_size(pos2(at(column), y), vec2(width, ROW));
                let row = entry.assessment.rows.iter().find(|row| row.id == *id);
                if let Some(row) = row {
                    let response = cell(ui, cx, entry, row, name, place);
                    if response.hovered() || response.has_focus() {
                        tip::note_name(&response, name_place);
                        let head_at = pos2(at(column), head_top);
                        tip::note_name(&response, Rect::from_min_size(head_at, vec2(width, head)));
                    }
                    if response.has_focus() {
                        // The head would hide a cell at the top of the scroll area.
                        note_focused_rect(ui, Rect::from_min_max(place.min - vec2(0.0, head), place.max));
                    }
                    if response.gained_focus() {
                        focused = Some(place);
                    }
                }
            }
        }
        if let Some(rect) = focused {
            ui.scroll_to_rect(rect, None);
        }
    });
}

fn line(ui: &Ui, rect: Rect, y: f32, color: Color32) {
    ui.painter().line_segment([pos2(rect.min.x, y), pos2(rect.max.x, y)], Stroke::new(1.0, color));
}

/// The rows of all documents, in their order.
fn rows<'a>(columns: &[Column<'a>]) -> Vec<(RowId, &'a Text)> {
    let mut rows: Vec<(RowId, &Text)> = Vec::new();
    for column in columns {
        // Mostly all documents have the same.
        let same = column.indication.rows.iter().map(|row| &row.id).eq(rows.iter().map(|(id, _)| id));
        for row in column.indication.rows.iter().filter(|_| !same) {
            if !rows.iter().any(|(id, _)| *id == row.id) {
                rows.push((row.id.clone(), &row.short));
            }
        }
    }
    rows
}

fn head_height(ui: &Ui, cx: &PanelCx, columns: &[Column], sizes: MatrixSizes) -> f32 {
    let width = sizes.column - BESIDE_HEAD;
    let height = |column: &Column| {
        let name = cx.say.of(&column.indication.short).to_owned();
        let word = overall_word(cx, column.assessment);
        let name = ui.painter().layout(name, semibold(sizes.text), cx.theme.text, width);
        let word = ui.painter().layout(word, semibold(size::SMALL), cx.theme.text, width);
        name.size().y + word.size().y
    };
    // The names of a large set are looked at once: the first are as long as any.
    columns.iter().take(40).map(height).fold(0.0, f32::max) + size::SHAPE + 24.0
}

/// The word for the overall verdict, marked if it depends on accepted judgements.
fn overall_word(cx: &PanelCx, assessment: &Assessment) -> String {
    match assessment.overall.max(Status::Met) {
        Status::Met => cx.say.met(assessment.decisive_judgements > 0),
        status => cx.say.status(status).to_owned(),
    }
}

fn column_head(ui: &mut Ui, cx: &mut PanelCx, column: &Column, rect: Rect, text: f32) -> Response {
    let theme = cx.theme;
    let Column { indication, assessment } = column;
    let name = cx.say.of(&indication.short);
    let id = Id::unique(("matrix-head", indication.id.as_str()));
    let response = ui.interact(rect.shrink(1.0), id, Sense::click());
    let overall = cx.say.overall(assessment);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{name}: {overall}")));
    let below = sidebar::summary(cx, indication, assessment);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(below.as_str()));
    let painter = ui.painter();
    highlight(ui, cx, &response, rect);
    let centred = |text: &str, font, color| {
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, color, rect.width() - BESIDE_HEAD);
        job.halign = Align::Center;
        painter.layout_job(job)
    };
    let name = centred(name, semibold(text), theme.text);
    let status = assessment.overall.max(Status::Met);
    let word = centred(&overall_word(cx, assessment), semibold(size::SMALL), theme.status(status));
    let x = rect.center().x;
    let word_top = rect.max.y - 6.0 - word.size().y;
    let shape = pos2(x, word_top - 4.0 - size::SHAPE / 2.0);
    painter.galley(pos2(x, rect.min.y + 4.0), name, theme.text);
    shapes::paint(painter, theme, status, shape, size::SHAPE);
    painter.galley(pos2(x, word_top), word, theme.text);
    tip::lines(ui, theme, &response, TipSide::Above, || format!("{overall}\n{below}").trim_end().to_owned());
    if response.clicked() {
        cx.ask(CaseCommand::ShowIndication(indication.id.clone()));
    }
    response
}

fn row_name(ui: &mut Ui, cx: &PanelCx, name: &Text, rect: Rect, text: f32) {
    let child = egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let mut child = ui.new_child(child);
    let name = cx.say.of(name);
    let response = child.add(Label::new(RichText::new(name).font(regular(text))).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, name));
}

fn cell(
    ui: &mut Ui,
    cx: &mut PanelCx,
    column: &Column,
    row: &RowAssessment,
    name: &Text,
    rect: Rect,
) -> Response {
    let Column { indication, .. } = column;
    let id = Id::unique(("matrix", indication.id.as_str(), row.id.as_str()));
    let response = ui.interact(rect.shrink(1.0), id, Sense::click());
    let words = cx.say.row(row);
    let status = words.first().map_or(row.status, |(status, _)| *status);
    let mut spoken: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let is_judged = row.is_judged();
    if is_judged {
        spoken.push(cx.say.texts.get("by-judgement"));
    }
    let spoken = spoken.join(", ");
    let label = format!("{}, {}: {spoken}", cx.say.of(&indication.short), cx.say.of(name));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    highlight(ui, cx, &response, rect);
    let small = matches!(status, Status::NoRequirement | Status::NotApplicable);
    let points = if small { 15.0 } else { 18.0 };
    shapes::paint(ui.painter(), cx.theme, status, rect.center(), points);
    if is_judged {
        // A second shape marks a verdict that depends on a judgement.
        let beside = rect.center() + vec2(16.0, 0.0);
        shapes::paint(ui.painter(), cx.theme, Status::Judgement, beside, 9.0);
    }
    let why =
        |cx: &PanelCx| cx.say.row_verdict_reasons(indication, cx.model.case.session().case(), row).join("\n");
    if ui.ctx().has_accesskit_node(response.id) {
        let why = why(cx);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why));
    }
    // The text is composed only while the tooltip is shown, because a large matrix has many cells.
    tip::lines(ui, cx.theme, &response, TipSide::Above, || {
        format!("{spoken}\n{}", why(cx)).trim_end().to_owned()
    });
    if response.clicked() {
        cx.ask(CaseCommand::ShowRow(indication.id.clone(), row.id.clone()));
    }
    response
}

fn highlight(ui: &Ui, cx: &PanelCx, response: &egui::Response, rect: Rect) {
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(2.0), CornerRadius::same(6), cx.theme.sunken);
    }
    if response.has_focus() {
        shapes::frame(ui.painter(), rect.shrink(2.0), 6, Stroke::new(2.0, cx.theme.focus));
    }
}
