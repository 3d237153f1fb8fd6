//! Opens the window on whatever can draw it: the graphics card, else software, else OpenGL.

use super::app::{App, today};
use crate::definition::CriteriaSet;
use eframe::NativeOptions;
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew, wgpu};
use std::path::PathBuf;
use std::sync::Arc;

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// The graphics card, through Vulkan, Metal or DirectX 12.
    Hardware,
    /// Software, through the same: lavapipe on Linux, WARP on Windows.
    Software,
    /// OpenGL.
    OpenGl,
}

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no display.
    #[error(
        "no display: the window needs a desktop session (on Linux: DISPLAY or WAYLAND_DISPLAY must be set)"
    )]
    NoDisplay,
    /// Nothing can draw.
    #[error("{0}")]
    NoRenderer(String),
}

/// Opens the window, and comes back when it is closed.
///
/// # Errors
/// No display, or nothing that can draw. The *first* failure is told: later ones follow from it.
pub fn run(set: Arc<CriteriaSet>, path: Option<PathBuf>, forced: Option<Renderer>) -> Result<(), StartError> {
    if !has_display() {
        return Err(StartError::NoDisplay);
    }
    let order = match forced {
        Some(renderer) => vec![renderer],
        None => vec![Renderer::Hardware, Renderer::Software, Renderer::OpenGl],
    };
    let mut first = None;
    for renderer in order {
        match open(set.clone(), path.clone(), renderer) {
            Ok(()) => return Ok(()),
            // No display can be reached: no renderer will change that.
            Err(eframe::Error::WinitEventLoop(_)) if first.is_none() => return Err(StartError::NoDisplay),
            Err(error) => {
                first.get_or_insert_with(|| error.to_string());
            }
        }
    }
    Err(StartError::NoRenderer(advice(&first.unwrap_or_default())))
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

fn advice(first: &str) -> String {
    let install = if cfg!(target_os = "linux") {
        "install a graphics driver: on Debian and Ubuntu `apt install mesa-vulkan-drivers libgl1-mesa-dri libxkbcommon-x11-0`, on Fedora `dnf install mesa-vulkan-drivers mesa-dri-drivers libxkbcommon-x11`"
    } else if cfg!(target_os = "windows") {
        "update the graphics driver, or Windows itself, which brings a software renderer (WARP)"
    } else {
        "update macOS, which brings Metal"
    };
    format!("nothing can draw the window ({first}); {install}")
}

fn open(set: Arc<CriteriaSet>, path: Option<PathBuf>, renderer: Renderer) -> eframe::Result {
    let viewport = egui::ViewportBuilder::default()
        .with_title("WGS-henvisning")
        .with_app_id("wgs-referral")
        .with_inner_size([1360.0, 860.0])
        .with_min_inner_size([800.0, 600.0]);
    let mut options = NativeOptions {
        viewport,
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
        Box::new(move |creation| Ok(Box::new(App::new(&creation.egui_ctx, set, today(), path)))),
    )
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
