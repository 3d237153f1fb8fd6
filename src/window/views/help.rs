//! The keys, and what the program is.

use super::Cx;
use super::controls::{heading, link, small};
use super::dialogs::{close_button, room};
use crate::window::command::Command;
use crate::window::licences;
use crate::window::shortcut::{UiCommand, indication_keys, written};
use crate::window::theme::{regular, semibold, size, space};
use egui::{Grid, RichText, ScrollArea, Ui};

const VERSION: &str = env!("CARGO_PKG_VERSION");

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

pub fn shortcuts(ui: &mut Ui, cx: &mut Cx) {
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
            for command in UiCommand::ALL {
                let keys = command.shortcuts(ui.ctx().os());
                let keys: Vec<String> = keys.iter().map(|keys| written(ui.ctx(), keys)).collect();
                if !keys.is_empty() {
                    line(ui, cx, &keys.join(", "), texts.get(command.text()));
                }
            }
            for (at, (indication, _)) in cx.state.session.all().enumerate() {
                if let Some(keys) = indication_keys(at) {
                    line(ui, cx, &ui.ctx().format_shortcut(&keys), cx.say.of(&indication.title));
                }
            }
        });
    });
    close_button(ui, cx);
}

fn part(ui: &mut Ui, text: &str) {
    ui.add_space(space::BESIDE);
    heading(ui, RichText::new(text).font(semibold(size::BODY)), text);
}

fn line(ui: &mut Ui, cx: &Cx, keys: &str, does: &str) {
    ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
    ui.label(RichText::new(does).font(regular(size::BODY)));
    ui.end_row();
}

pub fn about(ui: &mut Ui, cx: &mut Cx, licences_shown: bool) {
    let texts = cx.say.texts;
    let set = cx.state.session.set();
    ui.label(texts.with("about-version", &[("version", VERSION.into())]));
    ui.label(texts.get("what-it-is-not"));
    let criteria = [
        ("title", cx.say.of(&set.title).into()),
        ("publisher", cx.say.of(&set.publisher).into()),
        ("id", set.id.to_string().into()),
    ];
    ui.label(texts.with("about-criteria", &criteria));
    ui.label(texts.get("about-privacy"));
    ui.label(texts.get("about-licence"));
    let (id, texts_of) = if licences_shown {
        ("about-hide-licences", Some(licences::TEXTS))
    } else {
        ("about-show-licences", None)
    };
    if link(ui, cx.theme, texts.get(id)).clicked() {
        cx.ask(Command::Dialog(crate::window::command::DialogAnswer::ShowLicences(!licences_shown)));
    }
    match texts_of {
        Some(texts) => lines(ui, cx, texts),
        None => lines(ui, cx, licences::LIST),
    }
    close_button(ui, cx);
}

/// A long text, of which only the lines in sight are laid out.
fn lines(ui: &mut Ui, cx: &Cx, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let height = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::SMALL)));
    ui.spacing_mut().item_spacing.y = space::LINES;
    let area = ScrollArea::both().max_height((room(ui) - 190.0).max(120.0)).auto_shrink(false);
    area.show_rows(ui, height, lines.len(), |ui, rows| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        for line in &lines[rows] {
            small(ui, cx.theme, line);
        }
    });
}
