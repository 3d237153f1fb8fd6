//! Saves a case over and over, in the same way as the window does. `tests/reliability/kill.py` kills it.
//!
//! ```text
//! save_without_pause FOLDER save FIRST ROUNDS      saves to FOLDER/a.wgscase
//! save_without_pause FOLDER recover FIRST ROUNDS   saves to the recovery copy FOLDER/recovery/a.age
//! save_without_pause FOLDER print                  prints the versions in both files
//! ```
//!
//! Each round saves the next version, beginning with FIRST, and prints `saved N`, or `failed REASON`. Nothing is
//! read before, so that only the saves touch the folder. `print` prints `case N` and `copy N`, with `none` in
//! place of N if there is no such file, and fails if a file can't be read or is incomplete.

use raw_window_handle::{DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, WindowHandle};
use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use wgs_referral::case::Case;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::desktop::{
    CaseRequest, Desktop, Job, JobId, KeyStore, Output, Protection, RecoveryCopy, RecoveryRequest, Request,
};
use wgs_referral::files::Overwrite;

/// Any key will do, as long as each process has the same one.
const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33\n";

struct Saver {
    desktop: Desktop,
    wakes: Receiver<()>,
    next_job: JobId,
    blank: Case,
}

impl Saver {
    fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let set = Arc::new(embedded().map_err(|_| "the embedded criteria are invalid")?);
        let (wake, wakes) = channel();
        let keys = KeyStore::in_memory_with_copy_key(KEY);
        let blank = Case::new(&set, "sarcoma".into(), None);
        let desktop = Desktop::new(set, keys, Some(folder.join("recovery")), move || {
            let _ = wake.send(());
        });
        let mut saver = Saver { desktop, wakes, next_job: JobId::FIRST, blank };
        // Use the file name of the copy from the process before, instead of a new one.
        let copy = folder.join("recovery/a.age");
        saver.run(Request::Recovery(RecoveryRequest::Adopt(copy)))?;
        Ok(saver)
    }

    fn run(&mut self, request: Request) -> Result<Output, Box<dyn Error>> {
        let id = self.next_job;
        self.next_job = id.next();
        self.desktop.run(Job { id, request }, Language::En, &NoWindow);
        self.wakes.recv()?;
        let reply = self.desktop.replies().pop().ok_or("the worker sent no reply")?;
        reply.result.map_err(|_| "the worker panicked".into())
    }

    /// The case with this version number. The lengths differ, to find a file that is cut off.
    fn version(&self, number: u64) -> Box<Case> {
        let mut case = self.blank.clone();
        case.patient.name = format!("Version {number}");
        case.requisition.note = "x".repeat((number as usize % 7) * 4_000);
        Box::new(case)
    }

    fn version_of(&self, case: &Case) -> Result<u64, Box<dyn Error>> {
        let number =
            case.patient.name.strip_prefix("Version ").ok_or("it is not a case of this test")?.parse()?;
        if *case == *self.version(number) { Ok(number) } else { Err("the case is incomplete".into()) }
    }

    fn saved(&mut self, path: &Path) -> Result<Option<u64>, Box<dyn Error>> {
        let read = CaseRequest::Read { path: path.to_owned(), key: None };
        match self.run(Request::Case(read))? {
            Output::CaseRead(Ok(opened)) => self.version_of(&opened.reading.case).map(Some),
            Output::CaseRead(Err(_)) if !path.exists() => Ok(None),
            other => Err(format!("{other:?}").into()),
        }
    }

    fn recovered(&mut self, path: &Path) -> Result<Option<u64>, Box<dyn Error>> {
        match self.run(Request::Recovery(RecoveryRequest::Take(path.to_owned())))? {
            Output::RecoveryTaken(Ok(taken)) => self.version_of(&taken.copy.case).map(Some),
            Output::RecoveryTaken(Err(_)) if !path.exists() => Ok(None),
            other => Err(format!("{other:?}").into()),
        }
    }

    fn save(&mut self, path: PathBuf, number: u64) -> Result<Result<(), String>, Box<dyn Error>> {
        let write = CaseRequest::Write {
            path,
            case: self.version(number),
            protection: Protection::Plain,
            expected: Overwrite::Always,
        };
        match self.run(Request::Case(write))? {
            Output::CaseWritten(written) => Ok(written.map(drop).map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }

    fn keep(&mut self, number: u64) -> Result<Result<(), String>, Box<dyn Error>> {
        let copy = RecoveryCopy { case: self.version(number), path: None };
        match self.run(Request::Recovery(RecoveryRequest::Keep(Box::new(copy))))? {
            Output::RecoveryKept(kept) => Ok(kept.map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(folder), Some(what)) = (arguments.first(), arguments.get(1)) else {
        return Err("usage: save_without_pause FOLDER (save | recover) FIRST ROUNDS | FOLDER print".into());
    };
    let folder = PathBuf::from(folder);
    let mut saver = Saver::new(&folder)?;
    let (path, copy) = (folder.join("a.wgscase"), folder.join("recovery/a.age"));
    let to_text = |number: Option<u64>| number.map_or("none".to_owned(), |number| number.to_string());
    if what == "print" {
        print_line(&format!("case {}", to_text(saver.saved(&path)?)))?;
        print_line(&format!("copy {}", to_text(saver.recovered(&copy)?)))?;
        return Ok(());
    }
    let first: u64 = arguments.get(2).ok_or("FIRST is missing")?.parse()?;
    let rounds: u64 = arguments.get(3).ok_or("ROUNDS is missing")?.parse()?;
    print_line("started")?;
    for number in first..first + rounds {
        let done = if what == "save" { saver.save(path.clone(), number)? } else { saver.keep(number)? };
        match done {
            Ok(()) => print_line(&format!("saved {number}"))?,
            Err(reason) => print_line(&format!("failed {reason}"))?,
        }
    }
    Ok(())
}

fn print_line(line: &str) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Stands for a parent window. No request here opens a dialog.
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
