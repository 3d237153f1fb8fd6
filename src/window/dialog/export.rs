//! The report is exported: how it is made, and what to know before.

use super::export_check::{self, CheckInput};
use super::parts::{FirstFocus, buttons, scrolled};
use super::path_draft::{is_blank, type_into, typed_text};
use super::{DialogAnswer, DialogEvent, DialogState, PathDraft, Update};
use crate::case::{FreeText, Trace, TraceKind, identity_traces};
use crate::definition::IndicationId;
use crate::report::lay_out;
use crate::verify::{NotCheckedReason, PdfStatus};
use crate::window::case::{CaseCommand, ReportChoice};
use crate::window::cx::{Cx, Model};
use crate::window::flow::{AfterExport, PathUse, ReportExport, ReportUse};
use crate::window::notice::contradictions_in_words;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{problem, small};
use crate::window::widget::report_choices;
use egui::{RichText, Ui};

/// Tells what the file will hold before a path is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDialog {
    check: ReportCheck,
    /// The indication of the report. Its form is shown behind the dialog.
    indication: IndicationId,
    report_use: ReportUse,
    /// Whether the fields that are not filled in are named, and not only counted.
    names_blank_fields: bool,
    /// The path being typed, where the system has no file dialog. `None`: the user has not read on to it yet.
    typed_path: Option<PathDraft>,
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
    /// Lead to a place in the case, and export nothing.
    LeadTo(CaseCommand),
    /// Name the fields that are not filled in, or only count them.
    NameBlankFields(bool),
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
    /// The dialog for the case as it is now. Where the system has no file dialog, the path is asked for once the user
    /// goes on from what is to be known and decided: an Enter that comes at once writes no file.
    pub fn new(report_use: ReportUse, model: &Model) -> Self {
        let check = ReportCheck::of(model);
        let indication = model.case.session().indication().id.clone();
        ExportDialog { check, indication, report_use, names_blank_fields: false, typed_path: None }
    }

    /// The indication of the report.
    pub(super) fn indication(&self) -> &IndicationId {
        &self.indication
    }

    /// Checks the report again: the user has decided that it is made in another way.
    pub fn check_again(&mut self, model: &Model) {
        self.check = ReportCheck::of(model);
    }

    pub(super) fn update(&mut self, action: ExportAction, _: &Model) -> Update {
        match action {
            ExportAction::Choose(choice) => return Update::StayAnd(DialogEvent::ChooseReport(choice)),
            ExportAction::LeadTo(command) => return Update::CloseAnd(DialogEvent::LeadTo(command)),
            ExportAction::NameBlankFields(are_named) => self.names_blank_fields = are_named,
            ExportAction::TypePath(path) => type_into(&mut self.typed_path, path),
            ExportAction::Export if is_blank(self.typed_path.as_ref()) => {}
            ExportAction::Export => {
                let indication = self.indication.clone();
                return Update::CloseAnd(match self.report_use {
                    ReportUse::Export(then) => DialogEvent::UsePath(
                        PathUse::ExportReport(ReportExport { indication, then }),
                        typed_text(self.typed_path.as_ref()),
                    ),
                    ReportUse::Print => DialogEvent::Print(indication),
                });
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ExportAction>>) {
        let height = WindowHeight::of(ui.ctx());
        // What the user decides and what the file gives away come first: they are in sight, however much is to be
        // checked below them.
        scrolled(ui, |ui| {
            let settings = cx.model.report_settings();
            let choices = match self.report_use {
                ReportUse::Export(_) => report_choices::show(ui, cx.theme, cx.say, settings),
                ReportUse::Print => report_choices::show_for_print(ui, cx.theme, cx.say, settings),
            };
            for choice in choices {
                cx.ask(DialogAnswer::Act(ExportAction::Choose(choice)));
            }
            disclosure(ui, cx, self.report_use);
            if height == WindowHeight::Low {
                self.path(ui, cx);
            }
            pdf_doubt(ui, cx);
            warnings(ui, cx, &self.check);
            for input in export_check::show(ui, cx, self.report_use, self.names_blank_fields) {
                cx.ask(DialogAnswer::Act(match input {
                    CheckInput::LeadTo(command) => ExportAction::LeadTo(command),
                    CheckInput::NameBlankFields(are_named) => ExportAction::NameBlankFields(are_named),
                }));
            }
        });
        if height == WindowHeight::Usual {
            self.path(ui, cx);
        }
        let label = match (&self.typed_path, self.report_use) {
            (Some(_), _) => "export",
            (None, ReportUse::Print) => "print",
            (None, ReportUse::Export(_)) => "choose-place",
        };
        let export = (label, DialogAnswer::Act(ExportAction::Export));
        buttons(ui, cx, FirstFocus::Button, &[("cancel", DialogAnswer::Cancel)], export);
    }

    /// Draws the field for the path, once it is asked for.
    fn path(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ExportAction>>) {
        if let Some(path) = &self.typed_path
            && let Some(path) = path.show(ui, cx, true)
        {
            cx.ask(DialogAnswer::Act(ExportAction::TypePath(path)));
        }
    }
}

impl DialogState for ExportDialog {
    fn title(&self) -> &'static str {
        match self.report_use {
            ReportUse::Export(_) => "export-title",
            ReportUse::Print => "print-title",
        }
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn has_input(&self, _: &Model) -> bool {
        self.typed_path.is_some()
    }

    fn ask_for_path(&mut self, path: PathDraft) {
        self.typed_path = Some(path);
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
        Some(PdfStatus::NotChecked(NotCheckedReason::NotDrawn)) => {
            warning(ui, cx, say.texts.get("export-pdf-not-checked"));
        }
        Some(PdfStatus::NotChecked(NotCheckedReason::NotComparable)) => {
            warning(ui, cx, say.texts.get("export-pdf-not-comparable"));
        }
        Some(PdfStatus::Unchanged | PdfStatus::CaseUnchanged) | None => {}
    }
}

/// Draws what the file gives away of the patient, as it is to be made now.
fn disclosure<A>(ui: &mut Ui, cx: &Cx<A>, report_use: ReportUse) {
    let texts = cx.say.texts;
    let settings = cx.model.report_settings();
    ui.label(texts.get(match (report_use, settings.with_identity) {
        (ReportUse::Export(_), true) => "export-text",
        (ReportUse::Export(_), false) => "export-text-without-identity",
        (ReportUse::Print, true) => "print-text",
        (ReportUse::Print, false) => "print-text-without-identity",
    }));
    if report_use != ReportUse::Print {
        ui.label(texts.get(if settings.with_case { "export-case-inside" } else { "export-case-outside" }));
    }
    if report_use == ReportUse::Export(AfterExport::View) {
        ui.label(texts.get("export-then-view"));
    }
}

/// Draws what to look at before the report is made.
fn warnings<A>(ui: &mut Ui, cx: &Cx<A>, check: &ReportCheck) {
    let texts = cx.say.texts;
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
