//! The panels of the window. A panel reads the model and returns commands; it does not change the model.

mod areas;
mod before_biopsy;
mod calendar;
mod columns;
mod copy_banner;
mod cover;
mod criteria;
mod criteria_names;
mod field_note;
mod foot;
mod form;
mod grounds;
mod judgement;
mod key_hint;
mod long_text;
mod notice_bar;
mod notice_text;
mod notices;
mod other_profile;
mod overlap_line;
mod overlong_texts;
mod overview;
mod patient_remarks;
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
mod which_doctor;

use super::case::{CaseCommand, Target, TargetPlace, View};
use super::command::Command;
use super::cover::Cover;
use super::cx::{Cx, Model};
use super::room::{PaneWidth, WindowHeight};
use super::widget::Theme;
use areas::{Area, Areas};
pub use areas::{is_beside_work, is_in_preview};
use columns::{Columns, CriteriaPlace, SidebarStyle};
use criteria::CriteriaHead;
use egui::{Context, Frame, Id, Margin, Panel, Rect, Ui, UiBuilder, pos2};
pub use notice_bar::attention as notice_attention;
pub use people::is_in_patient_field;
pub use text_field::field_id;

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

/// Removes from egui's memory what the panels keep there of the case that was shown.
pub fn forget_case(ctx: &Context) {
    question::forget_given_answers(ctx);
    overview::forget_case(ctx);
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
/// The order of drawing is the order of the Tab key: top bar, indications, form, criteria, preview,
/// notices, status bar.
pub fn draw(ui: &mut Ui, model: &Model, theme: &Theme) -> Vec<Command> {
    let mut cx = Cx::new(model, theme);
    if let Some(Target::FieldInSight(_)) = model.case.pending_target() {
        // A field that is not drawn is not in sight either. This comes before what is asked for in this pass.
        cx.ask(CaseCommand::TargetReached);
    }
    let mut areas = Areas::of(ui.ctx(), model.case);
    name_window(ui);
    let side = |margin| Frame::new().fill(theme.surface).inner_margin(margin);

    let height = WindowHeight::of(ui.ctx());
    let bar = Margin::symmetric(16, height.pick(6, 10));
    Panel::top("top").resizable(false).frame(side(bar)).show(ui, |ui| {
        areas.inline(ui, &mut cx, Area::Bar, top_bar::show);
    });
    if let Some(original) = model.case.session().copy_of() {
        Panel::top("copy of a case")
            .resizable(false)
            .frame(Frame::new().fill(theme.sunken).inner_margin(Margin::symmetric(16, 6)))
            .show(ui, |ui| {
                areas.inline(ui, &mut cx, Area::Copy, |ui, cx| copy_banner::show(ui, cx, original));
            });
    }
    let below_bar = ui.available_rect_before_wrap();
    let foot = (below_bar.max.y - status_bar::HEIGHT).max(below_bar.min.y);
    let above_status = Rect::from_min_max(below_bar.min, pos2(below_bar.max.x, foot));
    // Notices come and go at any time, so that they stand where they move nothing: between form and status bar.
    let (middle, notices) = match model.case.notices().is_empty() {
        true => (above_status, None),
        false => {
            let (middle, notices) = foot::split(ui.ctx(), notice_bar::foot_id(), above_status);
            (middle, Some(notices))
        }
    };
    main(ui, &mut cx, &mut areas, middle, foot, height);
    if let Some(rect) = notices {
        let margin = notice_bar::margin(ui.ctx());
        let look = areas::PaneStyle { rect, fill: theme.surface, margin, left_indent: 0.0 };
        areas.pane(ui, &mut cx, Area::Notices, look, notice_bar::show);
    }
    let status = Rect::from_min_max(pos2(below_bar.min.x, foot), below_bar.max);
    let look = areas::PaneStyle {
        rect: status,
        fill: theme.surface,
        margin: Margin::symmetric(16, 5),
        left_indent: 0.0,
    };
    areas.pane(ui, &mut cx, Area::Status, look, status_bar::show);
    areas::line(ui, theme, middle.left_bottom(), middle.right_bottom());
    cx.into_asked()
}

/// Draws what is between the bars. `foot` is where it ends without notices, which come and go.
fn main(ui: &mut Ui, cx: &mut PanelCx, areas: &mut Areas, rect: Rect, foot: f32, height: WindowHeight) {
    let theme = cx.theme;
    let (view, preview) = (cx.model.case.view(), cx.model.case.preview());
    let columns = Columns::of(rect.width(), sidebar::rail_width(ui, cx), view, preview.is_some());
    close_preview_over_target(cx, &columns);
    let form_at = rect.min.x + columns.indications;
    let left = Rect::from_min_max(rect.min, pos2(form_at, rect.max.y));
    let margin = match columns.sidebar {
        SidebarStyle::List => Margin { left: sidebar::LIST_MARGIN, right: 0, top: 12, bottom: 12 },
        SidebarStyle::Rail => {
            let above = height.pick(4, 12);
            Margin { left: sidebar::RAIL_MARGIN, right: 0, top: above, bottom: above }
        }
    };
    let look = areas::PaneStyle { rect: left, fill: theme.surface, margin, left_indent: 0.0 };
    let sidebar_foot = foot - f32::from(margin.bottom);
    areas.pane(ui, cx, Area::Indications, look, |ui, cx| {
        sidebar::show(ui, cx, columns.sidebar, sidebar_foot);
    });
    let form = Rect::from_min_max(pos2(form_at, rect.min.y), pos2(form_at + columns.form, rect.max.y));
    if columns.form > 0.0 {
        main_pane(ui, cx, areas, form, (columns.criteria, height));
    }
    // Lines between panes are painted over the panes, as a pane may or may not be painted.
    areas::line(ui, theme, left.right_top(), left.right_bottom());
    let right_pane = |rect: Rect, edge| areas::PaneStyle {
        rect,
        fill: theme.surface,
        margin: Margin { left: 12, right: edge, top: height.pick(6, 12), bottom: 0 },
        left_indent: 0.0,
    };
    let mut end = form.max.x;
    if let CriteriaPlace::Beside(width) | CriteriaPlace::Names(width) = columns.criteria {
        let place = Rect::from_min_max(pos2(end, rect.min.y), pos2(end + width, rect.max.y));
        let head = height.pick(CriteriaHead::Sentence, CriteriaHead::Verdict);
        let has_names_alone = columns.criteria == CriteriaPlace::Names(width);
        let look = right_pane(place, if has_names_alone { 0 } else { 4 });
        areas.pane(ui, cx, Area::Criteria, look, |ui, cx| match has_names_alone {
            true => criteria_names::show(ui, cx),
            false => criteria::show(ui, cx, head),
        });
        areas::line(ui, theme, place.left_top(), place.left_bottom());
        end = place.max.x;
    }
    if let Some(preview) = preview.filter(|_| columns.preview > 0.0) {
        let place = Rect::from_min_max(pos2(end, rect.min.y), rect.max);
        areas.pane(ui, cx, Area::Preview, right_pane(place, 12), |ui, cx| {
            preview::show(ui, cx, preview, columns.criteria);
        });
        areas::line(ui, theme, place.left_top(), place.left_bottom());
    }
}

/// Asks to close the preview if it is in the place of what navigation leads to. Beside it, it stays.
fn close_preview_over_target(cx: &mut PanelCx, columns: &Columns) {
    let is_hidden = match cx.model.case.pending_target().and_then(Target::place) {
        Some(TargetPlace::Form) => columns.form == 0.0,
        Some(TargetPlace::Criteria) => {
            matches!(columns.criteria, CriteriaPlace::Names(_) | CriteriaPlace::Hidden)
        }
        None => false,
    };
    if is_hidden && columns.preview > 0.0 {
        cx.ask(CaseCommand::ClosePreview);
    }
}

/// Draws the overview or the form.
fn main_pane(
    ui: &mut Ui,
    cx: &mut PanelCx,
    areas: &mut Areas,
    rect: Rect,
    (criteria, height): (CriteriaPlace, WindowHeight),
) {
    let is_narrow = PaneWidth::of(rect.width()) == PaneWidth::Narrow;
    let margin = Margin {
        left: if is_narrow { 12 } else { 20 },
        right: if is_narrow { 4 } else { 6 },
        top: height.pick(6, 12),
        bottom: 0,
    };
    // The contents are centered where the area is wider than they can be.
    let room = rect.width() - columns::BESIDE_CARDS;
    let widths = columns::card_widths(cx.model.case.view(), room);
    let left_indent = ((room - columns::total_width(&widths)) / 2.0).max(0.0).floor();
    let look = areas::PaneStyle { rect, fill: cx.theme.canvas, margin, left_indent };
    match cx.model.case.view() {
        View::Overview => areas.pane(ui, cx, Area::Form, look, |ui, cx| overview::show(ui, cx, height)),
        View::Form => areas.pane(ui, cx, Area::Form, look, |ui, cx| {
            if criteria == CriteriaPlace::Folded {
                with_folded_verdict(ui, cx, height);
            } else {
                form::show(ui, cx, height);
            }
        }),
    }
}

/// Draws the form, or the criteria in its place, above the folded verdict.
fn with_folded_verdict(ui: &mut Ui, cx: &mut PanelCx, height: WindowHeight) {
    let id = Id::unique("folded verdict");
    let (above, below) = foot::split(ui.ctx(), id, ui.available_rect_before_wrap());
    let part = |rect, salt| UiBuilder::new().id_salt(salt).max_rect(rect);
    let mut upper = ui.new_child(part(above, "above the verdict"));
    // The sides keep the margin of the pane, in which frames are painted.
    upper.shrink_clip_rect(Rect::everything_above(above.max.y));
    match cx.model.case.shows_criteria() {
        true => criteria::show(&mut upper, cx, CriteriaHead::Below),
        false => form::show(&mut upper, cx, height),
    }
    let mut lower = ui.new_child(part(below, "folded verdict"));
    lower.shrink_clip_rect(below);
    verdict::show_folded(&mut lower, cx, height);
    foot::note_height(ui, id, lower.min_rect().height());
}
