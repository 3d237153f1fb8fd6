//! The arguments of the program with the window.

use crate::desktop::UnsavedChanges;
use crate::policy::Renderer;
use clap::builder::PossibleValue;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use strum::VariantArray as _;

/// Assesses a patient against the criteria for whole genome sequencing
#[derive(Parser)]
#[command(name = "wgs-referral", version)]
pub struct Arguments {
    /// A case to open, or a PDF with a case inside
    pub case: Option<PathBuf>,
    /// Draw with this renderer only
    #[arg(long, value_enum)]
    pub renderer: Option<Renderer>,
    /// Report a crash at this source location
    #[arg(long, value_name = "PLACE", hide = true)]
    pub after_crash: Option<String>,
    /// The unsaved changes are in a recovery copy
    #[arg(long, hide = true, requires = "after_crash", conflicts_with = "lost")]
    kept: bool,
    /// The unsaved changes are lost
    #[arg(long, hide = true, requires = "after_crash")]
    lost: bool,
}

impl Arguments {
    /// What happened to the unsaved changes of the process that crashed.
    pub fn unsaved(&self) -> UnsavedChanges {
        match (self.kept, self.lost) {
            (true, _) => UnsavedChanges::Recoverable,
            (false, true) => UnsavedChanges::Lost,
            (false, false) => UnsavedChanges::None,
        }
    }
}

impl ValueEnum for Renderer {
    fn value_variants<'a>() -> &'a [Self] {
        Renderer::VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Renderer::OpenGl => "OpenGL",
            Renderer::Hardware => "The graphics card",
            Renderer::Software => "Software",
        };
        Some(PossibleValue::new(self.as_str()).help(help))
    }
}
