//! The sidebar: the overview and the list of indications, each with its current verdict.

use super::PanelCx;
use crate::assessment::{Assessment, Status, form_position};
use crate::definition::{Gap, Indication, Input, Language};
use crate::window::case::{CaseCommand, CaseId, View};
use crate::window::shortcut::{UiCommand, indication_keys};
use crate::window::widget::controls::heading;
use crate::window::widget::shapes;
use crate::window::widget::sight::scroll_area;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::{
    Align, CornerRadius, Galley, Id, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Draws the entries. As a strip, they are shapes without text.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, is_strip: bool) {
    let texts = cx.say.texts;
    let session = cx.model.case.session();
    let is_overview = cx.model.case.view() == View::Overview;
    title(ui, cx, "overview", is_strip);
    let count = texts.with("held-against", &[("count", session.set().indications.len().into())]);
    let look = SidebarEntry {
        id: Id::unique("overview-entry"),
        name: texts.get("command-overview"),
        below: &count,
        spoken: texts.get("command-overview").to_owned(),
        keys: UiCommand::Overview.keys(ui.ctx()),
        status: None,
        is_dimmed: false,
        is_shown: is_overview,
        is_strip,
        why: &Vec::new,
    };
    if entry(ui, cx, &look).clicked() {
        cx.ask(UiCommand::Overview);
    }
    ui.add_space(space::CARDS);
    title(ui, cx, "indications", is_strip);
    let entries: Vec<_> = cx.model.case.session().assessments().collect();
    scroll_area(ui, ScrollArea::vertical().auto_shrink(false), "indications", (), |ui, seen| {
        let Some(tops) = tops(ui, cx, &entries, is_strip) else {
            for (at, (indication, assessment)) in entries.iter().enumerate() {
                indication_entry(ui, cx, at, indication, assessment, is_strip);
            }
            return;
        };
        // Of a long list, only the visible entries are drawn, and a few on either side that the Tab key can reach.
        let first = tops.partition_point(|top| *top < seen.min.y).saturating_sub(EXTRA_ENTRIES);
        let last = (tops.partition_point(|top| *top < seen.max.y) + EXTRA_ENTRIES).min(entries.len());
        ui.add_space(tops[first]);
        for (at, (indication, assessment)) in entries.iter().enumerate().take(last).skip(first) {
            indication_entry(ui, cx, at, indication, assessment, is_strip);
        }
        ui.add_space((tops[entries.len()] - tops[last]).max(0.0));
    });
}

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
    is_strip: bool,
) -> Option<Arc<Vec<f32>>> {
    if entries.len() <= MAX_DRAWN_AS_WHOLE {
        return None;
    }
    let session = cx.model.case.session();
    let key = (ui.available_width().to_bits(), cx.say.language, cx.model.case.id(), session.revision());
    let id = Id::unique(("indication-tops", is_strip));
    let cached: Option<(CacheKey, Arc<Vec<f32>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, tops)) = cached.filter(|(of, _)| *of == key) {
        return Some(tops);
    }
    let spacing = ui.spacing().item_spacing.y;
    let mut tops = vec![0.0];
    for (at, (indication, assessment)) in entries.iter().enumerate() {
        let summary = summary(cx, indication, assessment);
        let height = layout_texts(ui, cx, cx.say.of(&indication.short), &summary, false, is_strip).1;
        tops.push(tops[at] + height + GAP + 2.0 * spacing);
    }
    let tops = Arc::new(tops);
    ui.data_mut(|data| data.insert_temp(id, (key, tops.clone())));
    Some(tops)
}

/// The values that the heights of the entries depend on: width, language, case and revision.
type CacheKey = (u32, Language, CaseId, u64);

fn indication_entry(
    ui: &mut Ui,
    cx: &mut PanelCx,
    at: usize,
    indication: &Indication,
    assessment: &Assessment,
    is_strip: bool,
) {
    let name = cx.say.of(&indication.short);
    let summary = summary(cx, indication, assessment);
    let is_shown =
        cx.model.case.view() == View::Form && cx.model.case.session().indication().id == indication.id;
    let look = SidebarEntry {
        id: Id::unique(("indication", indication.id.as_str())),
        name,
        below: &summary,
        spoken: format!("{name}: {}", cx.say.overall(assessment)),
        keys: indication_keys(at).map(|keys| ui.ctx().format_shortcut(&keys)),
        status: Some(assessment.overall),
        is_dimmed: !is_shown && cx.model.case.session().is_ruled_out_by_first_question(assessment),
        is_shown,
        is_strip,
        why: &|| reasons_by_row(cx, indication, assessment),
    };
    let response = entry(ui, cx, &look);
    if response.clicked() {
        response.scroll_to_me(Some(Align::Center));
        cx.ask(CaseCommand::ShowIndication(indication.id.clone()));
    }
}

const TEXT_AT: f32 = 40.0;
const STRIP_ENTRY_HEIGHT: f32 = 44.0;

/// The laid out name and summary of an entry, and its height. An entry of a strip has no texts.
fn layout_texts(
    ui: &Ui,
    cx: &PanelCx,
    name: &str,
    below: &str,
    is_shown: bool,
    is_strip: bool,
) -> (Option<[Arc<Galley>; 2]>, f32) {
    if is_strip {
        return (None, STRIP_ENTRY_HEIGHT);
    }
    let wrap = ui.available_width() - TEXT_AT - 8.0;
    let font = if is_shown { semibold(size::BODY) } else { regular(size::BODY) };
    let title = ui.painter().layout(name.to_owned(), font, cx.theme.text, wrap);
    let below = ui.painter().layout(below.to_owned(), regular(size::SMALL), cx.theme.muted, wrap);
    let height = title.size().y + below.size().y + 18.0;
    (Some([title, below]), height)
}

fn title(ui: &mut Ui, cx: &PanelCx, id: &str, is_strip: bool) {
    let text = cx.say.texts.get(id);
    if !is_strip {
        let shown = RichText::new(text.to_uppercase()).font(semibold(size::SMALL)).color(cx.theme.muted);
        heading(ui, shown, text);
        ui.add_space(space::PARTS);
    }
}

/// The contents of an entry.
struct SidebarEntry<'a> {
    id: Id,
    name: &'a str,
    below: &'a str,
    spoken: String,
    keys: Option<String>,
    /// The verdict of an indication; `None`: the entry is the overview.
    status: Option<Status>,
    /// Whether the indication does not fit the diagnosis. The shown one is not dimmed.
    is_dimmed: bool,
    is_shown: bool,
    is_strip: bool,
    /// What its tooltip adds, one line each. It is composed while it is shown.
    why: &'a dyn Fn() -> Vec<String>,
}

fn entry(ui: &mut Ui, cx: &PanelCx, entry: &SidebarEntry) -> Response {
    let theme = cx.theme;
    let width = ui.available_width();
    let (texts, height) = layout_texts(ui, cx, entry.name, entry.below, entry.is_shown, entry.is_strip);
    let (_, rect) = ui.allocate_space(vec2(width, height));
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
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(bar, CornerRadius::same(2), theme.accent);
    }
    if response.has_focus() {
        shapes::frame(painter, rect, 6, Stroke::new(2.0, theme.focus));
    }
    let centre = if entry.is_strip { rect.center() } else { pos2(rect.min.x + 22.0, rect.min.y + 18.0) };
    match entry.status {
        Some(status) if entry.is_dimmed => shapes::paint_dimmed(painter, theme, status, centre, size::SHAPE),
        Some(status) => shapes::paint(painter, theme, status, centre, size::SHAPE),
        None => shapes::grid(painter, centre, size::SHAPE, theme.accent),
    }
    if let Some([title, below]) = texts {
        let at = rect.min + vec2(TEXT_AT, 8.0);
        let below_at = at + vec2(0.0, title.size().y + 2.0);
        let color = if entry.is_dimmed { theme.muted } else { theme.text };
        painter.galley_with_override_text_color(at, title, color);
        painter.galley(below_at, below, theme.muted);
    }
    ui.add_space(GAP);
    let keys = entry.keys.as_ref().map_or_else(String::new, |keys| format!(" ({keys})"));
    // An entry of a strip has no text, so that its tooltip has all of it.
    let name = if entry.is_strip { format!("{}{keys}\n{}", entry.name, entry.below) } else { String::new() };
    tip::on_key_focus(ui, theme, &response, TipSide::Right, &name);
    tip::on_hover(ui, theme, &response, TipSide::Right, || {
        let keys = if entry.is_strip { "" } else { keys.trim() };
        let lines = name.lines().map(ToOwned::to_owned).chain((entry.why)()).chain([keys.to_owned()]);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    });
    response
}

/// What each row lacks of an indication that is not fulfilled, in the order of the document: "Målgruppe: mangler
/// tumortype". The entry itself has room for their number alone.
fn reasons_by_row(cx: &PanelCx, indication: &Indication, assessment: &Assessment) -> Vec<String> {
    /// More lines would be no tooltip but a page.
    const MAX_LINES: usize = 8;
    let case = cx.model.case.session().case();
    let rows = indication.rows.iter().zip(&assessment.rows);
    let mut lines: Vec<String> = rows
        .filter_map(|(row, assessed)| {
            let mut missing: Vec<&Gap> = assessed.missing_inputs().of_musts.into_iter().collect();
            missing.sort_by_key(|gap| form_position(indication, gap));
            let names = cx.say.list(missing.iter().map(|gap| cx.say.gap(indication, gap)));
            let missing =
                (!missing.is_empty()).then(|| cx.say.texts.with("row-lacks", &[("names", names.into())]));
            let unmet = assessed.requirements.iter().filter(|it| it.status == Status::NotMet);
            let unmet = unmet.map(|requirement| cx.say.unmet_reason(indication, case, requirement));
            let judgements = assessed.requirements.iter().flat_map(|requirement| &requirement.gaps);
            let judgements = judgements.filter(|gap| matches!(gap, Input::Judgement(_)));
            let judgements = judgements.map(|gap| cx.say.gap(indication, gap));
            let reasons: Vec<String> = unmet.chain(missing).chain(judgements).collect();
            (!reasons.is_empty()).then(|| format!("{}: {}", cx.say.of(&row.short), reasons.join(" · ")))
        })
        .collect();
    let more = lines.len().saturating_sub(MAX_LINES);
    if more > 0 {
        lines.truncate(MAX_LINES);
        lines.push(cx.say.texts.with("and-more", &[("count", more.into())]));
    }
    lines
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
            let names = cx.say.list(rows).to_lowercase();
            cx.say.texts.with("not-met-list", &[("names", names.into())])
        }
        Status::Missing | Status::Judgement => cx.say.open_counts(assessment),
        Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => {
            cx.say.overall(assessment)
        }
    }
}
