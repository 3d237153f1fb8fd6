//! The command line. See `wgs_referral::cli`.

fn main() -> std::process::ExitCode {
    // It holds passphrases and patients.
    wgs_referral::desktop::leave_no_dumps();
    wgs_referral::cli::run(std::env::args_os())
}
