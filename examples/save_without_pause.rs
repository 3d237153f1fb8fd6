//! Saves as the window does, for whoever ends it in the middle: see `tests/reliability/kill.py`.
//!
//! ```text
//! save_without_pause FOLDER save FIRST ROUNDS      writes FOLDER/a.wgscase, again and again
//! save_without_pause FOLDER recover FIRST ROUNDS   the same with the recovery copy FOLDER/recovery/a.age
//! save_without_pause FOLDER tell                   what both hold
//! ```
//!
//! Each round writes the next version, from FIRST on, and says `saved N` once it is done, or `failed
//! REASON`. Nothing is read before: all that touches the folder is the saving. `tell` says `case N` and `copy N`; `none` in place of a number: there is no
//! file; it fails if one is there and can't be read whole.

use raw_window_handle::{DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, WindowHandle};
use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use wgs_referral::case::Case;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::desktop::{Desktop, Effect, KeyStore, Outcome, Protection, RecoveryCopy};
use wgs_referral::files::Overwrite;

/// Which key does not matter here, but that each process has the same.
const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33\n";

struct Saver {
    desktop: Desktop,
    woken: Receiver<()>,
    blank: Case,
}

impl Saver {
    fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let set = Arc::new(embedded().map_err(|_| "the criteria can't be read")?);
        let (wake, woken) = channel();
        let keys = KeyStore::in_memory_with(KEY);
        let blank = Case::new(&set, "sarcoma".into(), None);
        let desktop = Desktop::new(set, keys, Some(folder.join("recovery")), move || {
            let _ = wake.send(());
        });
        let saver = Saver { desktop, woken, blank };
        // It gives the name it had for its copy back.
        saver.run(Effect::AdoptRecovery(folder.join("recovery/a.age")))?;
        Ok(saver)
    }

    fn run(&self, effect: Effect) -> Result<Outcome, Box<dyn Error>> {
        self.desktop.run(effect, Language::En, &NoWindow);
        self.woken.recv()?;
        Ok(self.desktop.outcomes().pop().ok_or("nothing came back")?)
    }

    /// The case in its version: some are long, some are short.
    fn version(&self, number: u64) -> Box<Case> {
        let mut case = self.blank.clone();
        case.patient.name = format!("Version {number}");
        case.requisition.note = "x".repeat((number as usize % 7) * 4_000);
        Box::new(case)
    }

    fn number(&self, case: &Case) -> Result<u64, Box<dyn Error>> {
        let number = case.patient.name.strip_prefix("Version ").ok_or("another case")?.parse()?;
        if *case == *self.version(number) { Ok(number) } else { Err("a part of it is missing".into()) }
    }

    fn saved(&self, path: &Path) -> Result<Option<u64>, Box<dyn Error>> {
        match self.run(Effect::ReadCase(0, path.to_owned(), None))? {
            Outcome::CaseRead(_, _, Ok(opened)) => self.number(&opened.reading.case).map(Some),
            Outcome::CaseRead(_, _, Err(error)) if !path.exists() => {
                drop(error);
                Ok(None)
            }
            other => Err(format!("{other:?}").into()),
        }
    }

    fn recovered(&self, path: &Path) -> Result<Option<u64>, Box<dyn Error>> {
        match self.run(Effect::TakeRecovery(0, path.to_owned()))? {
            Outcome::RecoveryTaken(_, _, Ok(taken)) => self.number(&taken.copy.case).map(Some),
            Outcome::RecoveryTaken(_, _, Err(_)) if !path.exists() => Ok(None),
            other => Err(format!("{other:?}").into()),
        }
    }

    fn save(&self, path: PathBuf, number: u64) -> Result<Result<(), String>, Box<dyn Error>> {
        let effect = Effect::WriteCase {
            number: 0,
            path,
            case: self.version(number),
            session: Default::default(),
            protection: Protection::Plain,
            expected: Overwrite::Always,
        };
        match self.run(effect)? {
            Outcome::CaseWritten { written, .. } => Ok(written.map(drop).map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }

    fn keep(&self, number: u64) -> Result<Result<(), String>, Box<dyn Error>> {
        let copy = RecoveryCopy { case: self.version(number), path: None };
        match self.run(Effect::KeepRecovery(Box::new(copy)))? {
            Outcome::RecoveryKept(_, kept) => Ok(kept.map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(folder), Some(what)) = (arguments.first(), arguments.get(1)) else {
        return Err("usage: save_without_pause FOLDER (save | recover) FIRST ROUNDS | FOLDER tell".into());
    };
    let folder = PathBuf::from(folder);
    let saver = Saver::new(&folder)?;
    let (path, copy) = (folder.join("a.wgscase"), folder.join("recovery/a.age"));
    let shown = |number: Option<u64>| number.map_or("none".to_owned(), |number| number.to_string());
    if what == "tell" {
        say(&format!("case {}", shown(saver.saved(&path)?)))?;
        say(&format!("copy {}", shown(saver.recovered(&copy)?)))?;
        return Ok(());
    }
    let first: u64 = arguments.get(2).ok_or("from which version on?")?.parse()?;
    let rounds: u64 = arguments.get(3).ok_or("how many rounds?")?.parse()?;
    say("begun")?;
    for number in first..first + rounds {
        let done = if what == "save" { saver.save(path.clone(), number)? } else { saver.keep(number)? };
        match done {
            Ok(()) => say(&format!("saved {number}"))?,
            Err(reason) => say(&format!("failed {reason}"))?,
        }
    }
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// A window that is none: nothing here opens a dialog.
struct NoWindow;

impl HasWindowHandle for NoWindow {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}

impl HasDisplayHandle for NoWindow {
    fn display_handle(&self) -> Result<DisplayHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}
