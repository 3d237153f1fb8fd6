//! Keys that were meant for something else, when a dialog comes that the user does not expect.

use crate::window::key_pause::{KeyPause, enters_text, frame_begin, is_typed};
use crate::window::unused_keys::note_unused_text;
use egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// When keys press the buttons of a dialog. Escape, the pointer and screen readers are never held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAnswers {
    /// At once: it is typed into, or the answer of a slip harms nothing.
    AtOnce,
    /// At once, unless it came by itself: then after a pause. What is typed then may be meant for a field of the
    /// window, and must not become a path.
    OnceSeen,
    /// After a pause: it comes while the user types into a field of the window.
    AfterPause,
    /// Never: whatever is typed is meant for what comes after it.
    Never,
}

/// Keeps the keys from a dialog that the user may not have seen.
#[derive(Default)]
pub struct DialogKeys {
    held_back: Option<HeldBack>,
    /// Whether the dialog was drawn in the last pass.
    is_drawn: bool,
}

/// From which dialog the keys are kept, and until when.
struct HeldBack {
    /// How many dialogs had been shown with it.
    dialog: usize,
    /// Whether the pause ends only with the dialog.
    is_forever: bool,
    pause: KeyPause,
}

impl Plugin for DialogKeys {
    fn debug_name(&self) -> &'static str {
        "keys of a dialog"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if !std::mem::take(&mut self.is_drawn) {
            self.held_back = None;
        }
        let Some(held_back) = &mut self.held_back else { return };
        // A frame that is laid out again has no new input.
        if ctx.current_pass_index() == 0 {
            held_back.pause.begin_frame(frame_begin(ctx, input), input.events.iter().any(is_typed));
        }
        held_back.take_from(ctx, &mut input.events);
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let waits = |held_back: &&HeldBack| self.is_drawn && !held_back.is_forever;
        if let Some(held_back) = self.held_back.as_ref().filter(waits) {
            held_back.pause.wake(ui.ctx());
        }
    }
}

impl HeldBack {
    /// Takes the keys that would answer the dialog out of the input.
    fn take_from(&self, ctx: &Context, events: &mut Vec<Event>) {
        if !self.is_forever && self.pause.is_over() {
            return;
        }
        drop_answers(ctx, events);
    }
}

impl DialogKeys {
    /// Notes that a dialog is drawn, whose keys are held back. Returns whether it was not drawn before.
    fn note_drawn(&mut self, dialog: usize, is_forever: bool) -> bool {
        self.is_drawn = true;
        let is_same = |before: &HeldBack| before.dialog == dialog && before.is_forever == is_forever;
        let is_new = !self.held_back.as_ref().is_some_and(is_same);
        if is_new {
            self.held_back = Some(HeldBack { dialog, is_forever, pause: KeyPause::default() });
        }
        is_new
    }
}

/// Keeps the keys from the dialog that is drawn as long as they may be meant for something else. `dialog`: how many
/// dialogs have been shown with it. `came_by_itself`: the user has not asked for it just now.
pub(super) fn hold_back(ctx: &Context, dialog: usize, answered_by: KeyAnswers, came_by_itself: bool) {
    let is_forever = match answered_by {
        KeyAnswers::AtOnce => return,
        KeyAnswers::OnceSeen if !came_by_itself => return,
        KeyAnswers::OnceSeen | KeyAnswers::AfterPause => false,
        KeyAnswers::Never => true,
    };
    let note = |keys: &mut DialogKeys| keys.note_drawn(dialog, is_forever);
    if ctx.with_plugin(note).unwrap_or_default() {
        // What came with the frame in which it is drawn first was not meant for it.
        let mut events = ctx.input_mut(|input| std::mem::take(&mut input.events));
        drop_answers(ctx, &mut events);
        ctx.input_mut(|input| input.events = events);
    }
}

/// Drops what would answer the dialog. Text among it was meant for something else, and the user is told.
fn drop_answers(ctx: &Context, events: &mut Vec<Event>) {
    if events.extract_if(.., |event| answers(event)).filter(enters_text).count() > 0 {
        note_unused_text(ctx);
    }
}

/// Whether a key presses the control that has the focus or the default button, changes the text in a field, or leads
/// the focus to another control.
fn answers(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut => true,
        Event::Key { key, pressed: true, .. } => matches!(
            key,
            Key::Enter
                | Key::Backspace
                | Key::Delete
                | Key::Space
                | Key::Tab
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::ArrowLeft
                | Key::ArrowRight
        ),
        _ => false,
    }
}
