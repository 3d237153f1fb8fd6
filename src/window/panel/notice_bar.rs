//! The notices at the foot of the window: all of them, or one line where the window is low. What is only news leaves by
//! itself, unless somebody attends to it.

use super::notice_text::notice_text;
use super::notices::{self, ClosedByKey};
use super::{PanelCx, foot};
use crate::window::case::CaseCommand;
use crate::window::notice::{Notice, NoticeAttention, NoticeKind};
use crate::window::room::WindowHeight;
use crate::window::widget::controls::button;
use crate::window::widget::escape::EscapeKey;
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::{regular, size};
use egui::accesskit::Live;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Context, Id, Margin, Rect, Role, Sense, Ui, WidgetInfo, vec2};

/// Draws the notices.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let case = cx.model.case;
    let is_free = !cx.model.has_dialog
        && cx.model.menu.is_none()
        && case.calendar().is_none()
        && !egui::Popup::is_any_open(ui.ctx());
    let can_close = case.notices().iter().any(|notice| notice.message.can_be_closed());
    if is_free && can_close && EscapeKey::take(ui.ctx()) {
        cx.ask(CaseCommand::DismissNewestNotice);
    }
    let height = ui.ctx().content_rect().height();
    if WindowHeight::of(ui.ctx()) == WindowHeight::Usual {
        // Where there are many, they scroll: the form keeps more than half of the window. The panel is as high as its
        // contents, so that its height of the last frame is no limit for them.
        ScrollView::up_to_anywhere(height * 0.4).show(ui, "notices", (), |ui, _| notices::show(ui, cx));
    } else if case.shows_all_notices() {
        // Above them, the form keeps room for a field with its label, and the verdict.
        ScrollView::up_to_anywhere(height * 0.28).show(ui, "notices", (), |ui, _| notices::show(ui, cx));
        if button(ui, cx.theme, cx.say.texts.get("notices-show-one")).clicked() {
            cx.ask(CaseCommand::ShowAllNotices(false));
        }
    } else if let Some(notice) = gravest(case.notices()) {
        line(ui, cx, notice);
    }
    let rect = ui.min_rect().expand2(margin(ui.ctx()).left_top());
    let place = NoticePlace { rect, pass: ui.ctx().cumulative_pass_nr() };
    ui.data_mut(|data| data.insert_temp(place_id(), place));
    foot::note_height(ui, foot_id(), ui.min_rect().height() + margin(ui.ctx()).sum().y);
}

/// The id of the notices as the foot of the window.
pub fn foot_id() -> Id {
    Id::unique("notices")
}

/// The margin around the notices: each line is needed for the form in a low window.
pub fn margin(ctx: &Context) -> Margin {
    Margin::symmetric(16, WindowHeight::of(ctx).pick(2, 8))
}

/// The notice that a single line shows, with its place among all: the newest of the gravest.
fn gravest(notices: &[Notice]) -> Option<(usize, &Notice)> {
    let rank = |(_, notice): &(usize, &Notice)| match notice.kind {
        NoticeKind::Done => 0,
        NoticeKind::Warning => 1,
        NoticeKind::Error => 2,
    };
    notices.iter().enumerate().max_by_key(rank)
}

/// Draws a notice in one line, with a button that closes it. If there is more to read than has room, another one shows
/// all notices whole.
fn line(ui: &mut Ui, cx: &mut PanelCx, (index, notice): (usize, &Notice)) {
    let count = cx.model.case.notices().len();
    let show_all = cx.say.texts.with("notices-show-all", &[("count", count.into())]);
    let close = Some(cx.say.texts.get("close-notice")).filter(|_| notice.message.can_be_closed());
    let takes_focus = ClosedByKey::take(ui, count).is_some();
    ui.horizontal(|ui| {
        notices::sign(ui, cx, notice.kind);
        let text = notice_text(cx, &notice.message);
        let gap = ui.spacing().item_spacing.x;
        let cut_to = |ui: &Ui, label: Option<&str>| {
            let buttons: f32 =
                [label, close].into_iter().flatten().map(|it| button_width(ui, it) + gap).sum();
            let room = (ui.available_width() - buttons).max(0.0);
            let mut job = LayoutJob::simple_singleline(text.clone(), regular(size::BODY), cx.theme.text);
            job.wrap = TextWrapping::truncate_at_width(room);
            (room, ui.painter().layout_job(job))
        };
        let (mut room, mut galley) = cut_to(ui, None);
        let has_more = count > 1 || galley.elided || notices::has_more_than_text(cx, &notice.message);
        let show_all = Some(show_all).filter(|_| has_more);
        if show_all.is_some() {
            (room, galley) = cut_to(ui, show_all.as_deref());
        }
        let (rect, response) = ui.allocate_exact_size(vec2(room, size::CONTROL), Sense::hover());
        let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
        ui.painter().galley(at, galley, cx.theme.text);
        // Screen readers get the whole message.
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        let show_all = show_all.map(|label| button(ui, cx.theme, &label));
        if show_all.as_ref().is_some_and(|button| button.clicked()) {
            cx.ask(CaseCommand::ShowAllNotices(true));
        }
        if close.is_some() {
            notices::close_button(ui, cx, index, takes_focus);
        } else if let Some(show_all) = show_all.filter(|_| takes_focus) {
            show_all.request_focus();
        }
    });
}

fn button_width(ui: &Ui, label: &str) -> f32 {
    let text = ui.painter().layout_no_wrap(label.to_owned(), regular(size::BODY), ui.visuals().text_color());
    text.size().x + 2.0 * ui.spacing().button_padding.x
}

/// Where the notices were drawn last.
#[derive(Clone, Copy)]
struct NoticePlace {
    rect: Rect,
    pass: u64,
}

fn place_id() -> Id {
    Id::unique("place of the notices")
}

/// How the notices are read at the moment, as they were drawn in the last pass.
pub fn attention(ctx: &Context, is_covered: bool) -> NoticeAttention {
    let place: Option<NoticePlace> = ctx.data(|data| data.get_temp(place_id()));
    let drawn = place.filter(|place| place.pass + 1 >= ctx.cumulative_pass_nr());
    let Some(NoticePlace { rect, .. }) = drawn.filter(|_| !is_covered) else { return NoticeAttention::Held };
    let focused = ctx.memory(|memory| memory.focused());
    let focused = focused.and_then(|id| ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied()));
    let is_focused = focused.is_some_and(|widget| rect.contains_rect(widget.rect));
    let is_pointed_at = ctx.pointer_latest_pos().is_some_and(|at| rect.contains(at));
    // In another program, the user does not see what this one has done.
    let is_in_front = ctx.input(|input| input.focused);
    if is_focused || is_pointed_at || !is_in_front {
        NoticeAttention::Held
    } else if ctx.accesskit_node_builder(egui::accesskit_root_id(), |_| ()).is_some() {
        NoticeAttention::ReadAloud
    } else {
        NoticeAttention::InSight
    }
}
