//! Keys that come in one frame are done in turn: what moves the focus ends the frame's share, so that
//! what is typed after it goes where the focus went. Over a slow connection, or from a scanner, a
//! name, a Tab and a number come at once.

use egui::{Event, Key};

/// Events that wait for their frame.
#[derive(Default)]
pub struct KeyQueue {
    later: Vec<Event>,
    /// Whether the last share ended with a key that leads elsewhere: a frame is drawn first, in which
    /// what was led to takes the focus.
    settling: bool,
}

impl KeyQueue {
    /// Leaves in `events` what this frame may have, and keeps the rest. Says whether something waits.
    pub fn admit(&mut self, events: &mut Vec<Event>) -> bool {
        self.later.append(events);
        if self.settling && !self.later.is_empty() {
            self.settling = false;
            return true;
        }
        let end = self.later.iter().position(leads_elsewhere).map(|at| at + 1);
        self.settling = end.is_some();
        *events = match end {
            Some(end) => self.later.drain(..end).collect(),
            None => std::mem::take(&mut self.later),
        };
        !self.later.is_empty()
    }
}

/// Whether what comes after belongs to another place: keys that move the focus, open or close
/// something. Editing keys with Ctrl stay with their text.
fn leads_elsewhere(event: &Event) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    match key {
        Key::Tab | Key::Enter | Key::Escape => true,
        Key::F1 | Key::F2 | Key::F6 | Key::F7 | Key::F8 => true,
        Key::A | Key::C | Key::V | Key::X => false,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End => false,
        Key::Backspace | Key::Delete => false,
        _ => modifiers.command,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn what_follows_a_tab_waits_until_the_focus_has_moved() {
        let mut queue = KeyQueue::default();
        let mut events = vec![text("Test"), key(Key::Tab), text("0201"), key(Key::Tab), text("x")];
        assert!(queue.admit(&mut events));
        assert_eq!(events, [text("Test"), key(Key::Tab)]);
        // A frame between, in which the next field takes the focus; what comes meanwhile is behind.
        let mut events = vec![text("y")];
        assert!(queue.admit(&mut events) && events.is_empty());
        assert!(queue.admit(&mut events));
        assert_eq!(events, [text("0201"), key(Key::Tab)]);
        assert!(queue.admit(&mut Vec::new()));
        let mut events = Vec::new();
        assert!(!queue.admit(&mut events));
        assert_eq!(events, [text("x"), text("y")]);
    }

    #[test]
    fn typing_and_editing_wait_for_nothing() {
        let mut queue = KeyQueue::default();
        let copy = Event::Key {
            key: Key::A,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let typed = vec![text("a"), key(Key::ArrowLeft), copy, text("b"), key(Key::Backspace)];
        let mut events = typed.clone();
        assert!(!queue.admit(&mut events));
        assert_eq!(events, typed);
    }

    #[test]
    fn nothing_is_held_back_after_a_key_that_came_alone() {
        let mut queue = KeyQueue::default();
        let mut events = vec![key(Key::F8)];
        assert!(!queue.admit(&mut events));
        let mut events = Vec::new();
        assert!(!queue.admit(&mut events));
        let mut events = vec![text("j")];
        // It came in a frame of its own, but the first after: the focus is taken before it.
        queue.admit(&mut events);
        queue.admit(&mut events);
        assert_eq!(events, [text("j")]);
    }
}
