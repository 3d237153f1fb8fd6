//! The panels of the window. A panel reads the model and returns commands; it does not change the model.

mod areas;
mod before_biopsy;
mod calendar;
mod copy_banner;
mod cover;
mod criteria;
mod form;
mod judgement;
mod long_text;
mod notice_bar;
mod notices;
mod overlap_line;
mod overlong_texts;
mod overview;
mod people;
mod preview;
mod progress;
mod question;
mod question_help;
mod reconfirm;
mod remarks;
mod sidebar;
mod status_bar;
mod text_field;
mod top_bar;
mod typed_answer;
mod verdict;
mod welcome;

use super::case::{CaseCommand, Target, View};
use super::command::Command;
use super::cover::Cover;
use super::cx::{Cx, Model};
use super::widget::Theme;
use areas::{Area, Areas};
use egui::{Frame, Margin, Panel, Rect, Ui, pos2};
pub use notice_bar::attention as notice_attention;

/// The context of a panel.
pub type PanelCx<'a> = Cx<'a, Command>;

impl PanelCx<'_> {
    /// Whether the control of `target` must take the focus in this frame.
    fn takes_focus(&mut self, target: &Target) -> bool {
        let takes_focus = self.model.case.pending_target() == Some(target);
        if takes_focus {
            self.ask(CaseCommand::TargetReached);
        }
        takes_focus
    }
}

/// The widths of the areas, in points. In a narrow window the indications become a strip first, then the criteria fold.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Columns {
    /// The width of the indications.
    left: f32,
    /// Whether the indications are shown as shapes without text.
    is_strip: bool,
    /// The width of the criteria; `None`: they share their place with the form, and the verdict is above it.
    right: Option<f32>,
}

impl Columns {
    fn of(width: f32) -> Self {
        match width {
            width if width >= 1200.0 => {
                // The criteria get the width that the form cannot use, up to a limit for readable lines.
                let right = (width - 250.0 - 940.0).clamp(390.0, 640.0).floor();
                Columns { left: 250.0, is_strip: false, right: Some(right) }
            }
            width if width >= 980.0 => Columns { left: 200.0, is_strip: false, right: Some(310.0) },
            width if width >= 720.0 => Columns { left: 60.0, is_strip: true, right: Some(290.0) },
            _ => Columns { left: 60.0, is_strip: true, right: None },
        }
    }
}

/// Draws the cover, and nothing of the window under it.
pub fn draw_cover(ui: &mut Ui, model: &Model, theme: &Theme, cover: &Cover) -> Vec<Command> {
    let mut cx = Cx::new(model, theme);
    name_window(ui);
    cover::show(ui, &mut cx, cover);
    cx.into_asked()
}

fn name_window(ui: &Ui) {
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("WGS-henvisning"));
}

/// Draws the window, and returns the commands of its panels.
///
/// The order of drawing is the order of the Tab key: top bar, indications, form, criteria, status bar.
pub fn draw(ui: &mut Ui, model: &Model, theme: &Theme) -> Vec<Command> {
    let mut cx = Cx::new(model, theme);
    let mut areas = Areas::of(ui.ctx(), model.case);
    name_window(ui);
    let side = |margin| Frame::new().fill(theme.surface).inner_margin(margin);

    Panel::top("top").resizable(false).frame(side(Margin::symmetric(16, 10))).show(ui, |ui| {
        areas.inline(ui, &mut cx, Area::Bar, top_bar::show);
    });
    if let Some(original) = model.case.session().copy_of() {
        Panel::top("copy to read")
            .resizable(false)
            .frame(Frame::new().fill(theme.sunken).inner_margin(Margin::symmetric(16, 6)))
            .show(ui, |ui| copy_banner::show(ui, &mut cx, original));
    }
    let below_bar = ui.available_rect_before_wrap();
    let foot = (below_bar.max.y - status_bar::HEIGHT).max(below_bar.min.y);
    let mut middle = Rect::from_min_max(below_bar.min, pos2(below_bar.max.x, foot));
    if !model.case.notices().is_empty() {
        // Notices come and go at any time, so that they stand where they move nothing: between form and status bar.
        let frame = side(Margin::symmetric(16, 8));
        let above_status_bar = Margin { bottom: status_bar::HEIGHT as i8, ..Margin::ZERO };
        Panel::bottom("notices")
            .resizable(false)
            .frame(frame.outer_margin(above_status_bar))
            .show(ui, |ui| notice_bar::show(ui, &mut cx));
        middle.max.y = ui.available_rect_before_wrap().max.y.clamp(middle.min.y, foot);
    }
    main(ui, &mut cx, &mut areas, middle);
    let status = Rect::from_min_max(pos2(below_bar.min.x, foot), below_bar.max);
    let look = areas::PaneStyle {
        rect: status,
        fill: theme.surface,
        margin: Margin::symmetric(16, 6),
        left_indent: 0.0,
    };
    areas.pane(ui, &mut cx, Area::Status, look, status_bar::show);
    areas::line(ui, theme, middle.left_bottom(), middle.right_bottom());
    cx.into_asked()
}

fn main(ui: &mut Ui, cx: &mut PanelCx, areas: &mut Areas, rect: Rect) {
    let theme = cx.theme;
    let columns = Columns::of(rect.width());
    let form_at = rect.min.x + columns.left;
    let left = Rect::from_min_max(rect.min, pos2(form_at, rect.max.y));
    let margin = if columns.is_strip { Margin::symmetric(6, 12) } else { Margin::symmetric(12, 12) };
    let look = areas::PaneStyle { rect: left, fill: theme.surface, margin, left_indent: 0.0 };
    areas.pane(ui, cx, Area::Indications, look, |ui, cx| sidebar::show(ui, cx, columns.is_strip));
    areas::line(ui, theme, left.right_top(), left.right_bottom());

    let canvas = Margin { left: 20, right: 6, top: 12, bottom: 0 };
    let form_end = match (cx.model.case.view(), cx.model.case.preview(), columns.right) {
        (View::Overview, _, _) | (View::Form, None, None) => rect.max.x,
        // The form stays beside the preview, which follows what the user types.
        (View::Form, Some(_), right) => {
            rect.max.x - ((rect.width() - columns.left) / 2.0).max(right.unwrap_or(0.0)).floor()
        }
        (View::Form, None, Some(right)) => rect.max.x - right,
    };
    let form = Rect::from_min_max(pos2(form_at, rect.min.y), pos2(form_end, rect.max.y));
    let max_width =
        if cx.model.case.view() == View::Overview { overview::MAX_WIDTH } else { form::MAX_WIDTH };
    // The contents are centered where the area is wider than they can be.
    let left_indent = ((form.width() - 26.0 - 14.0 - max_width) / 2.0).max(0.0).floor();
    let look = areas::PaneStyle { rect: form, fill: theme.canvas, margin: canvas, left_indent };
    match cx.model.case.view() {
        View::Overview => areas.pane(ui, cx, Area::Form, look, overview::show),
        View::Form => areas.pane(ui, cx, Area::Form, look, |ui, cx| {
            if columns.right.is_none() && cx.model.case.preview().is_none() {
                // Its height changes with the answers, so that it stands below them.
                Panel::bottom("folded verdict")
                    .resizable(false)
                    .show_separator_line(false)
                    .frame(Frame::NONE)
                    .show(ui, |ui| verdict::show_folded(ui, cx));
                if cx.model.case.shows_criteria() {
                    criteria::show(ui, cx);
                    return;
                }
            }
            form::show(ui, cx);
        }),
    }
    if form_end >= rect.max.x {
        return;
    }
    let right = Rect::from_min_max(pos2(form_end, rect.min.y), rect.max);
    areas::line(ui, theme, right.left_top(), right.left_bottom());
    let at_right = |edge| areas::PaneStyle {
        rect: right,
        fill: theme.surface,
        margin: Margin { left: 12, right: edge, top: 12, bottom: 0 },
        left_indent: 0.0,
    };
    match cx.model.case.preview() {
        Some(preview) => {
            areas.pane(ui, cx, Area::Preview, at_right(12), |ui, cx| preview::show(ui, cx, preview));
        }
        None => areas.pane(ui, cx, Area::Criteria, at_right(4), criteria::show),
    }
}
