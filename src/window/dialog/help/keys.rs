//! The list of all keys, which follows the commands.

use crate::window::cx::Cx;
use crate::window::shortcut::{UiCommand, indication_keys, shortcut_text};
use crate::window::widget::controls::heading;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Grid, RichText, Ui};
use strum::VariantArray;

/// The keys that are no commands, each with what it does.
const IN_THE_FORM: [(&str, &str); 10] = [
    ("keys-tab", "keys-tab-does"),
    ("keys-arrows", "keys-arrows-does"),
    ("keys-letter", "keys-letter-does"),
    ("keys-enter", "keys-enter-does"),
    ("keys-delete", "keys-delete-does"),
    ("keys-up-down", "keys-up-down-does"),
    ("keys-alt-down", "keys-alt-down-does"),
    ("keys-escape", "keys-escape-does"),
    ("keys-f10", "keys-f10-does"),
    ("keys-shift-f10", "keys-shift-f10-does"),
];

/// Draws the keys of the form and of the commands.
pub fn show<A>(ui: &mut Ui, cx: &Cx<A>) {
    let texts = cx.say.texts;
    part(ui, texts.get("keys-in-the-form"));
    grid(ui, "keys-form", |ui, widths| {
        for (keys, does) in IN_THE_FORM {
            line(ui, cx, widths, texts.get(keys), texts.get(does));
        }
    });
    part(ui, texts.get("keys-commands"));
    grid(ui, "keys-commands", |ui, widths| {
        for command in UiCommand::VARIANTS {
            let keys = command.shortcuts(ui.ctx().os());
            let keys: Vec<String> = keys.iter().map(|keys| shortcut_text(ui.ctx(), keys)).collect();
            if !keys.is_empty() {
                line(ui, cx, widths, &keys.join(", "), texts.get(command.label_id()));
            }
        }
        for (at, (indication, _)) in cx.model.case.session().assessments().enumerate() {
            if let Some(keys) = indication_keys(at) {
                line(ui, cx, widths, &ui.ctx().format_shortcut(&keys), cx.say.of(&indication.title));
            }
        }
    });
}

fn part(ui: &mut Ui, text: &str) {
    ui.add_space(space::BESIDE);
    heading(ui, RichText::new(text).font(semibold(size::BODY)), text);
}

/// Draws lines of keys. They get the widths of both columns: what is longer goes to the next line.
fn grid(ui: &mut Ui, id: &str, lines: impl FnOnce(&mut Ui, (f32, f32))) {
    const GAP: f32 = 24.0;
    let room = ui.available_width() - GAP;
    let keys = (room * 0.4).min(210.0);
    let grid =
        Grid::new(id).num_columns(2).spacing([GAP, space::PARTS]).min_col_width(0.0).min_row_height(0.0);
    grid.show(ui, |ui| lines(ui, (keys, room - keys)));
}

fn line<A>(ui: &mut Ui, cx: &Cx<A>, (keys_width, does_width): (f32, f32), keys: &str, does: &str) {
    let wrapped = |ui: &mut Ui, width: f32, text: RichText| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.label(text);
        });
    };
    wrapped(ui, keys_width, RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
    wrapped(ui, does_width, RichText::new(does).font(regular(size::BODY)));
    ui.end_row();
}
