//! What a low window and a narrow pane are. Everything that folds or scrolls for lack of room asks here, so that all of
//! it changes at the same size.

use egui::Context;

/// In a window lower than this, headings scroll with what they belong to. In points.
const LOW: f32 = 560.0;
/// A pane narrower than this has no room for usual margins, and for a label beside its controls. In points.
pub const NARROW: f32 = 420.0;

/// Whether a window has room for headings that stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowHeight {
    /// Headings scroll with what they belong to, margins are small, and notices fold.
    Low,
    /// Headings stay above what scrolls.
    Usual,
}

impl WindowHeight {
    /// The kind of the window.
    pub fn of(ctx: &Context) -> Self {
        if ctx.content_rect().height() < LOW { WindowHeight::Low } else { WindowHeight::Usual }
    }

    /// A value for each kind.
    pub fn pick<T>(self, low: T, usual: T) -> T {
        match self {
            WindowHeight::Low => low,
            WindowHeight::Usual => usual,
        }
    }
}

/// Whether a pane has room for usual margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneWidth {
    /// Margins are small, and what can stand beside each other stands below each other.
    Narrow,
    /// There is room.
    Usual,
}

impl PaneWidth {
    /// The kind of a pane with this width in points.
    pub fn of(width: f32) -> Self {
        if width < NARROW { PaneWidth::Narrow } else { PaneWidth::Usual }
    }
}
