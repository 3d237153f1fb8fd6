//! The keys of the program.

use super::parts::{close_button, scrolled};
use super::{DialogAnswer, DialogState, Update};
use crate::window::cx::{Cx, Model};
use crate::window::shortcut::{UiCommand, indication_keys, shortcut_text};
use crate::window::widget::controls::heading;
use crate::window::widget::{regular, semibold, size, space};
use egui::{RichText, Ui};
use strum::VariantArray;

/// Lists the keys.
#[derive(Clone, Debug, PartialEq)]
pub struct ShortcutsDialog;

/// The dialog only tells: it has no action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShortcutsAction {}

/// The keys that are no commands, each with what it does.
const IN_THE_FORM: [(&str, &str); 8] = [
    ("keys-tab", "keys-tab-does"),
    ("keys-arrows", "keys-arrows-does"),
    ("keys-letter", "keys-letter-does"),
    ("keys-enter", "keys-enter-does"),
    ("keys-delete", "keys-delete-does"),
    ("keys-up-down", "keys-up-down-does"),
    ("keys-alt-down", "keys-alt-down-does"),
    ("keys-escape", "keys-escape-does"),
];

impl ShortcutsDialog {
    pub(super) fn update(&mut self, action: ShortcutsAction, _: &Model) -> Update {
        match action {}
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ShortcutsAction>>) {
        let texts = cx.say.texts;
        scrolled(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            part(ui, texts.get("keys-in-the-form"));
            for (keys, does) in IN_THE_FORM {
                line(ui, cx, texts.get(keys), texts.get(does));
            }
            part(ui, texts.get("keys-commands"));
            for command in UiCommand::VARIANTS {
                let keys = command.shortcuts(ui.ctx().os());
                let keys: Vec<String> = keys.iter().map(|keys| shortcut_text(ui.ctx(), keys)).collect();
                if !keys.is_empty() {
                    line(ui, cx, &keys.join(", "), texts.get(command.label_id()));
                }
            }
            for (at, (indication, _)) in cx.model.case.session().assessments().enumerate() {
                if let Some(keys) = indication_keys(at) {
                    line(ui, cx, &ui.ctx().format_shortcut(&keys), cx.say.of(&indication.title));
                }
            }
        });
        close_button(ui, cx);
    }
}

impl DialogState for ShortcutsDialog {
    fn title(&self) -> &'static str {
        UiCommand::Shortcuts.label_id()
    }
}

fn part(ui: &mut Ui, text: &str) {
    ui.add_space(space::BESIDE);
    heading(ui, RichText::new(text).font(semibold(size::BODY)), text);
}

/// The width of the keys, in points; less where the dialog is narrow.
const KEYS_WIDTH: f32 = 170.0;

fn line<A>(ui: &mut Ui, cx: &Cx<A>, keys: &str, does: &str) {
    ui.horizontal_top(|ui| {
        let width = KEYS_WIDTH.min(ui.available_width() * 0.4);
        // Both wrap in their columns.
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
        });
        ui.vertical(|ui| ui.label(RichText::new(does).font(regular(size::BODY))));
    });
}
