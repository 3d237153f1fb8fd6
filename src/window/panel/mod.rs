//! The panels of the window. A panel reads the model and gives commands; it changes nothing.

mod areas;
mod before_biopsy;
mod calendar;
mod cover;
mod criteria;
mod form;
mod judgement;
mod notices;
mod overview;
mod people;
mod preview;
mod question;
mod sidebar;
mod status_bar;
mod text_field;
mod top_bar;
mod verdict;
mod welcome;

use super::case::{CaseCommand, Target, View};
use super::command::Command;
use super::cover::Cover;
use super::cx::{Cx, Model};
use super::widget::Theme;
use areas::{Area, Areas};
use egui::{Frame, Margin, Panel, Rect, Ui, pos2};

/// What a panel reads, and the commands that it has asked for.
pub type PanelCx<'a> = Cx<'a, Command>;

impl PanelCx<'_> {
    /// Whether this is where the window was led; it then takes the focus.
    fn arrives_at(&mut self, target: &Target) -> bool {
        let arrives = self.model.case.going_to() == Some(target);
        if arrives {
            self.ask(CaseCommand::Arrived);
        }
        arrives
    }
}

/// How the window is divided: what has no room folds, the verdict last.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Division {
    /// The width of the indications.
    left: f32,
    /// Whether they are shapes alone.
    strip: bool,
    /// The width of the criteria; `None`: they take turns with the form, and the verdict stands above.
    right: Option<f32>,
}

impl Division {
    fn of(width: f32) -> Self {
        match width {
            width if width >= 1200.0 => {
                // What the form can't use is the criteria's, up to lines that are still easy to read.
                let right = (width - 250.0 - 940.0).clamp(390.0, 640.0).floor();
                Division { left: 250.0, strip: false, right: Some(right) }
            }
            width if width >= 980.0 => Division { left: 200.0, strip: false, right: Some(310.0) },
            width if width >= 720.0 => Division { left: 60.0, strip: true, right: Some(290.0) },
            _ => Division { left: 60.0, strip: true, right: None },
        }
    }
}

/// Draws the cover over a window that nobody uses, and nothing of what is under it.
pub fn draw_cover(ui: &mut Ui, model: &Model, theme: &Theme, cover: &Cover) -> Vec<Command> {
    let mut cx = Cx::new(model, theme);
    name_window(ui);
    cover::show(ui, &mut cx, cover);
    cx.into_asked()
}

fn name_window(ui: &Ui) {
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("WGS-henvisning"));
}

/// Draws the window, and gives what was asked for.
///
/// The areas are drawn in the order of the Tab key: bar, indications, form, criteria, status.
pub fn draw(ui: &mut Ui, model: &Model, theme: &Theme) -> Vec<Command> {
    let mut cx = Cx::new(model, theme);
    let mut areas = Areas::of(ui.ctx(), model.case);
    name_window(ui);
    let side = |margin| Frame::new().fill(theme.surface).inner_margin(margin);

    Panel::top("top").resizable(false).frame(side(Margin::symmetric(16, 10))).show(ui, |ui| {
        areas.enter(ui, &mut cx, Area::Bar, top_bar::show);
    });
    if !model.case.notices().is_empty() {
        Panel::top("notices")
            .resizable(false)
            .frame(side(Margin::symmetric(16, 8)))
            .show(ui, |ui| notices::show(ui, &mut cx));
    }
    let rest = ui.available_rect_before_wrap();
    let foot = (rest.max.y - status_bar::HEIGHT).max(rest.min.y);
    let middle = Rect::from_min_max(rest.min, pos2(rest.max.x, foot));
    main(ui, &mut cx, &mut areas, middle);
    let status = Rect::from_min_max(pos2(rest.min.x, foot), rest.max);
    let look =
        areas::PaneStyle { rect: status, fill: theme.surface, margin: Margin::symmetric(16, 6), aside: 0.0 };
    areas.pane(ui, &mut cx, Area::Status, look, status_bar::show);
    areas::line(ui, theme, middle.left_bottom(), middle.right_bottom());
    cx.into_asked()
}

fn main(ui: &mut Ui, cx: &mut PanelCx, areas: &mut Areas, rect: Rect) {
    let theme = cx.theme;
    let division = Division::of(rect.width());
    let form_at = rect.min.x + division.left;
    let left = Rect::from_min_max(rect.min, pos2(form_at, rect.max.y));
    let margin = if division.strip { Margin::symmetric(6, 12) } else { Margin::symmetric(12, 12) };
    let look = areas::PaneStyle { rect: left, fill: theme.surface, margin, aside: 0.0 };
    areas.pane(ui, cx, Area::Indications, look, |ui, cx| sidebar::show(ui, cx, division.strip));
    areas::line(ui, theme, left.right_top(), left.right_bottom());

    let canvas = Margin { left: 20, right: 6, top: 12, bottom: 0 };
    let form_end = match (cx.model.case.view(), cx.model.case.preview(), division.right) {
        (View::Overview, _, _) | (View::Form, None, None) => rect.max.x,
        // The form stays beside it: what is typed shows at once.
        (View::Form, Some(_), right) => {
            rect.max.x - ((rect.width() - division.left) / 2.0).max(right.unwrap_or(0.0)).floor()
        }
        (View::Form, None, Some(right)) => rect.max.x - right,
    };
    let form = Rect::from_min_max(pos2(form_at, rect.min.y), pos2(form_end, rect.max.y));
    let widest = if cx.model.case.view() == View::Overview { overview::WIDEST } else { form::WIDEST };
    // In the middle, where there is more room than it can use.
    let aside = ((form.width() - 26.0 - 14.0 - widest) / 2.0).max(0.0).floor();
    let look = areas::PaneStyle { rect: form, fill: theme.canvas, margin: canvas, aside };
    match cx.model.case.view() {
        View::Overview => areas.pane(ui, cx, Area::Form, look, overview::show),
        View::Form => areas.pane(ui, cx, Area::Form, look, |ui, cx| {
            if division.right.is_none() && cx.model.case.preview().is_none() {
                verdict::folded(ui, cx);
                if cx.model.case.reads_criteria() {
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
        aside: 0.0,
    };
    match cx.model.case.preview() {
        Some(preview) => {
            areas.pane(ui, cx, Area::Preview, at_right(12), |ui, cx| preview::show(ui, cx, preview));
        }
        None => areas.pane(ui, cx, Area::Criteria, at_right(4), criteria::show),
    }
}
