//! Controls that several views share.

use super::dots::with_bound_dots;
use super::shapes;
use super::sight::note_moved_by_key;
use super::tip::{self, TipSide};
use super::{CARD_MARGIN, Theme, regular, semibold, size, space};
use crate::assessment::Status;
use egui::accesskit::Live;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Button, Color32, CursorIcon, FocusDirection, Frame, Id, Rect, Response, RichText, Role, Sense, Shape,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::fmt::Debug;
use std::hash::Hash;

/// Draws a card with contents.
pub fn card<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(8)
        .inner_margin(CARD_MARGIN);
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// Draws the title of a section, as a heading for screen readers.
pub fn section_title(ui: &mut Ui, text: &str) {
    heading(ui, RichText::new(text).font(semibold(size::SECTION)), text);
}

/// Draws `shown` as a heading. Screen readers get the plain `text`.
pub fn heading(ui: &mut Ui, shown: RichText, text: &str) {
    let response = ui.label(shown);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    tip::note_heading(&response);
}

/// Draws small text in the muted color.
pub fn small(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let shown = RichText::new(with_bound_dots(text)).font(regular(size::SMALL));
    let response = ui.label(shown.color(theme.muted));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Draws small text in the muted color whose parts are divided by points. Where one line has no room for all of them,
/// each has a line of its own.
pub fn small_parts(ui: &mut Ui, theme: &Theme, text: &str) {
    for line in lines_of_parts(ui, theme, text) {
        small(ui, theme, line);
    }
}

/// The height of [`small_parts`], in points.
pub fn small_parts_height(ui: &Ui, theme: &Theme, text: &str) -> f32 {
    let width = ui.available_width();
    let height =
        |line: &str| ui.painter().layout(line.to_owned(), regular(size::SMALL), theme.muted, width).size().y;
    let lines = lines_of_parts(ui, theme, text);
    lines.iter().map(|line| height(line) + ui.spacing().item_spacing.y).sum::<f32>()
        - ui.spacing().item_spacing.y
}

fn lines_of_parts<'a>(ui: &Ui, theme: &Theme, text: &'a str) -> Vec<&'a str> {
    let whole = ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), theme.muted);
    if whole.size().x <= ui.available_width() { vec![text] } else { text.split(DIVIDER).collect() }
}

/// The height of a line of [`small`] text, in points.
pub fn small_height(ui: &Ui) -> f32 {
    ui.fonts_mut(|fonts| fonts.row_height(&regular(size::SMALL)))
}

/// What divides the parts of a line.
pub const DIVIDER: &str = " · ";

/// Draws the button of the main action.
pub fn primary_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(semibold(size::BODY)).color(theme.on_accent);
    let button = Button::new(text).fill(theme.accent).stroke(Stroke::new(1.0, theme.accent));
    let response = ui.add(button.min_size(vec2(0.0, size::CONTROL)));
    focus_frame(ui, theme, response)
}

/// Draws a button. The main action has a [`primary_button`].
pub fn button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.add(Button::new(text).min_size(vec2(0.0, size::CONTROL)));
    focus_frame(ui, theme, response)
}

/// The width of a [`button`], in points.
pub fn button_width(ui: &Ui, text: &str) -> f32 {
    let text = ui.painter().layout_no_wrap(text.to_owned(), regular(size::BODY), Color32::PLACEHOLDER);
    text.size().x + 2.0 * ui.spacing().button_padding.x
}

/// The height of a [`button`], in points.
pub fn button_height(ui: &Ui) -> f32 {
    (line_height(ui) + 2.0 * ui.spacing().button_padding.y).max(size::CONTROL).ceil()
}

/// Draws a tick box. Its box stands at the first line of the text, which wraps; egui's stands in the middle
/// of all lines.
pub fn tick_box(ui: &mut Ui, theme: &Theme, is_ticked: &mut bool, text: &str) -> Response {
    let (side, gap) = (ui.spacing().icon_width, ui.spacing().icon_spacing);
    let most = if ui.layout().main_wrap() { ui.max_rect().width() } else { ui.available_width() };
    let font = regular(size::BODY);
    let galley = ui.painter().layout(text.to_owned(), font, theme.text, most - side - gap);
    let above = (size::CONTROL - line_height(ui)) / 2.0;
    let height = (above + galley.size().y + above).max(size::CONTROL);
    let (rect, mut response) =
        ui.allocate_exact_size(vec2(side + gap + galley.size().x, height), Sense::click());
    if response.clicked() {
        *is_ticked = !*is_ticked;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *is_ticked, text));
    let visuals = *ui.style().interact(&response);
    let box_left = pos2(rect.left(), rect.top() + size::CONTROL / 2.0);
    let tick = Rect::from_min_size(box_left - vec2(0.0, side / 2.0), vec2(side, side));
    ui.painter().rect(tick, 3, visuals.bg_fill, visuals.bg_stroke, StrokeKind::Inside);
    if *is_ticked {
        let inside = tick.shrink((side - ui.spacing().icon_width_inner) / 2.0);
        let points = vec![inside.left_center(), inside.center_bottom(), inside.right_top()];
        ui.painter().add(Shape::line(points, visuals.fg_stroke));
    }
    ui.painter().galley(pos2(rect.left() + side + gap, rect.top() + above), galley, theme.text);
    focus_frame(ui, theme, response)
}

/// The height of a line of the body, in points.
fn line_height(ui: &Ui) -> f32 {
    ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)))
}

/// Draws what stands in the place of a button that has confirmed something.
pub fn confirmed_sign(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.spacing_mut().item_spacing.x = space::PARTS;
    let (_, sign) = ui.allocate_space(vec2(size::SHAPE, size::SHAPE));
    shapes::paint(ui.painter(), theme, Status::Met, sign.center(), 16.0);
    small(ui, theme, text);
}

/// Draws a frame around a control that has the focus.
pub fn focus_frame(ui: &Ui, theme: &Theme, response: Response) -> Response {
    if response.has_focus() {
        shapes::frame(ui.painter(), response.rect.expand(3.0), 8, Stroke::new(2.0, theme.focus));
    }
    response
}

/// Draws the frame of a text field that has the focus, in the place of the one that egui draws.
pub fn field_frame(ui: &Ui, theme: &Theme, response: &Response) {
    if response.has_focus() {
        shapes::frame(ui.painter(), response.rect, 6, Stroke::new(1.5, theme.focus));
    }
}

/// Draws underlined text that can be clicked. It is one block, which goes to the next line as a whole: of a text that
/// is spread over lines, egui takes clicks on the last one only.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let wraps = ui.layout().main_wrap();
    let most = if wraps { ui.max_rect().width() } else { ui.available_width() };
    link_wrapped(ui, theme, text, size::SMALL, TextWrapping::wrap_at_width(most))
}

/// Draws links behind the name of what they are, with a dot between two that share a line, and none at the end of a
/// line. Gives the place of the link that was clicked.
pub fn linked_list(ui: &mut Ui, theme: &Theme, name: &str, links: &[&str]) -> Option<usize> {
    let list = ui.scope(|ui| {
        // Lines of links are as high as lines of text.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::PARTS);
        let row = ui.horizontal_wrapped(|ui| {
            small(ui, theme, name);
            divided_links(ui, theme, links)
        });
        row.inner
    });
    list.inner
}

/// Draws a dot before a small text that follows in a row that wraps. Where the line has no room for both, the text
/// starts the next line, without a dot.
pub fn divide_before(ui: &mut Ui, theme: &Theme, text: &str) {
    const DOT: &str = "·";
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), theme.text).size().x;
    if width(DOT) + space::BESIDE + width(text) <= ui.available_size_before_wrap().x {
        small(ui, theme, DOT);
    } else {
        ui.end_row();
    }
}

/// Draws links in a row that wraps, as [`linked_list`] does. Gives the place of the link that was clicked.
pub fn divided_links(ui: &mut Ui, theme: &Theme, links: &[&str]) -> Option<usize> {
    let mut clicked = None;
    for (at, text) in links.iter().enumerate() {
        if at > 0 {
            divide_before(ui, theme, text);
        }
        if link(ui, theme, text).clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

/// Draws a link on one line, as large as the text of the body. What does not fit into a width in points is cut, and the
/// whole text is the tooltip.
pub fn link_on_one_line(ui: &mut Ui, theme: &Theme, text: &str, width: f32) -> Response {
    link_wrapped(ui, theme, text, size::BODY, TextWrapping::truncate_at_width(width))
}

fn link_wrapped(ui: &mut Ui, theme: &Theme, text: &str, points: f32, wrap: TextWrapping) -> Response {
    let format = egui::TextFormat {
        underline: Stroke::new(1.0, theme.accent),
        ..egui::TextFormat::simple(regular(points), theme.accent)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = wrap;
    let galley = ui.painter().layout_job(job);
    let is_cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    ui.painter().galley(rect.min, galley, theme.accent);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    let response = focus_frame(ui, theme, response.on_hover_cursor(CursorIcon::PointingHand));
    if is_cut {
        tip::lines(ui, theme, &response, TipSide::Above, || text.to_owned());
    }
    response
}

/// Draws the small title of what it unfolds, with a triangle before it. The caller names it for screen readers.
pub fn unfolding_title(
    ui: &mut Ui,
    theme: &Theme,
    id: impl Hash + Debug,
    text: &str,
    is_unfolded: bool,
) -> Response {
    /// The size of the triangle, in points.
    const TRIANGLE: f32 = 9.0;
    /// The height of the title, in points: enough to be hit.
    const HEIGHT: f32 = 24.0;
    let title = ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), theme.accent);
    let (_, rect) = ui.allocate_space(vec2(TRIANGLE + space::PARTS + title.size().x, HEIGHT));
    let response = ui.interact(rect, Id::unique(id), Sense::click());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_unfolded));
    let sign = rect.left_center() + vec2(TRIANGLE / 2.0, 0.0);
    shapes::triangle(ui.painter(), sign, TRIANGLE, is_unfolded, theme.accent);
    let at = pos2(rect.min.x + TRIANGLE + space::PARTS, rect.center().y - title.size().y / 2.0);
    ui.painter().galley(at, title, theme.accent);
    focus_frame(ui, theme, response.on_hover_cursor(CursorIcon::PointingHand))
}

/// Composes a paragraph of parts, each with its text, its color, and whether it is semibold.
pub fn paragraph(parts: &[(&str, Color32, bool)], points: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (text, color, strong) in parts {
        let font = if *strong { semibold(points) } else { regular(points) };
        job.append(&with_bound_dots(text), 0.0, egui::TextFormat::simple(font, *color));
    }
    job
}

/// Moves the focus to the next control, as the Tab key does.
pub fn focus_next(ui: &Ui, from: Id) {
    ui.memory_mut(|memory| {
        memory.surrender_focus(from);
        memory.move_focus(FocusDirection::Next);
    });
    note_moved_by_key(ui);
}

/// Draws an error message beside an input. Screen readers announce it.
pub fn problem(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.label(RichText::new(text).font(regular(size::BODY)).color(theme.not_met));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    response
}
