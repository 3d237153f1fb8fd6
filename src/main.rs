//! The window. See `wgs_referral::window`.

// Windows opens no console beside the window.
#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use wgs_referral::definition::embedded;
use wgs_referral::desktop::Unsaved;
use wgs_referral::window::{self, Renderer, StartError};

/// Judges a patient against the criteria for whole genome sequencing
#[derive(Parser)]
#[command(name = "wgs-referral", version)]
struct Call {
    /// A case to open, or a PDF with a case inside
    case: Option<PathBuf>,
    /// Draw with this and nothing else
    #[arg(long, value_enum)]
    renderer: Option<RendererName>,
    /// Tell of a crash at this place
    #[arg(long, value_name = "PLACE", hide = true)]
    after_crash: Option<String>,
    /// What was not saved is in a recovery copy
    #[arg(long, hide = true, requires = "after_crash", conflicts_with = "lost")]
    kept: bool,
    /// What was not saved is in none
    #[arg(long, hide = true, requires = "after_crash")]
    lost: bool,
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
    let call = match Call::try_parse() {
        Ok(call) => call,
        Err(error) => {
            if cfg!(target_os = "windows") {
                tell(error.render().to_string().trim_end());
            } else {
                // Where the output is closed there is nobody left to tell.
                let _ = error.print();
            }
            // Help and version are no faults.
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let renderer = call.renderer.map(Renderer::from);
    if let Some(place) = call.after_crash {
        let unsaved = match (call.kept, call.lost) {
            (true, _) => Unsaved::Kept,
            (false, true) => Unsaved::Lost,
            (false, false) => Unsaved::Nothing,
        };
        return ended(window::run_after_crash(place, unsaved, renderer));
    }
    let set = match embedded() {
        Ok(set) => Arc::new(set),
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            tell(&problems.join("\n"));
            return ExitCode::FAILURE;
        }
    };
    ended(window::run(set, call.case, renderer, say))
}

fn ended(ran: Result<(), StartError>) -> ExitCode {
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("wgs-referral: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Says something on stderr, where there is one.
fn say(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// On Windows there is no console to say it on.
#[cfg(target_os = "windows")]
fn tell(message: &str) {
    wgs_referral::desktop::show_failure(message);
}

#[cfg(not(target_os = "windows"))]
fn tell(message: &str) {
    say(message);
}
