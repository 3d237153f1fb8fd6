//! Exporting and printing the report.

use crate::case::{self, Case, Patient};
use crate::definition::IndicationId;
use crate::files::Fingerprint;
use crate::report::ReportSettings;
use serde::{Deserialize, Serialize};

/// What follows once the report is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterExport {
    /// The user decides.
    Nothing,
    /// The file is opened in the system's program for PDF files.
    View,
}

/// The export of a report. Another form may be shown by the time its path is known, or a file there is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportExport {
    /// The indication of the report.
    pub indication: IndicationId,
    /// What follows once the PDF is written.
    pub then: AfterExport,
}

/// What the report is checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportUse {
    /// It is saved as a file.
    Export(AfterExport),
    /// It is printed, without a file of the user's.
    Print,
}

/// What a report is about, which is sealed while the window is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSubject {
    indication: IndicationId,
    /// The patient as the report names them; blank in a report without identity.
    patient: Patient,
}

/// The report as it was when its export began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedState {
    is_draft: bool,
    settings: ReportSettings,
    /// The fingerprint of what the file says of the patient.
    content: Fingerprint,
    /// `None`: it is sealed.
    subject: Option<ReportSubject>,
}

impl ExportedState {
    /// The report of the case, made with these settings.
    pub fn new(is_draft: bool, settings: ReportSettings, case: &Case) -> Self {
        let patient = if settings.with_identity { case.patient.clone() } else { Patient::default() };
        let subject = Some(ReportSubject { indication: case.indication.clone(), patient });
        ExportedState { is_draft, settings, content: content_of(case, settings), subject }
    }

    /// The indication of the report; `None`: it is sealed.
    pub fn indication(&self) -> Option<&IndicationId> {
        self.subject.as_ref().map(|subject| &subject.indication)
    }

    /// What the report is about.
    pub fn subject_mut(&mut self) -> &mut Option<ReportSubject> {
        &mut self.subject
    }

    /// Whether the report is marked as a draft.
    pub fn is_draft(&self) -> bool {
        self.is_draft
    }

    /// Whether the case, with the patient, can be opened from the file.
    pub fn has_case_inside(&self) -> bool {
        self.settings.with_case && self.settings.with_identity
    }

    /// Whether the report names this patient, or none.
    pub fn is_about(&self, patient: &Patient) -> bool {
        !self.settings.with_identity
            || self.subject.as_ref().is_some_and(|subject| subject.patient == *patient)
    }

    /// Whether `later` was exported to be used in the place of this report: it says something else, of the same patient
    /// in the same form, is made in the same way, and has the case inside of it if this one has.
    pub fn is_superseded_by(&self, later: &ExportedState) -> bool {
        let (settings, later_settings) = (self.settings, later.settings);
        self.content != later.content
            && self.subject == later.subject
            && settings.language == later_settings.language
            && settings.with_identity == later_settings.with_identity
            && (later_settings.with_case || !settings.with_case)
    }

    /// Whether the file says of the patient what the case says. Which form is shown makes no difference, nor does how
    /// another report would be made.
    pub fn agrees_with(&self, case: &Case) -> bool {
        self.content == content_of(case, self.settings)
    }
}

fn content_of(case: &Case, settings: ReportSettings) -> Fingerprint {
    let case = if settings.with_identity { case.clone() } else { case::without_identity(case) };
    let without_form = Case { indication: String::new().into(), ..case };
    Fingerprint::of(case::write(&without_form).as_bytes())
}
