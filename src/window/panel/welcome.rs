//! The card in the overview of a blank case: the first steps, and what the program is not.

use super::PanelCx;
use crate::desktop::KeyStoreError;
use crate::notation::shown_path;
use crate::window::command::WindowCommand;
use crate::window::flow::CopyStatus;
use crate::window::moment::local_moment;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, card, heading, link, section_title, small};
use crate::window::widget::{regular, semibold, size, space};
use crate::wording::Phrases;
use egui::{RichText, Ui};
use std::path::Path;

/// The text ids of the steps. A set without a first question has another second step.
const STEPS: [&str; 4] = ["welcome-patient", "welcome-first-question", "welcome-answers", "welcome-export"];
const STEPS_WITHOUT_FIRST_QUESTION: [&str; 4] =
    ["welcome-patient", "welcome-indication", "welcome-answers", "welcome-export"];

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let texts = cx.say.texts;
    card(ui, cx.theme, |ui| {
        section_title(ui, texts.get("welcome-title"));
        ui.spacing_mut().item_spacing.y = space::PARTS;
        // The steps are shown until the user has seen them once.
        let has_first_question = cx.model.case.session().set().first_question.is_some();
        let steps: &[&str] = match (cx.model.settings.welcomed, has_first_question) {
            (true, _) => &[],
            (false, true) => &STEPS,
            (false, false) => &STEPS_WITHOUT_FIRST_QUESTION,
        };
        for (at, step) in steps.iter().enumerate() {
            ui.horizontal_top(|ui| {
                let number = RichText::new(format!("{}.", at + 1)).font(semibold(size::BODY));
                ui.label(number.color(cx.theme.accent));
                ui.vertical(|ui| ui.label(texts.get(step)));
            });
        }
        ui.add_space(space::PARTS);
        ui.horizontal_wrapped(|ui| {
            for command in [UiCommand::Sample, UiCommand::Open, UiCommand::Help] {
                if button(ui, cx.theme, texts.get(command.label_id())).clicked() {
                    cx.ask(command);
                }
            }
        });
        recent_files(ui, cx);
        small(ui, cx.theme, texts.get("what-it-is-not"));
        // Recovery copies are on by default, so that the user must know about them before the first one is written.
        if !cx.model.settings.welcomed
            && let Some(text) = about_copies(cx.say, &cx.model.copy_status)
        {
            about_lost_changes(ui, cx, &text);
        }
    });
}

/// Draws what is said about recovery copies, and the link that unlocks the key store where that is locked. It takes the
/// room of the longest text, so that the answer of the key store moves nothing below it.
fn about_lost_changes(ui: &mut Ui, cx: &mut PanelCx, text: &str) {
    let room = height_about_copies(ui, cx);
    ui.scope(|ui| {
        ui.set_min_height(room);
        // Lines of links are as high as lines of text, the first one too.
        ui.spacing_mut().interact_size.y = 0.0;
        lost_changes(ui, cx, text);
    });
}

/// The height of the longest text about recovery copies, in points.
fn height_about_copies(ui: &Ui, cx: &PanelCx) -> f32 {
    /// At least as wide as the distance of the link from the text.
    const BESIDE_TEXT: &str = "    ";
    let locked = CopyStatus::Impossible(KeyStoreError::Locked.into());
    // The link is not divided.
    let unlock = cx.say.texts.get("key-store-unlock").replace(' ', "\u{a0}");
    let texts = [CopyStatus::Unknown, CopyStatus::Kept, locked, cx.model.copy_status.clone()];
    let texts = texts.iter().filter_map(|status| {
        let text = about_copies(cx.say, status)?;
        Some(if status.needs_unlocked_key_store() { format!("{text}{BESIDE_TEXT}{unlock}") } else { text })
    });
    let width = ui.available_width();
    let height =
        |text: String| ui.painter().layout(text, regular(size::SMALL), cx.theme.muted, width).size().y;
    texts.map(height).fold(0.0, f32::max)
}

fn lost_changes(ui: &mut Ui, cx: &mut PanelCx, text: &str) {
    if !cx.model.copy_status.needs_unlocked_key_store() {
        drop(small(ui, cx.theme, text));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        small(ui, cx.theme, text);
        if link(ui, cx.theme, cx.say.texts.get("key-store-unlock")).clicked() {
            cx.ask(WindowCommand::AskKeyStoreAgain);
        }
    });
}

/// Lists the cases that were opened or saved last, if the user has switched that on.
fn recent_files(ui: &mut Ui, cx: &mut PanelCx) {
    /// More would push the form out of sight. The command lists all.
    const SHOWN: usize = 3;
    let Some(recent) = cx.model.recent.filter(|recent| !recent.files().is_empty()) else { return };
    ui.add_space(space::PARTS);
    let title = cx.say.texts.get("recent-title");
    heading(ui, RichText::new(title).font(semibold(size::BODY)), title);
    for file in recent.files().iter().take(SHOWN) {
        ui.horizontal_wrapped(|ui| {
            // Lines of links are as high as lines of text.
            ui.spacing_mut().interact_size.y = 0.0;
            let name = shown_path(Path::new(file.path.file_name().unwrap_or_default()));
            if link(ui, cx.theme, &name).clicked() {
                cx.ask(WindowCommand::Open(file.path.clone()));
            }
            let folder = file.path.parent().map(shown_path).unwrap_or_default();
            small(ui, cx.theme, &format!("{folder} · {}", local_moment(cx.say, file.used_at)));
        });
    }
    ui.add_space(space::PARTS);
}

/// What is said about recovery copies before the first one is written; `None`: the user has switched them off. Nothing
/// is promised before it is known.
pub fn about_copies(say: Phrases, status: &CopyStatus) -> Option<String> {
    match status {
        CopyStatus::Kept => Some(say.texts.get("welcome-recovery").to_owned()),
        CopyStatus::Unknown => Some(say.texts.get("welcome-recovery-asking").to_owned()),
        CopyStatus::Off => None,
        CopyStatus::Impossible(reason) => {
            let reason = reason.words(say);
            Some(say.texts.with("welcome-no-recovery", &[("reason", reason.into())]))
        }
    }
}
