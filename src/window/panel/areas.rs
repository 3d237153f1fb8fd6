//! The areas of the window: their rectangles, their accessibility roles, and the keys that move the focus between them.

use super::PanelCx;
use crate::window::case::{CaseCommand, CaseView, Target, View};
use crate::window::widget::{Theme, backdrop};
use egui::accesskit::Role;
use egui::{Color32, Context, CornerRadius, Id, Margin, Pos2, Rect, Stroke, Ui, UiBuilder};

/// An area of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// The top bar.
    Bar,
    /// What says that the case is a copy.
    Copy,
    /// The list of indications.
    Indications,
    /// The form, or the overview.
    Form,
    /// The verdict and the rows of the document.
    Criteria,
    /// The report beside the form.
    Preview,
    /// The notices above the status bar.
    Notices,
    /// The status bar.
    Status,
}

impl Area {
    /// The text id of the area's name.
    fn name_id(self) -> &'static str {
        match self {
            Area::Bar => "area-bar",
            Area::Copy => "area-copy",
            Area::Indications => "indications",
            Area::Form => "area-form",
            Area::Criteria => "area-criteria",
            Area::Preview => "preview-title",
            Area::Notices => "area-notices",
            Area::Status => "area-status",
        }
    }

    fn role(self) -> Role {
        match self {
            Area::Bar => Role::Banner,
            Area::Indications => Role::Navigation,
            Area::Form => Role::Main,
            Area::Copy | Area::Criteria | Area::Preview | Area::Notices => Role::Complementary,
            Area::Status => Role::ContentInfo,
        }
    }
}

/// The place and the looks of a pane.
pub struct PaneStyle {
    pub rect: Rect,
    /// The color behind the contents.
    pub fill: Color32,
    pub margin: Margin,
    /// Additional free space on the left, in points.
    pub left_indent: f32,
}

/// Draws the areas of one frame, and moves the focus into one of them.
pub struct Areas {
    /// The area that takes the focus in this frame.
    focus_target: Option<Area>,
}

impl Areas {
    /// Finds the area that takes the focus: the form of another case, or the one to which the user goes on by a key.
    pub fn of(ctx: &Context, case: &CaseView) -> Self {
        let step = match case.pending_target() {
            Some(Target::NextArea) => 1,
            Some(Target::PreviousArea) => -1,
            Some(Target::FormStart) => return Areas { focus_target: Some(start(ctx)) },
            Some(
                Target::Question(_)
                | Target::Field(_)
                | Target::Row(_)
                | Target::Judgement(_)
                | Target::Reconfirmation
                | Target::Export
                | Target::FirstField
                | Target::FieldInSight(_),
            )
            | None => return Areas { focus_target: None },
        };
        let order: Vec<Area> =
            focus_order(case).into_iter().filter(|area| rect_of(ctx, *area).is_some()).collect();
        let focused = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id));
        let at = focused.and_then(|focused| {
            let centre = focused.rect.center();
            order.iter().position(|area| rect_of(ctx, *area).is_some_and(|rect| rect.contains(centre)))
        });
        let next = match at {
            Some(at) => (at as isize + step).rem_euclid(order.len() as isize) as usize,
            // Without a focused control, start in the form: most work is done there.
            None => order.iter().position(|area| *area == Area::Form).unwrap_or(0),
        };
        Areas { focus_target: order.get(next).copied() }
    }

    /// Draws an area in a rectangle.
    pub fn pane(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx,
        area: Area,
        look: PaneStyle,
        contents: impl FnOnce(&mut Ui, &mut PanelCx),
    ) {
        if !backdrop::has_color(ui.ctx(), look.fill) {
            ui.painter().rect_filled(look.rect, CornerRadius::ZERO, look.fill);
        }
        let mut inside = look.rect - look.margin;
        inside.min.x += look.left_indent;
        // What was not there in the last layout has no height yet.
        inside.max = inside.max.max(inside.min);
        let builder = UiBuilder::new().id_salt(("area", area)).max_rect(inside);
        let mut child = ui.new_child(with_role_and_name(builder, cx, area));
        child.set_clip_rect(look.rect.intersect(ui.clip_rect()));
        self.draw(&mut child, cx, area, look.rect, contents);
    }

    /// Draws an area at the cursor of `ui`.
    pub fn inline(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx,
        area: Area,
        contents: impl FnOnce(&mut Ui, &mut PanelCx),
    ) {
        let builder = with_role_and_name(UiBuilder::new().id_salt(("area", area)), cx, area);
        ui.scope_builder(builder, |ui| {
            let rect = ui.max_rect();
            self.draw(ui, cx, area, rect, contents);
        });
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx,
        area: Area,
        rect: Rect,
        contents: impl FnOnce(&mut Ui, &mut PanelCx),
    ) {
        let pass = ui.ctx().cumulative_pass_nr();
        ui.ctx().data_mut(|data| data.insert_temp(rect_key(area), (pass, rect)));
        if self.focus_target == Some(area) {
            // The next control that is drawn takes the focus.
            ui.ctx().memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
                memory.move_focus(egui::FocusDirection::Next);
            });
            cx.ask(CaseCommand::TargetReached);
        }
        contents(ui, cx);
    }
}

/// The area in which another case takes the focus: in a narrow window, the preview may hide the form.
fn start(ctx: &Context) -> Area {
    let is_drawn = |area: &Area| rect_of(ctx, *area).is_some();
    [Area::Form, Area::Preview].into_iter().find(is_drawn).unwrap_or(Area::Form)
}

/// The rectangle of an area in this frame or the last one; `None`: the area is hidden.
fn rect_of(ctx: &Context, area: Area) -> Option<Rect> {
    let (pass, rect) = ctx.data(|data| data.get_temp::<(u64, Rect)>(rect_key(area)))?;
    (pass + 1 >= ctx.cumulative_pass_nr()).then_some(rect)
}

/// Whether a control was one of the preview in the last pass.
pub fn is_in_preview(ctx: &Context, control: Id) -> bool {
    // `read_response` would take the focus from a control that was clicked.
    let place = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(control).map(|widget| widget.rect));
    let preview = rect_of(ctx, Area::Preview);
    place.zip(preview).is_some_and(|(control, preview)| preview.contains(control.center()))
}

/// Whether a position is in the bar, in the list of indications or in the notices, in points: a click there is about
/// the form, or interrupts the work in it.
pub fn is_beside_work(ctx: &Context, pos: Pos2) -> bool {
    [Area::Bar, Area::Indications, Area::Notices]
        .into_iter()
        .any(|area| rect_of(ctx, area).is_some_and(|rect| rect.contains(pos)))
}

/// The areas in the order in which the focus goes through them. Those that are not drawn are skipped.
fn focus_order(case: &CaseView) -> Vec<Area> {
    let mut order = vec![Area::Bar, Area::Copy, Area::Indications, Area::Form];
    match (case.view(), case.preview()) {
        (View::Overview, _) => {}
        (View::Form, Some(_)) => order.extend([Area::Criteria, Area::Preview]),
        (View::Form, None) => order.push(Area::Criteria),
    }
    order.extend([Area::Notices, Area::Status]);
    order
}

fn with_role_and_name(builder: UiBuilder, cx: &PanelCx, area: Area) -> UiBuilder {
    builder.accessibility_role(area.role()).accessibility_label(cx.say.texts.get(area.name_id()))
}

fn rect_key(area: Area) -> Id {
    Id::unique(("area-place", area))
}

/// Draws a line between two areas.
pub fn line(ui: &Ui, theme: &Theme, from: Pos2, to: Pos2) {
    ui.painter().line_segment([from, to], Stroke::new(1.0, theme.line));
}
