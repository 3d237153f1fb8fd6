//! The command line program. See `wgs_referral::cli`.

fn main() -> std::process::ExitCode {
    // A memory dump would hold passphrases and patient data.
    wgs_referral::desktop::disable_core_dumps();
    wgs_referral::cli::run(std::env::args_os())
}
