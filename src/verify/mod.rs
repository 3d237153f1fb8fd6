//! Compares paper, PDF and case: whether a PDF that comes back is as it went out, and which file a
//! scan was printed from.
//!
//! Files from outside are drawn by a process of its own, whose memory and time are limited.

mod compare;
mod drawing;
mod inspect;
mod paper;
mod status;

pub(crate) use drawing::DrawingError;
pub use drawing::{DRAWING_ARGUMENT, PageReader, draw_for_parent};
pub use inspect::verify_pdf;
pub(crate) use paper::{SCAN_LIMIT, is_picture, marks_on_paper, was_printed_from_case, was_printed_from_pdf};
pub use status::{Contradiction, NotCheckedReason, PdfStatus};
