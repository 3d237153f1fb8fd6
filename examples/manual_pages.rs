//! Writes the manual pages and the shell completions of both programs, for packages.
//!
//! ```text
//! manual_pages FOLDER
//! ```
//!
//! The pages come into `FOLDER/man`, the completions into `FOLDER/completions`.

use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate_to};
use std::error::Error;
use std::fs::create_dir_all;
use std::path::PathBuf;
use wgs_referral::{cli, window};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: manual_pages FOLDER")?;
    let folder = PathBuf::from(folder);
    let (pages, completions) = (folder.join("man"), folder.join("completions"));
    create_dir_all(&pages)?;
    create_dir_all(&completions)?;
    for command in [window::Arguments::command(), cli::command()] {
        write_completions(command.clone(), &completions)?;
        // `help` repeats what the pages say, and needs none of its own.
        clap_mangen::generate_to(command.disable_help_subcommand(true), &pages)?;
    }
    Ok(())
}

fn write_completions(mut command: Command, folder: &PathBuf) -> Result<(), Box<dyn Error>> {
    let name = command.get_name().to_owned();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        generate_to(shell, &mut command, &name, folder)?;
    }
    Ok(())
}
