//! The recovery copies that a crash left.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::desktop::{FoundRecovery, KeyStoreError, UnreadableReason};
use crate::window::cx::{Cx, Model};
use crate::window::flow::PendingAction;
use crate::window::moment::local_moment;
use crate::window::notice::{Reason, sentence_of_part};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, primary_button, problem, small};
use crate::window::widget::{semibold, size, space};
use egui::{Align, Layout, RichText, Ui};
use std::path::PathBuf;

/// Offers the recovery copies that a crash left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecoverDialog {
    /// The copy that is removed if that is asked for once more.
    discarding: Option<PathBuf>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum RecoverAction {
    /// Show the case of a copy.
    Recover(PathBuf),
    /// Remove a copy. It is the only one, so this is asked for twice.
    Discard(PathBuf),
    /// Search for copies again.
    Retry,
    /// Ask the system to unlock the key store, and search again.
    UnlockKeyStore,
    /// Show more of the copies.
    ShowMore,
    /// Leave the copies for later.
    Later,
}

impl RecoverDialog {
    pub(super) fn update(&mut self, action: RecoverAction, _: &Model) -> Update {
        match action {
            RecoverAction::Recover(file) => {
                Update::CloseAnd(DialogEvent::ConfirmDiscard(PendingAction::Recover(file)))
            }
            RecoverAction::Discard(file) if self.discarding.as_ref() == Some(&file) => {
                self.discarding = None;
                Update::StayAnd(DialogEvent::DiscardCopy(file))
            }
            RecoverAction::Discard(file) => {
                self.discarding = Some(file);
                Update::Stay
            }
            RecoverAction::Retry => {
                self.discarding = None;
                Update::StayAnd(DialogEvent::Run(UiCommand::Recover))
            }
            RecoverAction::UnlockKeyStore => Update::StayAnd(DialogEvent::AskKeyStoreAgain),
            RecoverAction::ShowMore => Update::StayAnd(DialogEvent::ReadMoreCopies),
            RecoverAction::Later => Update::CloseAnd(DialogEvent::RecoverLater),
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoverAction>>) {
        let found = cx.model.crash_copies;
        ui.label(cx.say.texts.get(introduction(found)));
        scrolled(ui, |ui| {
            let (unread, shown): (Vec<_>, Vec<_>) =
                found.iter().partition(|copy| copy.indication == Err(UnreadableReason::NotRead));
            for copy in shown {
                let is_asked_twice = self.discarding.as_ref() == Some(&copy.file);
                ui.push_id(&copy.file, |ui| entry(ui, cx, copy, is_asked_twice));
            }
            if !unread.is_empty() {
                ui.add_space(space::PARTS);
                let label = cx.say.texts.with("recover-more", &[("count", unread.len().into())]);
                if button(ui, cx.theme, &label).clicked() {
                    cx.ask(DialogAnswer::Act(RecoverAction::ShowMore));
                }
            }
        });
        let later = DialogAnswer::Act(RecoverAction::Later);
        if !found.iter().any(|copy| copy.indication.is_ok()) {
            let label = if found.is_empty() { "close-dialog" } else { "recover-later" };
            return buttons(ui, cx, FirstFocus::Button, &[], (label, later));
        }
        // Most users want to continue with one of the copies.
        ui.add_space(space::BESIDE);
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            if button(ui, cx.theme, cx.say.texts.get("recover-later")).clicked() {
                cx.ask(later);
            }
        });
    }
}

impl DialogState for RecoverDialog {
    fn title(&self) -> &'static str {
        "recover-title"
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CrashCopies
    }
}

/// What the dialog says first: what can be done with the copies.
fn introduction(found: &[FoundRecovery]) -> &'static str {
    let may_be_read =
        |copy: &FoundRecovery| matches!(copy.indication, Ok(_) | Err(UnreadableReason::NotRead));
    let may_be_read_later =
        |copy: &FoundRecovery| matches!(copy.indication, Err(UnreadableReason::Temporary(_)));
    if found.is_empty() {
        "recover-none"
    } else if found.iter().any(may_be_read) {
        "recover-text"
    } else if found.iter().any(may_be_read_later) {
        "recover-text-later"
    } else {
        "recover-text-unreadable"
    }
}

fn entry(ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoverAction>>, copy: &FoundRecovery, is_asked_twice: bool) {
    let (texts, set) = (cx.say.texts, cx.model.case.session().set());
    let indication = copy.indication.as_ref().ok().and_then(|id| set.indication(id));
    let title = indication.map_or(texts.get("recover-unreadable"), |indication| cx.say.of(&indication.title));
    ui.add_space(space::PARTS);
    ui.label(RichText::new(title).font(semibold(size::BODY)));
    if !copy.initials.is_empty() {
        let initials = [("initials", copy.initials.as_str().into())];
        small(ui, cx.theme, &texts.with("recover-initials", &initials));
    }
    if let Some(moment) = copy.written_at.map(|at| local_moment(cx.say, at)) {
        small(ui, cx.theme, &texts.with("recover-kept-at", &[("moment", moment.into())]));
    }
    if let Some(why) = why_unreadable(cx, copy) {
        problem(ui, cx.theme, &sentence_of_part(&why));
    }
    if is_asked_twice {
        problem(ui, cx.theme, texts.get("recover-discard-text"));
    }
    ui.horizontal(|ui| {
        if indication.is_some() {
            let recover = primary_button(ui, cx.theme, texts.get("recover-one"));
            // What most users want is one key away.
            if ui.memory(|memory| memory.focused().is_none()) {
                recover.request_focus();
            }
            if recover.clicked() {
                cx.ask(DialogAnswer::Act(RecoverAction::Recover(copy.file.clone())));
            }
        }
        // Offer no Discard button for a copy that may be readable later.
        if let Err(UnreadableReason::Temporary(error)) = &copy.indication {
            let (label, action) = match error {
                Some(KeyStoreError::Locked) => ("key-store-unlock", RecoverAction::UnlockKeyStore),
                _ => ("recover-retry", RecoverAction::Retry),
            };
            if button(ui, cx.theme, texts.get(label)).clicked() {
                cx.ask(DialogAnswer::Act(action));
            }
            return;
        }
        let discard = if is_asked_twice { "recover-discard-for-good" } else { "recover-discard" };
        if button(ui, cx.theme, texts.get(discard)).clicked() {
            cx.ask(DialogAnswer::Act(RecoverAction::Discard(copy.file.clone())));
        }
        if is_asked_twice && button(ui, cx.theme, texts.get("recover-keep")).clicked() {
            cx.ask(DialogAnswer::Act(RecoverAction::Retry));
        }
    });
}

fn why_unreadable<A>(cx: &Cx<A>, copy: &FoundRecovery) -> Option<String> {
    let texts = cx.say.texts;
    match &copy.indication {
        Ok(_) | Err(UnreadableReason::NotRead) => None,
        Err(UnreadableReason::Temporary(Some(error))) => Some(Reason::from(*error).words(cx.say)),
        Err(UnreadableReason::Temporary(None)) => Some(texts.get("reason-not-now").to_owned()),
        Err(UnreadableReason::UnknownFormat) => Some(texts.get("reason-no-copy").to_owned()),
        Err(UnreadableReason::Permanent) => Some(texts.get("reason-no-copy-key").to_owned()),
    }
}
