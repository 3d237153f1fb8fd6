//! Gives the focus back after what is over or beside the form closes: the preview, a dialog, the cover or a menu.

use super::case::{CaseId, Field, ShownForm, Target, View};
use super::panel::{field_id, is_beside_work, is_in_preview};
use super::state::Window;
use super::widget::edit_menu::EditMenus;
use super::widget::tip;
use crate::text::is_blank;
use egui::{Context, Event, Id, LayerId, Rect};
use strum::VariantArray;

/// What opens over or beside the form, from low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
enum FocusLayer {
    /// The preview, beside the form or in its place. It takes no focus by itself.
    Preview,
    /// The dialogs or the cover.
    Cover,
    /// The help over another dialog.
    HelpOverDialog,
    /// A menu of the bar, or a context menu.
    Menu,
}

impl FocusLayer {
    fn is_open(self, window: &Window) -> bool {
        let case = window.case();
        match self {
            FocusLayer::Preview => case.preview().is_some() && case.view() == View::Form,
            FocusLayer::Cover => window.dialog().is_some() || window.cover().is_some(),
            FocusLayer::HelpOverDialog => window.is_help_over_dialog(),
            FocusLayer::Menu => window.menu().is_some(),
        }
    }

    /// Whether egui keeps the focus from what is below in the layout after it has closed, as it was drawn in the one
    /// before. The help gives way to a dialog in the same place.
    fn blocks_once_more(self) -> bool {
        match self {
            FocusLayer::Cover | FocusLayer::Menu => true,
            FocusLayer::Preview | FocusLayer::HelpOverDialog => false,
        }
    }
}

/// A control that has or had the focus.
#[derive(Clone, Copy)]
struct FocusedControl {
    id: Id,
    /// Where it was, if it was drawn.
    place: Option<(LayerId, Rect)>,
}

impl FocusedControl {
    fn of(ctx: &Context, id: Id) -> Self {
        let widget = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied());
        FocusedControl { id, place: widget.map(|widget| (widget.layer_id, widget.rect)) }
    }

    fn now(ctx: &Context) -> Option<Self> {
        ctx.memory(|memory| memory.focused()).map(|id| FocusedControl::of(ctx, id))
    }

    fn was_drawn_last(self, ctx: &Context) -> bool {
        ctx.viewport(|viewport| viewport.prev_pass.widgets.get(self.id).is_some())
    }

    /// Whether a part of it was in sight.
    fn was_seen_last(self, ctx: &Context) -> bool {
        let widget = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(self.id).copied());
        widget.is_some_and(|widget| widget.interact_rect.is_positive())
    }

    /// The control that is nearest to where this one was.
    fn neighbour(self, ctx: &Context) -> Option<Id> {
        let (layer, rect) = self.place?;
        let distance = |other: Rect| (other.center() - rect.center()).length_sq();
        ctx.viewport(|viewport| {
            let controls = viewport.prev_pass.widgets.get_layer(layer);
            let controls = controls.filter(|widget| widget.enabled && widget.sense.is_focusable());
            let nearest = controls.min_by(|one, other| distance(one.rect).total_cmp(&distance(other.rect)));
            nearest.map(|widget| widget.id)
        })
    }
}

/// A layer that is open.
struct OpenLayer {
    layer: FocusLayer,
    /// The control below it that had the focus.
    before: Option<FocusedControl>,
    /// What was shown below it.
    shown: (CaseId, View),
}

/// What gets the focus after something has closed.
#[derive(Clone, Copy)]
enum ReturnTarget {
    /// The control that had it before, or what is nearest to where it was.
    Control(FocusedControl),
    /// The first control of the form: another case is shown than before.
    Form,
}

/// What had the focus before each of the layers opened, and what gets it.
#[derive(Default)]
pub struct FocusReturn {
    /// The control that had the focus when the pointer was pressed last; `None`: there was none, or a key was pressed
    /// since.
    before_press: Option<FocusedControl>,
    /// From low to high.
    open: Vec<OpenLayer>,
    /// What gets the focus in the next layout.
    next: Option<ReturnTarget>,
}

impl FocusReturn {
    /// Notes what has opened and closed since the last layout, and gives the focus back. This comes before the controls
    /// are drawn. Returns whether another layout has to follow, in which the focus returns. `shown` is the case that
    /// the last frame has shown.
    pub fn follow(&mut self, ctx: &Context, window: &mut Window, shown: CaseId) -> bool {
        if ctx.current_pass_index() == 0 && ctx.input(|input| input.pointer.any_pressed()) {
            self.before_press = FocusedControl::now(ctx);
        } else if ctx.input(|input| input.events.iter().any(is_key_press)) {
            self.before_press = None;
        }
        let waiting = self.next.take();
        let mut focus = match waiting {
            Some(ReturnTarget::Control(control)) => Some(control),
            Some(ReturnTarget::Form) | None => FocusedControl::now(ctx),
        };
        let closed = self.close_layers(ctx, window, &mut focus);
        if self.open_layers(ctx, window, focus, shown) {
            // What has opened on top has the focus, and gives it back later.
            return false;
        }
        let Some(closed) = closed else {
            if let Some(target) = waiting {
                give_focus(ctx, window, target);
            }
            return false;
        };
        let target = self.target(window, focus, closed.shown);
        if target.is_none() {
            EditMenus::resume(ctx, None);
        }
        if closed.is_blocked {
            self.next = target;
        } else if let Some(ReturnTarget::Control(control)) = target {
            // The preview may have hidden the control, which is drawn again in this layout.
            focus_control(ctx, control.id);
        } else if let Some(target) = target {
            give_focus(ctx, window, target);
        }
        closed.is_blocked
    }

    /// Removes the layers that have closed, from the highest down, and gives what that leads to, if the focus is to be
    /// returned. `focus`: what has the focus, and then what had it before the lowest of them.
    fn close_layers(
        &mut self,
        ctx: &Context,
        window: &Window,
        focus: &mut Option<FocusedControl>,
    ) -> Option<ClosedLayers> {
        let mut all: Option<ClosedLayers> = None;
        for at in
            (0..self.open.len()).rev().filter(|at| !self.open[*at].layer.is_open(window)).collect::<Vec<_>>()
        {
            let closed = self.open.remove(at);
            let above = self.open.get_mut(at);
            let is_covered = above.is_some();
            let focus = above.map_or(&mut *focus, |above| &mut above.before);
            // A control that the user has left meanwhile, although it was there, must not pull the form to it.
            let is_lost = match *focus {
                Some(control) => is_in_preview(ctx, control.id),
                None => closed.before.is_some_and(|before| !before.was_drawn_last(ctx)),
            };
            if closed.layer == FocusLayer::Preview && !is_lost {
                continue;
            }
            *focus = closed.before;
            if !is_covered {
                let is_blocked = closed.layer.blocks_once_more() || all.is_some_and(|all| all.is_blocked);
                all = Some(ClosedLayers { shown: closed.shown, is_blocked });
            }
        }
        all
    }

    /// Notes the layers that have opened, each with the control below it that had the focus. Returns whether one of
    /// them takes the focus now.
    fn open_layers(
        &mut self,
        ctx: &Context,
        window: &Window,
        focus: Option<FocusedControl>,
        case: CaseId,
    ) -> bool {
        let mut takes_focus = false;
        for layer in FocusLayer::VARIANTS.iter().copied().filter(|layer| layer.is_open(window)) {
            let at = self.open.partition_point(|open| open.layer < layer);
            let above = self.open.get(at);
            if above.is_some_and(|above| above.layer == layer) {
                continue;
            }
            let before = match (above, window.menu()) {
                (Some(above), _) => above.before,
                // An entry of the menu has the focus already.
                (None, Some(menu)) => menu.focus_before.map(|id| FocusedControl::of(ctx, id)),
                // The press on the button that opened it has taken the focus from a field.
                (None, None) => focus.or(self.before_press.filter(|before| before.was_seen_last(ctx))),
            };
            takes_focus |= above.is_none() && layer != FocusLayer::Preview;
            self.open.insert(at, OpenLayer { layer, before, shown: (case, window.case().view()) });
        }
        takes_focus
    }

    /// What gets the focus after layers have closed that were opened when this was shown below them.
    fn target(
        &self,
        window: &Window,
        before: Option<FocusedControl>,
        (shown, view): (CaseId, View),
    ) -> Option<ReturnTarget> {
        let case = window.case();
        if self.open.iter().any(|open| open.layer != FocusLayer::Preview) {
            return before.map(ReturnTarget::Control);
        }
        match case.pending_target() {
            // What has closed still covers the form in this layout, so that the form gets the focus in the next one.
            None | Some(Target::FormStart) if case.id() != shown => return Some(ReturnTarget::Form),
            None => {}
            Some(_) => return None,
        }
        // In another view, nothing stands where the control was.
        let place = |control: FocusedControl| control.place.filter(|_| case.view() == view);
        before.map(|control| ReturnTarget::Control(FocusedControl { place: place(control), ..control }))
    }

    /// Gives the focus back to the control that lost it to a click on the bar, on the list of indications or on the
    /// notices, or (`toggles_preview`) on a button that shows or hides the preview. `shown`: the form before that
    /// click. In another form, the field of the patient that had the focus gets it, or else the name. Nothing gets it
    /// if that field is out of sight, as what is typed would change a patient whom nobody sees; only a blank name waits
    /// for what is typed.
    pub fn return_after_click(
        &self,
        ctx: &Context,
        window: &mut Window,
        shown: &ShownForm,
        toggles_preview: bool,
    ) {
        let Some(pos) =
            ctx.input(|input| input.pointer.any_click().then(|| input.pointer.interact_pos()).flatten())
        else {
            return;
        };
        let is_meant = toggles_preview || is_beside_work(ctx, pos);
        let is_open =
            FocusLayer::VARIANTS.iter().any(|layer| *layer != FocusLayer::Preview && layer.is_open(window));
        let has_focus = ctx.memory(|memory| memory.focused().is_some());
        if !is_meant || is_open || has_focus || window.case().pending_target().is_some() {
            return;
        }
        let shows = ShownForm::of(window.case());
        if shows.case() != shown.case() {
            return;
        }
        let before = self.before_press;
        if shows != *shown {
            let fields = [Field::PatientName, Field::Cpr, Field::BirthDate, Field::AssessedOn];
            let had_focus = |field: &Field| before.is_some_and(|before| before.id == field_id(field));
            let is_unnamed = is_blank(&Field::PatientName.text(window.case().session().case()));
            window.focus_target(match fields.into_iter().find(had_focus).unwrap_or(Field::PatientName) {
                Field::PatientName if is_unnamed => Target::FirstField,
                field => Target::FieldInSight(field),
            });
        } else if let Some(before) = before {
            // The preview may have been in the place of the control.
            let was_hidden = toggles_preview && !before.was_drawn_last(ctx);
            if was_hidden || before.was_seen_last(ctx) {
                focus_control(ctx, before.id);
            }
        }
    }
}

fn is_key_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. } | Event::Text(_))
}

/// The layers that have closed, of which the lowest gives the focus back.
#[derive(Clone, Copy)]
struct ClosedLayers {
    /// What was shown when it opened.
    shown: (CaseId, View),
    /// Whether egui still keeps the focus from what is below in this layout.
    is_blocked: bool,
}

/// Gives the focus to what was drawn in the last layout.
fn give_focus(ctx: &Context, window: &mut Window, target: ReturnTarget) {
    match target {
        ReturnTarget::Control(control) if control.was_drawn_last(ctx) => focus_control(ctx, control.id),
        ReturnTarget::Control(control) => {
            if let Some(neighbour) = control.neighbour(ctx) {
                focus_control(ctx, neighbour);
            }
        }
        ReturnTarget::Form => {
            EditMenus::resume(ctx, None);
            window.focus_form();
        }
    }
}

fn focus_control(ctx: &Context, control: Id) {
    ctx.memory_mut(|memory| memory.request_focus(control));
    tip::note_focus_returned(ctx, control);
    EditMenus::resume(ctx, Some(control));
}
