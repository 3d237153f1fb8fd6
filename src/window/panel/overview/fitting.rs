//! The list of the indications that can fit the patient, with what they lack, and of those that can't, with the reason.

use super::overlaps;
use crate::assessment::{Assessment, Status};
use crate::definition::{Indication, IndicationId, Language};
use crate::window::case::{CaseCommand, CaseId};
use crate::window::panel::{PanelCx, sidebar};
use crate::window::widget::controls::{card, section_title, small};
use crate::window::widget::dots::with_bound_dots;
use crate::window::widget::{regular, semibold, shapes, size, space};
use egui::accesskit::Live;
use egui::text::LayoutJob;
use egui::{
    Context, CornerRadius, CursorIcon, Id, Response, RichText, Role, Sense, Stroke, TextFormat, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;
use strum::VariantArray;

/// At most this many indications are listed of each kind. The matrix has all of them.
const MAX_LISTED: usize = 20;
/// The width of the names, in points.
const NAME_WIDTH: f32 = 220.0;
/// The minimum width of what is said of an indication. With less room, it goes under the name.
const MIN_DETAIL_WIDTH: f32 = 300.0;
/// Where the names start, in points.
const NAME_AT: f32 = 30.0;
const MARGIN: f32 = 6.0;

/// How an indication fits the patient, in the order of the list.
#[derive(Clone, Copy, PartialEq, Eq, VariantArray)]
enum Fit {
    Met,
    Judgement,
    Missing,
    NotMet,
    /// Not met because of the first question alone.
    RuledOut,
}

impl Fit {
    fn of(cx: &PanelCx, assessment: &Assessment) -> Self {
        match assessment.overall {
            Status::NotMet if cx.model.case.session().is_ruled_out_by_first_question(assessment) => {
                Fit::RuledOut
            }
            Status::NotMet => Fit::NotMet,
            Status::Missing => Fit::Missing,
            Status::Judgement => Fit::Judgement,
            Status::Met | Status::Advisory | Status::NoRequirement | Status::NotApplicable => Fit::Met,
        }
    }

    /// Whether further answers may still fulfil the criteria, or they are fulfilled already.
    fn is_possible(self) -> bool {
        match self {
            Fit::Met | Fit::Judgement | Fit::Missing => true,
            Fit::NotMet | Fit::RuledOut => false,
        }
    }
}

/// An indication in the list.
struct FittingLine {
    indication: IndicationId,
    name: String,
    status: Status,
    fit: Fit,
    /// The verdict with what is missing, or why the indication does not fit.
    detail: String,
}

/// The list for one case in one language.
struct FittingList {
    lines: Vec<FittingLine>,
    /// The number of indications that can fit, and of those that can't.
    counts: [usize; 2],
}

/// Draws the list. A click on a line opens the form of its indication.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let list = cached_list(ui, cx);
    card(ui, cx.theme, |ui| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        section_title(ui, cx.say.texts.get("overview-answer"));
        let [possible, impossible] = list.counts;
        let count = cx.say.texts.with("fitting-count", &[("count", possible.into())]);
        let response = group_title(ui, cx, &count);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        show_group(ui, cx, &list, true);
        if possible == 0 {
            // The way on stands where the refusal does.
            overlaps::show_outside(ui, cx);
        }
        if impossible > 0 {
            ui.add_space(space::BESIDE);
            group_title(ui, cx, cx.say.texts.get("fitting-cannot"));
            show_group(ui, cx, &list, false);
        }
    });
}

fn group_title(ui: &mut Ui, cx: &PanelCx, title: &str) -> Response {
    ui.label(RichText::new(title).font(semibold(size::SMALL)).color(cx.theme.muted))
}

/// Draws the lines of the indications that can fit, or of those that can't.
fn show_group(ui: &mut Ui, cx: &mut PanelCx, list: &FittingList, is_possible: bool) {
    let lines = || list.lines.iter().filter(|line| line.fit.is_possible() == is_possible);
    for line in lines() {
        show_line(ui, cx, line);
    }
    let more = list.counts[usize::from(!is_possible)] - lines().count();
    if more > 0 {
        small(ui, cx.theme, &cx.say.texts.with("and-more", &[("count", more.into())]));
    }
}

/// The list of a large set is costly to compose, so that it is cached until the case or the language changes.
fn cached_list(ui: &Ui, cx: &PanelCx) -> Arc<FittingList> {
    let key: ListKey = (cx.say.language, cx.model.case.id(), cx.model.case.session().revision());
    let id = Id::unique("fitting-list");
    let cached: Option<CachedList> = ui.data(|data| data.get_temp(id));
    if let Some((_, list)) = cached.filter(|(of, _)| *of == key) {
        return list;
    }
    let list = Arc::new(compose_list(cx));
    let cached: CachedList = (key, list.clone());
    ui.data_mut(|data| data.insert_temp(id, cached));
    list
}

/// What the list depends on: language, case and revision.
type ListKey = (Language, CaseId, u64);
type CachedList = (ListKey, Arc<FittingList>);

/// Forgets the list of the last case.
pub fn forget_list(ctx: &Context) {
    ctx.data_mut(|data| data.remove_by_type::<CachedList>());
}

fn compose_list(cx: &PanelCx) -> FittingList {
    let all: Vec<(&Indication, &Assessment, Fit)> = cx
        .model
        .case
        .session()
        .assessments()
        .map(|(indication, assessment)| (indication, assessment, Fit::of(cx, assessment)))
        .collect();
    let possible = all.iter().filter(|(_, _, fit)| fit.is_possible()).count();
    let of_kind = |kind: &Fit| {
        let kind = *kind;
        all.iter().filter(move |(_, _, fit)| *fit == kind).take(MAX_LISTED)
    };
    let lines = Fit::VARIANTS.iter().flat_map(of_kind).map(|(indication, assessment, fit)| FittingLine {
        indication: indication.id.clone(),
        name: cx.say.of(&indication.short).to_owned(),
        status: assessment.overall,
        fit: *fit,
        detail: detail(cx, indication, assessment, *fit),
    });
    FittingList { lines: lines.collect(), counts: [possible, all.len() - possible] }
}

fn detail(cx: &PanelCx, indication: &Indication, assessment: &Assessment, fit: Fit) -> String {
    match fit {
        Fit::Met => {
            let recommendations = cx.say.recommendations(assessment.recommendations);
            let parts = [cx.say.overall(assessment), recommendations];
            parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
        }
        Fit::Judgement | Fit::Missing => cx.say.next_gaps(indication, assessment),
        Fit::NotMet => sidebar::summary(cx, indication, assessment),
        Fit::RuledOut => {
            let session = cx.model.case.session();
            let ruled_out: Vec<_> = session
                .set()
                .first_question
                .iter()
                .flat_map(|question| assessment.musts_ruled_out_by(question))
                .map(|assessed| &assessed.id)
                .collect();
            let statements: Vec<&str> = indication
                .requirements()
                .filter(|requirement| ruled_out.contains(&&requirement.id))
                .map(|requirement| cx.say.of(requirement.statement_for(session.case())))
                .collect();
            cx.say.texts.with("ruled-out-by", &[("statements", statements.join(" ").into())])
        }
    }
}

fn show_line(ui: &mut Ui, cx: &mut PanelCx, line: &FittingLine) {
    let theme = cx.theme;
    let width = ui.available_width();
    let is_beside = width - NAME_AT - NAME_WIDTH >= MIN_DETAIL_WIDTH;
    let text_width = width - NAME_AT - MARGIN;
    let (name_width, detail_at) =
        if is_beside { (NAME_WIDTH - space::CONTROLS, NAME_AT + NAME_WIDTH) } else { (text_width, NAME_AT) };
    let color = if line.fit == Fit::RuledOut { theme.muted } else { theme.accent };
    let mut format = TextFormat::simple(semibold(size::BODY), color);
    format.underline = Stroke::new(1.0, color);
    let mut job = LayoutJob::single_section(line.name.clone(), format);
    job.wrap.max_width = name_width;
    let name = ui.painter().layout_job(job);
    let detail_color = if line.fit.is_possible() { theme.text } else { theme.muted };
    let detail = ui.painter().layout(
        with_bound_dots(&line.detail),
        regular(size::SMALL),
        detail_color,
        width - detail_at - MARGIN,
    );
    let height = if is_beside {
        name.size().y.max(detail.size().y + space::LINES)
    } else {
        name.size().y + detail.size().y
    };
    let (_, rect) = ui.allocate_space(vec2(width, height + 2.0 * MARGIN));
    let response = ui.interact(rect, Id::unique(("fitting", line.indication.as_str())), Sense::click());
    let label = format!("{}: {}", line.name, line.detail);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &label));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), theme.sunken);
    }
    if response.has_focus() {
        shapes::frame(ui.painter(), rect, 6, Stroke::new(2.0, theme.focus));
    }
    let top = rect.min.y + MARGIN;
    let first_line = top + name.rows.first().map_or(0.0, |row| row.height()) / 2.0;
    let shape = pos2(rect.min.x + MARGIN + 8.0, first_line);
    let paint = if line.fit == Fit::RuledOut { shapes::paint_dimmed } else { shapes::paint };
    paint(ui.painter(), theme, line.status, shape, 16.0);
    // The first line of the small text has the baseline of the name.
    let below = if is_beside { space::LINES } else { name.size().y };
    ui.painter().galley(pos2(rect.min.x + NAME_AT, top), name, color);
    ui.painter().galley(pos2(rect.min.x + detail_at, top + below), detail, detail_color);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        cx.ask(CaseCommand::ShowIndication(line.indication.clone()));
    }
}
