//! Writes a layout as PDF/A-3a and PDF/UA-1, with the case file attached on request, and extracts the case
//! again. This is the only module that uses printpdf and lopdf.

mod composites;
mod compress;
mod content;
mod export;
mod finish;
mod fonts;
mod metadata;
mod notation;
mod pages;
mod render;
mod renumber;
mod reopen;
mod save;
mod structure;
mod values;

pub(crate) use export::export_as;
pub use export::{ATTACHMENT, ExportedPdf, export};
pub use render::{DrawnContent, PagePicture, PdfPages};
pub(crate) use reopen::HEADER_SEARCH_LEN;
pub use reopen::{EmbeddedCaseError, PdfContents, embedded_case, is_pdf, read_contents};

use crate::report::{DocumentId, Layout, Provenance};
use fonts::EmbeddedFonts;
use printpdf::{PdfDocument, PdfSaveOptions};

/// The properties of a document beside its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfProperties {
    /// Written as the document's id into trailer and metadata.
    pub id: DocumentId,
    /// The author in the metadata.
    pub author: String,
    /// The name and version of the program.
    pub creator: String,
    /// The dates of creation and of the last change.
    pub moment: jiff::Timestamp,
    /// A file to attach.
    pub attachment: Option<Attachment>,
    /// How the report was made, for the metadata; `None`: nothing is said of it.
    pub provenance: Option<Provenance>,
}

/// A file to attach to a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file name of the attachment.
    pub name: String,
    /// Describes the attachment to the reader.
    pub description: String,
    /// The content of the attached file.
    pub bytes: Vec<u8>,
}

/// Writes a layout as PDF. The same layout and properties give the same bytes.
///
/// # Errors
/// Errors of the PDF libraries, and a font that can't be subset.
pub fn write(layout: &Layout, properties: &PdfProperties) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(&layout.title);
    let fonts = EmbeddedFonts::embed(&mut document, layout)?;
    pages::add(&mut document, layout, &fonts);
    let mut finished = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    let marked = pages::write(&mut finished, layout, &fonts)?;
    finish::finish(&mut finished, layout, &marked, properties)?;
    Ok(save::save(finished))
}

/// A failure to write a PDF. No input can cause one.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A face could not be parsed or subset.
    #[error("the font could not be embedded")]
    Font,
    /// lopdf could not add structure or metadata.
    #[error("the document could not be finished: {0}")]
    Document(#[from] lopdf::Error),
}
