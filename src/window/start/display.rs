//! Which display a window opens on, where the environment names two (Linux).

use std::env::var_os;
use std::ffi::OsStr;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// Whether the environment names a display.
pub fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(is_set)
}

/// Whether the window must open on X, although the environment names a Wayland display: nobody listens there any more,
/// as after `su`, in a terminal multiplexer or a remote session. winit would try Wayland alone.
pub fn is_only_x_reachable() -> bool {
    let names_socket = is_set("WAYLAND_SOCKET");
    let wayland = var_os("WAYLAND_DISPLAY").filter(|name| !name.is_empty());
    let Some(wayland) = wayland.filter(|_| is_set("DISPLAY") && !names_socket) else { return false };
    let folder = var_os("XDG_RUNTIME_DIR");
    socket_path(folder.as_deref(), &wayland).is_none_or(|path| UnixStream::connect(path).is_err())
}

fn is_set(name: &str) -> bool {
    var_os(name).is_some_and(|value| !value.is_empty())
}

/// The socket of a Wayland display. `None`: its name is relative to a folder that the environment does not name.
fn socket_path(folder: Option<&OsStr>, display: &OsStr) -> Option<PathBuf> {
    let display = Path::new(display);
    if display.is_absolute() { Some(display.to_owned()) } else { Some(Path::new(folder?).join(display)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_is_an_absolute_path_or_in_the_folder_of_the_session() {
        let path =
            |folder: Option<&str>, display: &str| socket_path(folder.map(OsStr::new), OsStr::new(display));
        assert_eq!(path(Some("/run/user/1"), "wayland-0"), Some("/run/user/1/wayland-0".into()));
        assert_eq!(path(Some("/run/user/1"), "/tmp/w"), Some("/tmp/w".into()));
        assert_eq!(path(None, "wayland-0"), None);
    }
}
