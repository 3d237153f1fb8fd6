//! Loads libraries of the display and of Mesa's software driver before they are needed (Linux).
//!
//! Without a graphics card, the driver brings a compiler (LLVM), which takes longer to load than all other libraries. The
//! loader of the system loads one library at a time, so it is done while the main thread needs none.

use super::libraries::{can_be_loaded, is_wayland};
use std::env::consts::ARCH;
use std::env::var_os;
use std::fs;
use std::path::Path;

/// Loads them. What is missing is left to those who need it: they report it.
pub fn load_ahead() {
    let is_wayland = is_wayland();
    let _ = xkbcommon_dl::xkbcommon_option();
    let _ = xkbcommon_dl::xkbcommon_compose_option();
    if !is_wayland {
        let _ = xkbcommon_dl::x11::xkbcommon_x11_option();
    }
    if has_graphics_card() || var_os("LIBGL_DRIVERS_PATH").is_some() {
        return;
    }
    for library in
        if is_wayland { ["libEGL.so.1", "libEGL_mesa.so.0"] } else { ["libGL.so.1", "libGLX_mesa.so.0"] }
    {
        can_be_loaded(library);
    }
    // Newer versions of Mesa have loaded it with the library before.
    let folders =
        [format!("/usr/lib/{ARCH}-linux-gnu/dri"), "/usr/lib64/dri".to_owned(), "/usr/lib/dri".to_owned()];
    let mut drivers = folders.iter().map(|folder| format!("{folder}/swrast_dri.so"));
    if let Some(driver) = drivers.find(|driver| Path::new(driver).exists()) {
        can_be_loaded(&driver);
    }
}

/// Whether a device can draw: another driver is loaded then.
fn has_graphics_card() -> bool {
    let devices = fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.map(|entry| entry.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"))
        || Path::new("/dev/nvidiactl").exists()
}
