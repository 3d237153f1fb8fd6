//! The window. See `wgs_referral::window`.

// Windows opens no console beside the window.
#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use wgs_referral::definition::embedded;
use wgs_referral::window::{self, Renderer};

/// Judges a patient against the criteria for whole genome sequencing
#[derive(Parser)]
#[command(name = "wgs-referral", version)]
struct Call {
    /// A case to open, or a PDF with a case inside
    case: Option<PathBuf>,
    /// Draw with this and nothing else
    #[arg(long, value_enum)]
    renderer: Option<RendererName>,
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

fn main() -> ExitCode {
    let call = Call::parse();
    let set = match embedded() {
        Ok(set) => Arc::new(set),
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            return ExitCode::FAILURE;
        }
    };
    match window::run(set, call.case, call.renderer.map(Renderer::from)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wgs-referral: {error}");
            ExitCode::FAILURE
        }
    }
}
