//! Opens the window on whatever can draw it: the graphics card, else software, else OpenGL.

#[cfg(target_os = "linux")]
mod libraries;

use super::app::{App, today};
use super::crash::{AfterCrash, Told};
use super::flow::FoundSettings;
use crate::definition::CriteriaSet;
use crate::desktop::{Unsaved, disable_core_dumps, show_crash_window};
use crate::files;
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew, wgpu};
use eframe::{CreationContext, NativeOptions};
use egui::ViewportBuilder;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

#[cfg(target_os = "linux")]
use libraries::advice;

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// The graphics card, through Vulkan, Metal or DirectX 12.
    Hardware,
    /// Software, through the same: lavapipe on Linux, WARP on Windows.
    Software,
    /// By the driver for OpenGL.
    OpenGl,
}

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no display.
    #[error("no display: DISPLAY or WAYLAND_DISPLAY must be set, as in a desktop session; {advice}", advice = advice())]
    NoDisplay,
    /// There should be one, and it can't be reached.
    #[error("the display can't be opened ({0}); {advice}", advice = advice())]
    Unreachable(String),
    /// Nothing can draw.
    #[error("nothing can draw the window ({0}); {advice}", advice = advice())]
    NoRenderer(String),
}

/// What to install or to update where no window can be opened.
#[cfg(not(target_os = "linux"))]
fn advice() -> &'static str {
    if cfg!(target_os = "windows") {
        "update the graphics driver, or Windows itself, which brings a software renderer (WARP)"
    } else {
        "update macOS, which brings Metal"
    }
}

/// Opens the window, and comes back when it is closed. A fault of the program is said to `say`, by its
/// place.
///
/// # Errors
/// No display, or nothing that can draw. The *first* failure is told: later ones follow from it.
pub fn run(
    set: Arc<CriteriaSet>,
    path: Option<PathBuf>,
    forced: Option<Renderer>,
    say: fn(&str),
) -> Result<(), StartError> {
    disable_core_dumps();
    panic::set_hook(Box::new(move |info| crashed(info, say)));
    let viewport =
        egui::ViewportBuilder::default().with_inner_size([1360.0, 860.0]).with_min_inner_size([800.0, 600.0]);
    let make = |creation: &CreationContext<'_>| -> Box<dyn eframe::App> {
        Box::new(App::new(&creation.egui_ctx, set.clone(), today(), path.clone(), found_settings()))
    };
    open_somehow(viewport, &make, forced)
}

/// Opens the window that tells of a crash, and what became of what was not saved.
///
/// # Errors
/// As [`run`].
pub fn run_after_crash(place: String, unsaved: Unsaved, forced: Option<Renderer>) -> Result<(), StartError> {
    let settings = found_settings().map(|found| found.found.settings()).unwrap_or_default();
    let size = AfterCrash::SIZE.map(|points| points * f32::from(settings.scale) / 100.0);
    let told = Told { place, unsaved, copies: files::recovery_folder(), settings };
    let viewport = egui::ViewportBuilder::default().with_inner_size(size);
    let make = |creation: &CreationContext<'_>| -> Box<dyn eframe::App> {
        Box::new(AfterCrash::new(&creation.egui_ctx, told.clone()))
    };
    open_somehow(viewport, &make, forced)
}

/// A fault of the program, once the window is up: told by its place alone, as its message may hold
/// what was typed. Workers tell of theirs themselves.
fn crashed(info: &PanicHookInfo<'_>, say: fn(&str)) {
    static TOLD: AtomicBool = AtomicBool::new(false);
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    say(&format!("wgs-referral: internal error at {place}"));
    let is_the_windows = std::thread::current().name() == Some("main");
    if is_the_windows && !TOLD.swap(true, Ordering::Relaxed) {
        show_crash_window(&place);
    }
}

/// What draws in the window.
type Make<'a> = &'a dyn Fn(&CreationContext<'_>) -> Box<dyn eframe::App>;

fn open_somehow(
    viewport: ViewportBuilder,
    make: Make<'_>,
    forced: Option<Renderer>,
) -> Result<(), StartError> {
    if !has_display() {
        return Err(StartError::NoDisplay);
    }
    let order = match forced {
        Some(renderer) => vec![renderer],
        None => vec![Renderer::Hardware, Renderer::Software, Renderer::OpenGl],
    };
    let mut first = None;
    for &renderer in &order {
        match try_open(viewport.clone(), make, renderer) {
            Ok(()) => return Ok(()),
            // No renderer will change that.
            Err(Failure::Display(reason)) if first.is_none() => {
                return Err(StartError::Unreachable(with_missing_libraries(reason, &[])));
            }
            Err(Failure::Display(reason) | Failure::Renderer(reason)) => {
                first.get_or_insert(reason);
            }
        }
    }
    Err(StartError::NoRenderer(with_missing_libraries(first.unwrap_or_default(), &order)))
}

/// The names of the libraries that are missing, and the reason of the failure, which often names none and may be
/// long.
#[cfg(target_os = "linux")]
fn with_missing_libraries(reason: String, renderers: &[Renderer]) -> String {
    let missing = libraries::missing(renderers);
    if missing.is_empty() {
        return reason;
    }
    format!("can't load {}: {reason}", missing.join(", "))
}

/// Windows and macOS bring all libraries that the window loads.
#[cfg(not(target_os = "linux"))]
fn with_missing_libraries(reason: String, _renderers: &[Renderer]) -> String {
    reason
}

/// Why one try failed.
enum Failure {
    Display(String),
    Renderer(String),
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

/// Tries one renderer. Libraries of the system that are not there are told by a panic: it is silenced
/// and told as a failure, as long as the window is not up.
fn try_open(viewport: ViewportBuilder, make: Make<'_>, renderer: Renderer) -> Result<(), Failure> {
    let is_up = Arc::new(AtomicBool::new(false));
    let before = Arc::new(panic::take_hook());
    let (after, up, reason) = (before.clone(), is_up.clone(), Arc::new(Mutex::new(String::new())));
    let said = reason.clone();
    panic::set_hook(Box::new(move |info| {
        if up.load(Ordering::Relaxed) {
            before(info);
        } else if let Ok(mut said) = said.lock() {
            *said = info.payload_as_str().unwrap_or("a library of the system is missing").replace('\n', " ");
        }
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(|| open(viewport, make, renderer, is_up.clone())));
    // The next try, and whatever comes after, is not heard by this one.
    let _ = panic::take_hook();
    panic::set_hook(Box::new(move |info| after(info)));
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(eframe::Error::WinitEventLoop(error))) => {
            // What stands before says where in the library.
            let reason = error.to_string();
            Err(Failure::Display(reason.rsplit(": ").next().unwrap_or_default().to_owned()))
        }
        Ok(Err(error)) => Err(Failure::Renderer(error.to_string())),
        Err(panicked) if is_up.load(Ordering::Relaxed) => panic::resume_unwind(panicked),
        Err(_) => Err(Failure::Display(reason.lock().map(|reason| reason.clone()).unwrap_or_default())),
    }
}

fn open(
    viewport: ViewportBuilder,
    make: Make<'_>,
    renderer: Renderer,
    is_up: Arc<AtomicBool>,
) -> eframe::Result {
    let mut options = NativeOptions {
        // Never the patient's name: the system shows titles in many places.
        viewport: viewport.with_title("WGS-henvisning").with_app_id("wgs-referral"),
        renderer: match renderer {
            Renderer::Hardware | Renderer::Software => eframe::Renderer::Wgpu,
            Renderer::OpenGl => eframe::Renderer::Glow,
        },
        // A second try is made in this process.
        run_and_return: true,
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    if renderer != Renderer::OpenGl {
        options.wgpu_options.wgpu_setup = setup(renderer == Renderer::Software);
    }
    eframe::run_native(
        "wgs-referral",
        options,
        Box::new(move |creation| {
            is_up.store(true, Ordering::Relaxed);
            Ok(make(creation))
        }),
    )
}

/// The settings of the user, where the system has a place for them.
fn found_settings() -> Option<FoundSettings> {
    let folder = files::settings_folder()?;
    let found = files::read_settings(&folder);
    Some(FoundSettings { folder, found })
}

/// An adapter of the wanted kind, or none: a software adapter under the name of hardware would hide
/// what the user asked for.
fn setup(software: bool) -> WgpuSetup {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.power_preference = wgpu::PowerPreference::LowPower;
    setup.native_adapter_selector = Some(Arc::new(move |adapters, surface| {
        let fits = |adapter: &&wgpu::Adapter| {
            let is_software = adapter.get_info().device_type == wgpu::DeviceType::Cpu;
            is_software == software && surface.is_none_or(|surface| adapter.is_surface_supported(surface))
        };
        let found = adapters.iter().find(fits).cloned();
        found.ok_or_else(|| format!("no {} adapter", if software { "software" } else { "graphics" }))
    }));
    WgpuSetup::CreateNew(setup)
}
