//! Runs effects, each in a thread of its own.

use super::{CaseError, Effect, Outcome, dialog, handover, report};
use crate::case;
use crate::definition::{CriteriaSet, Language};
use crate::files::{self, FileError, Lock, NotLocked};
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// A case that is locked, under the path that the window knows it by.
struct Held {
    path: PathBuf,
    _lock: Lock,
}

/// The way to the desktop and back.
pub struct Desktop {
    set: Arc<CriteriaSet>,
    sender: Sender<(Outcome, Option<Held>)>,
    receiver: Receiver<(Outcome, Option<Held>)>,
    /// The cases that are locked: the one shown, and none besides for longer than a moment.
    held: RefCell<Vec<Held>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Desktop {
    /// `wake` is called when an outcome has come.
    pub fn new(set: Arc<CriteriaSet>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Desktop { set, sender, receiver, held: RefCell::default(), wake: Arc::new(wake) }
    }

    /// What has come back since the last call.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let arrived = self.receiver.try_iter().map(|(outcome, held)| {
            self.held.borrow_mut().extend(held);
            outcome
        });
        arrived.collect()
    }

    /// Lets go of every case but the one shown.
    pub fn hold_only(&self, path: Option<&Path>) {
        self.held.borrow_mut().retain(|held| Some(held.path.as_path()) == path);
    }

    /// Starts an effect. [`Effect::Close`] and [`Effect::Copy`] are the window's own.
    pub fn run<W: HasWindowHandle + HasDisplayHandle>(&self, effect: Effect, language: Language, parent: &W) {
        match effect {
            Effect::Pick(pick, folder) => {
                let shown = dialog::show(&pick, folder.as_deref(), Phrases::new(language), parent);
                // Asking the session bus may take its time: not on the interface thread.
                self.spawn("dialog", move |_| {
                    if dialog::is_available() {
                        Outcome::Picked(pick, pollster::block_on(shown))
                    } else {
                        Outcome::NoDialog(pick)
                    }
                });
            }
            Effect::ReadCase(path) => self.spawn_holding("read case", move |set| read_case(path, set)),
            Effect::WriteCase { path, case, session, replace } => {
                self.spawn_holding("write case", move |_| {
                    let (written, held) = match hold(&path) {
                        Ok(held) => (files::write(&path, case::write(&case).as_bytes(), replace), held),
                        Err(error) => (Err(error), None),
                    };
                    (Outcome::CaseWritten { path, case, session, written }, held)
                })
            }
            Effect::ExportPdf { path, case, settings, session, replace } => {
                self.spawn("export", move |set| {
                    let exported = report::export(&path, &case, settings, replace, set);
                    Outcome::PdfExported { path, session, exported }
                })
            }
            Effect::DrawPage { number, case, settings, page, pixels_per_point } => {
                self.spawn("draw page", move |set| {
                    Outcome::PageDrawn(number, report::draw(&case, settings, page, pixels_per_point, set))
                })
            }
            Effect::WriteSettings(folder, settings) => self.spawn("write settings", move |_| {
                Outcome::SettingsWritten(files::write_settings(&folder, &settings))
            }),
            Effect::HandOver(what, path) => self.spawn("hand over", move |_| {
                let done = handover::hand_over(what, &path);
                Outcome::HandedOver(what, path, done)
            }),
            Effect::Copy(_) | Effect::Close => {}
        }
    }

    fn spawn(&self, name: &str, job: impl FnOnce(&CriteriaSet) -> Outcome + Send + 'static) {
        self.spawn_holding(name, move |set| (job(set), None));
    }

    fn spawn_holding(
        &self,
        name: &str,
        job: impl FnOnce(&CriteriaSet) -> (Outcome, Option<Held>) + Send + 'static,
    ) {
        let (set, sender, wake) = (self.set.clone(), self.sender.clone(), self.wake.clone());
        let work = move || {
            // The window may be gone by now.
            let _ = sender.send(job(&set));
            wake();
        };
        // A system without room for a thread has no room for a window either.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(work);
    }
}

/// Locks a case, so that no other window changes it. Where there can be no lock, it goes without.
fn hold(path: &Path) -> Result<Option<Held>, FileError> {
    match Lock::take(path) {
        Ok(lock) => Ok(Some(Held { path: path.to_owned(), _lock: lock })),
        Err(NotLocked::Taken(holder)) => Err(FileError::OpenElsewhere(holder)),
        Err(NotLocked::Impossible) => Ok(None),
    }
}

fn read_case(path: PathBuf, set: &CriteriaSet) -> (Outcome, Option<Held>) {
    let read = |path: &Path| {
        let found = files::read_case(path).map_err(CaseError::File)?;
        let reading = case::read(&found.text, set).map_err(CaseError::Refused)?;
        // A PDF is no place to save a case to, and needs no lock. What is read is locked first.
        let inside = found.inside.is_some();
        Ok((Box::new(reading), inside))
    };
    if !files::is_file(&path) {
        let error = read(&path).err();
        let error = error.unwrap_or(CaseError::File(FileError::NotFound));
        return (Outcome::CaseRead(path, Err(error)), None);
    }
    let held = match hold(&path) {
        Ok(held) => held,
        Err(error) => return (Outcome::CaseRead(path, Err(CaseError::File(error))), None),
    };
    match read(&path) {
        Ok((reading, true)) => (Outcome::CaseTakenOut(path, reading), None),
        Ok((reading, false)) => (Outcome::CaseRead(path, Ok(reading)), held),
        Err(error) => (Outcome::CaseRead(path, Err(error)), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use crate::report::Settings;

    #[test]
    fn a_case_that_was_written_reads_back() {
        let set = embedded().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let case = case::Case::new(&set, "sarcoma".into(), Some(jiff::civil::date(2026, 11, 22)));
        files::replace(&path, case::write(&case).as_bytes()).unwrap();
        let Outcome::CaseRead(from, Ok(reading)) = read_case(path.clone(), &set).0 else { panic!() };
        assert_eq!((from, reading.case), (path, case));
        let Outcome::CaseRead(_, Err(error)) = read_case(folder.path().to_owned(), &set).0 else { panic!() };
        assert!(matches!(error, CaseError::File(files::FileError::IsFolder)));
    }

    #[test]
    fn a_case_that_is_open_elsewhere_is_refused_and_one_that_is_read_is_held() {
        let set = embedded().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let case = case::Case::new(&set, "sarcoma".into(), Some(jiff::civil::date(2026, 11, 22)));
        files::replace(&path, case::write(&case).as_bytes()).unwrap();
        // As another process would.
        let other = std::fs::File::create(folder.path().join(".a.wgscase.lock")).unwrap();
        other.lock().unwrap();
        let (outcome, held) = read_case(path.clone(), &set);
        let Outcome::CaseRead(_, Err(CaseError::File(FileError::OpenElsewhere(_)))) = outcome else {
            panic!()
        };
        assert!(held.is_none());
        drop(other);
        let (Outcome::CaseRead(_, Ok(_)), Some(held)) = read_case(path.clone(), &set) else { panic!() };
        assert_eq!(held.path, path);
    }

    #[test]
    fn a_case_that_was_exported_is_taken_out_of_the_pdf() {
        let set = embedded().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        let case = case::Case::new(&set, "sarcoma".into(), Some(jiff::civil::date(2026, 11, 22)));
        report::export(&path, &case, Settings::whole(Language::Da), false, &set).unwrap();
        let Outcome::CaseTakenOut(from, reading) = read_case(path.clone(), &set).0 else { panic!() };
        assert_eq!((from, reading.case), (path, case));
    }
}
