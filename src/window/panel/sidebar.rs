//! The sidebar: the overview and the list of indications, each with its current verdict.

mod row_reasons;
mod verdict_words;
mod whole_entries;

use super::columns::SidebarStyle;
use super::{PanelCx, verdict};
use crate::assessment::{Assessment, Status};
use crate::definition::{Indication, Input, Language};
use crate::window::case::{CaseCommand, CaseId, View};
use crate::window::room::WindowHeight;
use crate::window::shortcut::{UiCommand, indication_keys};
use crate::window::widget::controls::{DIVIDER, heading};
use crate::window::widget::dots::with_bound_dots;
use crate::window::widget::scroll::{ScrollView, bar_in_margin};
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::text::LayoutJob;
use egui::{
    Align, CornerRadius, Galley, Id, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use row_reasons::reasons_by_row;
use std::sync::Arc;
use verdict_words::VerdictWords;
use whole_entries::{end_with_whole_entry, scroll_to};

/// Draws the list of indications. `foot` is where it ends while there are no notices: what it shows does not change,
/// and nothing in it moves, when one comes or goes.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, style: SidebarStyle, foot: f32) {
    let texts = cx.say.texts;
    let session = cx.model.case.session();
    let is_overview = cx.model.case.view() == View::Overview;
    let entries: Vec<_> = session.assessments().collect();
    let is_dense = style == SidebarStyle::Rail && WindowHeight::of(ui.ctx()) == WindowHeight::Low;
    if is_dense {
        ui.spacing_mut().item_spacing.y = 0.0;
    }
    let room = foot - ui.cursor().top() - NOTICE_ROOM;
    let has_titles = style == SidebarStyle::List && has_room_for_titles(ui, cx, &entries, room);
    if has_titles {
        title(ui, cx, "overview");
    }
    let count = texts.with("held-against", &[("count", session.set().indications.len().into())]);
    let look = SidebarEntry {
        id: Id::unique("overview-entry"),
        name: texts.get("command-overview"),
        below: &count,
        shown_below: if has_titles { &count } else { "" },
        spoken: texts.get("command-overview").to_owned(),
        keys: UiCommand::Overview.keys(ui.ctx()),
        status: None,
        is_dimmed: false,
        is_shown: is_overview,
        style,
        why: &Vec::new,
    };
    if entry(ui, cx, &look).clicked() {
        cx.ask(UiCommand::Overview);
    }
    ui.add_space(if is_dense { space::PARTS } else { space::CARDS });
    if has_titles {
        title(ui, cx, "indications");
    }
    // The bar is in the margin, so that it takes no room from the names.
    ui.spacing_mut().scroll = bar_in_margin(match style {
        SidebarStyle::List => LIST_BAR,
        SidebarStyle::Rail => RAIL_BAR,
    });
    ScrollView::filling().show(ui, "indications", (), |ui, seen| {
        let is_new = shows_other_contents(ui, cx);
        let Some(tops) = tops(ui, cx, &entries, style) else {
            let top = ui.cursor().top();
            let mut edges = vec![0.0];
            for (at, (indication, assessment)) in entries.iter().enumerate() {
                indication_entry(ui, cx, at, indication, assessment, style);
                edges.push(ui.cursor().top() - top);
            }
            end_with_whole_entry(ui, &edges);
            let shown = entries.iter().position(|(indication, _)| is_shown(cx, indication));
            if let Some(at) = shown.filter(|_| is_new) {
                scroll_to(ui, top, &edges, at);
            }
            return;
        };
        // Of a long list, only the visible entries are drawn, and a few on either side that the Tab key can reach.
        let first = tops.partition_point(|top| *top < seen.min.y).saturating_sub(EXTRA_ENTRIES);
        let last = (tops.partition_point(|top| *top < seen.max.y) + EXTRA_ENTRIES).min(entries.len());
        let shown = entries.iter().position(|(indication, _)| is_shown(cx, indication));
        if let Some(at) = shown.filter(|_| is_new) {
            scroll_to(ui, ui.cursor().top(), &tops, at);
        }
        ui.add_space(tops[first]);
        for (at, (indication, assessment)) in entries.iter().enumerate().take(last).skip(first) {
            indication_entry(ui, cx, at, indication, assessment, style);
        }
        ui.add_space((tops[entries.len()] - tops[last]).max(0.0));
        end_with_whole_entry(ui, &tops);
    });
}

/// The height of a notice of two lines with buttons below them, in points: a list that has no room for its titles and
/// that has no titles, so that all its entries stay in sight.
const NOTICE_ROOM: f32 = 96.0;
/// Lists of at most this many entries are drawn as a whole.
const MAX_DRAWN_AS_WHOLE: usize = 60;
/// The number of entries that are drawn before and after the visible ones.
const EXTRA_ENTRIES: usize = 4;
const GAP: f32 = 2.0;

/// The upper edges of the entries of a long list, and the lower edge of the last; `None`: the list is short. They are
/// cached until one of the values in [`CacheKey`] changes.
fn tops(
    ui: &Ui,
    cx: &PanelCx,
    entries: &[(&Indication, &Assessment)],
    style: SidebarStyle,
) -> Option<Arc<Vec<f32>>> {
    if entries.len() <= MAX_DRAWN_AS_WHOLE {
        return None;
    }
    let session = cx.model.case.session();
    let key = (ui.available_width().to_bits(), cx.say.language, cx.model.case.id(), session.revision());
    let id = Id::unique(("indication-tops", style));
    let cached: Option<(CacheKey, Arc<Vec<f32>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, tops)) = cached.filter(|(of, _)| *of == key) {
        return Some(tops);
    }
    let mut tops = vec![0.0];
    for (at, (indication, assessment)) in entries.iter().enumerate() {
        let summary = fitting_summary(ui, cx, indication, assessment);
        let name = cx.say.of(&indication.short);
        let state = EntryState { is_shown: false, is_verdict: true, style };
        let height = EntryTexts::of(ui, cx, name, &summary, state).height;
        tops.push(tops[at] + height + below_entry(ui));
    }
    let tops = Arc::new(tops);
    ui.data_mut(|data| data.insert_temp(id, (key, tops.clone())));
    Some(tops)
}

/// The distance to the next entry, in points.
fn below_entry(ui: &Ui) -> f32 {
    ui.spacing().item_spacing.y + GAP
}

/// The values that the heights of the entries depend on: width, language, case and revision.
type CacheKey = (u32, Language, CaseId, u64);

fn indication_entry(
    ui: &mut Ui,
    cx: &mut PanelCx,
    at: usize,
    indication: &Indication,
    assessment: &Assessment,
    style: SidebarStyle,
) {
    let name = cx.say.of(&indication.short);
    let summary = summary(cx, indication, assessment);
    let shown_below = fitting_summary(ui, cx, indication, assessment);
    let is_shown = is_shown(cx, indication);
    let look = SidebarEntry {
        id: Id::unique(("indication", indication.id.as_str())),
        name,
        below: &summary,
        shown_below: &shown_below,
        spoken: format!("{name}: {}", cx.say.overall(assessment)),
        keys: indication_keys(at).map(|keys| ui.ctx().format_shortcut(&keys)),
        status: Some(assessment.overall),
        is_dimmed: !is_shown && cx.model.case.session().is_ruled_out_by_first_question(assessment),
        is_shown,
        style,
        why: &|| reasons_by_row(cx, indication, assessment),
    };
    let response = entry(ui, cx, &look);
    if response.clicked() {
        cx.ask(CaseCommand::ShowIndication(indication.id.clone()));
    }
}

/// Whether the form of the indication is shown.
fn is_shown(cx: &PanelCx, indication: &Indication) -> bool {
    cx.model.case.view() == View::Form && cx.model.case.session().indication().id == indication.id
}

/// Whether the list has another size than in the pass before, or the window shows another case, indication or view: the
/// entry of what is shown may be out of sight.
fn shows_other_contents(ui: &Ui, cx: &PanelCx) -> bool {
    let id = Id::unique("contents of the list of indications");
    let case = cx.model.case;
    let shown = (case.id(), case.view(), case.session().indication().id.clone());
    let contents = Some((ui.clip_rect().size(), shown));
    ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(id), contents.clone())) != contents
}

const TEXT_AT: f32 = 40.0;
/// The margin beside a list, in points. At the right, the scroll bar is in it.
pub const LIST_MARGIN: i8 = 12;
const LIST_BAR: f32 = 8.0;
/// The margin at the right of the texts of a list, in points.
const TEXT_END: f32 = 8.0;
/// The margin beside the entries of a rail, in points. At the right, the scroll bar is in it.
pub const RAIL_MARGIN: i8 = 5;
const RAIL_BAR: f32 = 4.0;
/// The range of a rail's width, in points.
const RAIL_WIDTHS: std::ops::RangeInclusive<f32> = 60.0..=132.0;
/// Where the shape and the name are in an entry of a rail, in points from its top.
const RAIL_SHAPE_AT: f32 = 17.0;
const RAIL_NAME_AT: f32 = 30.0;

/// The width that a rail needs for the longest word of its names, in points: no word is broken.
pub fn rail_width(ui: &Ui, cx: &PanelCx) -> f32 {
    // The names of a large set are looked at once: the first are as long as any.
    let indications = cx.model.case.session().assessments().take(40);
    let names = indications.map(|(indication, _)| cx.say.of(&indication.short));
    let names = names.chain([cx.say.texts.get("command-overview")]);
    let word_width = |word: &str| {
        let font = semibold(size::TINY);
        ui.painter().layout_no_wrap(word.to_owned(), font, cx.theme.text).size().x
    };
    let widest = names.flat_map(str::split_whitespace).map(word_width).fold(0.0, f32::max);
    let margins = 2.0 * (f32::from(RAIL_MARGIN) + space::BESIDE);
    (widest + margins).ceil().clamp(*RAIL_WIDTHS.start(), *RAIL_WIDTHS.end())
}

/// What the texts of an entry depend on besides their words.
#[derive(Clone, Copy)]
struct EntryState {
    is_shown: bool,
    /// Whether the line below the name is a verdict, which changes: room is kept for the longest.
    is_verdict: bool,
    style: SidebarStyle,
}

/// The laid out texts of an entry, and its height, which is the same for every verdict.
struct EntryTexts {
    name: Arc<Galley>,
    /// The line below the name; a rail has none.
    below: Option<Arc<Galley>>,
    height: f32,
}

impl EntryTexts {
    fn of(ui: &Ui, cx: &PanelCx, name: &str, below: &str, state: EntryState) -> Self {
        let points = match state.style {
            SidebarStyle::List => size::BODY,
            SidebarStyle::Rail => size::TINY,
        };
        let layout = |font| match state.style {
            SidebarStyle::List => ui.painter().layout(name.to_owned(), font, cx.theme.text, text_width(ui)),
            SidebarStyle::Rail => {
                // The bar of the shown entry is in this room, which `rail_width` keeps free.
                let wrap = entry_width(ui, state.style) - 2.0 * space::BESIDE;
                let mut job = LayoutJob::simple(name.to_owned(), font, cx.theme.text, wrap);
                job.halign = Align::Center;
                ui.painter().layout_job(job)
            }
        };
        // The name of the entry that is shown is semibold. Its lines are reserved.
        let reserved = layout(semibold(points));
        let name_height = reserved.size().y;
        let name = if state.is_shown { reserved } else { layout(regular(points)) };
        match state.style {
            SidebarStyle::List => {
                let reserved = if state.is_verdict { reserved_height(ui, cx) } else { 0.0 };
                let below = Some(below).filter(|below| !below.is_empty());
                let below = below.map(|below| layout_small(ui, cx, below));
                let below_height = below.as_ref().map_or(0.0, |below| below.size().y).max(reserved);
                EntryTexts { name, below, height: name_height + below_height + 18.0 }
            }
            SidebarStyle::Rail => {
                EntryTexts { name, below: None, height: RAIL_NAME_AT + name_height + space::PARTS }
            }
        }
    }
}

fn entry_width(ui: &Ui, style: SidebarStyle) -> f32 {
    match style {
        SidebarStyle::List => ui.available_width() - f32::from(LIST_MARGIN),
        SidebarStyle::Rail => ui.available_width() - f32::from(RAIL_MARGIN),
    }
}

/// The width of the texts of a list, in points.
fn text_width(ui: &Ui) -> f32 {
    entry_width(ui, SidebarStyle::List) - TEXT_AT - TEXT_END
}

fn layout_small(ui: &Ui, cx: &PanelCx, text: &str) -> Arc<Galley> {
    let layout =
        |text: String| ui.painter().layout(text, regular(size::SMALL), cx.theme.muted, text_width(ui));
    let galley = layout(with_bound_dots(text));
    // A line without room for all of its parts has one line for each.
    if galley.rows.len() > 1 && text.contains(DIVIDER) { layout(text.replace(DIVIDER, "\n")) } else { galley }
}

/// The height of the longest line below a name, but for lists of rows, which are cut to it: no entry moves when the
/// verdict of another one changes.
fn reserved_height(ui: &Ui, cx: &PanelCx) -> f32 {
    let longest = VerdictWords::of(ui, cx).longest(cx).into_iter();
    longest.map(|text| layout_small(ui, cx, &text).size().y).fold(0.0, f32::max)
}

/// The line below the name of an indication, with only as many rows as fit into its reserved height.
fn fitting_summary(ui: &Ui, cx: &PanelCx, indication: &Indication, assessment: &Assessment) -> String {
    let words = VerdictWords::of(ui, cx);
    let whole = match assessment.overall {
        Status::Missing | Status::Judgement => {
            let gaps = assessment.must_gaps();
            let judgements = gaps.iter().filter(|gap| matches!(gap, Input::Judgement(_))).count();
            words.counts(cx, gaps.len() - judgements, judgements)
        }
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
            words.met(cx, assessment)
        }
        Status::NotMet => summary(cx, indication, assessment),
    };
    let room = reserved_height(ui, cx);
    let fits = |text: &str| layout_small(ui, cx, text).size().y <= room;
    if fits(&whole) || assessment.overall != Status::NotMet {
        return whole;
    }
    let rows = cx.say.rows_with(indication, assessment, Status::NotMet);
    // One name may be too long by itself. The tooltip has the whole.
    let first = rows.first().map(|name| name.to_lowercase()).unwrap_or_default();
    let cut = |end| cx.say.texts.with("not-met-list", &[("names", format!("{}…", &first[..end]).into())]);
    let word_ends = first.match_indices(' ').rev().map(|(end, _)| end);
    let fewer_rows = (1..rows.len()).rev().map(|count| verdict::not_met_rows(cx, &rows, count));
    let shorter = fewer_rows.chain(word_ends.map(cut)).find(|text| fits(text));
    shorter.unwrap_or_else(|| cx.say.status(Status::NotMet).to_owned())
}

fn title(ui: &mut Ui, cx: &PanelCx, id: &str) {
    let text = cx.say.texts.get(id);
    let shown = RichText::new(text.to_uppercase()).font(semibold(size::SMALL)).color(cx.theme.muted);
    heading(ui, shown, text);
    ui.add_space(space::PARTS);
}

/// Whether the list needs no scrolling below titles. A list that scrolls anyway keeps its titles.
fn has_room_for_titles(ui: &Ui, cx: &PanelCx, entries: &[(&Indication, &Assessment)], room: f32) -> bool {
    if entries.len() > MAX_DRAWN_AS_WHOLE {
        return true;
    }
    let title = layout_small(ui, cx, " ").size().y + ui.spacing().item_spacing.y + space::PARTS;
    let below = cx.say.texts.with("held-against", &[("count", entries.len().into())]);
    let entry = |name: &str, below: &str, is_verdict| {
        let state = EntryState { is_shown: false, is_verdict, style: SidebarStyle::List };
        EntryTexts::of(ui, cx, name, below, state).height + below_entry(ui)
    };
    let overview = entry(cx.say.texts.get("command-overview"), &below, false) + space::CARDS;
    let names = entries.iter().map(|(indication, _)| cx.say.of(&indication.short));
    let list: f32 = names.map(|name| entry(name, "", true)).sum();
    2.0 * title + overview + list <= room
}

/// The contents of an entry.
struct SidebarEntry<'a> {
    id: Id,
    name: &'a str,
    below: &'a str,
    /// As much of it as the list has room for.
    shown_below: &'a str,
    spoken: String,
    keys: Option<String>,
    /// The verdict of an indication; `None`: the entry is the overview.
    status: Option<Status>,
    /// Whether the indication does not fit the diagnosis. The shown one is not dimmed.
    is_dimmed: bool,
    is_shown: bool,
    style: SidebarStyle,
    /// What its tooltip adds, one line each. It is composed while it is shown.
    why: &'a dyn Fn() -> Vec<String>,
}

fn entry(ui: &mut Ui, cx: &PanelCx, entry: &SidebarEntry) -> Response {
    let theme = cx.theme;
    let width = entry_width(ui, entry.style);
    let is_verdict = entry.status.is_some();
    let state = EntryState { is_shown: entry.is_shown, is_verdict, style: entry.style };
    let texts = EntryTexts::of(ui, cx, entry.name, entry.shown_below, state);
    let (_, rect) = ui.allocate_space(vec2(width, texts.height));
    let response = ui.interact(rect, entry.id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, entry.is_shown, &entry.spoken));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_toggled();
        node.set_selected(entry.is_shown);
        let keys = entry.keys.as_deref().unwrap_or_default();
        node.set_keyboard_shortcut(keys);
        // Not every screen reader reports the shortcut of a node, so that the description has it too.
        node.set_description(format!("{} {keys}", entry.below).trim_end());
    });

    let painter = ui.painter();
    if entry.is_shown || response.hovered() {
        let fill = if entry.is_shown { theme.accent_soft } else { theme.sunken };
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    if entry.is_shown {
        shapes::chosen_bar(painter, theme, rect);
    }
    if response.has_focus() {
        shapes::frame(painter, rect, 6, Stroke::new(2.0, theme.focus));
    }
    let centre = match entry.style {
        SidebarStyle::List => pos2(rect.min.x + 22.0, rect.min.y + 18.0),
        SidebarStyle::Rail => pos2(rect.center().x, rect.min.y + RAIL_SHAPE_AT),
    };
    match entry.status {
        Some(status) if entry.is_dimmed => shapes::paint_dimmed(painter, theme, status, centre, size::SHAPE),
        Some(status) => shapes::paint(painter, theme, status, centre, size::SHAPE),
        None => shapes::grid(painter, centre, size::SHAPE, theme.accent),
    }
    let color = if entry.is_dimmed { theme.muted } else { theme.text };
    let name_at = match entry.style {
        SidebarStyle::List => rect.min + vec2(TEXT_AT, 8.0),
        SidebarStyle::Rail => pos2(rect.center().x, rect.min.y + RAIL_NAME_AT),
    };
    let below_at = name_at + vec2(0.0, texts.name.size().y + 2.0);
    painter.galley_with_override_text_color(name_at, texts.name, color);
    if let Some(below) = texts.below {
        painter.galley(below_at, below, theme.muted);
    }
    ui.add_space(GAP);
    let keys = entry.keys.as_ref().map_or_else(String::new, |keys| format!(" ({keys})"));
    // What the entry has no room for.
    let name = match entry.style {
        SidebarStyle::Rail => format!("{}{keys}\n{}", entry.name, entry.below),
        SidebarStyle::List if entry.shown_below != entry.below => entry.below.to_owned(),
        SidebarStyle::List => String::new(),
    };
    tip::on_key_focus(ui, theme, &response, TipSide::Beside, &name);
    tip::on_hover(ui, theme, &response, TipSide::Beside, || {
        let keys = match entry.style {
            SidebarStyle::Rail => "",
            SidebarStyle::List => keys.trim(),
        };
        let lines = name.lines().map(ToOwned::to_owned).chain((entry.why)()).chain([keys.to_owned()]);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    });
    response
}

/// The line under the name of an indication: that it does not fit the diagnosis, the rows that are not met, or the
/// number of gaps.
pub fn summary(cx: &PanelCx, indication: &Indication, assessment: &Assessment) -> String {
    match assessment.overall {
        Status::NotMet if cx.model.case.session().is_ruled_out_by_first_question(assessment) => {
            cx.say.texts.get("ruled-out").to_owned()
        }
        Status::NotMet => {
            let rows = cx.say.rows_with(indication, assessment, Status::NotMet);
            verdict::not_met_rows(cx, &rows, rows.len())
        }
        Status::Missing | Status::Judgement => cx.say.open_counts(assessment),
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
            cx.say.overall(assessment)
        }
    }
}
