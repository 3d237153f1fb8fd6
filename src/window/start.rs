//! Opens the window with the first renderer that works.

mod arguments;
#[cfg(target_os = "linux")]
mod display;
#[cfg(target_os = "linux")]
mod driver;
mod icon;
#[cfg(target_os = "linux")]
mod libraries;
mod preparation;
mod rehearsal;
mod renderer;

use super::crash::{AfterCrash, CrashReport};
use super::fit::{first_window, fitted_to_screen};
use super::flow::FoundSettings;
use super::title::APP_NAME;
use crate::definition::{Language, Problem};
use crate::desktop::{UnsavedChanges, disable_core_dumps, show_crash_window};
use crate::files;
use crate::policy::{Policy, Renderer};
use crate::wording::texts;
use eframe::{CreationContext, NativeOptions};
use egui::{Context, ViewportBuilder};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

pub use arguments::Arguments;
#[cfg(target_os = "linux")]
use display::{has_display, is_only_x_reachable};
#[cfg(target_os = "linux")]
use libraries::advice;
pub use preparation::ReadCriteria;
use preparation::{AppIngredients, PreparedApp};
use renderer::{RendererOrder, apply_renderer};

/// The reason that no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No environment variable names a display.
    #[error("no display: DISPLAY or WAYLAND_DISPLAY must be set, as in a desktop session; {advice}", advice = advice())]
    NoDisplay,
    /// The display that the environment names can't be opened.
    #[error("the display cannot be opened ({0}); {advice}", advice = advice())]
    Unreachable(String),
    /// No renderer works. The text is the reason of the first one.
    #[error("nothing can draw the window ({0}); {advice}", advice = advice())]
    NoRenderer(String),
    /// The criteria have problems, so that nothing may be decided by them.
    #[error("{}", lines(.0))]
    Criteria(Vec<Problem>),
}

impl StartError {
    /// What a message box says: what a clinician can do, in both languages, as the settings may not be read, and below
    /// it the words for whoever helps.
    pub fn in_message_box(&self) -> String {
        let for_user = match self {
            StartError::NoDisplay | StartError::Unreachable(_) | StartError::NoRenderer(_) => {
                "start-no-window"
            }
            StartError::Criteria(_) => "start-criteria",
        };
        let [danish, english] = [Language::Da, Language::En].map(|language| texts(language).get(for_user));
        format!("{danish}\n\n{english}\n\nwgs-referral: {self}")
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// What the user can install or update when no window can be opened.
#[cfg(not(target_os = "linux"))]
fn advice() -> &'static str {
    if cfg!(target_os = "windows") {
        "update the graphics driver, or Windows itself, which brings a software renderer (WARP)"
    } else {
        "update macOS, which brings Metal"
    }
}

/// Opens the window, and returns when it is closed. `read_criteria` is called in another thread while the display is
/// opened. If the program panics, `report_panic` gets a message with the source location.
///
/// # Errors
/// The criteria have problems; there is no display, or no renderer works. The error has the reason of the *first*
/// renderer, as the later ones are fallbacks.
pub fn run(
    read_criteria: ReadCriteria,
    path: Option<PathBuf>,
    forced: Option<Renderer>,
    report_panic: fn(&str),
) -> Result<(), StartError> {
    disable_core_dumps();
    panic::set_hook(Box::new(move |info| handle_panic(info, report_panic)));
    // Reading puts a broken file aside, so that a second time would find none.
    let settings = found_settings();
    let policy = files::read_policy();
    let order = renderers(forced, &policy.policy);
    let scale = settings.as_ref().map_or(100, |found| found.found.settings().scale);
    let ctx = window_context();
    let ingredients =
        AppIngredients { read_criteria, path, policy, scale, settings: Mutex::new(Some(settings)) };
    let prepared = PreparedApp::start(ctx.clone(), ingredients, order.renderers().first().copied());
    let make = |creation: &CreationContext<'_>| -> Result<Box<dyn eframe::App>, StartError> {
        let mut app = prepared.take().map_err(StartError::Criteria)?;
        app.connect_desktop(&creation.egui_ctx);
        Ok(Box::new(app))
    };
    open_with_fallback(Some(&ctx), &first_window(scale), &make, &order)
}

/// A context as eframe makes it, but for what the application sets. It is made before the window, so that the first
/// frame can be laid out before there is one.
fn window_context() -> Context {
    let ctx = Context::default();
    ctx.set_embed_viewports(false);
    ctx
}

/// Opens the window that reports a crash, and whether unsaved changes can be recovered.
///
/// # Errors
/// As [`run`].
pub fn run_after_crash(
    place: String,
    unsaved: UnsavedChanges,
    forced: Option<Renderer>,
) -> Result<(), StartError> {
    let policy = files::read_policy().policy;
    let order = renderers(forced, &policy);
    let settings = found_settings().map(|found| found.found.settings()).unwrap_or_default();
    let settings = policy.applied_to(settings);
    let size = AfterCrash::SIZE.map(|points| points * f32::from(settings.scale) / 100.0);
    let report = CrashReport { place, unsaved, copies: files::recovery_folder(), settings };
    let viewport = egui::ViewportBuilder::default().with_inner_size(size);
    let make = |creation: &CreationContext<'_>| -> Result<Box<dyn eframe::App>, StartError> {
        Ok(Box::new(AfterCrash::new(&creation.egui_ctx, report.clone())))
    };
    open_with_fallback(None, &viewport, &make, &order)
}

/// The panic hook while the window is open. It reports only the source location: the message may contain patient data.
/// Panics of worker threads open no crash window, as the worker reports them to the window.
fn handle_panic(info: &PanicHookInfo<'_>, report_panic: fn(&str)) {
    static IS_REPORTED: AtomicBool = AtomicBool::new(false);
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    report_panic(&format!("wgs-referral: internal error at {place}"));
    let is_window_thread = std::thread::current().name() == Some("main");
    if is_window_thread && !IS_REPORTED.swap(true, Ordering::Relaxed) {
        show_crash_window(&place);
    }
}

/// The renderers to try: the one that the user asks for in the command line, or that which the IT department has set
/// and then the others, or what worked here before.
fn renderers(forced: Option<Renderer>, policy: &Policy) -> RendererOrder {
    match (forced, policy.renderer()) {
        (Some(renderer), _) => RendererOrder::only(renderer),
        (None, Some(renderer)) => RendererOrder::first(renderer),
        (None, None) => RendererOrder::of_this_machine(),
    }
}

/// Creates the eframe application of a window.
type Make<'a> = &'a dyn Fn(&CreationContext<'_>) -> Result<Box<dyn eframe::App>, StartError>;

/// `ctx`: the context of the window; `None`: eframe makes it.
fn open_with_fallback(
    ctx: Option<&Context>,
    viewport: &ViewportBuilder,
    make: Make<'_>,
    order: &RendererOrder,
) -> Result<(), StartError> {
    if !has_display() {
        return Err(StartError::NoDisplay);
    }
    first_that_opens(order, |renderer| try_open(ctx, viewport.clone(), make, renderer, order))
}

/// Tries the renderers in their order, until one opens the window or none can.
fn first_that_opens(
    order: &RendererOrder,
    mut attempt: impl FnMut(Renderer) -> Result<(), Failure>,
) -> Result<(), StartError> {
    let mut first = None;
    for &renderer in order.renderers() {
        match attempt(renderer) {
            Ok(()) => return Ok(()),
            // Other renderers need the same criteria.
            Err(Failure::App(error)) => return Err(error),
            // Other renderers need the same display.
            Err(Failure::Display(reason)) if first.is_none() => {
                return Err(StartError::Unreachable(with_missing_libraries(reason, &[])));
            }
            Err(Failure::Display(reason) | Failure::Renderer(reason)) => {
                order.forget(renderer);
                first.get_or_insert(reason);
            }
        }
    }
    Err(StartError::NoRenderer(with_missing_libraries(first.unwrap_or_default(), order.renderers())))
}

/// The names of the libraries that are missing, and the reason of the failure, which often names none and may be
/// long.
#[cfg(target_os = "linux")]
fn with_missing_libraries(reason: String, renderers: &[Renderer]) -> String {
    let missing = libraries::missing(renderers);
    if missing.is_empty() {
        return reason;
    }
    format!("cannot load {}: {reason}", missing.join(", "))
}

/// Windows and macOS bring all libraries that the window loads.
#[cfg(not(target_os = "linux"))]
fn with_missing_libraries(reason: String, _renderers: &[Renderer]) -> String {
    reason
}

/// The reason that the window did not open with one renderer.
enum Failure {
    App(StartError),
    Display(String),
    Renderer(String),
}

#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

/// Tries to open the window with one renderer. A missing system library causes a panic in a dependency: until the
/// window is open, a panic is caught without a message, and returned as a failure. On Linux it is a library of the
/// display; elsewhere the system brings those, so that another renderer may work.
fn try_open(
    ctx: Option<&Context>,
    viewport: ViewportBuilder,
    make: Make<'_>,
    renderer: Renderer,
    order: &RendererOrder,
) -> Result<(), Failure> {
    let is_up = Arc::new(AtomicBool::new(false));
    let before = Arc::new(panic::take_hook());
    let (after, up, reason) = (before.clone(), is_up.clone(), Arc::new(Mutex::new(String::new())));
    let hook_reason = reason.clone();
    panic::set_hook(Box::new(move |info| {
        if up.load(Ordering::Relaxed) {
            before(info);
        } else if let Ok(mut reason) = hook_reason.lock() {
            *reason =
                info.payload_as_str().unwrap_or("a library of the system is missing").replace('\n', " ");
        }
    }));
    let report_up = || {
        is_up.store(true, Ordering::Relaxed);
        order.remember(renderer);
    };
    let ended = panic::catch_unwind(AssertUnwindSafe(|| open(ctx, viewport, make, renderer, &report_up)));
    // The next try, and the program after it, get the hook that was set before this try.
    let _ = panic::take_hook();
    panic::set_hook(Box::new(move |info| after(info)));
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(eframe::Error::WinitEventLoop(error))) => {
            // The text before the last colon is a location in the source of winit.
            let reason = error.to_string();
            Err(Failure::Display(reason.rsplit(": ").next().unwrap_or_default().to_owned()))
        }
        Ok(Err(eframe::Error::AppCreation(error))) => Err(match error.downcast::<StartError>() {
            Ok(error) => Failure::App(*error),
            Err(error) => Failure::Renderer(error.to_string()),
        }),
        Ok(Err(error)) => Err(Failure::Renderer(error.to_string())),
        Err(panicked) if is_up.load(Ordering::Relaxed) => panic::resume_unwind(panicked),
        Err(_) => {
            let reason = reason.lock().map(|reason| reason.clone()).unwrap_or_default();
            Err(if cfg!(target_os = "linux") { Failure::Display(reason) } else { Failure::Renderer(reason) })
        }
    }
}

fn open(
    ctx: Option<&Context>,
    viewport: ViewportBuilder,
    make: Make<'_>,
    renderer: Renderer,
    report_up: &dyn Fn(),
) -> eframe::Result {
    let (viewport, window_builder) = fitted_to_screen(viewport);
    let mut options = NativeOptions {
        window_builder,
        // Without a file, as at the start: `title` says what is shown later.
        viewport: viewport.with_title(APP_NAME).with_app_id("wgs-referral").with_icon(icon::icon()),
        // If this renderer fails, the next one is tried in the same process.
        run_and_return: true,
        system_font_fallback: false,
        // Nothing is painted in colors between those of the screen, and the noise would be calculated for each pixel.
        dithering: false,
        ..NativeOptions::default()
    };
    apply_renderer(renderer, &mut options);
    #[cfg(target_os = "linux")]
    if is_only_x_reachable() {
        use winit::platform::x11::EventLoopBuilderExtX11;
        options.event_loop_builder = Some(Box::new(|builder| {
            builder.with_x11();
        }));
    }
    eframe::run_native_ext(
        "wgs-referral",
        options,
        ctx.cloned(),
        Box::new(move |creation| {
            report_up();
            Ok(make(creation)?)
        }),
    )
}

/// The user's settings; `None`: the system has no folder for settings.
fn found_settings() -> Option<FoundSettings> {
    let folder = files::settings_folder()?;
    let found = files::read_settings(&folder);
    Some(FoundSettings { folder, found })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::check_files;
    use crate::policy::{PolicyReading, PolicyValue};

    #[test]
    fn problems_of_the_criteria_are_told_at_once_whatever_renderers_there_are() {
        let order = RendererOrder::first(Renderer::OpenGl);
        let mut tried = 0;
        let ended = first_that_opens(&order, |_| {
            tried += 1;
            Err(Failure::App(StartError::Criteria(check_files(&[]).unwrap_err())))
        });
        assert_eq!(tried, 1);
        let told = ended.unwrap_err().to_string();
        let problems = check_files(&[]).unwrap_err();
        assert!(!problems.is_empty() && problems.iter().all(|problem| told.contains(&problem.to_string())));
    }

    #[test]
    fn a_policy_puts_its_renderer_first_and_the_command_line_asks_for_one_alone() {
        let policy = |text: &str| {
            let value = PolicyValue::Text(text.into());
            PolicyReading::of([("Renderer".to_owned(), value)]).policy
        };
        for (text, renderer) in
            [("hardware", Renderer::Hardware), ("software", Renderer::Software), ("opengl", Renderer::OpenGl)]
        {
            let order = renderers(None, &policy(text));
            assert_eq!(order.renderers().first(), Some(&renderer));
            assert_eq!(order.renderers().len(), 3, "{text}");
            for other in [Renderer::Hardware, Renderer::OpenGl] {
                assert_eq!(renderers(Some(other), &policy(text)).renderers(), [other]);
            }
        }
    }

    #[test]
    fn a_message_box_says_in_both_languages_what_to_do_and_then_the_reason() {
        for (error, reason) in [
            (StartError::NoRenderer("no adapter".into()), "no adapter"),
            (StartError::NoDisplay, "no display"),
            (StartError::Criteria(check_files(&[]).unwrap_err()), "wgs-referral: "),
        ] {
            let told = error.in_message_box();
            let parts: Vec<&str> = told.split("\n\n").collect();
            assert!(parts[0].contains("it-afdelingen") && parts[1].contains("IT department"), "{told}");
            assert!(parts[2].contains(reason), "{told}");
        }
    }

    #[test]
    fn each_renderer_is_tried_and_the_reason_of_the_first_one_told() {
        let order = RendererOrder::first(Renderer::OpenGl);
        let mut tried = Vec::new();
        let ended = first_that_opens(&order, |renderer| {
            tried.push(renderer);
            Err(Failure::Renderer(format!("{renderer:?} fails")))
        });
        assert_eq!(tried, order.renderers());
        assert!(ended.unwrap_err().to_string().contains("OpenGl fails"));
        let opened = first_that_opens(&order, |renderer| match renderer {
            Renderer::OpenGl => Err(Failure::Renderer(String::new())),
            _ => Ok(()),
        });
        assert!(opened.is_ok());
    }
}
