//! Writes the report on a case as a PDF.

use super::{Attachment, PdfError, PdfProperties, write};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::report::{DocumentId, ReportSettings, VERSION, document_as, lay_out};
use crate::wording::texts;
use std::collections::BTreeSet;

/// The file name of the case attached to a PDF.
pub const ATTACHMENT: &str = "case.wgscase";

/// A report as a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedPdf {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The id of the report, which also is in the PDF.
    pub id: DocumentId,
    /// The characters of the case that the font lacks, and that were replaced.
    pub replaced: BTreeSet<char>,
}

/// Writes the report on a case, for the indication that the case names. The same case and settings give the
/// same bytes.
///
/// # Errors
/// Errors of the PDF libraries, which no input can cause.
pub fn export(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> Result<ExportedPdf, PdfError> {
    export_as(set, case, settings, VERSION)
}

/// Writes the report as a program of this version does, if its layout is the same.
///
/// # Errors
/// As [`export`].
pub(crate) fn export_as(
    set: &CriteriaSet,
    case: &Case,
    settings: ReportSettings,
    version: &str,
) -> Result<ExportedPdf, PdfError> {
    let document = document_as(set, case, settings, version);
    let layout = lay_out(&document.outline);
    let attachment = document.enclosed.map(|text| Attachment {
        name: ATTACHMENT.to_owned(),
        description: texts(settings.language).get("report-attachment").to_owned(),
        bytes: text.into_bytes(),
    });
    let creator = format!("wgs-referral {version}");
    let author = if document.author.is_empty() { creator.clone() } else { document.author };
    let properties = PdfProperties {
        id: document.id,
        author,
        creator,
        moment: document.moment,
        attachment,
        provenance: Some(document.provenance),
    };
    Ok(ExportedPdf { bytes: write(&layout, &properties)?, id: document.id, replaced: layout.replaced })
}
