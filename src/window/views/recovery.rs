//! The dialog of what a crash left.

use super::Cx;
use super::controls::{button, primary_button, small};
use super::dialogs::{buttons, room};
use super::notices::{in_words, sentence};
use super::saving::problem;
use crate::desktop::{FoundRecovery, Unreadable};
use crate::window::command::{Command, DialogAnswer};
use crate::window::reasons::reason_of_key_store;
use crate::window::shortcut::UiCommand;
use crate::window::theme::{semibold, size, space};
use egui::{Align, Layout, RichText, ScrollArea, Ui};
use jiff::tz::TimeZone;
use std::path::Path;

pub fn show(ui: &mut Ui, cx: &mut Cx, discarding: Option<&Path>) {
    let found = &cx.state.recovery.found;
    let text = if found.is_empty() { "recover-none" } else { "recover-text" };
    ui.label(cx.say.texts.get(text));
    ScrollArea::vertical().max_height(room(ui)).show(ui, |ui| {
        for copy in found {
            ui.push_id(&copy.file, |ui| one(ui, cx, copy, discarding == Some(copy.file.as_path())));
        }
    });
    if !found.iter().any(|copy| copy.indication.is_ok()) {
        let on = if found.is_empty() { "close-dialog" } else { "recover-later" };
        return buttons(ui, cx, &[], (on, DialogAnswer::Confirm));
    }
    // To go on with one of them is what most want.
    ui.add_space(space::BESIDE);
    ui.with_layout(Layout::top_down(Align::Max), |ui| {
        if button(ui, cx.theme, cx.say.texts.get("recover-later")).clicked() {
            cx.ask(Command::Dialog(DialogAnswer::Confirm));
        }
    });
}

fn one(ui: &mut Ui, cx: &mut Cx, copy: &FoundRecovery, is_asked_twice: bool) {
    let (texts, set) = (cx.say.texts, cx.state.session.set());
    let indication = copy.indication.as_ref().ok().and_then(|id| set.indication(id));
    let title = indication.map_or(texts.get("recover-unreadable"), |indication| cx.say.of(&indication.title));
    let why = match &copy.indication {
        Ok(_) => None,
        Err(Unreadable::Now(Some(error))) => Some(in_words(cx.say, &reason_of_key_store(*error))),
        Err(Unreadable::Now(None)) => Some(texts.get("reason-not-now").to_owned()),
        Err(Unreadable::Here) => Some(texts.get("reason-no-copy").to_owned()),
        Err(Unreadable::Ever) => Some(texts.get("reason-no-copy-key").to_owned()),
    };
    let kept_at = copy.kept_at.map_or(String::new(), |kept_at| {
        let local = kept_at.to_zoned(TimeZone::system());
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let moment = format!("{} {time}", cx.say.date(local.date()));
        texts.with("recover-kept-at", &[("moment", moment.into())])
    });
    ui.add_space(space::PARTS);
    ui.label(RichText::new(title).font(semibold(size::BODY)));
    if !kept_at.is_empty() {
        small(ui, cx.theme, &kept_at);
    }
    if let Some(why) = why {
        problem(ui, cx, &sentence(&why));
    }
    if is_asked_twice {
        problem(ui, cx, texts.get("recover-discard-text"));
    }
    ui.horizontal(|ui| {
        if indication.is_some() {
            let recover = primary_button(ui, cx.theme, texts.get("recover-one"));
            // What is wanted most is one key away.
            if ui.memory(|memory| memory.focused().is_none()) {
                recover.request_focus();
            }
            if recover.clicked() {
                cx.ask(Command::Dialog(DialogAnswer::Recover(copy.file.clone())));
            }
        }
        // What can be read later is not thrown away in passing.
        if matches!(copy.indication, Err(Unreadable::Now(_))) {
            if button(ui, cx.theme, texts.get("recover-retry")).clicked() {
                cx.ask(Command::Plain(UiCommand::Recover));
            }
            return;
        }
        let discard = if is_asked_twice { "recover-discard-for-good" } else { "recover-discard" };
        if button(ui, cx.theme, texts.get(discard)).clicked() {
            cx.ask(Command::Dialog(DialogAnswer::DiscardRecovery(copy.file.clone())));
        }
        if is_asked_twice && button(ui, cx.theme, texts.get("recover-keep")).clicked() {
            cx.ask(Command::Plain(UiCommand::Recover));
        }
    });
}
