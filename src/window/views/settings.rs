//! The settings: the requester of new cases, and how the window looks.

use super::Cx;
use super::choice::{Chosen, Segment, segmented};
use super::controls::{focus_next, small};
use super::dialogs::{buttons, room};
use crate::case::Requester;
use crate::definition::Language;
use crate::settings::{LockAfter, ThemeChoice, UserSettings};
use crate::window::command::{Command, DialogAnswer};
use crate::window::theme::space;
use egui::{Id, Key, Modifiers, ScrollArea, TextEdit, Ui, vec2};

const THEMES: [ThemeChoice; 4] =
    [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast];
/// Percent. Others are reached by key.
const SCALES: [u16; 6] = [90, 100, 110, 125, 150, 200];

pub fn show(ui: &mut Ui, cx: &mut Cx, settings: &UserSettings) {
    let mut changed = settings.clone();
    ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::PARTS;
        small(ui, cx.theme, cx.say.texts.get("settings-requester"));
        requester(ui, cx, &mut changed.requester);
        ui.add_space(space::CONTROLS);
        language(ui, cx, &mut changed);
        theme(ui, cx, &mut changed);
        scale(ui, cx, &mut changed);
        ui.add_space(space::CONTROLS);
        safety(ui, cx, &mut changed);
        ui.add_space(space::PARTS);
        small(ui, cx.theme, cx.say.texts.get("settings-kept"));
    });
    if changed != *settings {
        cx.ask(Command::Dialog(DialogAnswer::Settings(Box::new(changed))));
    }
    buttons(ui, cx, &[("cancel", DialogAnswer::Cancel)], ("keep-settings", DialogAnswer::Confirm));
}

fn requester(ui: &mut Ui, cx: &mut Cx, requester: &mut Requester) {
    let texts = cx.say.texts;
    text(ui, cx, texts.get("requester-name"), &mut requester.name);
    ui.columns(2, |columns| {
        text(&mut columns[0], cx, texts.get("authorisation-id"), &mut requester.authorisation_id);
        text(&mut columns[1], cx, texts.get("phone"), &mut requester.phone);
    });
    ui.columns(2, |columns| {
        text(&mut columns[0], cx, texts.get("department"), &mut requester.department);
        text(&mut columns[1], cx, texts.get("hospital"), &mut requester.hospital);
    });
    let set = cx.state.session.set();
    let names: Vec<&str> =
        set.centres.iter().flat_map(|centre| &centre.regions).map(|region| region.name.as_str()).collect();
    let chosen = set.region(&requester.region).map(|(_, region)| region.name.as_str());
    let segments = names.iter().map(|name| Segment {
        label: name.strip_prefix("Region ").unwrap_or(name),
        chosen: chosen == Some(*name),
    });
    match choice(ui, cx, texts.get("region"), &segments.collect::<Vec<_>>()) {
        Some(Chosen::Value(at)) => requester.region = names.get(at).copied().unwrap_or_default().to_owned(),
        Some(Chosen::Nothing) => requester.region.clear(),
        None => {}
    }
}

fn text(ui: &mut Ui, cx: &Cx, label: &str, text: &mut String) {
    let name = small(ui, cx.theme, label);
    let edit = TextEdit::singleline(text)
        .id(Id::unique(("setting", label)))
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 5.0));
    let response = ui.add(edit).labelled_by(name.id);
    // The first field has the focus at first.
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        focus_next(ui, response.id);
    }
}

fn choice(ui: &mut Ui, cx: &Cx, label: &str, segments: &[Segment]) -> Option<Chosen> {
    small(ui, cx.theme, label);
    segmented(ui, cx.theme, Id::unique(("setting", label)), label, segments, false)
}

fn language(ui: &mut Ui, cx: &Cx, settings: &mut UserSettings) {
    let shown = settings.language.unwrap_or_default();
    // Each by its own name: whoever can't read the one finds the other.
    let segments = [
        Segment { label: "Dansk", chosen: shown == Language::Da },
        Segment { label: "English", chosen: shown == Language::En },
    ];
    if let Some(Chosen::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-language"), &segments) {
        settings.language = Language::ALL.get(at).copied();
    }
}

fn theme(ui: &mut Ui, cx: &Cx, settings: &mut UserSettings) {
    let segments: Vec<Segment> = THEMES
        .iter()
        .map(|theme| Segment { label: cx.say.theme(*theme), chosen: settings.theme == *theme })
        .collect();
    if let Some(Chosen::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-theme"), &segments) {
        settings.theme = THEMES.get(at).copied().unwrap_or_default();
    }
}

fn scale(ui: &mut Ui, cx: &Cx, settings: &mut UserSettings) {
    let labels: Vec<String> = SCALES.iter().map(|scale| format!("{scale} %")).collect();
    let segments: Vec<Segment> = labels
        .iter()
        .zip(SCALES)
        .map(|(label, scale)| Segment { label, chosen: settings.scale == scale })
        .collect();
    if let Some(Chosen::Value(at)) = choice(ui, cx, cx.say.texts.get("settings-scale"), &segments) {
        settings.scale = SCALES.get(at).copied().unwrap_or(100);
    }
}

const LOCKS: [LockAfter; 3] = [LockAfter::Never, LockAfter::FiveMinutes, LockAfter::FifteenMinutes];

fn safety(ui: &mut Ui, cx: &Cx, settings: &mut UserSettings) {
    let texts = cx.say.texts;
    let labels = LOCKS.map(|lock| match lock.minutes() {
        None => texts.get("settings-lock-never").to_owned(),
        Some(minutes) => texts.with("settings-lock-after", &[("minutes", minutes.into())]),
    });
    let segments: Vec<Segment> = labels
        .iter()
        .zip(LOCKS)
        .map(|(label, lock)| Segment { label, chosen: settings.lock_after == lock })
        .collect();
    if let Some(Chosen::Value(at)) = choice(ui, cx, texts.get("settings-lock"), &segments) {
        settings.lock_after = LOCKS.get(at).copied().unwrap_or_default();
    }
    small(ui, cx.theme, texts.get("settings-lock-text"));
    ui.add_space(space::PARTS);
    ui.checkbox(&mut settings.recovery_copies, texts.get("settings-recovery"));
    ui.checkbox(&mut settings.clear_clipboard, texts.get("settings-clipboard"));
}
