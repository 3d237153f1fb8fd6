//! The summary to attach to the requisition. A case and its assessment become an outline (what the report
//! says), and the outline a layout (where it is on the pages, and its structure).
//!
//! The outline is independent of points and pages, the layout of PDF. The clock is never read: the caller
//! gives the moment of the report.

mod document;
mod document_id;
mod draft;
pub mod layout;
mod mark;
mod one_line;
pub mod outline;
mod plain;
mod provenance;
mod record;
mod settings;

pub(crate) use document::document_as;
pub use document::{ReportDocument, document};
pub use document_id::DocumentId;
pub use draft::{ASSESSMENT_VALID_DAYS, DraftReason, draft_reasons, unnamed_judgements};
pub use layout::{Layout, lay_out};
pub use mark::{CaseHash, Mark};
pub use outline::Outline;
pub use plain::plain_text;
pub use provenance::{LAYOUT_VERSION, PageOrigin, Provenance};
pub use record::record_text;
pub use settings::ReportSettings;

/// The version of the program, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
