//! How the report is made: the choices, and what must be known before it is saved.

use super::Cx;
use super::choice::{Chosen, Segment, segmented};
use super::controls::{focus_frame, small};
use crate::case::{FreeText, Trace, TraceKind};
use crate::definition::Language;
use crate::window::command::Command;
use crate::window::report::{ReportCheck, ReportChoice};
use crate::window::theme::{regular, size, space};
use egui::{Checkbox, Id, RichText, Ui};

/// Language, identity, case.
pub fn choices(ui: &mut Ui, cx: &mut Cx) {
    let settings = cx.state.report_settings();
    let texts = cx.say.texts;
    ui.horizontal_wrapped(|ui| {
        let name = texts.get("report-language");
        small(ui, cx.theme, name);
        let segments = Language::ALL.map(|offered| Segment {
            label: match offered {
                Language::Da => "Dansk",
                Language::En => "English",
            },
            chosen: offered == settings.language,
        });
        let done = segmented(ui, cx.theme, Id::unique("report language"), name, &segments, false);
        if let Some(Chosen::Value(at)) = done {
            cx.ask(Command::Report(ReportChoice::Language(Language::ALL[at])));
        }
    });
    ui.horizontal_wrapped(|ui| {
        let mut without = !settings.with_identity;
        if choice(ui, cx, &mut without, "report-without-identity-choice") {
            cx.ask(Command::Report(ReportChoice::WithIdentity(!without)));
        }
        ui.add_space(space::CONTROLS);
        let mut with_case = settings.with_case;
        if choice(ui, cx, &mut with_case, "report-with-case-choice") {
            cx.ask(Command::Report(ReportChoice::WithCase(with_case)));
        }
    });
}

fn choice(ui: &mut Ui, cx: &Cx, chosen: &mut bool, text: &str) -> bool {
    let label = RichText::new(cx.say.texts.get(text)).font(regular(size::BODY));
    let response = ui.add(Checkbox::new(chosen, label));
    focus_frame(ui, cx.theme, response).changed()
}

/// What the file will hold, and what to look at before.
pub fn warnings(ui: &mut Ui, cx: &Cx, check: &ReportCheck) {
    let texts = cx.say.texts;
    let settings = cx.state.report_settings();
    let session = &cx.state.session;
    let open = session.assessment().overall.is_open();
    let draft = if open {
        Some("export-draft-open")
    } else if !settings.with_identity {
        Some("export-draft-without-identity")
    } else if !session.case().is_named() || !session.case().unparsed.is_empty() {
        Some("export-draft-unnamed")
    } else {
        None
    };
    if let Some(draft) = draft {
        ui.label(texts.get(draft));
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

fn warning(ui: &mut Ui, cx: &Cx, text: &str) {
    ui.label(RichText::new(text).color(cx.theme.advisory));
}

/// Where a trace is, and what it looks like. Never the words themselves.
fn trace_text(cx: &Cx, trace: &Trace) -> String {
    let (say, set) = (cx.say, cx.state.session.set());
    let place = match &trace.text {
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
