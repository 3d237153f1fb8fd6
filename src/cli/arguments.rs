//! The arguments of the program.

use crate::definition::Language;
use crate::report::ReportSettings;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What `ExitStatus` means, for the help and the manual page.
const EXIT_STATUSES: &str = "\
Exit status: 0 success, whatever the verdict; 1 the input is invalid or the output could not be written; \
2 the arguments are invalid.";

#[derive(Parser)]
#[command(
    name = "wgs-referral-cli",
    version,
    about = "Assesses cases against the criteria for whole genome sequencing",
    after_long_help = EXIT_STATUSES
)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: CliCommand,
}

#[derive(Subcommand)]
pub enum CliCommand {
    /// Print the verdicts on cases
    Evaluate(EvaluateArguments),
    /// Write the report of a case as PDF
    Export(ExportArguments),
    /// Tell whether PDFs are as they were exported, or which file a scan was printed from
    Verify(VerifyArguments),
    /// Check indication files; without PATH, the built-in ones
    Check {
        /// Files or folders
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

#[derive(Args)]
pub struct EvaluateArguments {
    /// Case files, or PDFs with a case inside; `-` for standard input
    #[arg(value_name = "CASE", required = true)]
    pub cases: Vec<PathBuf>,
    /// Assess the cases for this indication instead of the one they name
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub indication: Option<String>,
    /// Assess the cases for all indications
    #[arg(long)]
    pub all: bool,
    /// The format of the result
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    /// Go on with a PDF that was changed since it was exported, or could not be checked
    #[arg(long)]
    pub accept_changed: bool,
    /// The language of the text
    #[arg(long, value_enum, default_value_t = LanguageName::Da)]
    pub language: LanguageName,
    /// What decrypts the cases
    #[command(flatten)]
    pub credentials: CredentialArguments,
}

#[derive(Args)]
pub struct VerifyArguments {
    /// PDFs; or first a scan or photo of the paper (PNG or JPEG), then the PDFs and cases to find it among; `-`
    /// for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What decrypts the cases that a scan is compared with
    #[command(flatten)]
    pub credentials: CredentialArguments,
}

/// What decrypts cases. No argument is a passphrase itself: other users could read it in the list of
/// processes.
#[derive(Args)]
pub struct CredentialArguments {
    /// A file whose first line is the passphrase, or `-` for standard input; without it, the terminal asks
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// An age identity file, such as a recovery key; its own passphrase is given in the same way
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
}

impl CredentialArguments {
    /// Whether standard input is asked for more than once, by these cases and by the passphrase.
    pub fn share_standard_input(&self, cases: &[PathBuf]) -> bool {
        let passphrase = self.passphrase_file.iter();
        passphrase.chain(cases).filter(|path| is_standard_stream(path)).count() > 1
    }
}

#[derive(Args)]
pub struct ExportArguments {
    /// The case file, or a PDF with the case inside; `-` for standard input
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The PDF to write; a file of that name is replaced, and `-` is standard output
    #[arg(long, value_name = "FILE.pdf")]
    pub output: PathBuf,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = LanguageName::Da)]
    pub language: LanguageName,
    /// The time in the PDF's dates (RFC 3339); without it, the date of assessment at 00:00 UTC
    #[arg(long, value_name = "RFC3339", value_parser = parse_moment)]
    pub moment: Option<Timestamp>,
    /// Go on with a PDF that was changed since it was exported, or could not be checked
    #[arg(long)]
    pub accept_changed: bool,
    /// Leave the case file out of the PDF
    #[arg(long)]
    pub without_case: bool,
    /// Leave out everything that identifies patient and requesting clinician
    #[arg(long)]
    pub without_identity: bool,
    /// What decrypts the case
    #[command(flatten)]
    pub credentials: CredentialArguments,
}

fn parse_moment(text: &str) -> Result<Timestamp, String> {
    let moment: Timestamp = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    if ReportSettings::has_date_for(moment) {
        Ok(moment)
    } else {
        Err("it is before the year 1 (UTC)".to_owned())
    }
}

/// Whether a path stands for standard input or standard output.
pub fn is_standard_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people
    Text,
    /// One line for each case and indication
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum LanguageName {
    /// Danish
    Da,
    /// English
    En,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Da => Language::Da,
            LanguageName::En => Language::En,
        }
    }
}
