//! Keys that were meant for something else, when a dialog comes that the user does not expect.

use egui::{Context, Event, Key, Plugin, RawInput};

/// Without a key for so long, the user has seen the dialog. In seconds.
const PAUSE: f64 = 0.8;

/// When keys press the buttons of a dialog. Escape, the pointer and screen readers are never held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAnswers {
    /// At once: it is typed into, or the answer of a slip harms nothing.
    AtOnce,
    /// At once, unless it came by itself: then after a pause.
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
    is_forever: bool,
    /// When the dialog came, or the last key, in seconds of egui's clock.
    since: f64,
    /// Whether a frame has begun after the one that drew the dialog first.
    is_painted: bool,
    /// Whether the user has paused since the dialog came.
    is_over: bool,
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
        let now = input.time.unwrap_or_else(|| ctx.input(|last| last.time) + f64::from(input.predicted_dt));
        let is_typed = input.events.iter().any(is_typed);
        // What the frame after the first brings may have been typed while that one was painted, however long it took.
        let is_seen = held_back.is_painted || !is_typed;
        // A frame can be laid out several times, and is painted then.
        held_back.is_painted |= ctx.current_pass_index() == 0;
        held_back.is_over |= !held_back.is_forever && is_seen && now - held_back.since >= PAUSE;
        if held_back.is_over {
            return;
        }
        if is_typed {
            held_back.since = now;
        }
        input.events.retain(|event| !answers(event));
    }
}

impl DialogKeys {
    /// Notes that a dialog is drawn. Returns whether its keys are held back from now on.
    fn note_drawn(&mut self, dialog: usize, is_forever: bool, now: f64) -> bool {
        self.is_drawn = true;
        let is_same = |before: &HeldBack| before.dialog == dialog && before.is_forever == is_forever;
        let is_new = !self.held_back.as_ref().is_some_and(is_same);
        if is_new {
            self.held_back =
                Some(HeldBack { dialog, is_forever, since: now, is_painted: false, is_over: false });
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
    let now = ctx.input(|input| input.time);
    let note = |keys: &mut DialogKeys| keys.note_drawn(dialog, is_forever, now);
    if ctx.with_plugin(note).unwrap_or_default() {
        // What came with the frame in which it is drawn first was not meant for it.
        ctx.input_mut(|input| input.events.retain(|event| !answers(event)));
    }
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Key { pressed: true, .. })
}

/// Whether a key presses the control that has the focus or the default button, or leads the focus to another button.
fn answers(event: &Event) -> bool {
    match event {
        Event::Text(_) => true,
        Event::Key { key, pressed: true, .. } => matches!(
            key,
            Key::Enter
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
