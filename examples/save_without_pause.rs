//! Saves a case over and over, in the same way as the window does. `tests/reliability/kill.py` kills it, and
//! `tests/reliability/attack.py` attacks it.
//!
//! ```text
//! save_without_pause FOLDER save FIRST ROUNDS      saves to FOLDER/a.wgscase
//! save_without_pause FOLDER recover FIRST ROUNDS   saves to the recovery copy FOLDER/recovery/a.age
//! save_without_pause FOLDER follow FIRST ROUNDS    saves as `save`, unless somebody else has changed the file
//! save_without_pause FOLDER type FIRST ROUNDS      notes versions as the window does while the user types
//! save_without_pause FOLDER print                  prints the versions in both files
//! save_without_pause FOLDER list                   lists the recovery copies in FOLDER/recovery, and prints how many
//! ```
//!
//! Each round saves the next version, beginning with FIRST, and prints `saved N`, or `failed REASON`. Nothing is
//! read before, so that only the saves touch the folder. `print` prints `case N` and `copy N`, with `none` in
//! place of N if there is no such file, and fails if a file can't be read or is incomplete.
//!
//! `follow` prints `seen CONTENT` if the file has the content of somebody else, and saves over it in the next round.
//! `type` prints `typed N`, and writes copies as often as the window; the last version is written when the process is
//! ended by SIGTERM. For each thing that could not be done with a file, `note NOTE` is printed.
//!
//! With `WGS_REFERRAL_SYSTEM_KEYS=1`, recovery copies use the key store of the system. With `WGS_REFERRAL_WAIT=1`, each
//! round waits for a line of standard input.

use raw_window_handle::{DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, WindowHandle};
use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use wgs_referral::case::Case;
use wgs_referral::definition::{Language, RowId, embedded};
use wgs_referral::desktop::{
    CaseRequest, Desktop, Job, JobId, KeyStore, Output, Protection, RecoveryCopy, RecoveryRequest, Request,
};
use wgs_referral::files::{Fingerprint, Overwrite};

/// Any key will do, as long as each process has the same one.
const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33\n";

struct Saver {
    desktop: Desktop,
    wakes: Receiver<()>,
    next_job: JobId,
    blank: Case,
    rows: Vec<RowId>,
}

impl Saver {
    fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let set = Arc::new(embedded().map_err(|_| "the embedded criteria are invalid")?);
        let (wake, wakes) = channel();
        let keys = match uses_system_keys() {
            true => KeyStore::system(None),
            false => KeyStore::in_memory_with_copy_key(KEY),
        };
        let blank = Case::new(&set, "sarcoma".into(), None);
        let indication = set.indication(&blank.indication).ok_or("the set has no such indication")?;
        let rows = indication.rows.iter().map(|row| row.id.clone()).collect();
        let desktop = Desktop::new(set, keys, Some(folder.join("recovery")), move || {
            let _ = wake.send(());
        });
        let mut saver = Saver { desktop, wakes, next_job: JobId::FIRST, blank, rows };
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
        for note in &reply.notes {
            print_line(&format!("note {note:?}"))?;
        }
        reply.result.map_err(|_| "the worker panicked".into())
    }

    /// The case with this version number. The lengths differ, to find a file that is cut off.
    fn version(&self, number: u64) -> Box<Case> {
        let mut case = self.blank.clone();
        case.patient.name = format!("Version {number}");
        // Each text is as long as it may be.
        for row in self.rows.iter().take(number as usize % 7) {
            case.comments.insert((case.indication.clone(), row.clone()), "x".repeat(4_000));
        }
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

    fn save(
        &mut self,
        path: PathBuf,
        number: u64,
        expected: Overwrite,
    ) -> Result<Result<Fingerprint, String>, Box<dyn Error>> {
        let (case, protection) = (self.version(number), Protection::Plain);
        let write = CaseRequest::Write { path, case, protection, expected, copy_of: None };
        match self.run(Request::Case(write))? {
            Output::CaseWritten(written) => Ok(written.map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }

    /// Saves versions, each over the one before, and sees what somebody else has written.
    fn follow(&mut self, path: &Path, first: u64, rounds: u64) -> Result<(), Box<dyn Error>> {
        let mut expected = Overwrite::Always;
        for number in first..first + rounds {
            match self.save(path.to_owned(), number, expected)? {
                Ok(saved) => {
                    expected = Overwrite::IfUnchanged(saved);
                    print_line(&format!("saved {number}"))?;
                }
                Err(_) => {
                    let bytes = std::fs::read(path)?;
                    print_line(&format!("seen {}", String::from_utf8_lossy(&bytes)))?;
                    expected = Overwrite::IfUnchanged(Fingerprint::of(&bytes));
                }
            }
        }
        Ok(())
    }

    /// Notes versions that are not saved, and writes copies of some in between.
    fn type_versions(&mut self, first: u64, rounds: u64) -> Result<(), Box<dyn Error>> {
        const COPIED: u64 = 20;
        self.keep(first)?.map_err(|reason| format!("no copy: {reason}"))?;
        self.desktop.write_copy_on_signals()?;
        for number in first..first + rounds {
            let copy =
                || RecoveryCopy { case: self.version(number), path: None, pdf: None, has_passphrase: false };
            self.desktop.note_unsaved(Some(copy()));
            if number % COPIED == 0 {
                let request = Request::Recovery(RecoveryRequest::Keep(Box::new(copy())));
                let id = self.next_job;
                self.next_job = id.next();
                // The reply comes while the next versions are typed.
                self.desktop.run(Job { id, request }, Language::En, &NoWindow);
            }
            self.desktop.replies();
            print_line(&format!("typed {number}"))?;
            // Nobody types a thousand letters in a second.
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        Ok(())
    }

    fn keep(&mut self, number: u64) -> Result<Result<(), String>, Box<dyn Error>> {
        let copy = RecoveryCopy { case: self.version(number), path: None, pdf: None, has_passphrase: false };
        match self.run(Request::Recovery(RecoveryRequest::Keep(Box::new(copy))))? {
            Output::RecoveryKept(kept) => Ok(kept.map_err(|error| error.to_string())),
            other => Err(format!("{other:?}").into()),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(folder), Some(what)) = (arguments.first(), arguments.get(1)) else {
        return Err(
            "usage: save_without_pause FOLDER (save | recover | follow | type) FIRST ROUNDS | FOLDER (print | list)"
                .into(),
        );
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
    if what == "list" {
        saver.run(Request::Recovery(RecoveryRequest::Adopt(folder.join("recovery/own.age"))))?;
        let Output::RecoveriesFound(found) = saver.run(Request::Recovery(RecoveryRequest::Find(None)))?
        else {
            return Err("the worker replies something else".into());
        };
        let read = found.iter().filter(|copy| copy.indication.is_ok()).count();
        print_line(&format!("found {} read {read}", found.len()))?;
        return Ok(());
    }
    let first: u64 = arguments.get(2).ok_or("FIRST is missing")?.parse()?;
    let rounds: u64 = arguments.get(3).ok_or("ROUNDS is missing")?.parse()?;
    print_line("started")?;
    match what.as_str() {
        "follow" => return saver.follow(&path, first, rounds),
        "type" => return saver.type_versions(first, rounds),
        _ => {}
    }
    for number in first..first + rounds {
        if std::env::var_os("WGS_REFERRAL_WAIT").is_some() {
            std::io::stdin().read_line(&mut String::new())?;
        }
        let done = match what.as_str() {
            "save" => saver.save(path.clone(), number, Overwrite::Always)?.map(drop),
            _ => saver.keep(number)?,
        };
        match done {
            Ok(()) => print_line(&format!("saved {number}"))?,
            Err(reason) => print_line(&format!("failed {reason}"))?,
        }
    }
    Ok(())
}

fn uses_system_keys() -> bool {
    std::env::var_os("WGS_REFERRAL_SYSTEM_KEYS").is_some()
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
