//! The notices: what was done, what needs attention, and what has failed.

use super::notice_text::{fault_text, notice_text};
use super::{PanelCx, other_profile, overlong_texts, which_doctor};
use crate::assessment::Status;
use crate::desktop::Handover;
use crate::window::case::CaseCommand;
use crate::window::command::{ReportCommand, WindowCommand};
use crate::window::notice::{ExportFreshness, Message, Notice, NoticeKind};
use crate::window::shortcut::UiCommand;
use crate::window::widget::click_series::{is_clicked_once, single_click_button};
use crate::window::widget::controls::{button, small};
use crate::window::widget::{shapes, space};
use egui::accesskit::Live;
use egui::{Align, Id, Layout, Sense, Ui, vec2};
use std::path::Path;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let notices = cx.model.case.notices();
    let next = ClosedByKey::take(ui, notices.len()).and_then(|closed| closed.next(notices));
    for (at, notice) in notices.iter().enumerate() {
        ui.horizontal_top(|ui| {
            sign(ui, cx, notice.kind);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if notice.message.can_be_closed() {
                    close_button(ui, cx, at, next == Some(at));
                }
                if matches!(notice.message, Message::ToRecover(_))
                    && single_click_button(ui, cx.theme, cx.say.texts.get("notice-to-recover-show"))
                {
                    cx.ask(CaseCommand::DismissNotice(at));
                    cx.ask(UiCommand::Recover);
                }
                if notice.message == Message::DialogNotSeen
                    && single_click_button(ui, cx.theme, cx.say.texts.get("notice-dialog-not-seen-type"))
                {
                    cx.ask(WindowCommand::TypePath);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add_space(TEXT_OFFSET);
                    message(ui, cx, &notice.message);
                    match &notice.message {
                        Message::Exported { path, freshness: ExportFreshness::UpToDate, .. } => {
                            after_export(ui, cx, path)
                        }
                        Message::Exported { path, freshness: ExportFreshness::Outdated, .. } => {
                            after_change(ui, cx, path, true)
                        }
                        Message::ExportLost { path, is_gone, .. } => after_change(ui, cx, path, !is_gone),
                        _ => {}
                    }
                    if notice.message.needs_unlocked_key_store()
                        && cx.model.is_key_store_locked
                        && single_click_button(ui, cx.theme, cx.say.texts.get("key-store-unlock"))
                    {
                        cx.ask(WindowCommand::AskKeyStoreAgain);
                    }
                    if let Message::RequesterChanged(change, _) = &notice.message {
                        which_doctor::show(ui, cx, *change);
                    }
                    if let Message::OtherProfileSaved(profile) = &notice.message {
                        other_profile::show(ui, cx, profile);
                    }
                });
            });
        });
    }
}

/// The notice that was closed by its button while that had the focus, which goes on to the button of the next one.
#[derive(Clone, Copy)]
pub struct ClosedByKey {
    /// Its place in the list.
    at: usize,
    /// How many there were with it.
    count: usize,
    /// The pass of egui in which the button was pressed.
    pass: u64,
}

impl ClosedByKey {
    fn id() -> Id {
        Id::unique("notice closed by its button")
    }

    /// The notice that has just been closed. `count`: how many there are now.
    pub fn take(ui: &Ui, count: usize) -> Option<Self> {
        let closed: Self = ui.data(|data| data.get_temp(Self::id()))?;
        ui.data_mut(|data| data.remove::<Self>(Self::id()));
        // After the last notice, nothing takes the focus, and least of all one that comes later.
        let is_just_closed = closed.pass + 1 == ui.ctx().cumulative_pass_nr();
        (is_just_closed && count < closed.count).then_some(closed)
    }

    /// The notice whose button gets the focus: the one that has taken the place, else the one before.
    fn next(self, notices: &[Notice]) -> Option<usize> {
        let can_close = |at: &usize| notices[*at].message.can_be_closed();
        (self.at..notices.len()).find(can_close).or_else(|| (0..self.at.min(notices.len())).rfind(can_close))
    }
}

/// Draws the button that closes a notice. It has another id for each length of the list: once a notice is closed, the
/// button of the next one may stand in the same place, and the second press of a double click must not close that too.
pub fn close_button(ui: &mut Ui, cx: &mut PanelCx, at: usize, takes_focus: bool) {
    let count = cx.model.case.notices().len();
    let label = cx.say.texts.get("close-notice");
    let response = ui.push_id(("close notice", count, at), |ui| button(ui, cx.theme, label)).inner;
    if takes_focus {
        response.request_focus();
    }
    if response.clicked() {
        if response.has_focus() {
            let closed = ClosedByKey { at, count, pass: ui.ctx().cumulative_pass_nr() };
            ui.data_mut(|data| data.insert_temp(ClosedByKey::id(), closed));
        }
        cx.ask(CaseCommand::DismissNotice(at));
    }
}

/// Draws the sign of a kind of notices.
pub fn sign(ui: &mut Ui, cx: &PanelCx, kind: NoticeKind) {
    let (rect, _) = ui.allocate_exact_size(vec2(size(), size() + 2.0 * TEXT_OFFSET), Sense::hover());
    let (painter, points) = (ui.painter(), size() - 2.0);
    match kind {
        NoticeKind::Done => shapes::paint(painter, cx.theme, Status::Met, rect.center(), points),
        NoticeKind::Warning => shapes::paint(painter, cx.theme, Status::Advisory, rect.center(), points),
        NoticeKind::Error => shapes::error(painter, cx.theme, rect.center(), points),
    }
}

/// Draws what can be done with a report that was exported. A report that is printed or copied is the case as it is now,
/// for the indication of that one, whichever form is shown.
fn after_export(ui: &mut Ui, cx: &mut PanelCx, path: &Path) {
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        for (id, what) in [("open", Handover::View), ("show-in-folder", Handover::ShowInFolder)] {
            if single_click_button(ui, cx.theme, texts.get(id)) {
                cx.ask(ReportCommand::HandOver(what, path.to_owned()));
            }
        }
        for command in [UiCommand::PrintPdf, UiCommand::CopyRecord] {
            let label = texts.get(command.label_id());
            let response = button(ui, cx.theme, label);
            // The bar and the preview have buttons of the same name.
            let name = texts.with("after-export", &[("command", label.into())]);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
            if is_clicked_once(&response) {
                run_for_exported(cx, path, command);
            }
        }
    });
}

/// Requests a command about the report that was exported to a path, whichever form is shown. Where it is not known for
/// which indication that was, nothing is done: the form that is shown may be that of another report.
fn run_for_exported(cx: &mut PanelCx, path: &Path, command: UiCommand) {
    if let Some(indication) = cx.model.case.indication_of_export(path).cloned() {
        cx.ask(ReportCommand::RunFor(indication, command));
    }
}

/// Draws what can be done about an exported file that the case has left behind, or that is another one by now. It is
/// not opened or printed from here, as it would be taken for the case. `is_there`: whether something is at the path.
fn after_change(ui: &mut Ui, cx: &mut PanelCx, path: &Path, is_there: bool) {
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        if single_click_button(ui, cx.theme, texts.get("export-again")) {
            run_for_exported(cx, path, UiCommand::ExportPdf);
        }
        if is_there && single_click_button(ui, cx.theme, texts.get("show-in-folder")) {
            cx.ask(ReportCommand::HandOver(Handover::ShowInFolder, path.to_owned()));
        }
    });
}

/// The offset that centers a line of text on the height of the button beside it, in points.
const TEXT_OFFSET: f32 = 5.0;

fn size() -> f32 {
    crate::window::widget::size::SHAPE
}

fn message(ui: &mut Ui, cx: &mut PanelCx, message: &Message) {
    let response = ui.label(notice_text(cx, message));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    // All notices scroll as one: an area of its own would scroll within them.
    if let Message::OpenedWithFaults(faults, more, _) = message {
        ui.spacing_mut().item_spacing.y = space::LINES;
        for fault in faults {
            small(ui, cx.theme, &fault_text(cx, fault));
        }
        if *more > 0 {
            let count = cx.say.grouped(*more);
            small(ui, cx.theme, &cx.say.texts.with("and-more", &[("count", count.into())]));
        }
    }
    if *message == Message::TextsTooLong {
        overlong_texts::show(ui, cx);
    }
}

/// Whether a notice has a list or buttons below or beside its text, and not only the one that closes it.
pub fn has_more_than_text(cx: &PanelCx, message: &Message) -> bool {
    match message {
        Message::ToRecover(_)
        | Message::DialogNotSeen
        | Message::ExportLost { .. }
        | Message::OtherProfileSaved(_)
        | Message::OpenedWithFaults(..)
        | Message::TextsTooLong => true,
        Message::Exported { freshness, .. } => *freshness != ExportFreshness::Superseded,
        Message::RequesterChanged(change, _) => cx.model.case.requester_choice(*change).is_some(),
        message => message.needs_unlocked_key_store() && cx.model.is_key_store_locked,
    }
}
