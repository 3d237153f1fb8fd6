//! Dialogs over the window. The patient stands in each, as it does in the bar.

use super::Cx;
use super::controls::{button, heading, primary_button, small};
use super::{help, opening, palette, recovery, report, saving, settings};
use crate::desktop::Handover;
use crate::window::command::{Command, DialogAnswer};
use crate::window::jobs::PathUse;
use crate::window::report::{AfterExport, ReportCheck};
use crate::window::shortcut::UiCommand;
use crate::window::state::Dialog;
use crate::window::theme::{semibold, size, space};
use egui::{Align, Frame, Id, Key, Layout, Margin, Modal, RichText, Stroke, TextEdit, Ui, UiKind, vec2};
use std::path::Path;

/// In points; less where the window is narrower.
const WIDTH: f32 = 540.0;

pub fn show(ctx: &egui::Context, cx: &mut Cx) {
    let Some(dialog) = cx.state.dialog() else { return };
    let frame = Frame::new()
        .fill(cx.theme.surface)
        .stroke(Stroke::new(1.0, cx.theme.line))
        .corner_radius(10)
        .inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ctx.content_rect().width() - 60.0));
        ui.set_max_height(ctx.content_rect().height() - 60.0);
        ui.spacing_mut().item_spacing.y = space::CONTROLS;
        tell_screen_readers(ui, cx, dialog);
        title(ui, cx, dialog);
        // A button of the dialog before, which had the focus, is none of this one.
        ui.push_id(name(dialog), |ui| contents(ui, cx, dialog));
    });
    if modal.should_close() || ctx.input(|input| input.key_pressed(Key::Escape)) {
        cx.ask(Command::Dialog(DialogAnswer::Cancel));
    }
}

fn contents(ui: &mut Ui, cx: &mut Cx, dialog: &Dialog) {
    match dialog {
        Dialog::Palette { typed } => palette::show(ui, cx, typed),
        Dialog::Settings(changed) => settings::show(ui, cx, changed),
        Dialog::Shortcuts => help::shortcuts(ui, cx),
        Dialog::About { licences } => help::about(ui, cx, *licences),
        Dialog::Unsaved { .. } => unsaved(ui, cx),
        Dialog::UnsavedSettings { .. } => unsaved_settings(ui, cx),
        Dialog::Save(draft) => saving::show(ui, cx, draft),
        Dialog::SavePlain { typed_path, .. } => save_plain(ui, cx, typed_path.as_deref()),
        Dialog::MakeKeys { chosen, typed_path, .. } => {
            saving::make_keys(ui, cx, chosen, typed_path.as_deref());
        }
        Dialog::Changed { path, gone, .. } => saving::changed(ui, cx, path, *gone),
        Dialog::KeyStore { open, error } => opening::key_store(ui, cx, &open.path, *error),
        Dialog::Passphrase { open, typed, wrong } => opening::passphrase(ui, cx, &open.path, typed, *wrong),
        Dialog::RecoveryKey { open, draft } => opening::recovery_key(ui, cx, &open.path, draft),
        Dialog::Recover { discarding } => recovery::show(ui, cx, discarding.as_deref()),
        Dialog::Export { check, then, typed_path } => export(ui, cx, check, *then, typed_path.as_deref()),
        Dialog::ReplaceCase { path, .. } | Dialog::ReplaceReport { path, .. } => replace(ui, cx, path),
        Dialog::TypePath { path_use, path } => type_path(ui, cx, path_use, path),
    }
}

/// The dialog has a name, and what is behind it is out of reach.
fn tell_screen_readers(ui: &Ui, cx: &Cx, dialog: &Dialog) {
    let name = cx.say.texts.get(name(dialog));
    if let Some(modal) = ui.stack().iter().find(|level| level.kind() == Some(UiKind::Modal)) {
        ui.ctx().accesskit_node_builder(modal.unique_id, |node| {
            node.set_label(name);
            node.set_modal();
        });
    }
}

/// The id of a dialog's title.
fn name(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::Palette { .. } => "palette-title",
        Dialog::Settings(_) => "settings-title",
        Dialog::Shortcuts => UiCommand::Shortcuts.text(),
        Dialog::About { .. } => UiCommand::About.text(),
        Dialog::Unsaved { .. } => "unsaved-title",
        Dialog::UnsavedSettings { .. } => "unsaved-settings-title",
        Dialog::Save(_) => "save-title",
        Dialog::SavePlain { .. } => "save-plain-title",
        Dialog::MakeKeys { .. } => "make-keys-title",
        Dialog::Changed { gone: false, .. } => "changed-title",
        Dialog::Changed { gone: true, .. } => "gone-title",
        Dialog::KeyStore { .. } => "key-store-title",
        Dialog::Passphrase { .. } => "passphrase-title",
        Dialog::RecoveryKey { .. } => "recovery-key-title",
        Dialog::Recover { .. } => "recover-title",
        Dialog::Export { .. } => "export-title",
        Dialog::ReplaceCase { .. } | Dialog::ReplaceReport { .. } => "replace-title",
        Dialog::TypePath { path_use: PathUse::OpenCase(_), .. } => "dialog-open-title",
        Dialog::TypePath { path_use: PathUse::SaveCase(..), .. } => "dialog-save-title",
        Dialog::TypePath { path_use: PathUse::OpenRecoveryKey(..), .. } => "dialog-key-open-title",
        Dialog::TypePath { path_use: PathUse::SaveRecoveryKey(_), .. } => "dialog-key-save-title",
        Dialog::TypePath { path_use: PathUse::ExportReport(_), .. } => "dialog-export-title",
    }
}

/// The title of a dialog, and whom it concerns.
fn title(ui: &mut Ui, cx: &Cx, dialog: &Dialog) {
    let text = cx.say.texts.get(name(dialog));
    heading(ui, RichText::new(text).font(semibold(17.0)), text);
    let case = cx.state.session.case();
    let name = case.patient.name.trim();
    let name = if name.is_empty() { cx.say.texts.get("patient-unnamed") } else { name };
    let number = match &case.patient.cpr {
        Some(cpr) => cpr.to_string(),
        None => cx.say.texts.get("cpr-missing").to_owned(),
    };
    // What these ask about is another patient's.
    let before = match dialog {
        Dialog::KeyStore { .. }
        | Dialog::Passphrase { .. }
        | Dialog::RecoveryKey { .. }
        | Dialog::Recover { .. } => cx.say.texts.get("open-now"),
        _ => "",
    };
    let told = format!("{before} {name} · {number}");
    let band = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    band.show(ui, |ui| ui.label(RichText::new(told.trim_start()).font(semibold(size::BODY))));
}

/// The height that a dialog has for what scrolls in it.
pub fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 240.0).max(160.0)
}

/// The one button of a dialog that only tells.
pub fn close_button(ui: &mut Ui, cx: &mut Cx) {
    buttons(ui, cx, &[], ("close-dialog", DialogAnswer::Confirm));
}

/// The buttons of a dialog, the one that leads on at the right. It has the focus at first.
pub fn buttons(ui: &mut Ui, cx: &mut Cx, others: &[(&str, DialogAnswer)], on: (&str, DialogAnswer)) {
    ui.add_space(space::BESIDE);
    let row = vec2(ui.available_width(), size::CONTROL + 4.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let response = primary_button(ui, cx.theme, cx.say.texts.get(on.0));
        let first = ui.ctx().memory(|memory| memory.focused().is_none());
        let is_typed_into = cx.state.dialog().is_some_and(Dialog::is_typed_into);
        if first && !is_typed_into {
            response.request_focus();
        }
        if response.clicked() {
            cx.ask(Command::Dialog(on.1));
        }
        for (text, answer) in others {
            if button(ui, cx.theme, cx.say.texts.get(text)).clicked() {
                cx.ask(Command::Dialog(answer.clone()));
            }
        }
    });
}

fn unsaved(ui: &mut Ui, cx: &mut Cx) {
    ui.label(cx.say.texts.get("unsaved-text"));
    let others = [("cancel", DialogAnswer::Cancel), ("discard", DialogAnswer::Discard)];
    buttons(ui, cx, &others, ("save-first", DialogAnswer::Confirm));
}

fn unsaved_settings(ui: &mut Ui, cx: &mut Cx) {
    ui.label(cx.say.texts.get("unsaved-settings-text"));
    let others = [("cancel", DialogAnswer::Cancel), ("discard", DialogAnswer::Discard)];
    buttons(ui, cx, &others, ("keep-settings", DialogAnswer::Confirm));
}

fn save_plain(ui: &mut Ui, cx: &mut Cx, typed_path: Option<&str>) {
    ui.label(cx.say.texts.get("save-plain-text"));
    if let Some(path) = typed_path {
        path_field(ui, cx, path, Focus::Later);
    }
    buttons(ui, cx, &[("save-unencrypted", DialogAnswer::Confirm)], ("cancel", DialogAnswer::Cancel));
}

fn export(ui: &mut Ui, cx: &mut Cx, check: &ReportCheck, then: AfterExport, typed_path: Option<&str>) {
    let session = &cx.state.session;
    let name = cx.say.of(&session.indication().title);
    ui.label(format!("{name}: {}", cx.say.overall(session.assessment())));
    report::choices(ui, cx);
    report::warnings(ui, cx, check);
    let then = match then {
        AfterExport::Stay => None,
        AfterExport::HandOver(Handover::Print) => Some("export-then-print"),
        AfterExport::HandOver(Handover::View) => Some("export-then-view"),
    };
    if let Some(then) = then {
        ui.label(cx.say.texts.get(then));
    }
    let on = match typed_path {
        Some(path) => {
            path_field(ui, cx, path, Focus::Later);
            "export"
        }
        None => "choose-place",
    };
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], (on, DialogAnswer::Confirm));
}

fn replace(ui: &mut Ui, cx: &mut Cx, path: &Path) {
    ui.label(cx.say.texts.with("replace-text", &[("path", path.display().to_string().into())]));
    buttons(ui, cx, &[("replace", DialogAnswer::Confirm)], ("cancel", DialogAnswer::Cancel));
}

fn type_path(ui: &mut Ui, cx: &mut Cx, path_use: &PathUse, path: &str) {
    let on = match path_use {
        PathUse::OpenCase(_) | PathUse::OpenRecoveryKey(..) => "open",
        PathUse::SaveCase(..) | PathUse::SaveRecoveryKey(_) => "save",
        PathUse::ExportReport(_) => "export",
    };
    path_field(ui, cx, path, Focus::First);
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], (on, DialogAnswer::Confirm));
}

/// Whether a field takes the focus when its dialog opens.
#[derive(Clone, Copy, PartialEq)]
pub enum Focus {
    /// The dialog asks for nothing else.
    First,
    /// Something else in the dialog is asked for before.
    Later,
}

/// The field for a path, in a dialog that needs one where the system has no file dialog.
pub fn path_field(ui: &mut Ui, cx: &mut Cx, path: &str, focus: Focus) {
    ui.label(cx.say.texts.get("no-dialog-text"));
    let mut typed = path.to_owned();
    let label = small(ui, cx.theme, cx.say.texts.get("path"));
    let edit = TextEdit::singleline(&mut typed)
        .id(Id::unique("path"))
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 5.0));
    let response = ui.add(edit).labelled_by(label.id);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.changed() {
        cx.ask(Command::Dialog(DialogAnswer::Typed(typed)));
    }
    if entered {
        cx.ask(Command::Dialog(DialogAnswer::Confirm));
    } else if focus == Focus::First && ui.ctx().memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}
