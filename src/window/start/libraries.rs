//! The libraries that the window loads when it starts on Linux: which packages bring them, and which of them
//! are missing. winit, glutin and wgpu often report only that some library is missing.

use crate::policy::Renderer;
use libloading::Library;

const TABLE: &str = include_str!("../../../setup/window-libraries.txt");

/// One line of the table.
struct LibraryRow {
    /// The library's name, or a pattern of driver files.
    library: &'static str,
    /// Display protocols and renderers, separated by plus signs: it is used where all of them are.
    used_by: &'static str,
    /// Names of packages, separated by commas.
    debian: &'static str,
    fedora: &'static str,
}

fn rows() -> impl Iterator<Item = LibraryRow> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split_whitespace();
        Some(LibraryRow {
            library: columns.next()?,
            used_by: columns.next()?,
            debian: columns.next()?,
            fedora: columns.next()?,
        })
    })
}

/// Says how to install all that a window needs.
pub fn advice() -> String {
    let debian = packages(|row| row.debian);
    let fedora = packages(|row| row.fedora);
    format!(
        "install what a window needs: on Debian and Ubuntu `apt install {debian}`, on Fedora `dnf install {fedora}`"
    )
}

/// The packages of one column in the order of the table, each once.
fn packages(column: fn(&LibraryRow) -> &'static str) -> String {
    let mut packages: Vec<&str> = Vec::new();
    for package in rows().flat_map(|row| column(&row).split(',')) {
        if !packages.contains(&package) {
            packages.push(package);
        }
    }
    packages.join(" ")
}

/// The libraries that can't be loaded, among those that the display and the renderers need.
pub fn missing(renderers: &[Renderer]) -> Vec<&'static str> {
    let is_wayland = is_wayland();
    let is_used = |by: &str| match by {
        "x11" => !is_wayland,
        "wayland" => is_wayland,
        "vulkan" => renderers.iter().any(|renderer| *renderer != Renderer::OpenGl),
        "opengl" => renderers.contains(&Renderer::OpenGl),
        // "display": both protocols.
        _ => true,
    };
    rows()
        .filter(|row| row.used_by.split('+').all(is_used))
        .map(|row| row.library)
        .filter(|library| !library.starts_with('/') && !can_be_loaded(library))
        .collect()
}

/// Whether winit connects to Wayland: it prefers Wayland where both protocols are offered.
pub fn is_wayland() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Loads a library, which stays loaded. Returns whether it can be loaded.
pub fn can_be_loaded(library: &str) -> bool {
    #[expect(unsafe_code, reason = "only the dynamic loader knows whether it can load a library")]
    // SAFETY: these are libraries of the system that the window loads anyway; their initialisers need nothing
    // of this process.
    let loaded = unsafe { Library::new(library) };
    // Some graphics drivers crash when they are unloaded, so a library stays loaded.
    loaded.map(std::mem::forget).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_row() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let uses = ["display", "x11", "wayland", "vulkan", "opengl"];
        assert_eq!(rows().count(), lines.clone().count());
        assert!(lines.clone().all(|line| line.split_whitespace().count() == 4), "{TABLE}");
        assert!(rows().all(|row| row.used_by.split('+').all(|by| uses.contains(&by))), "{TABLE}");
    }

    #[test]
    fn a_library_can_be_loaded_only_where_it_exists() {
        assert!(!can_be_loaded("libwgs-referral-does-not-exist.so.1"));
        assert!(can_be_loaded("libc.so.6"));
    }
}
