//! Delays events that arrive in one frame and must not be handled in one. All input that waits, waits here.
//!
//! Over a slow connection, or from a scanner, a name, a Tab and a number can arrive in one frame, and a click with what
//! follows it. Without the queue:
//!
//! - The number would go to the field of the name, as egui moves the focus between frames.
//! - What is typed after a click would be lost, or the caret would go back to where the click was: a text field takes
//!   what is typed before it looks at the pointer, whatever came first.
//! - The click of a hand that has gone on to the next answer would give that answer: egui gives a click to what is
//!   below the last position of the pointer in the frame.
//!
//! What waits was meant for what is shown, and is dropped once something else is shown that nobody has asked for.

use super::input::{changes_focused_control, is_decision, is_modifier_key};
use egui::{Event, Key};

/// The input events that wait for a later frame.
#[derive(Default)]
pub struct InputQueue {
    waiting: Vec<Event>,
    progress: FocusProgress,
    last: Option<Admission>,
}

/// How far the focus is on its way.
#[derive(Clone, Copy, Default)]
struct FocusProgress {
    /// Whether a key of the last frame can move the focus. One frame follows that nothing but releases of keys reaches,
    /// in which the next control takes the focus.
    is_moving: bool,
    /// For how many frames events have waited for the control that is to have the focus.
    frames_held: usize,
}

/// What was admitted last.
struct Admission {
    /// The number of passes before it.
    pass: u64,
    /// The number of events.
    count: usize,
    /// How far the focus was before it.
    progress: FocusProgress,
}

/// What the events wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusState {
    /// The focus is where the events are meant to go.
    AtRest,
    /// The window leads the focus to a control that does not have it yet: all events are meant for that.
    Led,
    /// The control that has just got the focus is not in sight yet: what would change it waits, and what follows that.
    ComingIntoSight,
}

/// What the focus is led to is in sight in two frames. What can't be reached must not hold back keys for good.
const MOST_FRAMES_HELD: usize = 6;

impl InputQueue {
    /// Leaves in `events` those that this frame may handle, and queues the rest. `pass`: how many passes were
    /// drawn so far.
    pub fn admit(&mut self, events: &mut Vec<Event>, focus: FocusState, pass: u64) {
        self.take_back_unhandled(events, pass);
        self.waiting.append(events);
        let before = self.progress;
        let may_hold = before.frames_held < MOST_FRAMES_HELD;
        let is_held = before.is_moving || focus != FocusState::AtRest && may_hold;
        let end = match focus {
            _ if before.is_moving => first_inert(&self.waiting),
            FocusState::Led if may_hold => first_inert(&self.waiting),
            FocusState::ComingIntoSight if may_hold => {
                let first_change = self.waiting.iter().position(changes_focused_control);
                first_batch(&self.waiting).min(first_change.unwrap_or(usize::MAX))
            }
            FocusState::AtRest | FocusState::Led | FocusState::ComingIntoSight => first_batch(&self.waiting),
        };
        *events = self.waiting.drain(..end).collect();
        let frames_held = if is_held && self.is_waiting() { before.frames_held + 1 } else { 0 };
        self.progress = FocusProgress { is_moving: events.iter().any(can_move_focus), frames_held };
        self.last = Some(Admission { pass, count: events.len(), progress: before });
    }

    /// For a hidden window, eframe draws no pass, and brings what was admitted again, before what is new. It came
    /// before all that waits, and goes there.
    fn take_back_unhandled(&mut self, events: &mut Vec<Event>, pass: u64) {
        if let Some(last) = self.last.take().filter(|last| last.pass == pass) {
            let unhandled = events.drain(..last.count.min(events.len()));
            self.waiting.splice(..0, unhandled);
            self.progress = last.progress;
        }
    }

    /// Whether events wait for the next frame.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether something that the user did is not handled yet, with these events of the frame.
    pub fn has_unhandled_input(&self, events: &[Event]) -> bool {
        self.is_waiting() || events.iter().any(is_decision)
    }

    /// Drops the keys, texts and presses that wait, as what they were meant for is gone. Returns them.
    pub fn drop_decisions(&mut self) -> Vec<Event> {
        self.waiting.extract_if(.., |event| is_decision(event)).collect()
    }

    /// Puts events before those that wait, as they came before them: what they are meant for is drawn in this frame,
    /// and takes the focus.
    pub fn put_first(&mut self, events: Vec<Event>) {
        self.progress.is_moving |= !events.is_empty();
        self.waiting.splice(..0, events);
    }
}

/// How many of the events one frame may handle.
///
/// A key that moves the focus has a frame of its own: egui would move it before the control of the earlier keys is
/// drawn. What is typed and a click are in different frames, and so are two clicks. Where a frame has pressed or
/// released the button, its pointer stays. What does nothing by itself, as the release of a key, costs no frame.
fn first_batch(events: &[Event]) -> usize {
    let (mut is_typed, mut button_at) = (false, None);
    let inert = first_inert(events);
    for (at, event) in events.iter().enumerate().skip(inert) {
        if can_move_focus(event) {
            return if at > inert { at } else { at + 1 + first_inert(&events[at + 1..]) };
        }
        match event {
            Event::PointerButton { pos, pressed, .. } => {
                if is_typed || (*pressed && button_at.is_some()) {
                    return at;
                }
                button_at = Some(*pos);
            }
            Event::PointerMoved(pos) if button_at.is_some_and(|button| button != *pos) => return at,
            Event::PointerGone if button_at.is_some() => return at,
            _ if is_for_focused_control(event) => {
                if button_at.is_some() {
                    return at;
                }
                is_typed = true;
            }
            _ => {}
        }
    }
    events.len()
}

/// How many of the events, from the first on, do nothing by themselves: releases of keys, and Shift, Ctrl and the like,
/// which each shortcut sends beside its key.
fn first_inert(events: &[Event]) -> usize {
    let is_inert = |event: &&Event| match event {
        Event::ModifiersChanged(_) => true,
        Event::Key { key, pressed, .. } => !pressed || is_modifier_key(*key),
        _ => false,
    };
    events.iter().take_while(is_inert).count()
}

/// Whether an event goes to the control that has the focus.
fn is_for_focused_control(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_) => true,
        Event::Key { key, pressed, .. } => *pressed && !is_modifier_key(*key),
        _ => false,
    }
}

/// Whether an event can move the focus, or open or close something. Keys that edit the text of the focused field
/// cannot, even with Ctrl.
fn can_move_focus(event: &Event) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    match key {
        Key::Tab | Key::Enter | Key::Escape => true,
        Key::F1 | Key::F2 | Key::F6 | Key::F7 | Key::F8 | Key::F10 | Key::Menu => true,
        Key::A | Key::C | Key::V | Key::X if !modifiers.alt => false,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End => false,
        Key::Backspace | Key::Delete => false,
        // Alt opens menus.
        key => (modifiers.command || modifiers.alt) && !is_modifier_key(*key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::key_events::{key_event, key_events, pressed, released, shortcut_events};
    use egui::Modifiers;

    /// Gives the queue the events of a frame, which is drawn. Returns whether events wait.
    fn admit(queue: &mut InputQueue, events: &mut Vec<Event>, is_led: bool) -> bool {
        admit_with(queue, events, if is_led { FocusState::Led } else { FocusState::AtRest })
    }

    fn admit_with(queue: &mut InputQueue, events: &mut Vec<Event>, focus: FocusState) -> bool {
        let pass = queue.last.as_ref().map_or(0, |last| last.pass + 1);
        queue.admit(events, focus, pass);
        queue.is_waiting()
    }

    /// What a frame without new events handles, and whether events wait.
    fn next(queue: &mut InputQueue, focus: FocusState) -> (Vec<Event>, bool) {
        let mut events = Vec::new();
        let waits = admit_with(queue, &mut events, focus);
        (events, waits)
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn events_after_tab_wait_until_the_focus_has_moved() {
        let mut queue = InputQueue::default();
        let mut events = vec![text("Test"), pressed(Key::Tab), text("0201"), pressed(Key::Tab), text("x")];
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("Test")]);
        let mut events = Vec::new();
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [pressed(Key::Tab)]);
        // The next field takes the focus in a frame without events; new events queue behind the waiting ones.
        let mut events = vec![text("y")];
        assert!(admit(&mut queue, &mut events, false) && events.is_empty());
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("0201")]);
        assert!(admit(&mut queue, &mut Vec::new(), false));
        assert!(admit(&mut queue, &mut Vec::new(), false));
        let mut events = Vec::new();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("x"), text("y")]);
    }

    fn button(x: f32, pressed: bool) -> Event {
        let (pos, button) = (egui::pos2(x, 0.0), egui::PointerButton::Primary);
        Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
    }

    fn moved(x: f32) -> Event {
        Event::PointerMoved(egui::pos2(x, 0.0))
    }

    #[test]
    fn what_must_not_be_in_one_frame_is_in_frames_of_its_own_and_in_order() {
        let batches = [
            vec![text("a"), moved(1.0)],
            vec![button(1.0, true), moved(1.0), button(1.0, false)],
            vec![text("b"), pressed(Key::Backspace), moved(2.0)],
            // A click, and the hand goes on.
            vec![button(2.0, true), button(2.0, false)],
            vec![moved(3.0), button(3.0, true)],
            // The button is held down: something is dragged.
            vec![moved(4.0), moved(5.0), button(5.0, false)],
            // A double click.
            vec![button(5.0, true), button(5.0, false)],
            vec![button(5.0, true), button(5.0, false)],
            vec![Event::PointerGone, text("c")],
            vec![pressed(Key::Tab)],
        ];
        let mut queue = InputQueue::default();
        let mut events = batches.concat();
        for (at, batch) in batches.iter().enumerate() {
            let waits = admit(&mut queue, &mut events, false);
            assert_eq!((&events, waits), (batch, at + 1 < batches.len()), "{at}");
            events.clear();
        }
    }

    #[test]
    fn a_click_alone_is_not_delayed() {
        let mut queue = InputQueue::default();
        for alone in [vec![moved(1.0), button(1.0, true), button(1.0, false)], vec![text("c")]] {
            let mut events = alone.clone();
            assert!(!admit(&mut queue, &mut events, false));
            assert_eq!(events, alone);
        }
    }

    #[test]
    fn typing_and_editing_keys_are_not_delayed() {
        let mut queue = InputQueue::default();
        let copy = key_event(Key::A, true, Modifiers::COMMAND);
        let typed = vec![text("a"), pressed(Key::ArrowLeft), copy, text("b"), pressed(Key::Backspace)];
        let mut events = typed.clone();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, typed);
    }

    #[test]
    fn events_are_not_lost_after_a_focus_key_in_its_own_frame() {
        let mut queue = InputQueue::default();
        let mut events = vec![pressed(Key::F8)];
        assert!(!admit(&mut queue, &mut events, false));
        let mut events = Vec::new();
        assert!(!admit(&mut queue, &mut events, false));
        let mut events = vec![text("j")];
        // The first event after the key may wait for one frame, in which the focus moves.
        admit(&mut queue, &mut events, false);
        admit(&mut queue, &mut events, false);
        assert_eq!(events, [text("j")]);
    }

    #[test]
    fn the_release_of_a_key_costs_no_frame_and_overtakes_nothing() {
        let mut queue = InputQueue::default();
        let tab = vec![released(Key::X), pressed(Key::Tab), released(Key::Tab)];
        let mut events = tab.clone();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, tab);
        // A release reaches the frame in which the focus moves, and the one in which it is led; text does not.
        for is_led in [false, true] {
            let mut queue = InputQueue::default();
            assert!(!admit(&mut queue, &mut vec![pressed(Key::F8)], false));
            let mut events = vec![released(Key::F8), text("j"), released(Key::J)];
            assert!(admit(&mut queue, &mut events, is_led));
            assert_eq!(events, [released(Key::F8)]);
            let mut events = Vec::new();
            assert!(!admit(&mut queue, &mut events, false));
            assert_eq!(events, [text("j"), released(Key::J)]);
        }
        // What is typed before a key that moves the focus stays before it, with its releases.
        let mut queue = InputQueue::default();
        let typed = vec![released(Key::Y), text("x"), released(Key::X)];
        let mut events = [typed.clone(), key_events(Key::Tab)].concat();
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, typed);
        let mut events = Vec::new();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, [pressed(Key::Tab), released(Key::Tab)]);
    }

    #[test]
    fn events_wait_while_the_focus_is_led_but_not_for_good() {
        let mut queue = InputQueue::default();
        let mut events = vec![pressed(Key::Enter)];
        assert!(!admit(&mut queue, &mut events, false));
        // An answer and Enter again, before the next question has the focus.
        for frame in 0..3 {
            let mut events = if frame == 0 { vec![text("j"), pressed(Key::Enter)] } else { Vec::new() };
            assert!(admit(&mut queue, &mut events, true) && events.is_empty(), "{frame}");
        }
        let mut events = vec![text("n")];
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("j")]);
        let mut queue = InputQueue::default();
        let mut events = vec![text("j")];
        let frames = (0..20).take_while(|_| admit(&mut queue, &mut events, true)).count();
        assert_eq!((frames, events), (MOST_FRAMES_HELD, vec![text("j")]));
    }

    #[test]
    fn ctrl_and_shift_cost_no_frame_and_overtake_nothing() {
        let mut queue = InputQueue::default();
        let mut events = shortcut_events(Key::S);
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, shortcut_events(Key::S));
        assert_eq!(next(&mut queue, FocusState::AtRest), (vec![], false));
        // While the key is held down, it repeats with its own modifier.
        let repeated = Event::Key {
            key: Key::ControlLeft,
            physical_key: None,
            pressed: true,
            repeat: true,
            modifiers: Modifiers::COMMAND,
        };
        for alone in
            [shortcut_events(Key::S)[..2].to_vec(), vec![repeated], shortcut_events(Key::S)[3..].to_vec()]
        {
            let mut events = alone.clone();
            assert!(!admit(&mut queue, &mut events, false) && !queue.progress.is_moving);
            assert_eq!(events, alone);
            assert!(!queue.has_unhandled_input(&alone));
        }
        // They reach the frame in which the focus moves. The key of the shortcut does not.
        let mut events = [key_events(Key::Tab), shortcut_events(Key::S)].concat();
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events.len(), 4, "{events:?}");
        assert_eq!(next(&mut queue, FocusState::AtRest), (vec![], true));
        assert_eq!(next(&mut queue, FocusState::AtRest), (shortcut_events(Key::S)[2..].to_vec(), false));
        // Shift for a capital letter parts no click from what was before it.
        let mut queue = InputQueue::default();
        let shift = Event::ModifiersChanged(Modifiers::SHIFT);
        let mut events = vec![button(1.0, true), button(1.0, false), shift.clone(), text("A")];
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [button(1.0, true), button(1.0, false), shift]);
    }

    #[test]
    fn keys_wait_for_a_control_that_is_coming_into_sight_and_then_reach_it_in_their_order() {
        use FocusState::{AtRest, ComingIntoSight};
        let changes = [
            text("j"),
            Event::Paste("x".to_owned()),
            Event::Cut,
            pressed(Key::Enter),
            pressed(Key::Space),
            pressed(Key::Delete),
            pressed(Key::ArrowDown),
        ];
        for change in changes {
            let mut queue = InputQueue::default();
            // What changes no control goes ahead, but not past what waits: Tab would lead away from the control.
            let ahead = vec![moved(1.0), released(Key::X)];
            let mut events = [ahead.clone(), vec![change.clone(), pressed(Key::Tab), text("b")]].concat();
            assert!(admit_with(&mut queue, &mut events, ComingIntoSight), "{change:?}");
            assert_eq!(events, ahead);
            assert_eq!(next(&mut queue, ComingIntoSight), (vec![], true));
            let handled: Vec<_> = (0..8).flat_map(|_| next(&mut queue, AtRest).0).collect();
            assert_eq!(handled, [change, pressed(Key::Tab), text("b")]);
        }
        // A control that never comes into sight holds back none for good.
        let mut queue = InputQueue::default();
        let mut events = vec![text("j")];
        let frames = (0..20).take_while(|_| admit_with(&mut queue, &mut events, ComingIntoSight)).count();
        assert_eq!((frames, events), (MOST_FRAMES_HELD, vec![text("j")]));
    }

    #[test]
    fn events_of_a_hidden_window_stay_in_their_order() {
        let mut queue = InputQueue::default();
        let typed = vec![text("a"), pressed(Key::Tab), text("b")];
        let mut pending = typed.clone();
        for new in ["c", "d"] {
            // No pass is drawn, and eframe brings what was admitted again.
            queue.admit(&mut pending, FocusState::AtRest, 7);
            assert_eq!(pending, typed[..1]);
            pending.push(text(new));
        }
        queue.admit(&mut pending, FocusState::AtRest, 7);
        let mut handled = pending;
        for pass in 8..14 {
            let mut events = Vec::new();
            queue.admit(&mut events, FocusState::AtRest, pass);
            handled.extend(events);
        }
        assert_eq!(handled, [typed, vec![text("c"), text("d")]].concat());
        assert!(!queue.is_waiting());
    }

    #[test]
    fn what_can_decide_something_is_dropped_and_what_only_says_how_things_are_is_not() {
        let mut queue = InputQueue::default();
        let shift = Event::ModifiersChanged(Modifiers::NONE);
        let mut events =
            vec![pressed(Key::Tab), text("n"), pressed(Key::Enter), shift.clone(), button(1.0, true)];
        assert!(admit(&mut queue, &mut events, false));
        // Tab is handled in this frame.
        assert_eq!(queue.drop_decisions(), [text("n"), pressed(Key::Enter), button(1.0, true)]);
        assert_eq!(next(&mut queue, FocusState::AtRest), (vec![shift], false));
        assert!(queue.drop_decisions().is_empty());
    }
}
