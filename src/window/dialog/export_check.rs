//! "Check before the export": indication, verdict, why the report is a draft, what contradicts itself, and what is left
//! blank. Each leads to its place in the window.

use crate::report::draft_reasons;
use crate::window::case::{CaseCommand, CheckLink, Field, ReportStep, Target};
use crate::window::cx::Cx;
use crate::window::widget::controls::{link, section_title, small};
use crate::window::widget::space;
use egui::{RichText, Ui, vec2};

/// The fields that the report prints and that no verdict needs.
const OPTIONAL_FIELDS: [Field; 9] = [
    Field::AuthorisationId,
    Field::Department,
    Field::Hospital,
    Field::Region,
    Field::Phone,
    Field::MtbName,
    Field::MtbDate,
    Field::RequisitionNumber,
    Field::SampleId,
];

/// Draws the check, and gives where the user wants to go.
pub fn show<A>(ui: &mut Ui, cx: &Cx<A>) -> Vec<CaseCommand> {
    let texts = cx.say.texts;
    let session = cx.model.case.session();
    let (indication, assessment) = (session.indication(), session.assessment());
    let mut chosen = Vec::new();
    section_title(ui, texts.get("check-title"));
    let name = cx.say.of(&indication.title).to_owned();
    let to_indication = CaseCommand::ShowIndication(indication.id.clone());
    links(ui, cx, texts.get("indication"), &[(name, to_indication)], &mut chosen);
    let deciding = assessment.rows.iter().find(|row| row.status == assessment.overall);
    if let Some(row) = deciding.or(assessment.rows.first()) {
        let to_row = CaseCommand::ShowRow(indication.id.clone(), row.id.clone());
        links(ui, cx, texts.get("check-verdict"), &[(cx.say.overall(assessment), to_row)], &mut chosen);
    }
    let settings = cx.model.report_settings();
    let drafts = draft_reasons(session.case(), assessment, settings);
    let steps = cx.model.case.steps(settings);
    if drafts.is_empty() {
        small(ui, cx.theme, texts.get("check-no-draft"));
    } else {
        let reasons: Vec<&str> = drafts.into_iter().map(|reason| texts.get(reason.text_id())).collect();
        let text = texts.with("export-draft", &[("reasons", reasons.join("; ").into())]);
        ui.label(RichText::new(text).color(cx.theme.advisory));
        let blocking = steps.iter().filter(|pending| pending.makes_draft);
        let blocking: Vec<CheckLink> = blocking
            .map(|pending| {
                (pending.step.name(cx.model.case, cx.say), CaseCommand::GoToStep(pending.step.clone()))
            })
            .collect();
        links(ui, cx, texts.get("check-missing"), &blocking, &mut chosen);
    }
    let mut contradictions = cx.model.case.contradictions(cx.model.today, cx.say);
    contradictions.extend(cx.model.case.cautions(cx.say));
    links(ui, cx, texts.get("check-contradictions"), &contradictions, &mut chosen);
    links(ui, cx, texts.get("check-blank"), &left_blank(cx, settings.with_identity), &mut chosen);
    ui.add_space(space::PARTS);
    chosen
}

/// Draws a line of links behind its name; nothing if there are none.
fn links<A>(ui: &mut Ui, cx: &Cx<A>, name: &str, links: &[CheckLink], chosen: &mut Vec<CaseCommand>) {
    if links.is_empty() {
        return;
    }
    // Lines of links are as high as lines of text.
    let usual = std::mem::take(&mut ui.spacing_mut().interact_size.y);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::PARTS);
        small(ui, cx.theme, &format!("{name}:"));
        for (at, (text, command)) in links.iter().enumerate() {
            if at > 0 {
                small(ui, cx.theme, "·");
            }
            if link(ui, cx.theme, text).clicked() {
                chosen.push(command.clone());
            }
        }
    });
    ui.spacing_mut().interact_size.y = usual;
}

/// The questions and fields without an answer that do not make the report a draft.
fn left_blank<A>(cx: &Cx<A>, with_identity: bool) -> Vec<CheckLink> {
    let case = cx.model.case;
    let steps = case.steps(cx.model.report_settings());
    let is_blocking = |command: &CaseCommand| {
        steps
            .iter()
            .any(|pending| pending.makes_draft && CaseCommand::GoToStep(pending.step.clone()) == *command)
    };
    let questions = case.unanswered_questions().map(|question| {
        let gap = crate::definition::Input::Answer(question.id.clone());
        (cx.say.of(&question.label).to_owned(), CaseCommand::GoToStep(ReportStep::FillGap(gap)))
    });
    let fields = OPTIONAL_FIELDS.into_iter().filter(|field| {
        let is_printed = with_identity || matches!(field, Field::MtbName | Field::MtbDate);
        is_printed && case.text(field).trim().is_empty()
    });
    let fields = fields.map(|field| {
        let label = field.label_id().map_or("", |id| cx.say.texts.get(id)).to_owned();
        (label, CaseCommand::GoTo(Target::Field(field)))
    });
    questions.filter(|(_, command)| !is_blocking(command)).chain(fields).collect()
}
