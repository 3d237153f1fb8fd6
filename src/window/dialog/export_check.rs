//! "Check before the export", or before printing: what contradicts itself or is doubtful, indication, verdict, why the
//! report is a draft, judgements, recommendations that are not followed, and what is left blank. Each leads to its
//! place in the window.

use crate::assessment::Status;
use crate::definition::Input;
use crate::report::draft_reasons;
use crate::window::case::{CaseCommand, Field, FindingWeight, JudgementProgress, ReportStep, Target};
use crate::window::cx::Cx;
use crate::window::flow::ReportUse;
use crate::window::widget::controls::{link, linked_list, section_title, small, unfolding_title};
use crate::window::widget::{semibold, shapes, size, space};
use egui::{Color32, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use strum::VariantArray;

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

/// So many fields that are not filled in are named at once. More are only counted: their names would fill the dialog.
const NAMED_AT_ONCE: usize = 4;

/// A link of the list, and where it leads.
type CheckLink = (String, CaseCommand);

/// What the user asks of the check.
pub enum CheckInput {
    /// Lead to a place in the case.
    LeadTo(CaseCommand),
    /// Name the fields that are not filled in, or only count them.
    NameBlankFields(bool),
}

/// The sign before a part of the check.
#[derive(Clone, Copy)]
enum PartSign {
    Error,
    Of(Status),
}

/// Draws the check, and gives what the user asks of it. `names_blank_fields`: whether the fields that are not filled in
/// are named, however many there are.
pub fn show<A>(ui: &mut Ui, cx: &Cx<A>, report_use: ReportUse, names_blank_fields: bool) -> Vec<CheckInput> {
    let texts = cx.say.texts;
    let session = cx.model.case.session();
    let (indication, assessment) = (session.indication(), session.assessment());
    let mut chosen = Vec::new();
    let mut names_blank = None;
    let title = match report_use {
        ReportUse::Export(_) => "check-title",
        ReportUse::Print => "check-title-print",
    };
    section_title(ui, texts.get(title));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::BESIDE;
        findings(ui, cx, &mut chosen);
        let name = cx.say.of(&indication.title).to_owned();
        let to_indication = CaseCommand::ShowIndication(indication.id.clone());
        links(ui, cx, texts.get("indication"), &[(name, to_indication)], &mut chosen);
        let deciding = assessment.rows.iter().find(|row| row.status == assessment.overall);
        if let Some(row) = deciding.or(assessment.rows.first()) {
            let to_row = CaseCommand::ShowRow(indication.id.clone(), row.id.clone());
            links(ui, cx, texts.get("check-verdict"), &[(cx.say.overall(assessment), to_row)], &mut chosen);
        }
        draft(ui, cx, &mut chosen);
        judgements(ui, cx, &mut chosen);
        let recommendations = cx.model.case.unfollowed_recommendations(cx.say);
        let recommendations: Vec<CheckLink> =
            recommendations.into_iter().map(|it| (it.text, it.leads_to)).collect();
        let sign = PartSign::Of(Status::Advisory);
        part(
            ui,
            cx,
            (sign, cx.theme.advisory),
            texts.get("check-not-followed"),
            &recommendations,
            &mut chosen,
        );
        let with_identity = cx.model.report_settings().with_identity;
        let blank = left_blank(cx, with_identity);
        let is_folded = blank.len() > NAMED_AT_ONCE;
        if is_folded && count_of_blank(ui, cx, blank.len(), names_blank_fields) {
            names_blank = Some(CheckInput::NameBlankFields(!names_blank_fields));
        }
        if !is_folded || names_blank_fields {
            links(ui, cx, texts.get("check-blank"), &blank, &mut chosen);
        }
    });
    ui.add_space(space::PARTS);
    chosen.into_iter().map(CheckInput::LeadTo).chain(names_blank).collect()
}

/// Draws how many fields are not filled in, as the title that unfolds their names. Gives whether it was pressed.
fn count_of_blank<A>(ui: &mut Ui, cx: &Cx<A>, count: usize, is_unfolded: bool) -> bool {
    let text = cx.say.texts.with("check-blank-count", &[("count", count.into())]);
    let response = unfolding_title(ui, cx.theme, "fields that are not filled in", &text, is_unfolded);
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_unfolded, &text));
    response.clicked()
}

/// Draws what contradicts itself, is doubtful or worth a look, the gravest first.
fn findings<A>(ui: &mut Ui, cx: &Cx<A>, chosen: &mut Vec<CaseCommand>) {
    let found = cx.model.case.findings(cx.say, cx.model.today);
    for weight in FindingWeight::VARIANTS.iter().copied() {
        let sign = match weight {
            FindingWeight::Contradiction => PartSign::Error,
            FindingWeight::Doubt | FindingWeight::Caution => PartSign::Of(Status::Advisory),
            FindingWeight::Note => PartSign::Of(Status::NoRequirement),
        };
        let found = found.iter().filter(|finding| finding.weight == weight);
        let found: Vec<CheckLink> =
            found.map(|finding| (finding.text.clone(), finding.leads_to.clone())).collect();
        let heading = cx.say.texts.get(weight.heading_id());
        part(ui, cx, (sign, cx.theme.finding(weight)), heading, &found, chosen);
    }
}

/// Draws whether the report is a draft, why, and what is missing for it to be none. Judgements have a part
/// of their own.
fn draft<A>(ui: &mut Ui, cx: &Cx<A>, chosen: &mut Vec<CaseCommand>) {
    let (texts, session) = (cx.say.texts, cx.model.case.session());
    let settings = cx.model.report_settings();
    let drafts = draft_reasons(session.case(), session.assessment(), settings);
    if drafts.is_empty() {
        small(ui, cx.theme, texts.get("check-no-draft"));
        return;
    }
    let reasons: Vec<&str> = drafts.into_iter().map(|reason| texts.get(reason.text_id())).collect();
    let text = texts.with("export-draft", &[("reasons", reasons.join("; ").into())]);
    ui.label(RichText::new(text).color(cx.theme.advisory));
    let steps = cx.model.case.steps(settings);
    let blocking = steps.iter().filter(|pending| pending.makes_draft && !is_about_judgement(&pending.step));
    // The name of a question alone would read as if what it asks about were missing.
    let (answers, others): (Vec<&ReportStep>, Vec<&ReportStep>) = blocking
        .map(|pending| &pending.step)
        .partition(|step| matches!(step, ReportStep::FillGap(Input::Answer(_) | Input::Age)));
    for (id, steps) in [("check-missing-answers", answers), ("check-missing", others)] {
        let steps = steps.into_iter();
        let of = |step: &ReportStep| (step.name(cx.model.case, cx.say), CaseCommand::GoToStep(step.clone()));
        links(ui, cx, texts.get(id), &steps.map(of).collect::<Vec<CheckLink>>(), chosen);
    }
}

fn is_about_judgement(step: &ReportStep) -> bool {
    match step {
        ReportStep::FillGap(Input::Judgement(_)) | ReportStep::NameJudge(_) => true,
        ReportStep::FillGap(Input::Answer(_) | Input::Age)
        | ReportStep::CheckPatient
        | ReportStep::NamePatient
        | ReportStep::GiveCpr
        | ReportStep::NameRequester
        | ReportStep::CorrectText(_)
        | ReportStep::Reconfirm
        | ReportStep::ConfirmAnswer(_)
        | ReportStep::RenewAssessment
        | ReportStep::AskConsent(_) => false,
    }
}

/// Draws the judgements that the answers lead to, each with what it lacks or who has decided.
fn judgements<A>(ui: &mut Ui, cx: &Cx<A>, chosen: &mut Vec<CaseCommand>) {
    let found = cx.model.case.judgement_findings(cx.say, cx.model.report_settings().with_identity);
    if found.is_empty() {
        return;
    }
    let texts = cx.say.texts;
    let sign = PartSign::Of(Status::Judgement);
    titled(ui, cx, (sign, cx.theme.judgement), texts.get("check-judgements"), |ui| {
        for finding in found {
            if link(ui, cx.theme, &finding.text).clicked() {
                chosen.push(finding.leads_to);
            }
            let lacks = match finding.progress {
                JudgementProgress::Open => Some("check-judgement-open"),
                JudgementProgress::WithoutRationale => Some("check-judgement-without-rationale"),
                JudgementProgress::Unnamed => Some("check-judgement-unnamed"),
                JudgementProgress::Signed => None,
            };
            if let Some(id) = lacks {
                let lacks = RichText::new(texts.get(id)).font(semibold(size::SMALL));
                ui.label(lacks.color(cx.theme.advisory));
            }
            if !finding.signature.is_empty() {
                let by = [("signature", finding.signature.into())];
                small(ui, cx.theme, &texts.with("check-judgement-signed", &by));
            }
        }
    });
}

/// Draws a part of the check with its sign, its color and its title, and each of its links on a line of its own;
/// nothing if there are none.
fn part<A>(
    ui: &mut Ui,
    cx: &Cx<A>,
    sign: (PartSign, Color32),
    title: &str,
    links: &[CheckLink],
    chosen: &mut Vec<CaseCommand>,
) {
    if links.is_empty() {
        return;
    }
    titled(ui, cx, sign, title, |ui| {
        for (text, command) in links {
            if link(ui, cx.theme, text).clicked() {
                chosen.push(command.clone());
            }
        }
    });
}

/// Draws a sign with a title beside it, and contents below the title.
fn titled<A>(
    ui: &mut Ui,
    cx: &Cx<A>,
    (sign, color): (PartSign, Color32),
    title: &str,
    contents: impl FnOnce(&mut Ui),
) {
    /// The width of the sign, in points.
    const SIGN: f32 = 16.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        let (rect, _) = ui.allocate_exact_size(vec2(SIGN, SIGN), Sense::hover());
        match sign {
            PartSign::Error => shapes::error(ui.painter(), cx.theme, rect.center(), SIGN - 1.0),
            PartSign::Of(status) => shapes::paint(ui.painter(), cx.theme, status, rect.center(), SIGN - 2.0),
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            let shown = ui.label(RichText::new(title).font(semibold(size::SMALL)).color(color));
            shown.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
            contents(ui);
        });
    });
}

/// Draws a line of links behind its name; nothing if there are none.
fn links<A>(ui: &mut Ui, cx: &Cx<A>, name: &str, links: &[CheckLink], chosen: &mut Vec<CaseCommand>) {
    if links.is_empty() {
        return;
    }
    let names: Vec<&str> = links.iter().map(|(text, _)| text.as_str()).collect();
    if let Some(at) = linked_list(ui, cx.theme, &format!("{name}:"), &names) {
        chosen.extend(links.get(at).map(|(_, command)| command.clone()));
    }
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
        let gap = Input::Answer(question.id.clone());
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
