//! Loads libraries of the display and of Mesa's software driver before they are needed (Linux).
//!
//! Without a graphics card, the driver brings a compiler (LLVM), which takes longer to load than all other libraries.
//! The loader of the system loads one library at a time, so it is done while the main thread needs none.

use super::libraries::{can_be_loaded, is_wayland};
use crate::files::has_graphics_card;
use std::env::consts::ARCH;
use std::env::var_os;

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
    let display = match is_wayland {
        true => ["libEGL.so.1", "libEGL_mesa.so.0"],
        false => ["libGL.so.1", "libGLX_mesa.so.0"],
    };
    for library in display {
        can_be_loaded(library);
    }
    // Newer versions of Mesa have loaded it with the library before. Debian, Fedora and Arch have different folders.
    let of_debian = format!("/usr/lib/{ARCH}-linux-gnu/dri");
    let folders = [&*of_debian, "/usr/lib64/dri", "/usr/lib/dri"];
    let _ = folders.iter().any(|folder| can_be_loaded(&format!("{folder}/swrast_dri.so")));
}
