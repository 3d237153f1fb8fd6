//! Remembers which renderer opened the window, in this user's folder for program state.
//!
//! A note counts only on the same machine, display and graphics devices: home folders are shared between machines,
//! and a remote session draws in another way than the screen does.

use super::state::state_folder;
use super::{FileError, create_parent_folder, read_text, remove, replace};
use gethostname::gethostname;
use sha2::{Digest, Sha256};
use std::env::var_os;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

const LIMIT: u64 = 1024;

/// What decides which renderers work, besides the machine: the display, the kind of session on Windows, and what
/// leads the loaders of Vulkan and OpenGL to other drivers.
const VARIABLES: [&str; 10] = [
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "SESSIONNAME",
    "VK_DRIVER_FILES",
    "VK_ICD_FILENAMES",
    "LIBGL_ALWAYS_SOFTWARE",
    "LIBGL_DRIVERS_PATH",
    "GALLIUM_DRIVER",
    "LD_LIBRARY_PATH",
    "__EGL_VENDOR_LIBRARY_FILENAMES",
];

/// Where one user's programs remember the renderer of one machine and display.
pub struct RendererNote {
    file: PathBuf,
}

impl RendererNote {
    /// The note of this user, machine and display; `None` if the user has no home folder.
    pub fn of_this_machine() -> Option<RendererNote> {
        Some(RendererNote::in_folder(&state_folder()?))
    }

    /// The note of this machine and display in a folder.
    pub fn in_folder(folder: &Path) -> RendererNote {
        let situation = Sha256::digest(situation());
        let name: String = situation.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        RendererNote { file: folder.join("renderers").join(name) }
    }

    /// The name that was remembered. What can't be read counts as nothing.
    pub fn read(&self) -> Option<String> {
        read_text(&self.file, LIMIT).ok().map(|text| text.trim().to_owned())
    }

    /// Remembers a name.
    ///
    /// # Errors
    /// The note can't be written.
    pub fn write(&self, name: &str) -> Result<(), FileError> {
        create_parent_folder(&self.file)?;
        replace(&self.file, name.as_bytes()).map(drop)
    }

    /// Removes the note, if there is one.
    ///
    /// # Errors
    /// The note can't be removed.
    pub fn forget(&self) -> Result<(), FileError> {
        remove(&self.file)
    }
}

/// The machine, its display and its graphics devices, as bytes to be hashed.
fn situation() -> Vec<u8> {
    let mut parts = vec![gethostname().into_encoded_bytes()];
    for name in VARIABLES {
        parts.push(var_os(name).unwrap_or_default().into_encoded_bytes());
    }
    let mut devices = graphics_devices();
    devices.sort();
    parts.extend(devices.into_iter().map(OsString::into_encoded_bytes));
    parts.join(&0)
}

/// The devices of the graphics cards on Linux.
fn graphics_devices() -> Vec<OsString> {
    let devices = fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.map(|entry| entry.file_name()).collect()
}

/// Whether a graphics card can draw, so that no driver in software is needed (Linux).
#[cfg(target_os = "linux")]
pub fn has_graphics_card() -> bool {
    let can_draw = |device: &OsString| device.as_encoded_bytes().starts_with(b"renderD");
    // NVIDIA's own driver has a device of its own.
    graphics_devices().iter().any(can_draw) || Path::new("/dev/nvidiactl").exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let note = RendererNote::in_folder(folder.path());
        assert_eq!(note.read(), None);
        note.forget().unwrap();
        note.write("software").unwrap();
        note.write("opengl").unwrap();
        assert_eq!(RendererNote::in_folder(folder.path()).read().as_deref(), Some("opengl"));
        note.forget().unwrap();
        assert_eq!(note.read(), None);
    }
}
