//! Makes the application in a thread of its own, while the main thread opens the display and starts the renderer.

use super::super::app::{App, today};
use super::super::flow::FoundSettings;
use super::found_settings;
use super::rehearsal::rehearse;
use crate::definition::{CriteriaSet, Problem};
use crate::policy::{PolicyReading, Renderer};
use egui::Context;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

/// Reads and checks the criteria.
pub type ReadCriteria = fn() -> Result<CriteriaSet, Vec<Problem>>;

/// The application, or the problems of the criteria.
type MadeApp = Result<App, Vec<Problem>>;

/// What the application is made of.
pub struct AppIngredients {
    /// Reads and checks the criteria.
    pub read_criteria: ReadCriteria,
    /// The case to open.
    pub path: Option<PathBuf>,
    /// What the IT department has set.
    pub policy: PolicyReading,
    /// How large the contents are drawn, in percent.
    pub scale: u16,
    /// The settings, until the application has them.
    pub settings: Mutex<Option<Option<FoundSettings>>>,
}

impl AppIngredients {
    /// Makes the application. `is_rehearsed`: its first frame is laid out before, which takes longer.
    fn make_app(&self, ctx: &Context, set: CriteriaSet, is_rehearsed: bool) -> App {
        let settings = self.settings.lock().ok().and_then(|mut settings| settings.take());
        // They are gone if the application panicked while it was made.
        let settings = settings.unwrap_or_else(found_settings);
        let (set, today) = (Arc::new(set), today());
        if is_rehearsed {
            rehearse(ctx, set.clone(), today, self.policy.clone(), settings.as_ref());
        }
        App::with_settings(ctx, set, today, self.path.clone(), self.policy.clone(), settings)
    }
}

/// The application, which a thread makes.
pub struct PreparedApp {
    ctx: Context,
    ingredients: Arc<AppIngredients>,
    thread: Mutex<Option<JoinHandle<MadeApp>>>,
}

impl PreparedApp {
    /// Starts the thread. `renderer`: the one that is tried first, whose libraries are loaded ahead.
    pub fn start(ctx: Context, ingredients: AppIngredients, renderer: Option<Renderer>) -> Self {
        let ingredients = Arc::new(ingredients);
        let (thread_ctx, thread_ingredients) = (ctx.clone(), ingredients.clone());
        let prepare = move || {
            let set = (thread_ingredients.read_criteria)();
            // By now, the main thread has loaded the libraries of the display, which it could not do at the same time.
            let driver = load_driver_ahead(renderer);
            // At another scale, eframe would make a window of another size if the scale were applied before the window.
            let is_rehearsed = thread_ingredients.scale == 100;
            let app = set.map(|set| thread_ingredients.make_app(&thread_ctx, set, is_rehearsed));
            // The window needs the driver before the application.
            let _ = driver.map(JoinHandle::join);
            app
        };
        let thread = Builder::new().name("preparation".to_owned()).spawn(prepare).ok();
        PreparedApp { ctx, ingredients, thread: Mutex::new(thread) }
    }

    /// Waits for the application. Without a thread, or after a panic in it, the application is made here: the window
    /// reports panics of its own thread.
    ///
    /// # Errors
    /// The problems of the criteria.
    pub fn take(&self) -> Result<App, Vec<Problem>> {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        match thread.map(JoinHandle::join) {
            Some(Ok(prepared)) => prepared,
            Some(Err(_)) | None => {
                let set = (self.ingredients.read_criteria)()?;
                Ok(self.ingredients.make_app(&self.ctx, set, false))
            }
        }
    }
}

/// If no window can be opened, the program must not end while a thread loads libraries: their initialisers would run
/// beside what the system does at the end of a process.
impl Drop for PreparedApp {
    fn drop(&mut self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        let _ = thread.map(JoinHandle::join);
    }
}

#[cfg(target_os = "linux")]
fn load_driver_ahead(renderer: Option<Renderer>) -> Option<JoinHandle<()>> {
    let is_needed = renderer == Some(Renderer::OpenGl);
    // Without the thread, the libraries are loaded when they are needed.
    is_needed
        .then(|| Builder::new().name("driver".to_owned()).spawn(super::driver::load_ahead).ok())
        .flatten()
}

/// Windows and macOS have the libraries of their drivers loaded before the program starts.
#[cfg(not(target_os = "linux"))]
fn load_driver_ahead(_renderer: Option<Renderer>) -> Option<JoinHandle<()>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{check_files, embedded};

    /// Makes the application with these criteria, and neither settings nor libraries.
    fn prepared(read_criteria: ReadCriteria) -> PreparedApp {
        let ctx = Context::default();
        let settings = Mutex::new(Some(None));
        let policy = PolicyReading::default();
        PreparedApp::start(
            ctx,
            AppIngredients { read_criteria, path: None, policy, scale: 100, settings },
            None,
        )
    }

    #[test]
    fn problems_of_the_criteria_are_returned_instead_of_an_application() {
        let problems = prepared(|| check_files(&[])).take().err().expect("no application without criteria");
        assert_eq!(problems, check_files(&[]).unwrap_err());
    }

    #[test]
    fn an_application_is_made_in_the_thread_of_the_window_if_the_other_one_panics() {
        let read_criteria = || {
            let thread = std::thread::current();
            assert!(thread.name() != Some("preparation"), "a panic for this test");
            embedded()
        };
        let prepared = prepared(read_criteria);
        assert!(prepared.take().is_ok());
        assert!(prepared.take().is_ok(), "a second renderer needs one of its own");
        assert!(self::prepared(embedded).take().is_ok());
    }
}
