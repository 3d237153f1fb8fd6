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
    Button, Color32, CursorIcon, FocusDirection, Frame, Id, Response, RichText, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
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
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    (line + 2.0 * ui.spacing().button_padding.y).max(size::CONTROL).ceil()
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

/// Draws underlined text that can be clicked. It is one block, which goes to the next line as a whole: of a text that
/// is spread over lines, egui takes clicks on the last one only.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let wraps = ui.layout().main_wrap();
    let most = if wraps { ui.max_rect().width() } else { ui.available_width() };
    link_wrapped(ui, theme, text, TextWrapping::wrap_at_width(most))
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

/// Draws links in a row that wraps, as [`linked_list`] does. Gives the place of the link that was clicked.
pub fn divided_links(ui: &mut Ui, theme: &Theme, links: &[&str]) -> Option<usize> {
    const DOT: &str = "·";
    let mut clicked = None;
    let width = |ui: &Ui, text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), regular(size::SMALL), theme.text).size().x
    };
    for (at, text) in links.iter().enumerate() {
        let room = width(ui, DOT) + space::BESIDE + width(ui, text);
        if at > 0 && room <= ui.available_size_before_wrap().x {
            small(ui, theme, DOT);
        } else if at > 0 {
            ui.end_row();
        }
        if link(ui, theme, text).clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

/// Draws a link on one line. What does not fit into a width in points is cut, and the whole text is the tooltip.
pub fn link_on_one_line(ui: &mut Ui, theme: &Theme, text: &str, width: f32) -> Response {
    link_wrapped(ui, theme, text, TextWrapping::truncate_at_width(width))
}

fn link_wrapped(ui: &mut Ui, theme: &Theme, text: &str, wrap: TextWrapping) -> Response {
    let format = egui::TextFormat {
        underline: Stroke::new(1.0, theme.accent),
        ..egui::TextFormat::simple(regular(size::SMALL), theme.accent)
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
