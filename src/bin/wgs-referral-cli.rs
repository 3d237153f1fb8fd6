//! The command line. See `wgs_referral::cli`.

fn main() -> std::process::ExitCode {
    wgs_referral::cli::run(std::env::args_os())
}
