//! WGS-henvisning: assesses a patient against the Danish National Genome Center's criteria for whole genome
//! sequencing, and writes the PDF to attach to the requisition.
//!
//! `ARCHITECTURE.md` describes the data flow and the modules.

#![warn(clippy::expect_used, clippy::unwrap_used)]

pub mod assessment;
pub mod case;
pub mod cli;
pub mod clock;
pub mod colors;
pub mod definition;
pub mod desktop;
pub mod encryption;
pub mod files;
pub mod notation;
pub mod pdf;
pub mod policy;
pub mod report;
pub mod settings;
pub mod text;
pub mod verify;
pub mod window;
pub mod wording;
