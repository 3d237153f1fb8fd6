//! All commands, and those whose name matches what was typed.

use super::parts::scrolled_up_to;
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::definition::IndicationId;
use crate::text::TextLimit;
use crate::window::cx::{Cx, Model};
use crate::window::shortcut::{UiCommand, indication_keys};
use crate::window::widget::again::lay_out_again;
use crate::window::widget::{bounded_text, regular, shapes, size, space};
use egui::{
    Align, Context, CornerRadius, Event, Id, Key, Modifiers, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use strum::VariantArray;

/// Lists the commands that match what was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaletteDialog {
    typed: String,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum PaletteAction {
    /// Take over what was typed so far.
    Type(String),
    /// Run a command.
    Run(UiCommand),
    /// Show an indication.
    Show(IndicationId),
}

impl PaletteDialog {
    pub(super) fn update(&mut self, action: PaletteAction, _: &Model) -> Update {
        match action {
            PaletteAction::Type(typed) => {
                self.typed = typed;
                Update::Stay
            }
            PaletteAction::Run(command) => Update::CloseAnd(DialogEvent::Run(command)),
            PaletteAction::Show(id) => Update::CloseAnd(DialogEvent::ShowIndication(id)),
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<PaletteAction>>) {
        let typed = self.typed.as_str();
        let mut entries: Vec<PaletteEntry> =
            entries(ui, cx).into_iter().filter(|entry| matches(&entry.name, typed)).collect();
        // Names that begin with what was typed come first.
        let begins =
            |entry: &PaletteEntry| entry.name.to_lowercase().starts_with(&typed.trim().to_lowercase());
        entries.sort_by_key(|entry| !begins(entry));
        let (chosen, has_moved) = match chosen(ui, &entries, typed) {
            Some(ChosenEntry { at, has_moved }) => (Some(at), has_moved),
            None => (None, false),
        };
        field(ui, cx, typed, chosen.and_then(|at| entries.get(at)));
        ui.add_space(space::LINES);
        if entries.is_empty() {
            ui.label(cx.say.texts.get("palette-nothing"));
        }
        scrolled_up_to(ui, 520.0, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, entry) in entries.iter().enumerate() {
                show_entry(ui, cx, entry, chosen == Some(at), has_moved);
            }
        });
    }
}

impl DialogState for PaletteDialog {
    fn title(&self) -> &'static str {
        "palette-title"
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn names_patient(&self) -> bool {
        false
    }
}

/// A line of the palette.
struct PaletteEntry {
    action: PaletteAction,
    name: String,
    keys: String,
}

/// What can be run now.
fn entries(ui: &Ui, cx: &Cx<DialogAnswer<PaletteAction>>) -> Vec<PaletteEntry> {
    let case = cx.model.case;
    let commands = UiCommand::VARIANTS.iter().filter(|command| **command != UiCommand::Palette);
    let commands = commands.filter(|command| command.is_available(cx.model)).map(|command| PaletteEntry {
        action: PaletteAction::Run(*command),
        name: command.name(case, cx.say),
        keys: command.keys(ui.ctx()).unwrap_or_default(),
    });
    let indications = case.session().assessments().enumerate().map(|(at, (indication, _))| PaletteEntry {
        action: PaletteAction::Show(indication.id.clone()),
        name: cx.say.of(&indication.title).to_owned(),
        keys: indication_keys(at).map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default(),
    });
    commands.chain(indications).collect()
}

/// Whether each word typed begins a word of the name.
fn matches(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    typed.to_lowercase().split_whitespace().all(|part| words.iter().any(|word| word.starts_with(part)))
}

/// The entry that Enter would run.
struct ChosenEntry {
    at: usize,
    /// Whether it was another one in the frame before.
    has_moved: bool,
}

/// The entry that Enter would have run in the last frame, by its place among those that match what was typed.
#[derive(Clone, Default)]
struct LastChoice {
    typed: String,
    at: usize,
}

/// Forgets what was searched for last.
pub fn forget_search(ctx: &Context) {
    ctx.data_mut(|data| data.remove_by_type::<LastChoice>());
}

/// Finds the entry that Enter would run. It is the first one again when something else is typed.
fn chosen(ui: &Ui, entries: &[PaletteEntry], typed: &str) -> Option<ChosenEntry> {
    let id = Id::unique("palette-chosen");
    let last = entries.len().checked_sub(1)?;
    let LastChoice { typed: text, mut at } = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let before = at;
    if text != typed {
        at = 0;
    }
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            at = if at >= last { 0 } else { at + 1 };
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            at = at.checked_sub(1).unwrap_or(last);
        }
    });
    at = at.min(last);
    ui.data_mut(|data| data.insert_temp(id, LastChoice { typed: typed.to_owned(), at }));
    Some(ChosenEntry { at, has_moved: at != before })
}

fn field(ui: &mut Ui, cx: &mut Cx<DialogAnswer<PaletteAction>>, typed: &str, chosen: Option<&PaletteEntry>) {
    let mut text = typed.to_owned();
    let name = cx.say.texts.get("palette-hint");
    let hint = egui::RichText::new(name).color(cx.theme.muted);
    let bounds = (1, TextLimit::Line.max_chars());
    let id = Id::unique("palette");
    let response = bounded_text::show(ui, (cx.theme, cx.say), id, &mut text, bounds, |edit| {
        edit.hint_text(hint.clone()).desired_width(f32::INFINITY).margin(vec2(8.0, 6.0))
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(name);
        if let Some(entry) = chosen {
            node.set_active_descendant(entry_id(entry).accesskit_id());
        }
    });
    if response.changed() {
        cx.ask(DialogAnswer::Act(PaletteAction::Type(text)));
    }
    // A key that is held down, since before the palette opened, chooses nothing.
    let entered = ui.input(|input| {
        let is_press =
            |event: &Event| matches!(event, Event::Key { key: Key::Enter, pressed: true, repeat: false, .. });
        input.events.iter().any(is_press)
    });
    if let Some(entry) = chosen.filter(|_| entered) {
        cx.ask(DialogAnswer::Act(entry.action.clone()));
    } else if ui.ctx().memory(|memory| memory.focused() != Some(response.id)) {
        response.request_focus();
    }
}

fn entry_id(entry: &PaletteEntry) -> Id {
    Id::unique(("palette-entry", format!("{:?}", entry.action)))
}

fn show_entry(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<PaletteAction>>,
    entry: &PaletteEntry,
    chosen: bool,
    has_moved: bool,
) {
    let theme = cx.theme;
    let width = ui.available_width();
    let painter = ui.painter();
    let keys = painter.layout_no_wrap(entry.keys.clone(), regular(size::SMALL), theme.muted);
    let room = width - keys.size().x - 36.0;
    let name = painter.layout(entry.name.clone(), regular(size::BODY), theme.text, room);
    let (_, rect) = ui.allocate_space(vec2(width, name.size().y + 10.0));
    let id = entry_id(entry);
    // The field keeps the focus: arrows choose.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &entry.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_toggled();
        node.set_selected(chosen);
        node.set_keyboard_shortcut(entry.keys.as_str());
        // Not every system hands the keys on.
        node.set_description(entry.keys.as_str());
    });
    let painter = ui.painter();
    if chosen || response.hovered() {
        let fill = if chosen { theme.accent_soft } else { theme.sunken };
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    if chosen {
        shapes::chosen_bar(painter, theme, rect);
    }
    painter.galley(pos2(rect.min.x + 10.0, rect.min.y + 5.0), name, theme.text);
    let at = pos2(rect.max.x - 12.0 - keys.size().x, rect.center().y - keys.size().y / 2.0);
    painter.galley(at, keys, theme.muted);
    if chosen && has_moved {
        response.scroll_to_me(Some(Align::Center));
        lay_out_again(ui.ctx(), "another entry of the palette is chosen");
    }
    if response.clicked() {
        cx.ask(DialogAnswer::Act(entry.action.clone()));
    }
}
