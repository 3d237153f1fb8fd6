//! Writes a layout as PDF: PDF/A-3a and PDF/UA-1, tagged in reading order, with the case inside if
//! wanted; and takes the case out of it again. The only module that uses printpdf and lopdf.

mod export;
mod finish;
mod fonts;
mod metadata;
mod pages;
mod render;
mod reopen;
mod structure;
mod values;

pub use export::{ATTACHMENT, ExportedPdf, export};
pub use render::{PagePicture, PdfPages};
pub(crate) use reopen::HEADER_SEARCH_LEN;
pub use reopen::{EmbeddedCaseError, embedded_case, is_pdf};

use crate::report::{DocumentId, Layout};
use fonts::EmbeddedFonts;
use printpdf::{PdfDocument, PdfSaveOptions};

/// What stands in the file beside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfProperties {
    /// What it is known by.
    pub id: DocumentId,
    /// Who made it.
    pub author: String,
    /// The program, with its version.
    pub creator: String,
    /// When it was made.
    pub moment: jiff::Timestamp,
    /// A file inside.
    pub attachment: Option<Attachment>,
}

/// A file inside the PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Writes a layout as PDF. The same layout and properties give the same bytes.
///
/// # Errors
/// What the PDF libraries say; a font that can't be subset.
pub fn write(layout: &Layout, properties: &PdfProperties) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(&layout.title);
    let fonts = EmbeddedFonts::embed(&mut document, layout)?;
    let marked = pages::write(&mut document, layout, &fonts);
    let mut finished = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    finish::finish(&mut finished, layout, &marked, properties)?;
    finish::save(finished)
}

/// Why a PDF could not be written. Not caused by what a user can type.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The font.
    #[error("the font could not be embedded")]
    Font,
    /// The document.
    #[error("the document could not be finished: {0}")]
    Document(#[from] lopdf::Error),
    /// Writing it out.
    #[error("the document could not be written: {0}")]
    Write(#[from] std::io::Error),
}
