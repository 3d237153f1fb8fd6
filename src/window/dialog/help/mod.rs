//! The help: the pages of the manual, and a list in which they are searched.

mod keys;
mod page;
mod picture;

use super::parts::{close_button, pane_up_to};
use super::{DialogAnswer, DialogState, DialogSubject, Update};
use crate::text::TextLimit;
use crate::window::cx::{Cx, Model};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::link;
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::{bounded_text, regular, shapes, size, space};
use crate::wording::manual::ManualPage;
use egui::{CornerRadius, Id, Key, Modifiers, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use strum::VariantArray;

/// The width of the dialog, in points; less where the window is narrower.
const WIDTH: f32 = 860.0;
/// In a narrower dialog, the list of pages takes the place of the page.
const MIN_WIDTH_FOR_BOTH: f32 = 560.0;
/// The width of the list of pages, in points.
const LIST_WIDTH: f32 = 220.0;
/// The greatest height of list and page, in points. It is the same for all pages, so that nothing moves.
const MAX_HEIGHT: f32 = 600.0;

/// Shows a page of the manual.
#[derive(Clone, Debug, PartialEq)]
pub struct HelpDialog {
    page: ManualPage,
    /// What is searched for in the pages.
    typed: String,
    /// Whether the list is shown, where there is no room for it beside the page.
    shows_list: bool,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum HelpAction {
    /// Take over what was typed so far, and show the first page with it.
    Search(String),
    /// Choose a page, in the list that stays.
    Choose(ManualPage),
    /// Show a page, where there is no room for both in place of the list.
    Open(ManualPage),
    /// Show the list in place of the page.
    ShowList,
}

impl HelpDialog {
    /// The help, open on a page.
    pub fn new(page: ManualPage) -> Self {
        HelpDialog { page, typed: String::new(), shows_list: false }
    }

    /// The page that is shown.
    pub fn page(&self) -> ManualPage {
        self.page
    }

    pub(super) fn update(&mut self, action: HelpAction, model: &Model) -> Update {
        match action {
            HelpAction::Search(typed) => {
                self.typed = typed;
                let found = found(model, &self.typed);
                if let Some(first) = found.first().filter(|_| !found.contains(&self.page)) {
                    self.page = *first;
                }
            }
            HelpAction::Choose(page) => self.page = page,
            HelpAction::Open(page) => {
                self.page = page;
                self.shows_list = false;
            }
            HelpAction::ShowList => self.shows_list = true,
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<HelpAction>>) {
        let found = found(cx.model, &self.typed);
        pane_up_to(ui, MAX_HEIGHT, |ui, rect| {
            let mut inside = |rect, draw: &mut dyn FnMut(&mut Ui)| {
                ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| draw(ui));
            };
            if rect.width() >= MIN_WIDTH_FOR_BOTH {
                let (mut list, mut page) = (rect, rect);
                list.max.x = list.min.x + LIST_WIDTH;
                page.min.x = list.max.x + 2.0 * space::SECTIONS;
                inside(list, &mut |ui| self.list(ui, cx, &found));
                inside(page, &mut |ui| page::show(ui, cx, self.page));
            } else if self.shows_list {
                inside(rect, &mut |ui| self.list(ui, cx, &found));
            } else {
                inside(rect, &mut |ui| {
                    if link(ui, cx.theme, cx.say.texts.get("help-pages")).clicked() {
                        cx.ask(DialogAnswer::Act(HelpAction::ShowList));
                    }
                    page::show(ui, cx, self.page);
                });
            }
        });
        close_button(ui, cx);
    }

    /// Draws the field for the search, and the pages found. Arrow keys in the field go from page to page.
    fn list(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<HelpAction>>, found: &[ManualPage]) {
        self.search_field(ui, cx, found);
        if found.is_empty() {
            ui.label(cx.say.texts.get("help-nothing"));
        }
        let key = Id::unique("help page before");
        let has_moved = ui.data(|data| data.get_temp::<ManualPage>(key)) != Some(self.page);
        ui.data_mut(|data| data.insert_temp(key, self.page));
        ScrollView::filling().show(ui, "help pages", (), |ui, _| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for page in found {
                let entry = self.entry(ui, cx, *page);
                if has_moved && *page == self.page {
                    entry.scroll_to_me(None);
                }
            }
        });
    }

    fn search_field(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<HelpAction>>, found: &[ManualPage]) {
        let id = Id::unique("help search");
        if ui.memory(|memory| memory.has_focus(id)) {
            self.take_keys(ui, cx, found);
        }
        let mut text = self.typed.clone();
        let name = cx.say.texts.get("help-search");
        let hint = egui::RichText::new(name).color(cx.theme.muted);
        let bounds = (1, TextLimit::Line.max_chars());
        let response = bounded_text::show(ui, (cx.theme, cx.say), id, &mut text, bounds, |edit| {
            edit.hint_text(hint.clone()).desired_width(f32::INFINITY).margin(vec2(8.0, 6.0))
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(name);
            node.set_active_descendant(entry_id(self.page).accesskit_id());
        });
        if response.changed() {
            cx.ask(DialogAnswer::Act(HelpAction::Search(text)));
        }
        let is_new = ui.ctx().viewport(|viewport| viewport.prev_pass.widgets.get(id).is_none());
        if is_new {
            response.request_focus();
        }
    }

    /// Takes the keys that choose and open a page. Enter is for the list even if nothing is found: it must not press
    /// the default button, which closes the help.
    fn take_keys(&self, ui: &Ui, cx: &mut Cx<DialogAnswer<HelpAction>>, found: &[ManualPage]) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let at = found.iter().position(|page| *page == self.page);
        let is_entered = pressed(Key::Enter);
        let next = match at {
            _ if found.is_empty() => None,
            Some(at) if pressed(Key::ArrowDown) => found.get(at + 1),
            Some(at) if pressed(Key::ArrowUp) => at.checked_sub(1).and_then(|at| found.get(at)),
            None if pressed(Key::ArrowDown) => found.first(),
            Some(_) | None => None,
        };
        if let Some(next) = next {
            cx.ask(DialogAnswer::Act(HelpAction::Choose(*next)));
        } else if is_entered && self.shows_list && at.is_some() {
            cx.ask(DialogAnswer::Act(HelpAction::Open(self.page)));
            // The list goes with its field. On the button that closes the help, the next Enter would press it.
            page::focus(ui);
        }
    }

    fn entry(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<HelpAction>>, page: ManualPage) -> Response {
        let theme = cx.theme;
        let title = page.title(cx.model.language());
        let is_shown = page == self.page;
        let width = ui.available_width();
        let room = width - 2.0 * space::CONTROLS;
        let galley = ui.painter().layout(title.to_owned(), regular(size::BODY), theme.text, room);
        let (_, rect) = ui.allocate_space(vec2(width, galley.size().y + 10.0));
        // The field keeps the focus: arrows choose.
        let response = ui.interact(rect, entry_id(page), Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_shown, title));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.clear_toggled();
            node.set_selected(is_shown);
        });
        if is_shown || response.hovered() {
            let fill = if is_shown { theme.accent_soft } else { theme.sunken };
            ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
        }
        if is_shown {
            shapes::chosen_bar(ui.painter(), theme, rect);
        }
        ui.painter().galley(rect.min + vec2(space::CONTROLS, 5.0), galley, theme.text);
        if response.clicked() {
            cx.ask(DialogAnswer::Act(HelpAction::Open(page)));
        }
        response
    }
}

impl DialogState for HelpDialog {
    fn title(&self) -> &'static str {
        UiCommand::Help.label_id()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::Window
    }

    fn width(&self) -> f32 {
        WIDTH
    }
}

/// The pages that match what was typed, in the order of the list.
fn found(model: &Model, typed: &str) -> Vec<ManualPage> {
    let pages = ManualPage::VARIANTS.iter().copied();
    pages.filter(|page| page.matches(model.language(), typed)).collect()
}

fn entry_id(page: ManualPage) -> Id {
    Id::unique(("help page", page))
}
