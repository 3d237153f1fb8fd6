//! The program with the window. See `wgs_referral::window`.

// Keeps Windows from opening a console beside the window.
#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

use clap::Parser;
use std::process::ExitCode;
use wgs_referral::definition::embedded;
use wgs_referral::desktop::disable_core_dumps;
use wgs_referral::verify::{DRAWING_ARGUMENT, draw_for_parent};
use wgs_referral::window::{self, Arguments, StartError};

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == DRAWING_ARGUMENT) {
        disable_core_dumps();
        return draw_for_parent(&mut std::io::stdout());
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            report_arguments(&error);
            // `--help` and `--version` come as errors too.
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let renderer = arguments.renderer;
    let unsaved = arguments.unsaved();
    if let Some(place) = arguments.after_crash {
        return exit_code(window::run_after_crash(place, unsaved, renderer));
    }
    exit_code(window::run(embedded, arguments.case, renderer, print_error))
}

fn exit_code(result: Result<(), StartError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report_failure(&error);
            ExitCode::FAILURE
        }
    }
}

/// Prints a message on stderr, if it is open.
fn print_error(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Reports why no window opens. Windows opens no console for this program, so that it needs a message box.
#[cfg(target_os = "windows")]
fn report_failure(error: &StartError) {
    wgs_referral::desktop::show_failure(&error.in_message_box());
}

#[cfg(not(target_os = "windows"))]
fn report_failure(error: &StartError) {
    print_error(&format!("wgs-referral: {error}"));
}

/// Reports what is wrong with the arguments, or the help that they ask for.
#[cfg(target_os = "windows")]
fn report_arguments(error: &clap::Error) {
    wgs_referral::desktop::show_failure(error.render().to_string().trim_end());
}

#[cfg(not(target_os = "windows"))]
fn report_arguments(error: &clap::Error) {
    // If the output is closed, there is no other place for the message.
    let _ = error.print();
}
