//! Delays events that arrive in one frame and must not be handled in one.
//!
//! Over a slow connection, or from a scanner, a name, a Tab and a number can arrive in one frame, and a click with what
//! follows it. Without the queue:
//!
//! - The number would go to the field of the name, as egui moves the focus between frames.
//! - What is typed after a click would be lost, or the caret would go back to where the click was: a text field takes
//!   what is typed before it looks at the pointer, whatever came first.
//! - The click of a hand that has gone on to the next answer would give that answer: egui gives a click to what is below
//!   the last position of the pointer in the frame.

use egui::{Event, Key};

/// The input events that wait for a later frame.
#[derive(Default)]
pub struct InputQueue {
    waiting: Vec<Event>,
    /// Whether a key of the last frame can move the focus. The next control takes it in the frame that follows, which
    /// only releases of keys reach.
    is_focus_moving: bool,
    /// For how many frames events have waited for the focus to reach where the window leads it.
    frames_led: usize,
}

/// Where the focus is led to is reached in two frames. What can't be reached must not hold back keys for good.
const MOST_FRAMES_LED: usize = 6;

impl InputQueue {
    /// Leaves in `events` those that this frame may handle, and queues the rest. `is_led`: the window leads the focus to
    /// a control that does not have it yet, and all events are meant for that.
    pub fn admit(&mut self, events: &mut Vec<Event>, is_led: bool) {
        self.waiting.append(events);
        let waits_for_lead = is_led && self.frames_led < MOST_FRAMES_LED;
        let is_held = self.is_focus_moving || waits_for_lead;
        let end = if is_held { first_releases(&self.waiting) } else { first_batch(&self.waiting) };
        *events = self.waiting.drain(..end).collect();
        self.frames_led = if is_held && self.is_waiting() { self.frames_led + 1 } else { 0 };
        self.is_focus_moving = events.iter().any(can_move_focus);
    }

    /// Whether events wait for the next frame.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

/// How many of the events one frame may handle.
///
/// A key that moves the focus has a frame of its own: egui would move it before the control of the earlier keys is drawn.
/// What is typed and a click are in different frames, and so are two clicks. Where a frame has pressed or released the
/// button, its pointer stays. The release of a key does nothing, and costs no frame.
fn first_batch(events: &[Event]) -> usize {
    let (mut is_typed, mut button_at) = (false, None);
    let releases = first_releases(events);
    for (at, event) in events.iter().enumerate().skip(releases) {
        if can_move_focus(event) {
            return if at > releases { at } else { at + 1 + first_releases(&events[at + 1..]) };
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

/// How many of the events, from the first on, are releases of keys.
fn first_releases(events: &[Event]) -> usize {
    events.iter().take_while(|event| matches!(event, Event::Key { pressed: false, .. })).count()
}

/// Whether an event goes to the control that has the focus.
fn is_for_focused_control(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::Copy
            | Event::Ime(_)
            | Event::Key { pressed: true, .. }
    )
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
        _ => modifiers.command || modifiers.alt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    /// Gives the queue the events of a frame. Returns whether events wait.
    fn admit(queue: &mut InputQueue, events: &mut Vec<Event>, is_led: bool) -> bool {
        queue.admit(events, is_led);
        queue.is_waiting()
    }

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn release(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: false, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn events_after_tab_wait_until_the_focus_has_moved() {
        let mut queue = InputQueue::default();
        let mut events = vec![text("Test"), key(Key::Tab), text("0201"), key(Key::Tab), text("x")];
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("Test")]);
        let mut events = Vec::new();
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [key(Key::Tab)]);
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
            vec![text("b"), key(Key::Backspace), moved(2.0)],
            // A click, and the hand goes on.
            vec![button(2.0, true), button(2.0, false)],
            vec![moved(3.0), button(3.0, true)],
            // The button is held down: something is dragged.
            vec![moved(4.0), moved(5.0), button(5.0, false)],
            // A double click.
            vec![button(5.0, true), button(5.0, false)],
            vec![button(5.0, true), button(5.0, false)],
            vec![Event::PointerGone, text("c")],
            vec![key(Key::Tab)],
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
        let copy = Event::Key {
            key: Key::A,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let typed = vec![text("a"), key(Key::ArrowLeft), copy, text("b"), key(Key::Backspace)];
        let mut events = typed.clone();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, typed);
    }

    #[test]
    fn events_are_not_lost_after_a_focus_key_in_its_own_frame() {
        let mut queue = InputQueue::default();
        let mut events = vec![key(Key::F8)];
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
        let tab = vec![release(Key::X), key(Key::Tab), release(Key::Tab)];
        let mut events = tab.clone();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, tab);
        // A release reaches the frame in which the focus moves, and the one in which it is led; text does not.
        for is_led in [false, true] {
            let mut queue = InputQueue::default();
            assert!(!admit(&mut queue, &mut vec![key(Key::F8)], false));
            let mut events = vec![release(Key::F8), text("j"), release(Key::J)];
            assert!(admit(&mut queue, &mut events, is_led));
            assert_eq!(events, [release(Key::F8)]);
            let mut events = Vec::new();
            assert!(!admit(&mut queue, &mut events, false));
            assert_eq!(events, [text("j"), release(Key::J)]);
        }
        // What is typed before a key that moves the focus stays before it, with its releases.
        let mut queue = InputQueue::default();
        let typed = vec![release(Key::Y), text("x"), release(Key::X)];
        let mut events = [typed.clone(), vec![key(Key::Tab), release(Key::Tab)]].concat();
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, typed);
        let mut events = Vec::new();
        assert!(!admit(&mut queue, &mut events, false));
        assert_eq!(events, [key(Key::Tab), release(Key::Tab)]);
    }

    #[test]
    fn events_wait_while_the_focus_is_led_but_not_for_good() {
        let mut queue = InputQueue::default();
        let mut events = vec![key(Key::Enter)];
        assert!(!admit(&mut queue, &mut events, false));
        // An answer and Enter again, before the next question has the focus.
        for frame in 0..3 {
            let mut events = if frame == 0 { vec![text("j"), key(Key::Enter)] } else { Vec::new() };
            assert!(admit(&mut queue, &mut events, true) && events.is_empty(), "{frame}");
        }
        let mut events = vec![text("n")];
        assert!(admit(&mut queue, &mut events, false));
        assert_eq!(events, [text("j")]);
        let mut queue = InputQueue::default();
        let mut events = vec![text("j")];
        let frames = (0..20).take_while(|_| admit(&mut queue, &mut events, true)).count();
        assert_eq!((frames, events), (MOST_FRAMES_LED, vec![text("j")]));
    }
}
