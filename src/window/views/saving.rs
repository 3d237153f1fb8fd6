//! Dialogs of saving: how the case is kept from others, and what to do with a file that was changed.

use super::choice::{Chosen as Picked, Segment, segmented};
use super::controls::button;
use super::dialogs::{Focus, buttons, path_field, room};
use super::notices::in_words;
use super::{Cx, secret_field};
use crate::desktop::KeyStatus;
use crate::encryption::PassphraseStrength;
use crate::window::command::{Command, DialogAnswer};
use crate::window::reasons::reason_of_key_store;
use crate::window::saving::{ChoiceFault, Chosen, SaveDraft, SecretSlot, Way};
use crate::window::theme::{regular, size, space};
use egui::accesskit::Live;
use egui::{Id, Response, RichText, ScrollArea, Ui};
use std::path::Path;

const WAYS: [Way; 2] = [Way::Keys, Way::Passphrase];

pub fn show(ui: &mut Ui, cx: &mut Cx, draft: &SaveDraft) {
    scrolled(ui, |ui| how(ui, cx, draft));
    let cancel = ("cancel", DialogAnswer::Cancel);
    let has_place = cx.state.session.path().is_some() && !draft.target.elsewhere;
    let on = match (draft.way, cx.state.keys) {
        (Way::Keys, Some(KeyStatus::NoStore(_))) => {
            let instead = ("save-passphrase-instead", DialogAnswer::Way(Way::Passphrase));
            return buttons(ui, cx, &[cancel, ("recover-retry", DialogAnswer::Retry)], instead);
        }
        (Way::Keys, None) => return buttons(ui, cx, &[], cancel),
        (Way::Keys, Some(KeyStatus::NotMade)) => "save-keys-make",
        _ if has_place || draft.typed_path.is_some() => "save",
        _ => "choose-place",
    };
    buttons(ui, cx, &[cancel], (on, DialogAnswer::Confirm));
}

/// What scrolls where the window is low; the buttons stay in sight.
pub fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().max_height(room(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
        // Room for the frame of what has the focus.
        ui.add_space(space::LINES);
    });
}

fn how(ui: &mut Ui, cx: &mut Cx, draft: &SaveDraft) {
    let texts = cx.say.texts;
    ui.label(texts.get("save-text"));
    let segments = WAYS.map(|way| Segment { label: texts.get(name(way)), chosen: way == draft.way });
    let label = texts.get("save-way");
    if let Some(Picked::Value(at)) = segmented(ui, cx.theme, Id::unique("save-way"), label, &segments, false)
    {
        let way = WAYS.get(at).copied().unwrap_or_default();
        // The passphrase is typed next; whoever goes by keys may still want the other way.
        if ui.input(|input| input.pointer.any_released()) {
            ui.memory_mut(|memory| memory.stop_text_input());
        }
        cx.ask(Command::Dialog(DialogAnswer::Way(way)));
    }
    ui.add_space(space::LINES);
    match (draft.way, cx.state.keys) {
        (Way::Passphrase, _) => {
            ui.label(texts.get("save-passphrase-text"));
            choose(ui, cx, &draft.chosen, "passphrase-lost");
        }
        (Way::Keys, Some(KeyStatus::Made)) => {
            ui.label(texts.get("save-keys-text"));
        }
        (Way::Keys, Some(KeyStatus::NotMade)) => {
            ui.label(texts.get("save-keys-text"));
            ui.label(texts.get("save-keys-first"));
        }
        (Way::Keys, Some(KeyStatus::NoStore(error))) => {
            let why = in_words(cx.say, &reason_of_key_store(error));
            problem(ui, cx, &texts.with("save-keys-impossible", &[("reason", why.into())]));
        }
        (Way::Keys, None) => {
            ui.label(texts.get("save-keys-asking"));
        }
    }
    if let Some(path) = &draft.typed_path {
        path_field(ui, cx, path, Focus::Later);
    }
    ui.add_space(space::LINES);
    if button(ui, cx.theme, texts.get("save-unencrypted-ask")).clicked() {
        cx.ask(Command::Dialog(DialogAnswer::Unencrypted));
    }
}

fn name(way: Way) -> &'static str {
    match way {
        Way::Keys => "save-way-keys",
        Way::Passphrase => "save-way-passphrase",
    }
}

/// A passphrase typed twice, with how strong it is.
fn choose(ui: &mut Ui, cx: &mut Cx, chosen: &Chosen, lost: &str) {
    let texts = cx.say.texts;
    let first = secret_field::show(ui, cx, "first", texts.get("passphrase"), &chosen.first);
    if ui.memory(|memory| memory.focused().is_none()) {
        first.response.request_focus();
    }
    strength(ui, cx, chosen);
    let again = secret_field::show(ui, cx, "again", texts.get("passphrase-again"), &chosen.again);
    for (slot, typed) in [(SecretSlot::First, first.changed), (SecretSlot::Again, again.changed)] {
        if let Some(typed) = typed {
            cx.ask(Command::Dialog(DialogAnswer::Secret(slot, typed)));
        }
    }
    if first.entered {
        again.response.request_focus();
    }
    if let Some(fault) = chosen.fault {
        let (text, at) = match fault {
            ChoiceFault::Blank => ("passphrase-blank", &first.response),
            ChoiceFault::Different => ("passphrase-different", &again.response),
        };
        let told = problem(ui, cx, texts.get(text));
        if is_new(ui, chosen.fault) {
            // In a low window it is out of sight, and the button seems to do nothing.
            at.request_focus();
            at.scroll_to_me(None);
            told.scroll_to_me(None);
        }
    } else {
        is_new(ui, None);
    }
    ui.label(texts.get(lost));
    if again.entered {
        cx.ask(Command::Dialog(DialogAnswer::Confirm));
    }
}

/// Whether a fault was not there in the frame before.
fn is_new(ui: &Ui, fault: Option<ChoiceFault>) -> bool {
    let before = ui.data_mut(|data| {
        let kept = data.get_temp_mut_or_default::<Option<ChoiceFault>>(Id::unique("fault of a passphrase"));
        std::mem::replace(kept, fault)
    });
    before != fault
}

fn strength(ui: &mut Ui, cx: &Cx, chosen: &Chosen) {
    let texts = cx.say.texts;
    let text = texts.get(match chosen.strength {
        None => "passphrase-hint",
        Some(PassphraseStrength::Weak) => "passphrase-weak",
        Some(PassphraseStrength::Fair) => "passphrase-fair",
        Some(PassphraseStrength::Strong) => "passphrase-strong",
    });
    let is_weak = chosen.strength == Some(PassphraseStrength::Weak);
    let color = if is_weak { cx.theme.advisory } else { cx.theme.muted };
    let told = ui.label(RichText::new(text).font(regular(size::SMALL)).color(color));
    ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
}

/// What is wrong, said where it is.
pub fn problem(ui: &mut Ui, cx: &Cx, text: &str) -> Response {
    let told = ui.label(RichText::new(text).font(regular(size::BODY)).color(cx.theme.not_met));
    ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
    told
}

pub fn make_keys(ui: &mut Ui, cx: &mut Cx, chosen: &Chosen, typed_path: Option<&str>) {
    scrolled(ui, |ui| {
        ui.label(cx.say.texts.get("make-keys-text"));
        if cx.state.keys == Some(KeyStatus::Made) {
            ui.label(cx.say.texts.get("make-keys-earlier"));
        }
        choose(ui, cx, chosen, "recovery-key-lost");
        if let Some(path) = typed_path {
            path_field(ui, cx, path, Focus::Later);
        }
    });
    let on = if typed_path.is_some() { "save" } else { "make-keys-place" };
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], (on, DialogAnswer::Confirm));
}

pub fn changed(ui: &mut Ui, cx: &mut Cx, path: &Path, gone: bool) {
    let (texts, path) = (cx.say.texts, path.display().to_string());
    scrolled(ui, |ui| {
        if gone {
            ui.label(texts.with("gone-text", &[("path", path.into())]));
        } else {
            ui.label(texts.with("changed-text", &[("path", path.into())]));
            ui.label(texts.get("changed-choice"));
        }
    });
    if gone {
        let others = [("cancel", DialogAnswer::Cancel), ("gone-save", DialogAnswer::Confirm)];
        return buttons(ui, cx, &others, ("command-save-as", DialogAnswer::SaveElsewhere));
    }
    let others = [
        ("cancel", DialogAnswer::Cancel),
        ("changed-reload", DialogAnswer::Reload),
        ("changed-overwrite", DialogAnswer::Confirm),
    ];
    buttons(ui, cx, &others, ("command-save-as", DialogAnswer::SaveElsewhere));
}
