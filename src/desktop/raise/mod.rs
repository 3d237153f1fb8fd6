//! Brings the window of another process of this user on this computer to the front. A case that is to be opened may be
//! open there.
//!
//! The id of the process comes from the file beside the case, which others may have written. So it only ever leads to a
//! window of this program and of this user, and nothing but the wish to be shown is sent there.

#[cfg(unix)]
mod unix;
#[cfg(target_os = "windows")]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(target_os = "windows")]
use windows as system;

pub use system::{has_window, raise};

#[cfg(unix)]
use crate::files::WindowSocket;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What became of the wish that another window comes to the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaiseOutcome {
    /// The system has raised it.
    Raised,
    /// The other window asks its system for it, and is not told what comes of that. On X, the window manager may only
    /// mark the window. With Wayland no program may raise a window: it may only ask for attention. macOS may leave the
    /// program in front in which the user works.
    Asked,
    /// No window was reached, or the system has refused.
    Failed,
}

/// Hears when another window wants this one to come to the front. On Windows, the other program raises it.
#[derive(Default)]
pub struct RaiseListener {
    is_asked: Arc<AtomicBool>,
    #[cfg(unix)]
    _socket: Option<WindowSocket>,
}

impl RaiseListener {
    /// Starts to listen. `wake` is called when this window is to come to the front.
    #[cfg(unix)]
    pub fn start(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let is_asked = Arc::new(AtomicBool::new(false));
        let flag = is_asked.clone();
        let socket = unix::listen(move || {
            flag.store(true, Ordering::Relaxed);
            wake();
        });
        RaiseListener { is_asked, _socket: socket }
    }

    /// Nothing has to listen.
    #[cfg(target_os = "windows")]
    pub fn start(_wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        RaiseListener::default()
    }

    /// Whether this window was asked to come to the front since the last call.
    pub fn take(&self) -> bool {
        self.is_asked.swap(false, Ordering::Relaxed)
    }
}
