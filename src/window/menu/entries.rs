//! What a menu lists.

use super::row_text::row_text;
use crate::assessment::{RowAssessment, form_position};
use crate::definition::{Input, Language, Row, RowId};
use crate::settings::ThemeChoice;
use crate::window::case::{CaseCommand, Field, Target, View};
use crate::window::command::{Command, WindowCommand};
use crate::window::cx::Model;
use crate::window::open_menu::{Menu, MenuKind, OpenMenu};
use crate::window::shortcut::{UiCommand, indication_keys, shortcut_text};
use crate::window::widget::edit_menu::{EditedField, FieldAction};
use egui::{Context, Key, KeyboardShortcut, Modifiers};
use strum::VariantArray;

/// A line of a menu.
pub struct MenuEntry {
    /// What it does.
    pub action: EntryAction,
    /// The text, without its shortcut.
    pub label: String,
    /// Its shortcut; empty: it has none.
    pub keys: String,
    /// Whether it does something now.
    pub is_enabled: bool,
    /// Whether it is on.
    pub mark: EntryMark,
    /// Lines divide the groups.
    pub group: u8,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryAction {
    /// Asks for a command.
    Run(Box<Command>),
    /// Edits the text of the field that had the focus.
    Edit(FieldAction),
}

/// Whether an entry is on, for those that are on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryMark {
    /// It is neither on nor off.
    Never,
    /// It is switched on and off by itself.
    Switch(bool),
    /// It is one of several, of which one is on.
    Choice(bool),
}

impl EntryMark {
    /// Whether a check mark is drawn.
    pub fn is_on(self) -> bool {
        match self {
            EntryMark::Never => false,
            EntryMark::Switch(is_on) | EntryMark::Choice(is_on) => is_on,
        }
    }
}

impl MenuEntry {
    fn run(command: impl Into<Command>, label: impl Into<String>, group: u8) -> Self {
        MenuEntry {
            action: EntryAction::Run(Box::new(command.into())),
            label: label.into(),
            keys: String::new(),
            is_enabled: true,
            mark: EntryMark::Never,
            group,
        }
    }
}

/// The entries of a menu, in order.
pub fn entries(ctx: &Context, model: &Model, menu: &OpenMenu) -> Vec<MenuEntry> {
    match &menu.kind {
        MenuKind::Bar(kind) => bar_entries(ctx, model, *kind, menu.field),
        MenuKind::Field(_) => field_entries(ctx, model, menu.field, 0),
        MenuKind::Row(row, _) => row_entries(model, row),
    }
}

fn bar_entries(ctx: &Context, model: &Model, menu: Menu, field: Option<EditedField>) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    for command in UiCommand::VARIANTS {
        let (its_menu, group) = command.menu();
        if its_menu == menu {
            entries.extend(of_command(ctx, model, *command, group));
        }
    }
    if menu == Menu::Edit {
        /// Between undo and what leads elsewhere.
        const GROUP: u8 = 1;
        entries.extend(field_entries(ctx, model, field, GROUP));
    }
    entries.sort_by_key(|entry| entry.group);
    entries
}

/// The entry of a command, or one for each of the values that it chooses among.
fn of_command(ctx: &Context, model: &Model, command: UiCommand, group: u8) -> Vec<MenuEntry> {
    let say = model.say();
    let keys = command.keys(ctx).unwrap_or_default();
    let entry = MenuEntry {
        keys,
        is_enabled: command.is_available(model),
        ..MenuEntry::run(command, command.name(model.case, say), group)
    };
    match command {
        UiCommand::ToggleTheme => {
            let shown = model.settings.theme;
            // The key of the command changes to the next theme.
            let theme = |theme: &ThemeChoice| MenuEntry {
                keys: if shown.next() == *theme { entry.keys.clone() } else { String::new() },
                mark: EntryMark::Choice(*theme == shown),
                ..MenuEntry::run(WindowCommand::SetTheme(*theme), say.theme(*theme), group)
            };
            ThemeChoice::VARIANTS.iter().map(theme).collect()
        }
        UiCommand::ToggleLanguage => {
            let language = |language: Language| MenuEntry {
                mark: EntryMark::Choice(language == model.language()),
                is_enabled: entry.is_enabled,
                ..MenuEntry::run(WindowCommand::SetLanguage(language), language.own_name(), group)
            };
            Language::ALL.into_iter().map(language).collect()
        }
        UiCommand::ShowPdf => {
            vec![MenuEntry { mark: EntryMark::Switch(model.case.preview().is_some()), ..entry }]
        }
        UiCommand::Overview => {
            let is_overview = model.case.view() == View::Overview;
            let overview = MenuEntry { mark: EntryMark::Choice(is_overview), is_enabled: true, ..entry };
            let chosen = &model.case.session().indication().id;
            let assessments = model.case.session().assessments().enumerate();
            let indications = assessments.map(|(at, (indication, _))| MenuEntry {
                keys: indication_keys(at).map(|keys| shortcut_text(ctx, &keys)).unwrap_or_default(),
                mark: EntryMark::Choice(!is_overview && indication.id == *chosen),
                ..MenuEntry::run(
                    CaseCommand::ShowIndication(indication.id.clone()),
                    say.of(&indication.title),
                    group,
                )
            });
            std::iter::once(overview).chain(indications).collect()
        }
        _ => vec![entry],
    }
}

/// What can be done with the text of a field; all of it is disabled if no field had the focus.
fn field_entries(ctx: &Context, model: &Model, field: Option<EditedField>, group: u8) -> Vec<MenuEntry> {
    let offered =
        FieldAction::VARIANTS.iter().filter(|action| field.is_none_or(|field| field.offers(**action)));
    offered
        .map(|action| {
            let (label, key) = match action {
                FieldAction::Cut => ("edit-cut", Key::X),
                FieldAction::Copy => ("edit-copy", Key::C),
                FieldAction::Paste => ("edit-paste", Key::V),
                FieldAction::SelectAll => ("edit-select-all", Key::A),
            };
            MenuEntry {
                action: EntryAction::Edit(*action),
                label: model.say().texts.get(label).to_owned(),
                keys: shortcut_text(ctx, &KeyboardShortcut::new(Modifiers::COMMAND, key)),
                is_enabled: field.is_some_and(|field| field.allows(*action)),
                mark: EntryMark::Never,
                group,
            }
        })
        .collect()
}

/// What can be done with a row of the criteria. There is nothing to be done with a row that is no longer shown.
fn row_entries(model: &Model, id: &RowId) -> Vec<MenuEntry> {
    let (session, say) = (model.case.session(), model.say());
    let indication = session.indication();
    let mut rows = indication.rows.iter().zip(&session.assessment().rows);
    let Some((row, assessed)) = rows.find(|(row, _)| row.id == *id) else { return Vec::new() };
    let text = row_text(say, indication, session.case(), row, assessed);
    let comment = Target::Field(Field::Comment(indication.id.clone(), id.clone()));
    let question = first_question(model, row, assessed);
    let mut entries = vec![
        MenuEntry::run(WindowCommand::Copy(text), say.texts.get("row-copy"), 0),
        MenuEntry::run(CaseCommand::GoTo(comment), say.texts.get("row-comment"), 1),
    ];
    let go = say.texts.get("go-to-question");
    match question {
        Some(target) => entries.push(MenuEntry::run(CaseCommand::GoTo(target), go, 1)),
        // A row without requirements asks nothing.
        None => entries.push(MenuEntry {
            is_enabled: false,
            ..MenuEntry::run(CaseCommand::GoTo(Target::Row(id.clone())), go, 1)
        }),
    }
    entries
}

/// Where a row is answered: at the first of its gaps, or else at the first question that its rules read.
fn first_question(model: &Model, row: &Row, assessed: &RowAssessment) -> Option<Target> {
    let indication = model.case.session().indication();
    let gaps = assessed.requirements.iter().flat_map(|requirement| requirement.gaps.iter().cloned());
    let first = |inputs: Vec<Input>| inputs.into_iter().min_by_key(|input| form_position(indication, input));
    let read = || row.requirements.iter().flat_map(|requirement| requirement.rule.inputs());
    first(gaps.collect()).or_else(|| first(read().collect())).map(|input| Target::of_gap(&input))
}
