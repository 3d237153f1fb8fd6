//! Runs effects, each in a thread of its own.

use super::{CaseError, Effect, Outcome, dialog, handover, report};
use crate::case;
use crate::definition::{CriteriaSet, Language};
use crate::files;
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The way to the desktop and back.
pub struct Desktop {
    set: Arc<CriteriaSet>,
    sender: Sender<Outcome>,
    receiver: Receiver<Outcome>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Desktop {
    /// `wake` is called when an outcome has come.
    pub fn new(set: Arc<CriteriaSet>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Desktop { set, sender, receiver, wake: Arc::new(wake) }
    }

    /// What has come back since the last call.
    pub fn outcomes(&self) -> Vec<Outcome> {
        self.receiver.try_iter().collect()
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
            Effect::ReadCase(path) => self.spawn("read case", move |set| read_case(path, set)),
            Effect::WriteCase { path, case, session, replace } => self.spawn("write case", move |_| {
                let written = files::write(&path, case::write(&case).as_bytes(), replace);
                Outcome::CaseWritten { path, case, session, written }
            }),
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

fn read_case(path: PathBuf, set: &CriteriaSet) -> Outcome {
    let found = files::read_case(&path).map_err(CaseError::File);
    let reading = found.and_then(|found| {
        let reading = case::read(&found.text, set).map_err(CaseError::Refused)?;
        Ok((Box::new(reading), found.inside))
    });
    match reading {
        Ok((reading, Some(_))) => Outcome::CaseTakenOut(path, reading),
        Ok((reading, None)) => Outcome::CaseRead(path, Ok(reading)),
        Err(error) => Outcome::CaseRead(path, Err(error)),
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
        let Outcome::CaseRead(from, Ok(reading)) = read_case(path.clone(), &set) else { panic!() };
        assert_eq!((from, reading.case), (path, case));
        let Outcome::CaseRead(_, Err(error)) = read_case(folder.path().to_owned(), &set) else { panic!() };
        assert!(matches!(error, CaseError::File(files::FileError::IsFolder)));
    }

    #[test]
    fn a_case_that_was_exported_is_taken_out_of_the_pdf() {
        let set = embedded().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        let case = case::Case::new(&set, "sarcoma".into(), Some(jiff::civil::date(2026, 11, 22)));
        report::export(&path, &case, Settings::whole(Language::Da), false, &set).unwrap();
        let Outcome::CaseTakenOut(from, reading) = read_case(path.clone(), &set) else { panic!() };
        assert_eq!((from, reading.case), (path, case));
    }
}
