//! From a case to the bytes of its report.

use super::{Attachment, PdfError, PdfProperties, write};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::report::{DocumentId, ReportSettings, VERSION, document, lay_out};
use crate::wording::texts;
use std::collections::BTreeSet;

/// The name of the case file inside.
pub const ATTACHMENT: &str = "case.wgscase";

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedPdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is known by.
    pub id: DocumentId,
    /// The characters that the font lacks, which were replaced.
    pub replaced: BTreeSet<char>,
}

/// The report of a case, for the indication it names.
///
/// # Errors
/// What the PDF libraries say. Nothing that a user can type leads there.
pub fn export(set: &CriteriaSet, case: &Case, settings: ReportSettings) -> Result<ExportedPdf, PdfError> {
    let document = document(set, case, settings);
    let layout = lay_out(&document.outline);
    let attachment = document.enclosed.map(|text| Attachment {
        name: ATTACHMENT.to_owned(),
        description: texts(settings.language).get("report-attachment").to_owned(),
        bytes: text.into_bytes(),
    });
    let creator = format!("wgs-referral {VERSION}");
    let author = if document.author.is_empty() { creator.clone() } else { document.author };
    let properties = PdfProperties { id: document.id, author, creator, moment: document.moment, attachment };
    Ok(ExportedPdf { bytes: write(&layout, &properties)?, id: document.id, replaced: layout.replaced })
}
