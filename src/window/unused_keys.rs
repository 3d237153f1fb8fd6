//! What the user has typed and nothing has used: it may have been meant for something else than what was shown. The
//! user is told as soon as a case is in sight.

use egui::{Context, Id};

/// What is among the keys that were dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnusedKeys {
    /// Text, which the user may want to type again.
    pub has_text: bool,
    /// The shortcut of a command, which was not carried out.
    pub has_shortcut: bool,
}

impl UnusedKeys {
    /// Notes these keys beside those that were noted before.
    pub fn note(self, ctx: &Context) {
        if self != UnusedKeys::default() {
            ctx.data_mut(|data| {
                let noted = data.get_temp_mut_or_default::<UnusedKeys>(id());
                *noted = noted.with(self);
            });
        }
    }

    /// What was noted since the last call.
    pub fn take(ctx: &Context) -> UnusedKeys {
        ctx.data_mut(|data| data.remove_temp(id())).unwrap_or_default()
    }

    /// These keys and others.
    pub fn with(self, other: UnusedKeys) -> UnusedKeys {
        UnusedKeys {
            has_text: self.has_text || other.has_text,
            has_shortcut: self.has_shortcut || other.has_shortcut,
        }
    }
}

/// Notes that text was typed which nothing uses.
pub fn note_unused_text(ctx: &Context) {
    UnusedKeys { has_text: true, has_shortcut: false }.note(ctx);
}

fn id() -> Id {
    Id::unique("keys that nothing uses")
}
