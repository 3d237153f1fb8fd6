//! The report is exported: how it is made, and what to know before.

use super::parts::{FirstFocus, PathInput, buttons, is_blank, path_field};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::case::{FreeText, Trace, TraceKind, identity_traces};
use crate::desktop::Handover;
use crate::report::{draft_reasons, lay_out};
use crate::verify::PdfStatus;
use crate::window::case::ReportChoice;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{AfterExport, PathUse};
use crate::window::notice::contradictions_in_words;
use crate::window::widget::controls::{problem, small};
use crate::window::widget::report_choices;
use egui::{RichText, Ui};

/// Tells what the file will hold before a path is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDialog {
    check: ReportCheck,
    then: AfterExport,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<String>,
}

/// What to know before the report is exported.
#[derive(Clone, Debug, PartialEq)]
struct ReportCheck {
    /// The characters that the font lacks.
    replaced: Vec<char>,
    /// Where free text may tell who the patient is, in a report without identity.
    traces: Vec<Trace>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportAction {
    /// Decide how the report is made.
    Choose(ReportChoice),
    /// Take over the path typed so far.
    TypePath(String),
    /// Export the report, to the path that was typed or to one that is asked for.
    Export,
}

impl ReportCheck {
    fn of(model: &Model) -> Self {
        let (case, settings) = (model.case, model.report_settings());
        let replaced = lay_out(&case.report(settings).outline).replaced.into_iter().collect();
        let traces = if settings.with_identity { Vec::new() } else { identity_traces(case.session().case()) };
        ReportCheck { replaced, traces }
    }
}

impl ExportDialog {
    /// The dialog for the case as it is now. `typed_path`: the path to start typing with.
    pub fn new(then: AfterExport, typed_path: Option<String>, model: &Model) -> Self {
        let check = ReportCheck::of(model);
        ExportDialog { check, then, typed_path }
    }

    /// Checks the report again: the user has decided that it is made in another way.
    pub fn check_again(&mut self, model: &Model) {
        self.check = ReportCheck::of(model);
    }

    pub(super) fn update(&mut self, action: ExportAction, _: &Model) -> Update {
        match action {
            ExportAction::Choose(choice) => return Update::StayAnd(DialogEvent::ChooseReport(choice)),
            ExportAction::TypePath(path) => self.typed_path = Some(path),
            ExportAction::Export if is_blank(self.typed_path.as_deref()) => {}
            ExportAction::Export => {
                let path_use = PathUse::ExportReport(self.then);
                return Update::CloseAnd(DialogEvent::UsePath(path_use, self.typed_path.clone()));
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ExportAction>>) {
        let session = cx.model.case.session();
        let name = cx.say.of(&session.indication().title);
        ui.label(format!("{name}: {}", cx.say.overall(session.assessment())));
        let settings = cx.model.report_settings();
        for choice in report_choices::show(ui, cx.theme, cx.say, settings) {
            cx.ask(DialogAnswer::Act(ExportAction::Choose(choice)));
        }
        pdf_doubt(ui, cx);
        warnings(ui, cx, &self.check);
        let then = match self.then {
            AfterExport::Nothing => None,
            AfterExport::HandOver(Handover::Print) => Some("export-then-print"),
            AfterExport::HandOver(Handover::View) => Some("export-then-view"),
        };
        if let Some(then) = then {
            ui.label(cx.say.texts.get(then));
        }
        let label = match &self.typed_path {
            Some(path) => {
                for input in path_field(ui, cx, path, true) {
                    cx.ask(DialogAnswer::Act(match input {
                        PathInput::Typed(path) => ExportAction::TypePath(path),
                        PathInput::Entered => ExportAction::Export,
                    }));
                }
                "export"
            }
            None => "choose-place",
        };
        let export = (label, DialogAnswer::Act(ExportAction::Export));
        buttons(ui, cx, FirstFocus::Button, &[("cancel", DialogAnswer::Cancel)], export);
    }
}

impl DialogState for ExportDialog {
    fn title(&self) -> &'static str {
        "export-title"
    }

    fn has_input(&self, _: &Model) -> bool {
        self.typed_path.is_some()
    }

    fn ask_for_path(&mut self, proposed: String) {
        self.typed_path = Some(proposed);
    }
}

/// What speaks against the PDF that the case was inside. It stands in the window as well, but behind the dialog.
fn pdf_doubt<A>(ui: &mut Ui, cx: &Cx<A>) {
    let say = cx.say;
    match cx.model.case.pdf_doubt() {
        Some(PdfStatus::Changed(contradictions)) => {
            let reasons = contradictions_in_words(say, &contradictions);
            problem(ui, cx.theme, &say.texts.with("export-changed-pdf", &[("reasons", reasons.into())]));
        }
        // Nothing contradicts the case, so that its report is no draft.
        Some(PdfStatus::NoMark | PdfStatus::NoCase) => {
            warning(ui, cx, say.texts.get("export-pdf-without-mark"));
        }
        Some(PdfStatus::Unchanged | PdfStatus::CaseUnchanged) | None => {}
    }
}

/// What the file will hold, and what to look at before.
fn warnings<A>(ui: &mut Ui, cx: &Cx<A>, check: &ReportCheck) {
    let texts = cx.say.texts;
    let settings = cx.model.report_settings();
    let session = cx.model.case.session();
    let drafts = draft_reasons(session.case(), session.assessment(), settings);
    if !drafts.is_empty() {
        let reasons: Vec<&str> = drafts.into_iter().map(|reason| texts.get(reason.text_id())).collect();
        ui.label(texts.with("export-draft", &[("reasons", reasons.join("; ").into())]));
    }
    ui.label(texts.get(if settings.with_identity { "export-text" } else { "export-text-without-identity" }));
    ui.label(texts.get(if settings.with_case { "export-case-inside" } else { "export-case-outside" }));
    if !check.replaced.is_empty() {
        let codes = check.replaced.iter().map(|character| format!("U+{:04X}", u32::from(*character)));
        let codes = codes.collect::<Vec<_>>().join(", ");
        warning(ui, cx, &texts.with("export-replaced", &[("characters", codes.into())]));
    }
    if !check.traces.is_empty() {
        warning(ui, cx, texts.get("export-traces"));
        for trace in &check.traces {
            small(ui, cx.theme, &format!("– {}", trace_text(cx, trace)));
        }
    }
}

fn warning<A>(ui: &mut Ui, cx: &Cx<A>, text: &str) {
    ui.label(RichText::new(text).color(cx.theme.advisory));
}

/// Where a trace is, and what it looks like. Never the words themselves.
fn trace_text<A>(cx: &Cx<A>, trace: &Trace) -> String {
    let (say, set) = (cx.say, cx.model.case.session().set());
    let place = match &trace.text {
        FreeText::Answer(id) => set.question(id).map_or("", |question| say.of(&question.label)).to_owned(),
        FreeText::Comment((indication, row)) => {
            let indication = set.indication(indication);
            let row = indication.and_then(|indication| indication.rows.iter().find(|known| known.id == *row));
            let name = row.map_or("", |row| say.of(&row.short));
            format!("{}, {name}", say.texts.get("comment"))
        }
        FreeText::Rationale(id) => {
            let question = set.judgement(id).map_or("", |judgement| say.of(&judgement.question));
            format!("{}, {question}", say.texts.get("rationale"))
        }
        FreeText::MtbName => say.texts.get("mtb-name").to_owned(),
        FreeText::MtbNote => say.texts.get("mtb-note").to_owned(),
    };
    let kind = say.texts.get(match trace.kind {
        TraceKind::PatientName => "trace-patient-name",
        TraceKind::BirthDate => "trace-birth-date",
        TraceKind::Requester => "trace-requester",
        TraceKind::Requisition => "trace-requisition",
        TraceKind::Number => "trace-number",
    });
    format!("{place}: {kind}")
}
