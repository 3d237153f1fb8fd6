//! Dialogs of opening: what an encrypted case is opened with.

use super::controls::{button, small};
use super::dialogs::buttons;
use super::notices::{in_words, sentence};
use super::saving::{problem, scrolled};
use super::{Cx, secret_field};
use crate::desktop::KeyStoreError;
use crate::encryption::Passphrase;
use crate::window::command::{Command, DialogAnswer};
use crate::window::opening::KeyDraft;
use crate::window::reasons::reason_of_key_store;
use crate::window::saving::SecretSlot;
use egui::Ui;
use std::path::Path;

pub fn passphrase(ui: &mut Ui, cx: &mut Cx, path: &Path, typed: &Passphrase, wrong: bool) {
    let texts = cx.say.texts;
    ui.label(texts.with("passphrase-text", &[("path", path.display().to_string().into())]));
    if cx.state.reading {
        ui.label(texts.get("passphrase-trying"));
    }
    let field = secret_field::show(ui, cx, "opening", texts.get("passphrase"), typed);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.response.request_focus();
    }
    if let Some(typed) = field.changed {
        cx.ask(Command::Dialog(DialogAnswer::Secret(SecretSlot::First, typed)));
    }
    if wrong {
        problem(ui, cx, texts.get("passphrase-wrong"));
    }
    if field.entered {
        cx.ask(Command::Dialog(DialogAnswer::Confirm));
    }
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], ("open", DialogAnswer::Confirm));
}

pub fn key_store(ui: &mut Ui, cx: &mut Cx, path: &Path, error: KeyStoreError) {
    let texts = cx.say.texts;
    scrolled(ui, |ui| {
        ui.label(texts.with("key-store-text", &[("path", path.display().to_string().into())]));
        problem(ui, cx, &sentence(&in_words(cx.say, &reason_of_key_store(error))));
        if cx.state.reading {
            ui.label(texts.get("save-keys-asking"));
        }
        small(ui, cx.theme, texts.get("key-store-or"));
    });
    let others = [("cancel", DialogAnswer::Cancel), ("key-store-recovery", DialogAnswer::PickKey)];
    buttons(ui, cx, &others, ("recover-retry", DialogAnswer::Confirm));
}

pub fn recovery_key(ui: &mut Ui, cx: &mut Cx, path: &Path, draft: &KeyDraft) {
    scrolled(ui, |ui| key(ui, cx, path, draft));
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], ("open", DialogAnswer::Confirm));
}

fn key(ui: &mut Ui, cx: &mut Cx, path: &Path, draft: &KeyDraft) {
    let texts = cx.say.texts;
    ui.label(texts.with("recovery-key-text", &[("path", path.display().to_string().into())]));
    if let Some(why) = &draft.why {
        problem(ui, cx, &sentence(&in_words(cx.say, why)));
    }
    match &draft.file {
        Some(file) => {
            ui.label(texts.with("recovery-key-chosen", &[("path", file.display().to_string().into())]))
        }
        None => small(ui, cx.theme, texts.get("recovery-key-none")),
    };
    let pick = button(ui, cx.theme, texts.get("recovery-key-pick"));
    // What is to be done first has the focus first.
    if draft.file.is_none() && ui.memory(|memory| memory.focused().is_none()) {
        pick.request_focus();
    }
    if pick.clicked() {
        cx.ask(Command::Dialog(DialogAnswer::PickKey));
    }
    let field =
        secret_field::show(ui, cx, "recovery", texts.get("recovery-key-passphrase"), &draft.passphrase);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.response.request_focus();
    }
    if let Some(typed) = field.changed {
        cx.ask(Command::Dialog(DialogAnswer::Secret(SecretSlot::First, typed)));
    }
    if field.entered {
        cx.ask(Command::Dialog(DialogAnswer::Confirm));
    }
}
