//! The summary to attach to the requisition: case and assessment → outline (what is said) → layout
//! (where it stands and what it means).
//!
//! The outline knows nothing of points, the layout nothing of PDF. No clock: the moment of the
//! report comes from whoever asks for it.

mod document;
pub mod layout;
pub mod outline;
mod plain;

pub use document::{DocumentId, ReportDocument, ReportSettings, VERSION, document};
pub use layout::{Layout, lay_out};
pub use outline::Outline;
pub use plain::plain_text;
