//! The areas of the window: where they are, what they are to screen readers, and the way from one
//! to the next by key.

use super::PanelCx;
use crate::window::case::{CaseCommand, CaseView, Target, View};
use crate::window::widget::Theme;
use egui::accesskit::Role;
use egui::{Color32, Context, CornerRadius, Id, Margin, Pos2, Rect, Stroke, Ui, UiBuilder};

/// An area of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// The bar on top.
    Bar,
    /// The list of indications.
    Indications,
    /// The form, or the overview.
    Form,
    /// The verdict and the rows of the document.
    Criteria,
    /// The report beside the form.
    Preview,
    /// The bar below.
    Status,
}

impl Area {
    /// The id of its name.
    fn name(self) -> &'static str {
        match self {
            Area::Bar => "area-bar",
            Area::Indications => "indications",
            Area::Form => "area-form",
            Area::Criteria => "area-criteria",
            Area::Preview => "preview-title",
            Area::Status => "area-status",
        }
    }

    fn role(self) -> Role {
        match self {
            Area::Bar => Role::Banner,
            Area::Indications => Role::Navigation,
            Area::Form => Role::Main,
            Area::Criteria | Area::Preview => Role::Complementary,
            Area::Status => Role::ContentInfo,
        }
    }
}

/// How a pane looks.
pub struct PaneStyle {
    /// Where it is.
    pub rect: Rect,
    /// The colour behind the contents.
    pub fill: Color32,
    /// Around its contents.
    pub margin: Margin,
    /// Room left free before the contents besides.
    pub aside: f32,
}

/// The areas of a frame, and the one that takes the focus.
pub struct Areas {
    entered: Option<Area>,
}

impl Areas {
    /// Finds the area that takes the focus, if the window is led to the next one.
    pub fn of(ctx: &Context, case: &CaseView) -> Self {
        let step = match case.going_to() {
            Some(Target::NextArea) => 1,
            Some(Target::PreviousArea) => -1,
            Some(Target::Question(_) | Target::Field(_) | Target::Row(_) | Target::Judgement(_)) | None => {
                return Areas { entered: None };
            }
        };
        let order: Vec<Area> =
            in_order(case).into_iter().filter(|area| rect_of(ctx, *area).is_some()).collect();
        let focused = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id));
        let at = focused.and_then(|focused| {
            let centre = focused.rect.center();
            order.iter().position(|area| rect_of(ctx, *area).is_some_and(|rect| rect.contains(centre)))
        });
        let next = match at {
            Some(at) => (at as isize + step).rem_euclid(order.len() as isize) as usize,
            // Nothing has the focus: the form is what one comes for.
            None => order.iter().position(|area| *area == Area::Form).unwrap_or(0),
        };
        Areas { entered: order.get(next).copied() }
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
        ui.painter().rect_filled(look.rect, CornerRadius::ZERO, look.fill);
        let mut inside = look.rect - look.margin;
        inside.min.x += look.aside;
        let builder = UiBuilder::new().id_salt(("area", area)).max_rect(inside);
        let mut child = ui.new_child(named(builder, cx, area));
        child.set_clip_rect(look.rect.intersect(ui.clip_rect()));
        self.draw(&mut child, cx, area, look.rect, contents);
    }

    /// Draws an area where it comes.
    pub fn enter(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCx,
        area: Area,
        contents: impl FnOnce(&mut Ui, &mut PanelCx),
    ) {
        let builder = named(UiBuilder::new().id_salt(("area", area)), cx, area);
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
        ui.ctx().data_mut(|data| data.insert_temp(place(area), (pass, rect)));
        if self.entered == Some(area) {
            // The first control that follows takes it.
            ui.ctx().memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
                memory.move_focus(egui::FocusDirection::Next);
            });
            cx.ask(CaseCommand::Arrived);
        }
        contents(ui, cx);
    }
}

/// Where an area was drawn last; `None`: it folded, or was never there.
fn rect_of(ctx: &Context, area: Area) -> Option<Rect> {
    let (pass, rect) = ctx.data(|data| data.get_temp::<(u64, Rect)>(place(area)))?;
    (pass + 1 >= ctx.cumulative_pass_nr()).then_some(rect)
}

fn in_order(case: &CaseView) -> Vec<Area> {
    let mut order = vec![Area::Bar, Area::Indications, Area::Form];
    match (case.view(), case.preview()) {
        (View::Overview, _) => {}
        (View::Form, Some(_)) => order.push(Area::Preview),
        (View::Form, None) => order.push(Area::Criteria),
    }
    order.push(Area::Status);
    order
}

fn named(builder: UiBuilder, cx: &PanelCx, area: Area) -> UiBuilder {
    builder.accessibility_role(area.role()).accessibility_label(cx.say.texts.get(area.name()))
}

fn place(area: Area) -> Id {
    Id::unique(("area-place", area))
}

/// A line between two areas.
pub fn line(ui: &Ui, theme: &Theme, from: Pos2, to: Pos2) {
    ui.painter().line_segment([from, to], Stroke::new(1.0, theme.line));
}
