//! The call as it is given.

use super::output::{print, tell};
use crate::definition::{CriteriaSet, Language, embedded};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "wgs-referral-cli",
    version,
    about = "Judges cases against the criteria for whole genome sequencing"
)]
struct Call {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the verdicts of cases
    Evaluate(Evaluate),
    /// Writes the report of a case as PDF
    Export(Export),
    /// Checks indication files; the shipped ones without PATH
    Check {
        /// Files or folders
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

#[derive(Args)]
pub struct Evaluate {
    /// Case files, or PDFs with a case inside
    #[arg(value_name = "CASE", required = true)]
    pub cases: Vec<PathBuf>,
    /// Hold the cases against this indication instead of the one they name
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub indication: Option<String>,
    /// Hold the cases against all indications
    #[arg(long)]
    pub all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The language of the text
    #[arg(long, value_enum, default_value_t = LanguageName::Da)]
    pub language: LanguageName,
    /// What encrypted cases are opened with
    #[command(flatten)]
    pub keys: KeyArguments,
}

/// What encrypted cases are opened with. No passphrase is an argument: others could read it there.
#[derive(Args)]
pub struct KeyArguments {
    /// A file whose first line is the passphrase, or `-` for standard input; else it is asked for
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// An age identity file, such as a recovery key; its own passphrase as above
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Export {
    /// The case file, or a PDF with the case inside
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Where the PDF goes; a file there is replaced, whole or not at all
    #[arg(long, value_name = "FILE.pdf")]
    pub output: PathBuf,
    /// The language of the report
    #[arg(long, value_enum, default_value_t = LanguageName::Da)]
    pub language: LanguageName,
    /// The moment in the PDF's dates, RFC 3339; else the day of assessment at 00:00 UTC
    #[arg(long, value_name = "RFC3339")]
    pub moment: Option<Timestamp>,
    /// Leave the case file out of the PDF
    #[arg(long)]
    pub without_case: bool,
    /// Leave out who patient and requester are
    #[arg(long)]
    pub without_identity: bool,
    /// What an encrypted case is opened with
    #[command(flatten)]
    pub keys: KeyArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One line a case and indication
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

/// How a call ended, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Done, whatever the verdict.
    Done,
    /// The input is at fault, or the output could not be written.
    InputAtFault,
    /// The call is.
    CallAtFault,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(match ending {
            Ending::Done => 0,
            Ending::InputAtFault => 1,
            Ending::CallAtFault => 2,
        })
    }
}

/// Does what the arguments say.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let call = match Call::try_parse_from(arguments) {
        Ok(call) => call,
        Err(error) => {
            // Help and version are no faults.
            let text = error.render();
            if error.use_stderr() {
                tell(text.to_string().trim_end());
                return Ending::CallAtFault.into();
            }
            return print(text).err().unwrap_or(Ending::Done).into();
        }
    };
    let ending = match call.command {
        Command::Evaluate(call) => with_set(|set| super::evaluate::run(&call, set)),
        Command::Export(call) => with_set(|set| super::export::run(&call, set)),
        Command::Check { paths } => super::check::run(&paths),
    };
    ending.into()
}

fn with_set(act: impl FnOnce(&CriteriaSet) -> Ending) -> Ending {
    match embedded() {
        Ok(set) => act(&set),
        Err(problems) => {
            for problem in problems {
                tell(problem);
            }
            Ending::InputAtFault
        }
    }
}
