//! A report before its layout: its outline, the enclosed case and its ids.

use super::VERSION;
use super::document_id::DocumentId;
use super::draft::draft_reasons;
use super::mark::Mark;
use super::outline::{DocumentMark, Outline, OutlineOptions, outline};
use super::provenance::{LAYOUT_VERSION, PageOrigin, Provenance};
use super::settings::ReportSettings;
use crate::assessment::assess;
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use jiff::Timestamp;

/// A report before its layout.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// Printed in the report, and written into the PDF's metadata.
    pub id: DocumentId,
    /// The content of the pages.
    pub outline: Outline,
    /// The text of the attached case file, if there is one.
    pub enclosed: Option<String>,
    /// The requester's name, for the PDF's metadata. Empty if it is not known or the report is without
    /// identity.
    pub author: String,
    /// Written into the PDF's metadata.
    pub moment: Timestamp,
    /// Written into the PDF's metadata.
    pub provenance: Provenance,
}

/// Builds the report on a case, for the indication that the case names. It never reads the clock: the same
/// case and settings give the same report.
///
/// Without identity, everything depends only on the case without identity, the id included. Otherwise
/// somebody could guess the identity and compare the ids.
pub fn document(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> ReportDocument {
    document_as(set, case, settings, VERSION)
}

/// Builds the report as a program of this version does, if its layout is the same.
pub(crate) fn document_as(
    set: &CriteriaSet,
    case: &Case,
    settings: ReportSettings,
    version: &str,
) -> ReportDocument {
    let without_identity = (!settings.with_identity).then(|| case::without_identity(case));
    let case = without_identity.as_ref().unwrap_or(case);
    let indication = set.indication(&case.indication).unwrap_or(&set.indications[0]);
    let settings = settings.with_unconfirmed(set, indication, case);
    let moment = settings.moment_for(case);
    let text = case::write(case);
    let id = DocumentId::compute(set, &text, settings, moment, version);
    let mark = Mark::new(set, id, &text);
    let enclosed = settings.with_case.then_some(text);
    let assessment = assess(indication, case);
    let today = settings.day_for(case);
    let options = OutlineOptions {
        language: settings.language,
        version: version.to_owned(),
        with_identity: settings.with_identity,
        mark: DocumentMark { code: mark.to_string(), id: id.short() },
        today,
        drafts: draft_reasons(case, &assessment, settings),
    };
    let outline = outline(set, indication, case, &assessment, &options);
    let pages = Some(PageOrigin::new(version, settings, moment));
    let provenance = Provenance { mark, document: Some(id), layout: Some(LAYOUT_VERSION), pages };
    let author = case.requester.name.trim().to_owned();
    ReportDocument { id, outline, enclosed, author, moment, provenance }
}
