//! The arguments of the program with the window.

use super::Renderer;
use crate::desktop::UnsavedChanges;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Assesses a patient against the criteria for whole genome sequencing
#[derive(Parser)]
#[command(name = "wgs-referral", version)]
pub struct Arguments {
    /// A case to open, or a PDF with a case inside
    pub case: Option<PathBuf>,
    /// Draw with this renderer only
    #[arg(long, value_enum)]
    renderer: Option<RendererName>,
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
    /// The renderer that was asked for.
    pub fn renderer(&self) -> Option<Renderer> {
        self.renderer.map(Renderer::from)
    }

    /// What happened to the unsaved changes of the process that crashed.
    pub fn unsaved(&self) -> UnsavedChanges {
        match (self.kept, self.lost) {
            (true, _) => UnsavedChanges::Recoverable,
            (false, true) => UnsavedChanges::Lost,
            (false, false) => UnsavedChanges::None,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum RendererName {
    /// The graphics card
    Hardware,
    /// Software
    Software,
    /// OpenGL
    Opengl,
}

impl From<RendererName> for Renderer {
    fn from(name: RendererName) -> Self {
        match name {
            RendererName::Hardware => Renderer::Hardware,
            RendererName::Software => Renderer::Software,
            RendererName::Opengl => Renderer::OpenGl,
        }
    }
}
