//! Draws the menu that is open, over everything else.

use super::bar::{self, TitleInput};
use super::entries::{EntryAction, EntryMark, MenuEntry, entries};
use super::keys::{MenuKey, MenuKeys, menu_with_letter};
use crate::window::command::Command;
use crate::window::cx::{Cx, Model};
use crate::window::open_menu::{Menu, MenuCommand, MenuKind, OpenMenu, OpenedBy};
use crate::window::widget::again::lay_out_again;
use crate::window::widget::edit_menu::EditMenus;
use crate::window::widget::settled::menu_layer;
use crate::window::widget::{Theme, regular, scroll, shapes, size};
use egui::accesskit::Toggled;
use egui::{
    Area, Color32, Context, CornerRadius, Galley, Id, Order, Pos2, Rect, Response, Role, Sense, Shape,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// The height of an entry, in points.
const ROW: f32 = 26.0;
/// The height of the line between two groups, with the room around it.
const SEPARATOR: f32 = 9.0;
/// The room for check marks at the left.
const MARK_WIDTH: f32 = 28.0;
/// The room at the right.
const RIGHT: f32 = 12.0;
/// Between a label and its shortcut.
const GAP: f32 = 28.0;
/// Around the entries.
const PADDING: f32 = 5.0;
const MIN_WIDTH: f32 = 180.0;
/// The menu keeps this distance from the edges of the window.
const EDGE: f32 = 6.0;

/// Draws the open menu, and gives what is asked in it.
pub fn show(ctx: &Context, model: &Model, theme: &Theme, menu: &OpenMenu) -> Vec<Command> {
    let mut cx: Cx<Command> = Cx::new(model, theme);
    let entries = entries(ctx, model, menu);
    ctx.memory_mut(|memory| memory.set_modal_layer(menu_layer()));
    let window = ctx.content_rect();
    let area = Area::new(menu_layer().id).order(Order::Foreground).fixed_pos(window.min).fade_in(false);
    area.constrain(false).show(ctx, |ui| {
        ui.set_min_size(window.size());
        // It takes what is pressed beside the menu, so that nothing below is changed by the press that closes it.
        ui.interact(window, Id::unique("behind menu"), Sense::CLICK | Sense::DRAG);
        let mut drawn = Drawn { ui, cx: &mut cx, menu, entries: &entries, chosen: None, places: Vec::new() };
        drawn.show();
        let pressed =
            drawn.ui.input(|input| input.pointer.interact_pos().filter(|_| input.pointer.any_pressed()));
        let is_beside = pressed.is_some_and(|at| !drawn.places.iter().any(|place| place.contains(at)));
        if is_beside || entries.is_empty() {
            drawn.close();
        }
    });
    let commands = cx.into_asked();
    if !commands.is_empty() {
        // The entry goes with its menu.
        ctx.memory_mut(|memory| memory.stop_text_input());
    }
    commands
}

/// The menu while it is drawn.
struct Drawn<'a, 'm> {
    ui: &'a mut Ui,
    cx: &'a mut Cx<'m, Command>,
    menu: &'a OpenMenu,
    entries: &'a [MenuEntry],
    /// The place of the chosen entry in the list.
    chosen: Option<usize>,
    /// Where it is drawn: its list, and the titles of the menu bar.
    places: Vec<Rect>,
}

impl Drawn<'_, '_> {
    fn show(&mut self) {
        let before = self.remembered_choice();
        self.chosen = before;
        let mut keys = MenuKeys::take(self.ui.ctx()).into_iter();
        let has_keys = keys.len() > 0;
        for key in keys.by_ref() {
            self.press(key);
            if self.cx.has_asked() {
                break;
            }
        }
        MenuKeys::put_back(self.ui.ctx(), keys.collect());
        let at = match &self.menu.kind {
            MenuKind::Bar(menu) => {
                self.show_titles(*menu);
                bar::below_title(self.ui, self.cx.say, *menu)
            }
            MenuKind::Field(at) | MenuKind::Row(_, at) => *at,
        };
        self.show_entries(at, has_keys);
        let (key, at) = (self.memory_key(), self.chosen);
        self.ui.data_mut(|data| data.insert_temp(choice_id(), MenuChoice { key, at }));
        if self.chosen != before {
            // What is chosen is painted in the next layout where it was found in this one.
            lay_out_again(self.ui.ctx(), "another entry of the menu is chosen");
        }
        self.focus_chosen();
    }

    /// The titles of the menu bar above everything: those in the bar are out of reach.
    fn show_titles(&mut self, open: Menu) {
        let input = bar::show_titles_of_open(self.ui, self.cx.theme, self.cx.say, open, &mut self.places);
        match input {
            // The hand was on its way to press this title when hovering opened the menu.
            Some(TitleInput { menu, by: OpenedBy::Pointer })
                if menu == open && self.menu.opened_by == OpenedBy::Hover =>
            {
                self.cx.ask(MenuCommand::Switch(menu, OpenedBy::Pointer));
            }
            Some(TitleInput { menu, .. }) if menu == open => self.close(),
            Some(TitleInput { menu, by }) => self.cx.ask(MenuCommand::Switch(menu, by)),
            None => {}
        }
    }

    /// Tells apart the menus of the bar that are opened one after the other.
    fn memory_key(&self) -> Id {
        Id::unique((format!("{:?}", self.menu.kind), format!("{:?}", self.menu.opened_by)))
    }

    /// The entry that was chosen in the last layout, or the first one if the menu was just opened by a key. A screen
    /// reader chooses by moving the focus.
    fn remembered_choice(&self) -> Option<usize> {
        let focused = self.ui.memory(|memory| memory.focused());
        let by_focus = (0..self.entries.len()).find(|at| Some(self.entry_id(*at)) == focused);
        let remembered: Option<MenuChoice> = self.ui.data(|data| data.get_temp(choice_id()));
        let remembered = remembered.filter(|choice| choice.key == self.memory_key());
        let first = || match self.menu.opened_by {
            OpenedBy::Keys => self.next_enabled(None, 1),
            OpenedBy::Pointer | OpenedBy::Hover => None,
        };
        let chosen = by_focus.or_else(|| remembered.map_or_else(first, |choice| choice.at));
        chosen.filter(|at| self.entries.get(*at).is_some_and(|entry| entry.is_enabled))
    }

    fn press(&mut self, key: MenuKey) {
        match (key, &self.menu.kind) {
            (MenuKey::Down, _) => self.chosen = self.next_enabled(self.chosen, 1),
            (MenuKey::Up, _) => self.chosen = self.next_enabled(self.chosen, -1),
            (MenuKey::First, _) => self.chosen = self.next_enabled(None, 1),
            (MenuKey::Last, _) => self.chosen = self.next_enabled(None, -1),
            (MenuKey::Left, MenuKind::Bar(menu)) => {
                self.cx.ask(MenuCommand::Switch(menu.beside(-1), OpenedBy::Keys));
            }
            (MenuKey::Right, MenuKind::Bar(menu)) => {
                self.cx.ask(MenuCommand::Switch(menu.beside(1), OpenedBy::Keys));
            }
            (MenuKey::Left | MenuKey::Right, MenuKind::Field(_) | MenuKind::Row(..)) => {}
            (MenuKey::Run, _) => {
                if let Some(at) = self.chosen {
                    self.run(at);
                }
            }
            (MenuKey::Close, _) => self.close(),
            (MenuKey::Letter(letter), _) => self.choose_by_letter(letter),
            (MenuKey::AltLetter(letter), kind) => {
                match menu_with_letter(letter, self.cx.say.texts.language()) {
                    Some(menu) if *kind == MenuKind::Bar(menu) => self.chosen = self.next_enabled(None, 1),
                    Some(menu) => self.cx.ask(MenuCommand::Switch(menu, OpenedBy::Keys)),
                    None => {}
                }
            }
        }
    }

    /// The enabled entry before or after another one. After the last one comes the first.
    fn next_enabled(&self, from: Option<usize>, step: isize) -> Option<usize> {
        let count = self.entries.len();
        let start = match (from, step > 0) {
            (Some(at), _) => at,
            (None, true) => count.checked_sub(1)?,
            (None, false) => 0,
        };
        let mut places = (1..=count).map(|by| {
            let by = by % count;
            if step > 0 { (start + by) % count } else { (start + count - by) % count }
        });
        places.find(|at| self.entries[*at].is_enabled)
    }

    fn choose_by_letter(&mut self, letter: char) {
        let count = self.entries.len();
        let start = self.chosen.map_or(0, |at| at + 1);
        let starts = |entry: &MenuEntry| {
            let first = entry.label.to_lowercase().chars().next();
            entry.is_enabled && first == letter.to_lowercase().next()
        };
        let found = (0..count).map(|by| (start + by) % count).find(|at| starts(&self.entries[*at]));
        self.chosen = found.or(self.chosen);
    }

    fn run(&mut self, at: usize) {
        let Some(entry) = self.entries.get(at).filter(|entry| entry.is_enabled) else { return };
        match (&entry.action, self.menu.field) {
            (EntryAction::Run(command), _) => self.cx.ask(command.as_ref().clone()),
            (EntryAction::Edit(action), Some(field)) => {
                EditMenus::resume_later(self.ui.ctx(), field, Some(*action));
                self.cx.ask(MenuCommand::Close);
            }
            (EntryAction::Edit(_), None) => {}
        }
    }

    /// Closes the menu without a choice.
    fn close(&mut self) {
        if let Some(field) = self.menu.field {
            EditMenus::resume_later(self.ui.ctx(), field, None);
        }
        self.cx.ask(MenuCommand::Close);
    }

    /// Gives the focus to the chosen entry, or to what a screen reader is to read instead.
    fn focus_chosen(&self) {
        let wanted = match (self.chosen, &self.menu.kind) {
            (Some(at), _) => self.entry_id(at),
            (None, MenuKind::Bar(menu)) => bar::title_id(*menu),
            (None, MenuKind::Field(_) | MenuKind::Row(..)) => list_id(),
        };
        if self.ui.memory(|memory| memory.focused()) != Some(wanted) {
            self.ui.memory_mut(|memory| memory.request_focus(wanted));
        }
    }

    fn entry_id(&self, at: usize) -> Id {
        Id::unique(("menu entry", self.memory_key(), at))
    }

    fn show_entries(&mut self, at: Pos2, has_keys: bool) {
        let theme = self.cx.theme;
        let texts: Vec<EntryText> =
            self.entries.iter().map(|entry| EntryText::of(self.ui, theme, entry)).collect();
        let window = self.ui.ctx().content_rect().shrink(EDGE);
        let widest = texts.iter().map(EntryText::width).fold(MIN_WIDTH, f32::max);
        let inner = vec2(widest.min(window.width() - 2.0 * PADDING), self.height());
        let rect = self.place(at, inner + Vec2::splat(2.0 * PADDING), window);
        self.places.push(rect);
        let painter = self.ui.painter();
        painter.rect_filled(rect, CornerRadius::same(8), theme.surface);
        painter.rect_stroke(rect, 8, Stroke::new(1.0, theme.control_line), StrokeKind::Inside);
        let name = match &self.menu.kind {
            MenuKind::Bar(menu) => menu.title_id(),
            MenuKind::Field(_) => "field-menu",
            MenuKind::Row(..) => "row-menu",
        };
        let list =
            self.ui.interact(rect, list_id(), Sense::CLICK | Sense::DRAG | Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::Menu, true, self.cx.say.texts.get(name)));
        let builder = UiBuilder::new().id_salt("menu list").max_rect(rect.shrink(PADDING));
        let mut inside = self.ui.new_child(builder);
        scroll::pointed_list(&mut inside, "menu entries", |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut rows = Vec::new();
            for (at, (entry, text)) in self.entries.iter().zip(&texts).enumerate() {
                if at > 0 && self.entries[at - 1].group != entry.group {
                    let (_, line) = ui.allocate_space(vec2(ui.available_width(), SEPARATOR));
                    let ends = [line.left_center(), line.right_center()];
                    ui.painter().line_segment(ends, Stroke::new(1.0, theme.line));
                }
                let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW));
                let sense = if entry.is_enabled { Sense::click() } else { Sense::hover() };
                let response = ui.interact(row, self.entry_id(at), sense);
                tell_screen_readers(&response, entry);
                rows.push((at, response, text));
            }
            self.point(ui, &rows);
            for (at, response, text) in &rows {
                text.paint(ui, theme, response.rect, self.chosen == Some(*at));
                if has_keys && self.chosen == Some(*at) {
                    response.scroll_to_me(None);
                }
            }
        });
    }

    /// The height of all entries.
    fn height(&self) -> f32 {
        let separators = self.entries.windows(2).filter(|pair| pair[0].group != pair[1].group).count();
        self.entries.len() as f32 * ROW + separators as f32 * SEPARATOR
    }

    /// The place of the menu at a point, inside of the window. A context menu opens upwards where there is more room,
    /// but not over the bar, which names the patient.
    fn place(&self, at: Pos2, extent: Vec2, window: Rect) -> Rect {
        let top = match &self.menu.kind {
            // The titles stay in sight.
            MenuKind::Bar(_) => at.y,
            MenuKind::Field(_) | MenuKind::Row(..) => bar::foot(self.ui.ctx()).max(window.min.y),
        };
        let height = extent.y.min(window.max.y - top);
        let x = at.x.min(window.max.x - extent.x).max(window.min.x);
        let y = at.y.min(window.max.y - height).max(top);
        Rect::from_min_size(pos2(x, y), vec2(extent.x, height))
    }

    /// Chooses the entry that the pointer moves to, and runs the one on which its button is released: it may have gone
    /// down on the title, and been dragged to the entry.
    fn point(&mut self, ui: &Ui, rows: &[(usize, Response, &EntryText)]) {
        let (is_moving, is_released) =
            ui.input(|input| (input.pointer.delta() != Vec2::ZERO, input.pointer.primary_released()));
        for (at, response, _) in rows {
            if !self.entries[*at].is_enabled {
                continue;
            }
            if is_moving && response.contains_pointer() {
                self.chosen = Some(*at);
            }
            // Screen readers click without the pointer.
            if if is_released { response.contains_pointer() } else { response.clicked() } {
                self.run(*at);
            }
        }
    }
}

/// The entry that was chosen in the last layout.
#[derive(Clone, Copy)]
struct MenuChoice {
    /// The menu that has it.
    key: Id,
    /// The place in the list; `None`: none is chosen.
    at: Option<usize>,
}

/// Forgets which entry was chosen, once the menu is closed: the next one starts anew.
pub fn forget_choice(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<MenuChoice>(choice_id()));
}

fn choice_id() -> Id {
    Id::unique("chosen in menu")
}

fn list_id() -> Id {
    Id::unique("menu list")
}

fn tell_screen_readers(response: &Response, entry: &MenuEntry) {
    let role = match entry.mark {
        EntryMark::Never => Role::MenuItem,
        EntryMark::Switch(_) => Role::MenuItemCheckBox,
        EntryMark::Choice(_) => Role::MenuItemRadio,
    };
    response.widget_info(|| WidgetInfo::labeled(role, entry.is_enabled, &entry.label));
    response.ctx.accesskit_node_builder(response.id, |node| {
        if entry.mark != EntryMark::Never {
            node.set_toggled(if entry.mark.is_on() { Toggled::True } else { Toggled::False });
        }
        if !entry.is_enabled {
            node.set_disabled();
        }
        if !entry.keys.is_empty() {
            node.set_keyboard_shortcut(entry.keys.as_str());
        }
    });
}

/// The texts of an entry, as they are painted.
struct EntryText {
    label: Arc<Galley>,
    keys: Arc<Galley>,
    mark: EntryMark,
    color: Color32,
}

impl EntryText {
    fn of(ui: &Ui, theme: &Theme, entry: &MenuEntry) -> Self {
        /// The name of an undone change can be long.
        const LONGEST: f32 = 420.0;
        let color = if entry.is_enabled { theme.text } else { theme.faint };
        let font = regular(size::BODY);
        let mut job = egui::text::LayoutJob::simple_singleline(entry.label.clone(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(LONGEST);
        let label = ui.painter().layout_job(job);
        let keys = ui.painter().layout_no_wrap(entry.keys.clone(), regular(size::SMALL), theme.muted);
        EntryText { label, keys, mark: entry.mark, color }
    }

    fn width(&self) -> f32 {
        let keys = if self.keys.is_empty() { 0.0 } else { GAP + self.keys.size().x };
        MARK_WIDTH + self.label.size().x + keys + RIGHT
    }

    fn paint(&self, ui: &Ui, theme: &Theme, rect: Rect, is_chosen: bool) {
        let painter = ui.painter();
        if is_chosen {
            painter.rect_filled(rect, CornerRadius::same(5), theme.accent_soft);
            shapes::frame(painter, rect.shrink(1.0), 5, Stroke::new(1.5, theme.focus));
        }
        let centre = pos2(rect.min.x + MARK_WIDTH / 2.0, rect.center().y);
        match self.mark {
            EntryMark::Switch(true) => {
                let at = |x: f32, y: f32| centre + vec2(x, y);
                let line = vec![at(-4.5, 0.5), at(-1.5, 3.5), at(4.5, -3.5)];
                painter.add(Shape::line(line, Stroke::new(1.8, self.color)));
            }
            EntryMark::Choice(true) => {
                painter.circle_filled(centre, 3.0, self.color);
            }
            EntryMark::Switch(false) | EntryMark::Choice(false) | EntryMark::Never => {}
        }
        let y = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
        let label = pos2(rect.min.x + MARK_WIDTH, y(&self.label));
        painter.galley(label, self.label.clone(), self.color);
        let keys = pos2(rect.max.x - RIGHT - self.keys.size().x, y(&self.keys));
        painter.galley(keys, self.keys.clone(), theme.muted);
    }
}
