//! The overview and the indications, each with its live verdict.

use super::PanelCx;
use crate::assessment::{Assessment, Status};
use crate::definition::Indication;
use crate::definition::Language;
use crate::window::case::{CaseCommand, CaseId, View};
use crate::window::shortcut::{UiCommand, indication_keys};
use crate::window::widget::controls::heading;
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{
    Align, CornerRadius, Galley, Id, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Draws the entries; as a strip, shapes alone.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, strip: bool) {
    let texts = cx.say.texts;
    let session = cx.model.case.session();
    let overview = cx.model.case.view() == View::Overview;
    title(ui, cx, "overview", strip);
    let count = texts.with("held-against", &[("count", session.set().indications.len().into())]);
    let look = SidebarEntry {
        id: Id::unique("overview-entry"),
        name: texts.get("command-overview"),
        below: &count,
        spoken: texts.get("command-overview").to_owned(),
        keys: UiCommand::Overview.keys(ui.ctx()),
        status: None,
        shown: overview,
        strip,
    };
    if entry(ui, cx, &look).clicked() {
        cx.ask(UiCommand::Overview);
    }
    ui.add_space(space::CARDS);
    title(ui, cx, "indications", strip);
    let entries: Vec<_> = cx.model.case.session().all().collect();
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, seen| {
        let Some(tops) = tops(ui, cx, &entries, strip) else {
            for (at, (indication, assessment)) in entries.iter().enumerate() {
                indication_entry(ui, cx, at, indication, assessment, strip);
            }
            return;
        };
        // A thousand entries cost no more than those in sight, and a few on either side for the Tab key.
        let first = tops.partition_point(|top| *top < seen.min.y).saturating_sub(BESIDE);
        let last = (tops.partition_point(|top| *top < seen.max.y) + BESIDE).min(entries.len());
        ui.add_space(tops[first]);
        for (at, (indication, assessment)) in entries.iter().enumerate().take(last).skip(first) {
            indication_entry(ui, cx, at, indication, assessment, strip);
        }
        ui.add_space((tops[entries.len()] - tops[last]).max(0.0));
    });
}

/// So many entries are always drawn.
const FEW: usize = 60;
/// So many more than are in sight.
const BESIDE: usize = 4;
const GAP: f32 = 2.0;

/// Where the entries of a long list begin, and where the last ends; `None`: the list is short. Found
/// once as long as nothing changes.
fn tops(ui: &Ui, cx: &PanelCx, entries: &[(&Indication, &Assessment)], strip: bool) -> Option<Arc<Vec<f32>>> {
    if entries.len() <= FEW {
        return None;
    }
    let session = cx.model.case.session();
    let key = (ui.available_width().to_bits(), cx.say.language, cx.model.case.id(), session.revision());
    let id = Id::unique(("indication-tops", strip));
    let known: Option<(Key, Arc<Vec<f32>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, tops)) = known.filter(|(of, _)| *of == key) {
        return Some(tops);
    }
    let spacing = ui.spacing().item_spacing.y;
    let mut tops = vec![0.0];
    for (at, (indication, assessment)) in entries.iter().enumerate() {
        let summary = summary(cx, indication, assessment);
        let height = texts(ui, cx, cx.say.of(&indication.short), &summary, false, strip).1;
        tops.push(tops[at] + height + GAP + 2.0 * spacing);
    }
    let tops = Arc::new(tops);
    ui.data_mut(|data| data.insert_temp(id, (key, tops.clone())));
    Some(tops)
}

/// What the heights follow from.
type Key = (u32, Language, CaseId, u64);

fn indication_entry(
    ui: &mut Ui,
    cx: &mut PanelCx,
    at: usize,
    indication: &Indication,
    assessment: &Assessment,
    strip: bool,
) {
    let name = cx.say.of(&indication.short);
    let summary = summary(cx, indication, assessment);
    let look = SidebarEntry {
        id: Id::unique(("indication", indication.id.as_str())),
        name,
        below: &summary,
        spoken: format!("{name}: {}", cx.say.overall(assessment)),
        keys: indication_keys(at).map(|keys| ui.ctx().format_shortcut(&keys)),
        status: Some(assessment.overall),
        shown: cx.model.case.view() == View::Form && cx.model.case.session().indication().id == indication.id,
        strip,
    };
    let response = entry(ui, cx, &look);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        response.scroll_to_me(Some(Align::Center));
        cx.ask(CaseCommand::ShowIndication(indication.id.clone()));
    }
}

const TEXT_AT: f32 = 40.0;
const STRIP: f32 = 44.0;

/// Name and summary, and the height of the entry; no texts in a strip.
fn texts(
    ui: &Ui,
    cx: &PanelCx,
    name: &str,
    below: &str,
    shown: bool,
    strip: bool,
) -> (Option<[Arc<Galley>; 2]>, f32) {
    if strip {
        return (None, STRIP);
    }
    let wrap = ui.available_width() - TEXT_AT - 8.0;
    let font = if shown { semibold(size::BODY) } else { regular(size::BODY) };
    let title = ui.painter().layout(name.to_owned(), font, cx.theme.text, wrap);
    let below = ui.painter().layout(below.to_owned(), regular(size::SMALL), cx.theme.muted, wrap);
    let height = title.size().y + below.size().y + 18.0;
    (Some([title, below]), height)
}

fn title(ui: &mut Ui, cx: &PanelCx, id: &str, strip: bool) {
    let text = cx.say.texts.get(id);
    if !strip {
        let shown = RichText::new(text.to_uppercase()).font(semibold(size::SMALL)).color(cx.theme.muted);
        heading(ui, shown, text);
        ui.add_space(space::PARTS);
    }
}

/// How an entry looks, and what it says.
struct SidebarEntry<'a> {
    id: Id,
    name: &'a str,
    below: &'a str,
    spoken: String,
    keys: Option<String>,
    /// `None`: the overview.
    status: Option<Status>,
    shown: bool,
    strip: bool,
}

fn entry(ui: &mut Ui, cx: &PanelCx, entry: &SidebarEntry) -> Response {
    let theme = cx.theme;
    let width = ui.available_width();
    let (texts, height) = texts(ui, cx, entry.name, entry.below, entry.shown, entry.strip);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, entry.id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, entry.shown, &entry.spoken));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_toggled();
        node.set_selected(entry.shown);
        let keys = entry.keys.as_deref().unwrap_or_default();
        node.set_keyboard_shortcut(keys);
        // Not every system hands the keys on.
        node.set_description(format!("{} {keys}", entry.below).trim_end());
    });

    let painter = ui.painter();
    if entry.shown || response.hovered() {
        let fill = if entry.shown { theme.accent_soft } else { theme.sunken };
        painter.rect_filled(rect, CornerRadius::same(6), fill);
    }
    if entry.shown {
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(bar, CornerRadius::same(2), theme.accent);
    }
    if response.has_focus() {
        shapes::frame(painter, rect, 6, Stroke::new(2.0, theme.focus));
    }
    let centre = if entry.strip { rect.center() } else { pos2(rect.min.x + 22.0, rect.min.y + 18.0) };
    match entry.status {
        Some(status) => shapes::paint(painter, theme, status, centre, size::SHAPE),
        None => shapes::grid(painter, centre, size::SHAPE, theme.accent),
    }
    if let Some([title, below]) = texts {
        let at = rect.min + vec2(TEXT_AT, 8.0);
        let below_at = at + vec2(0.0, title.size().y + 2.0);
        painter.galley(at, title, theme.text);
        painter.galley(below_at, below, theme.muted);
    }
    ui.add_space(GAP);
    let keys = entry.keys.as_ref().map_or_else(String::new, |keys| format!(" ({keys})"));
    // The strip has no words of its own.
    let tip = if entry.strip { format!("{}{keys}\n{}", entry.name, entry.below) } else { keys };
    if tip.is_empty() { response } else { response.on_hover_text(tip.trim()) }
}

/// One line under the name: what stands against it, or what is missing.
pub fn summary(cx: &PanelCx, indication: &Indication, assessment: &Assessment) -> String {
    match assessment.overall {
        Status::NotMet => {
            let rows = cx.say.rows_with(indication, assessment, Status::NotMet);
            let names = cx.say.list(rows).to_lowercase();
            cx.say.texts.with("not-met-list", &[("names", names.into())])
        }
        Status::Missing | Status::Judgement => cx.say.open_counts(assessment),
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
            cx.say.overall(assessment)
        }
    }
}
