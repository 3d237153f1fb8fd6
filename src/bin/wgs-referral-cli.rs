//! The command line program. See `wgs_referral::cli`.

use wgs_referral::verify::{DRAWING_ARGUMENT, draw_for_parent};

fn main() -> std::process::ExitCode {
    // A memory dump would hold passphrases and patient data.
    wgs_referral::desktop::disable_core_dumps();
    if std::env::args_os().nth(1).is_some_and(|argument| argument == DRAWING_ARGUMENT) {
        return draw_for_parent(&mut std::io::stdout());
    }
    wgs_referral::cli::run(std::env::args_os())
}
