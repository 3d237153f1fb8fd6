//! The keys of the program.

use super::parts::{close_button, room};
use super::{DialogAnswer, DialogState, DialogSubject, Update};
use crate::window::cx::{Cx, Model};
use crate::window::shortcut::{UiCommand, indication_keys, shortcut_text};
use crate::window::widget::controls::heading;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Grid, RichText, ScrollArea, Ui};
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
        ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]).show(ui, |ui| {
            part(ui, texts.get("keys-in-the-form"));
            Grid::new("keys-form").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
                for (keys, does) in IN_THE_FORM {
                    line(ui, cx, texts.get(keys), texts.get(does));
                }
            });
            part(ui, texts.get("keys-commands"));
            Grid::new("keys-commands").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
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
        });
        close_button(ui, cx);
    }
}

impl DialogState for ShortcutsDialog {
    fn title(&self) -> &'static str {
        UiCommand::Shortcuts.label_id()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::Window
    }
}

fn part(ui: &mut Ui, text: &str) {
    ui.add_space(space::BESIDE);
    heading(ui, RichText::new(text).font(semibold(size::BODY)), text);
}

fn line<A>(ui: &mut Ui, cx: &Cx<A>, keys: &str, does: &str) {
    ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
    ui.label(RichText::new(does).font(regular(size::BODY)));
    ui.end_row();
}
