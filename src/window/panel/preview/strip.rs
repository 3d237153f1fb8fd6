//! What the doctor must not lose while looking at the pages of the preview: the verdict in words, shape and color, why
//! the report is a draft, what is missing with the way to it, and what does not fit together. Where the preview is in
//! the place of the criteria, also what stands beside their verdict.

use super::super::columns::CriteriaPlace;
use super::super::{PanelCx, progress, remarks, verdict};
use crate::definition::RemarkTone;
use crate::report::draft_reasons;
use crate::window::case::{CaseCommand, Finding, FindingWeight};
use crate::window::room::WindowHeight;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{DIVIDER, divide_before, divided_links, link, small, small_parts};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::{Margin, Response, RichText, Sense, Ui, vec2};

/// The id of the label of the link that shows the criteria.
const SHOW_CRITERIA: &str = "show-criteria";

/// The part of the preview's height that the strip takes at most. Where it needs more, it scrolls.
const MOST: f32 = 0.4;

/// Draws the strip. `criteria`: where the criteria are. Where they stand beside it, they say what belongs
/// to the verdict.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, criteria: CriteriaPlace) {
    let has_verdict_beside = matches!(criteria, CriteriaPlace::Beside(_));
    let height = WindowHeight::of(ui.ctx());
    let status = cx.model.case.session().assessment().overall;
    let most = ui.available_height() * MOST;
    verdict::framed(ui, cx, Margin::symmetric(10, 6), |ui, cx| {
        let shown = (cx.model.case.id(), cx.model.case.session().indication().id.clone());
        ScrollView::up_to(most).show(ui, "verdict above the pages", shown, |ui, _| {
            ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::LINES);
            // Lines of links are as high as lines of text.
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
                shapes::paint(ui.painter(), cx.theme, status, rect.center(), size::SHAPE);
                ui.vertical(|ui| {
                    sentence(ui, cx, height, has_verdict_beside);
                    match height {
                        WindowHeight::Low => in_short(ui, cx, criteria),
                        WindowHeight::Usual => {
                            in_full(ui, cx, has_verdict_beside);
                            if criteria == CriteriaPlace::Hidden {
                                link_to_criteria(ui, cx);
                            }
                        }
                    }
                });
            });
        });
    });
}

fn sentence(ui: &mut Ui, cx: &PanelCx, height: WindowHeight, has_verdict_beside: bool) {
    let sentence = cx.say.overall(cx.model.case.session().assessment());
    let response = ui.label(RichText::new(&sentence).font(semibold(size::BODY)));
    // Where the criteria are shown as well, their verdict is the one that is announced.
    if !has_verdict_beside {
        verdict::announce(ui, cx, &response, &sentence);
    }
    if height == WindowHeight::Low {
        let neutral = remarks::lines_beside_verdict(cx).into_iter().map(|(_, line)| line);
        let told: Vec<String> =
            [sentence].into_iter().chain(verdict::detail_lines(cx)).chain(neutral).collect();
        tip::on_hover(ui, cx.theme, &response, TipSide::Below, || told.join("\n"));
    }
}

/// Draws one line with what is missing, as far as it has room for it, and the rest in tooltips.
fn in_short(ui: &mut Ui, cx: &mut PanelCx, criteria: CriteriaPlace) {
    let settings = cx.model.report_settings();
    let count = blocking_count(cx);
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        let (text, color) = match draft_line(cx) {
            Some(_) if count > 0 => {
                (texts.with("preview-draft", &[("count", count.into())]), cx.theme.advisory)
            }
            Some(line) => (line, cx.theme.advisory),
            None => (texts.get("ready-to-export").to_owned(), cx.theme.muted),
        };
        let response = ui.label(RichText::new(text).font(regular(size::SMALL)).color(color));
        if let Some(why) = draft_line(cx) {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why.as_str()));
            tip::on_hover(ui, cx.theme, &response, TipSide::Below, || why);
        }
        if let Some(next) = cx.model.case.next_step(settings) {
            let lead = texts.get(progress::lead_id(cx, &next));
            divide_before(ui, cx.theme, lead);
            small(ui, cx.theme, lead);
            let response = next_link(ui, cx, &next.name(cx.model.case, cx.say));
            let keys = || UiCommand::NextGap.keys(ui.ctx()).unwrap_or_default();
            tip::lines(ui, cx.theme, &response, TipSide::Below, keys);
        }
        // What is only worth a look is no caution.
        let grave = beside_cautions(cx).into_iter().filter(|finding| finding.weight != FindingWeight::Note);
        let lines = grave.map(|finding| finding.text).chain(remarks::cautions(cx));
        verdict::count_of_cautions(ui, cx, lines.collect());
        if criteria == CriteriaPlace::Hidden {
            divide_before(ui, cx.theme, cx.say.texts.get(SHOW_CRITERIA));
            link_to_criteria(ui, cx);
        }
    });
}

/// Draws the way to the criteria in whose place the preview is.
fn link_to_criteria(ui: &mut Ui, cx: &mut PanelCx) {
    if link(ui, cx.theme, cx.say.texts.get(SHOW_CRITERIA)).clicked() {
        cx.ask(CaseCommand::ShowCriteria(true));
        cx.ask(CaseCommand::ClosePreview);
    }
}

/// Draws all of it, a line each. Why the criteria are not met comes before what the report lacks.
fn in_full(ui: &mut Ui, cx: &mut PanelCx, has_verdict_beside: bool) {
    let texts = cx.say.texts;
    let not_met = verdict::not_met_line(cx).filter(|_| !has_verdict_beside);
    if let Some(line) = &not_met {
        small(ui, cx.theme, line);
    }
    match draft_line(cx) {
        Some(line) => ui.label(RichText::new(line).font(regular(size::SMALL)).color(cx.theme.advisory)),
        None => small(ui, cx.theme, texts.get("ready-to-export")),
    };
    let count = blocking_count(cx);
    if let Some(next) = cx.model.case.next_step(cx.model.report_settings()) {
        ui.horizontal_wrapped(|ui| {
            let lead = texts.get(progress::lead_id(cx, &next));
            let lacking = texts.with("preview-lacking", &[("count", count.into())]);
            small(ui, cx.theme, &if count > 0 { format!("{lacking} · {lead}") } else { lead.to_owned() });
            next_link(ui, cx, &next.name(cx.model.case, cx.say));
            let keys = UiCommand::NextGap.keys(ui.ctx()).unwrap_or_default();
            ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
        });
    }
    if !has_verdict_beside {
        let lines = remarks::lines_beside_verdict(cx);
        let neutral =
            lines.iter().filter(|(tone, _)| *tone == RemarkTone::Neutral).map(|(_, line)| line.clone());
        let details = verdict::detail_lines(cx).into_iter().filter(|line| Some(line) != not_met.as_ref());
        let neutral: Vec<String> = details.chain(neutral).collect();
        if !neutral.is_empty() {
            small_parts(ui, cx.theme, &neutral.join(DIVIDER));
        }
        for caution in remarks::cautions(cx) {
            remarks::show(ui, cx, RemarkTone::Caution, &caution);
        }
    }
    findings(ui, cx);
}

/// Draws what does not fit together or is doubtful, the gravest first, each as a link to its place.
fn findings(ui: &mut Ui, cx: &mut PanelCx) {
    let found = beside_cautions(cx);
    for found in found.chunk_by(|one, next| one.weight == next.weight) {
        ui.horizontal_wrapped(|ui| {
            let Some(first) = found.first() else { return };
            let heading = format!("{}:", cx.say.texts.get(first.weight.heading_id()));
            let heading = RichText::new(heading).font(regular(size::SMALL));
            ui.label(heading.color(cx.theme.finding(first.weight)));
            let texts: Vec<&str> = found.iter().map(|finding| finding.text.as_str()).collect();
            if let Some(clicked) = divided_links(ui, cx.theme, &texts).and_then(|at| found.get(at)) {
                cx.ask(clicked.leads_to.clone());
            }
        });
    }
}

/// What was found in the case, but for the cautions of the criteria, which have lines of their own.
fn beside_cautions(cx: &PanelCx) -> Vec<Finding> {
    let mut found = cx.model.case.findings(cx.say, cx.model.today);
    found.retain(|finding| finding.weight != FindingWeight::Caution);
    found
}

/// Draws the way to the next step of the report.
fn next_link(ui: &mut Ui, cx: &mut PanelCx, name: &str) -> Response {
    let response = link(ui, cx.theme, name);
    if response.clicked() {
        cx.ask(UiCommand::NextGap);
    }
    response
}

/// How many steps make the report a draft.
fn blocking_count(cx: &PanelCx) -> usize {
    let steps = cx.model.case.steps(cx.model.report_settings());
    steps.iter().filter(|pending| pending.makes_draft).count()
}

/// That the report is a draft, and why; `None`: it is none.
fn draft_line(cx: &PanelCx) -> Option<String> {
    let session = cx.model.case.session();
    let reasons = draft_reasons(session.case(), session.assessment(), cx.model.report_settings());
    if reasons.is_empty() {
        return None;
    }
    let reasons: Vec<&str> = reasons.into_iter().map(|reason| cx.say.texts.get(reason.text_id())).collect();
    Some(cx.say.texts.with("report-draft-because", &[("reasons", reasons.join("; ").into())]))
}
