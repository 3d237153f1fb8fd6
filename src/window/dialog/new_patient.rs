//! The case names another patient than the one whom its answers are about.

use super::dialog_keys::KeyAnswers;
use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::case::Case;
use crate::definition::IndicationId;
use crate::desktop::Protection;
use crate::files::Overwrite;
use crate::window::case::shown_patient;
use crate::window::command::Command;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PendingAction, ReportExport, ReportUse, SaveTarget};
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::small;
use crate::window::widget::{semibold, size, space};
use egui::{RichText, Ui};
use std::path::PathBuf;

/// Asks whether the patient is a new one, or was corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPatientDialog {
    /// What the user wanted when this was asked, and what jobs led to since. It is done once the patient is known to be
    /// the same.
    asked_for: Vec<RefusedAction>,
}

/// What was not done because the question came first. It is done if the patient is the same.
#[derive(Clone, Debug, PartialEq)]
pub enum RefusedAction {
    /// Carry out a command.
    Command(Command),
    /// Show an indication, and carry out a command about its report.
    RunFor(IndicationId, UiCommand),
    /// Leave the case for this.
    Leave(PendingAction),
    /// Ask how the case is protected, and save it.
    AskHowToSave(SaveTarget),
    /// Tell what the report of an indication holds and lacks, and make it.
    CheckReport(IndicationId, ReportUse),
    /// Write the case to a path.
    Write {
        /// The path to write to.
        path: PathBuf,
        /// What may be at the path.
        expected: Overwrite,
        /// How the file is protected.
        protection: Protection,
        /// What follows once the case is saved.
        then: Option<PendingAction>,
    },
    /// Export the report to a path.
    Export {
        /// The path of the PDF.
        path: PathBuf,
        /// What may be at the path.
        expected: Overwrite,
        /// What is exported, and what follows.
        export: ReportExport,
    },
    /// Print the report of an indication.
    Print(IndicationId),
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NewPatientAction {
    /// The patient is a new one, who gets a case.
    BeginCase,
    /// The patient is the same; name, number or birth date were corrected.
    Correct,
}

/// Whose answers the case has, after another patient was typed over them.
#[derive(Clone, Debug, PartialEq)]
pub enum WhoseAnswers {
    /// Those of the patient before: the new one gets a case. If there is none in the end, this is asked again.
    PatientBefore(Vec<RefusedAction>),
    /// Those of the patient who is named now: it is the same one. What the user wanted is done.
    SamePatient(Vec<RefusedAction>),
    /// The user has not said it: the case names the patient before again.
    NotSaid,
}

impl NewPatientDialog {
    /// The question. `asked_for`: what the user wanted when it was asked for the first time.
    pub fn new(asked_for: Vec<RefusedAction>) -> Self {
        NewPatientDialog { asked_for }
    }

    /// Whether something is noted that is done once the patient is known to be the same.
    pub fn has_asked_for(&self) -> bool {
        !self.asked_for.is_empty()
    }

    /// Notes what the user wanted, unless it is noted already.
    pub fn note_asked_for(&mut self, action: RefusedAction) {
        if !self.asked_for.contains(&action) {
            self.asked_for.push(action);
        }
    }

    pub(super) fn update(&mut self, action: NewPatientAction, _: &Model) -> Update {
        Update::CloseAnd(DialogEvent::SettlePatient(match action {
            NewPatientAction::BeginCase => WhoseAnswers::PatientBefore(std::mem::take(&mut self.asked_for)),
            NewPatientAction::Correct => WhoseAnswers::SamePatient(std::mem::take(&mut self.asked_for)),
        }))
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<NewPatientAction>>) {
        let session = cx.model.case.session();
        let before = patient(cx, &session.case_of_patient_before());
        let now = patient(cx, session.case());
        let texts = cx.say.texts;
        scrolled(ui, |ui| {
            ui.label(texts.get("new-patient-text"));
            for (label, patient) in [("new-patient-before", &before), ("new-patient-now", &now)] {
                ui.scope(|ui| {
                    ui.spacing_mut().item_spacing.y = space::LINES;
                    small(ui, cx.theme, texts.get(label));
                    ui.label(RichText::new(patient).font(semibold(size::BODY)));
                });
            }
            let id = match (session.has_patient_before_unsaved_changes(), session.path()) {
                (false, Some(_)) => "new-patient-choices-saved",
                (false, None) => "new-patient-choices-unchanged",
                (true, Some(_)) => "new-patient-choices-changed",
                (true, None) => "new-patient-choices-unsaved",
            };
            ui.label(texts.with(id, &[("patient", before.as_str().into())]));
        });
        let others = [
            ("cancel", DialogAnswer::Cancel),
            ("new-patient-corrected", DialogAnswer::Act(NewPatientAction::Correct)),
        ];
        let begin = ("new-patient-begin", DialogAnswer::Act(NewPatientAction::BeginCase));
        buttons(ui, cx, FirstFocus::Button, &others, begin);
    }
}

/// The patient of a case: with the birth date where no number tells it.
fn patient(cx: &Cx<DialogAnswer<NewPatientAction>>, case: &Case) -> String {
    let named = shown_patient(case, cx.say);
    let has_number = case.patient.cpr.as_ref().is_some_and(|cpr| !cpr.is_replacement());
    match case.patient.birth_date.filter(|_| !has_number) {
        Some(date) => format!("{named} · {}", cx.say.date(date)),
        None => named,
    }
}

impl DialogState for NewPatientDialog {
    fn title(&self) -> &'static str {
        "new-patient-title"
    }

    /// Both patients are named in it, each with what the answers have to do with it.
    fn names_patient(&self) -> bool {
        false
    }

    fn answered_by_keys(&self) -> KeyAnswers {
        KeyAnswers::AfterPause
    }

    /// The patient who was typed. A slip beside the dialog must not take that back.
    fn has_input(&self, _: &Model) -> bool {
        true
    }
}
