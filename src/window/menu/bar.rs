//! The titles of the menu bar: in the bar on top, or below its only button while a menu is open.

use super::keys::letter_of_title;
use super::open;
use crate::window::command::Command;
use crate::window::cx::Cx;
use crate::window::open_menu::{Menu, MenuCommand, MenuKind, OpenedBy};
use crate::window::widget::{Theme, regular, shapes, size};
use crate::wording::Phrases;
use egui::text::LayoutJob;
use egui::{
    Color32, Context, CornerRadius, Galley, Id, Pos2, Rect, Response, Role, Sense, Stroke, TextFormat, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;
use strum::VariantArray;

/// The free room on both sides of a title, in points.
const MARGIN: f32 = 9.0;
const ROUNDING: u8 = 6;

/// Whether the bar has a title for each menu, or one button for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folding {
    /// Each menu has its title.
    Unfolded,
    /// There is one button. The titles open below it: beside it, the bar names the patient.
    Folded,
}

/// The room around the titles below the button, in points.
const TITLES_MARGIN: f32 = 4.0;
/// How far those titles are below the button, in points: the bar ends between them.
const BELOW_BUTTON: f32 = 7.0 + TITLES_MARGIN;

/// Where the titles of an open menu are drawn.
#[derive(Clone, Copy)]
struct TitlesPlace {
    /// The corner of the first title.
    at: Pos2,
    folding: Folding,
    /// Where the bar ends, in points from the top of the window.
    foot: f32,
}

impl TitlesPlace {
    fn of_last_pass(ctx: &Context) -> Self {
        let none = TitlesPlace { at: Pos2::ZERO, folding: Folding::Unfolded, foot: 0.0 };
        ctx.data(|data| data.get_temp(place_key())).unwrap_or(none)
    }
}

/// The width of the bar in points.
pub fn width(ui: &Ui, say: Phrases, folding: Folding) -> f32 {
    match folding {
        Folding::Unfolded => {
            Menu::VARIANTS.iter().map(|menu| title_width(ui, say.texts.get(menu.title_id()))).sum()
        }
        Folding::Folded => title_width(ui, say.texts.get("menu")),
    }
}

fn title_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), regular(size::BODY), Color32::PLACEHOLDER);
    (galley.size().x + 2.0 * MARGIN).ceil()
}

/// Draws the menu bar at the cursor of `ui`.
pub fn show(ui: &mut Ui, cx: &mut Cx<Command>, folding: Folding) {
    let extent = vec2(width(ui, cx.say, folding), size::CONTROL);
    let (rect, _) = ui.allocate_exact_size(extent, Sense::hover());
    let at = match folding {
        Folding::Unfolded => rect.min,
        Folding::Folded => rect.left_bottom() + vec2(TITLES_MARGIN, BELOW_BUTTON),
    };
    let place = TitlesPlace { at, folding, foot: rect.max.y + BELOW_BUTTON - TITLES_MARGIN };
    ui.data_mut(|data| data.insert_temp(place_key(), place));
    let is_open = matches!(cx.model.menu.map(|menu| &menu.kind), Some(MenuKind::Bar(_)));
    let opened = match folding {
        // The open menu draws the titles above everything.
        Folding::Unfolded if is_open => None,
        Folding::Unfolded => show_titles(ui, cx.theme, cx.say, rect.min, None),
        Folding::Folded => show_button(ui, cx, rect, is_open),
    };
    match opened {
        // A screen reader presses the button below the menu.
        Some(_) if is_open => cx.ask(MenuCommand::Close),
        Some(TitleInput { menu, by }) => {
            // A press takes the focus from a field only after the bar was drawn.
            let focus_before = ui.memory(|memory| memory.focused());
            cx.ask(open(ui.ctx(), MenuKind::Bar(menu), by, focus_before));
        }
        None => {}
    }
}

/// Where the bar ends, in points from the top of the window: what opens below it leaves the patient in sight.
pub fn foot(ctx: &Context) -> f32 {
    TitlesPlace::of_last_pass(ctx).foot
}

fn place_key() -> Id {
    Id::unique("menu-bar-place")
}

/// The button of the folded menu bar.
fn show_button(ui: &mut Ui, cx: &Cx<Command>, rect: Rect, is_open: bool) -> Option<TitleInput> {
    let name = cx.say.texts.get("menu");
    let first = *Menu::VARIANTS.first()?;
    let response = ui.interact(rect, button_id(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Menu);
        node.set_expanded(is_open);
    });
    paint_title(ui, cx.theme, &response, title_text(ui, cx.theme, name, false), is_open);
    if !is_open {
        shapes::frame(ui.painter(), rect.shrink(0.5), ROUNDING, Stroke::new(1.0, cx.theme.control_line));
    }
    let pressed = input(&response, first)?;
    // The title of that menu was not pressed.
    let by = if pressed.by == OpenedBy::Pointer { OpenedBy::Hover } else { pressed.by };
    Some(TitleInput { by, ..pressed })
}

/// A title that was pressed or hovered over.
#[derive(Clone, Copy)]
pub struct TitleInput {
    /// The menu that it opens.
    pub menu: Menu,
    /// What pressed it, or that the pointer only went over it.
    pub by: OpenedBy,
}

/// Draws the titles of the menu that is open, above everything, and gives the one that was pressed. Their place is
/// added to `places`.
pub fn show_titles_of_open(
    ui: &mut Ui,
    theme: &Theme,
    say: Phrases,
    open: Menu,
    places: &mut Vec<Rect>,
) -> Option<TitleInput> {
    let TitlesPlace { at, folding, .. } = TitlesPlace::of_last_pass(ui.ctx());
    let titles = titles_rect(ui, say, at);
    match folding {
        Folding::Unfolded => {
            ui.painter().rect_filled(titles, CornerRadius::ZERO, theme.surface);
            places.push(titles);
        }
        Folding::Folded => {
            let strip = titles.expand(TITLES_MARGIN);
            ui.painter().rect_filled(strip, CornerRadius::same(8), theme.surface);
            shapes::frame(ui.painter(), strip, 8, Stroke::new(1.0, theme.control_line));
            places.push(strip);
        }
    }
    show_titles(ui, theme, say, at, Some(open))
}

/// Draws the titles from left to right, and gives the one that was pressed. `open`: the menu that is open.
fn show_titles(
    ui: &mut Ui,
    theme: &Theme,
    say: Phrases,
    from: Pos2,
    open: Option<Menu>,
) -> Option<TitleInput> {
    let builder = UiBuilder::new()
        .id_salt("menu bar")
        .max_rect(titles_rect(ui, say, from))
        .accessibility_role(Role::MenuBar)
        .accessibility_label(say.texts.get("menu-bar"));
    let mut pressed = None;
    let has_letters = !ui.ctx().os().is_mac();
    let shows_letters = has_letters && (open.is_some() || ui.input(|input| input.modifiers.alt));
    let ui = &mut ui.new_child(builder);
    for (menu, rect) in title_rects(ui, say, from) {
        let name = say.texts.get(menu.title_id());
        let response = ui.interact(rect, title_id(menu), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, name));
        let letter = letter_of_title(menu, say.texts.language()).filter(|_| has_letters);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_has_popup(egui::accesskit::HasPopup::Menu);
            node.set_expanded(open == Some(menu));
            if let Some(letter) = letter {
                node.set_access_key(format!("Alt+{}", letter.to_uppercase()));
            }
        });
        let text = title_text(ui, theme, name, shows_letters);
        paint_title(ui, theme, &response, text, open == Some(menu));
        let slides_over = open.is_some()
            && open != Some(menu)
            && response.contains_pointer()
            && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
        let slid = slides_over.then_some(TitleInput { menu, by: OpenedBy::Hover });
        pressed = input(&response, menu).or(slid).or(pressed);
    }
    pressed
}

/// The places of the titles from left to right.
fn title_rects(ui: &Ui, say: Phrases, from: Pos2) -> Vec<(Menu, Rect)> {
    let mut at = from;
    let mut rects = Vec::new();
    for menu in Menu::VARIANTS {
        let extent = vec2(title_width(ui, say.texts.get(menu.title_id())), size::CONTROL);
        rects.push((*menu, Rect::from_min_size(at, extent)));
        at.x += extent.x;
    }
    rects
}

/// The place of all titles.
fn titles_rect(ui: &Ui, say: Phrases, from: Pos2) -> Rect {
    Rect::from_min_size(from, vec2(width(ui, say, Folding::Unfolded), size::CONTROL))
}

/// Where a menu opens: below its title.
pub fn below_title(ui: &Ui, say: Phrases, menu: Menu) -> Pos2 {
    let TitlesPlace { at, folding, .. } = TitlesPlace::of_last_pass(ui.ctx());
    let rects = title_rects(ui, say, at);
    let rect = rects.into_iter().find(|(other, _)| *other == menu).map_or(Rect::ZERO, |(_, rect)| rect);
    let gap = match folding {
        Folding::Unfolded => 2.0,
        Folding::Folded => TITLES_MARGIN + 2.0,
    };
    pos2(rect.min.x, rect.max.y + gap)
}

/// The egui id of a title.
pub fn title_id(menu: Menu) -> Id {
    Id::unique(("menu title", menu))
}

fn button_id() -> Id {
    Id::unique("menu button")
}

/// Whether a title was pressed. The pointer opens a menu where it goes down, so that it can go on to an entry.
fn input(response: &Response, menu: Menu) -> Option<TitleInput> {
    let (is_pressed, is_released) =
        response.ctx.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_released()));
    // Press and release may come in one frame, after which the button is not down any more.
    let is_short_click = is_released && response.clicked();
    if is_pressed && (response.is_pointer_button_down_on() || is_short_click) {
        Some(TitleInput { menu, by: OpenedBy::Pointer })
    } else if response.clicked() && !is_released {
        Some(TitleInput { menu, by: OpenedBy::Keys })
    } else {
        None
    }
}

/// The text of a title, with its letter underlined while Alt is held.
fn title_text(ui: &Ui, theme: &Theme, name: &str, shows_letter: bool) -> Arc<Galley> {
    let plain = TextFormat::simple(regular(size::BODY), theme.text);
    let first = name.chars().next().map_or(0, char::len_utf8);
    let (letter, rest) = name.split_at(first);
    let underline = if shows_letter { Stroke::new(1.0, theme.text) } else { Stroke::NONE };
    let mut job = LayoutJob::default();
    job.append(letter, 0.0, TextFormat { underline, ..plain.clone() });
    job.append(rest, 0.0, plain);
    ui.painter().layout_job(job)
}

fn paint_title(ui: &Ui, theme: &Theme, response: &Response, text: Arc<Galley>, is_open: bool) {
    let rect = response.rect;
    if is_open || response.hovered() {
        let fill = if is_open { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(ROUNDING), fill);
    }
    if is_open || response.has_focus() {
        shapes::frame(ui.painter(), rect.shrink(1.0), ROUNDING, Stroke::new(1.5, theme.focus));
    }
    let at = rect.center() - text.size() / 2.0;
    ui.painter().galley(at, text, theme.text);
}
