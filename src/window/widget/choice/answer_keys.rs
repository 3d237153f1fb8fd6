//! Tells a key that answers from text that is being typed. Only the first key of a run answers: whoever starts to write
//! a reason where a choice has the focus must not change the answer with every letter.
//!
//! Only keys are held back. Presses of the pointer and the actions of screen readers name what they choose.

use egui::{Context, Event, Id, Key, Plugin, RawInput};

/// Keys that follow each other faster than this are text, unless a key that types nothing is between them. In seconds.
/// Slow typists take half a second for a letter.
const SAME_RUN: f64 = 0.6;

/// The keys that type text, as they came.
#[derive(Default)]
pub struct AnswerKeys {
    run: Option<TypedRun>,
    /// The key that answers in this pass.
    admitted: Option<char>,
    /// Whether a key in this pass is held back as text.
    is_held_back: bool,
    /// Whether the last key that was pressed is held down and repeats.
    is_repeat: bool,
    /// Whether a choice was not changed by a key for that reason, since this was last asked.
    is_to_tell: bool,
    /// The choice in which such a key has chosen a value in this pass.
    answered: Option<Id>,
}

/// Text that is being typed.
#[derive(Clone, Copy)]
struct TypedRun {
    first: char,
    /// Whether another character than the first one was typed.
    is_text: bool,
    /// When the last character came, in seconds of egui's clock.
    last: f64,
}

impl Plugin for AnswerKeys {
    fn debug_name(&self) -> &'static str {
        "answer keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.admitted = None;
        self.is_held_back = false;
        self.answered = None;
        let now = input.time.unwrap_or_else(|| ctx.input(|last| last.time) + f64::from(input.predicted_dt));
        for event in &input.events {
            self.note(event, now);
        }
    }
}

impl AnswerKeys {
    fn note(&mut self, event: &Event, now: f64) {
        self.run = self.run.filter(|run| now - run.last < SAME_RUN);
        match event {
            Event::Key { key, pressed: true, repeat, .. } => {
                self.is_repeat = *repeat;
                if ends_run(*key) {
                    self.run = None;
                } else if matches!(key, Key::Backspace | Key::Delete)
                    && let Some(run) = self.run.as_mut().filter(|run| run.is_text)
                {
                    // Whoever rubs out typed text, also with the key held down, is still at it.
                    run.last = now;
                }
            }
            Event::PointerButton { pressed: true, .. } | Event::AccessKitActionRequest(_) => self.run = None,
            Event::Text(text) => {
                let Some(typed) = text.chars().next() else { return };
                let run = match self.run {
                    Some(run) => {
                        let is_text = run.is_text || run.first != typed || text.chars().nth(1).is_some();
                        TypedRun { is_text, last: now, ..run }
                    }
                    None => TypedRun { first: typed, is_text: false, last: now },
                };
                self.run = Some(run);
                // A choice whose values start with the same letter is stepped through by it.
                if run.is_text || self.is_repeat || self.admitted.is_some() {
                    self.is_held_back = true;
                } else {
                    self.admitted = Some(typed);
                }
            }
            _ => {}
        }
    }

    /// The character that was typed for the focused choice, which is the first of its run.
    pub fn typed(ctx: &Context) -> Option<char> {
        ctx.with_plugin(|keys: &mut AnswerKeys| {
            keys.is_to_tell |= keys.is_held_back && !keys.is_repeat;
            keys.admitted
        })
        .flatten()
    }

    /// Whether text is being typed, so that Backspace, Delete and the space bar are part of it. A run that has ended is
    /// gone once one of these keys comes.
    pub fn is_typing(ctx: &Context) -> bool {
        let is_text = |keys: &mut AnswerKeys| keys.run.is_some_and(|run| run.is_text);
        ctx.with_plugin(is_text).unwrap_or_default()
    }

    /// Notes that a typed key has chosen a value of a choice.
    pub fn note_answered(ctx: &Context, choice: Id) {
        ctx.with_plugin(|keys: &mut AnswerKeys| keys.answered = Some(choice));
    }

    /// Whether a typed key has chosen a value of the choice in this pass.
    pub fn has_answered(ctx: &Context, choice: Id) -> bool {
        ctx.with_plugin(|keys: &mut AnswerKeys| keys.answered == Some(choice)).unwrap_or_default()
    }

    /// Whether the user has still to be told that typed text answers nothing.
    pub fn take_to_tell(ctx: &Context) -> bool {
        ctx.with_plugin(|keys: &mut AnswerKeys| std::mem::take(&mut keys.is_to_tell)).unwrap_or_default()
    }
}

/// Whether a key types nothing, so that text does not go on behind it.
fn ends_run(key: Key) -> bool {
    match key {
        Key::Tab | Key::Enter | Key::Escape | Key::Home | Key::End | Key::PageUp | Key::PageDown => true,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight => true,
        key => key.name().starts_with('F') && key.name().len() > 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn key(key: Key, repeat: bool) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat, modifiers: Modifiers::NONE }
    }

    /// Which of the characters answer; `>` stands for the Tab key, `.` for a pause of a second.
    fn answering(typed: &str) -> String {
        let (mut keys, mut now) = (AnswerKeys::default(), 0.0);
        let mut answers = String::new();
        for character in typed.chars() {
            now += 0.15;
            keys.admitted = None;
            match character {
                '.' => now += 1.0,
                '>' => keys.note(&key(Key::Tab, false), now),
                _ => keys.note(&Event::Text(character.to_string()), now),
            }
            answers.extend(keys.admitted);
        }
        answers
    }

    #[test]
    fn only_the_first_key_of_a_run_answers() {
        for (typed, expected) in [
            ("nej da", "n"),
            ("fjn", "f"),
            ("j>n>j", "jnj"),
            ("j.n", "jn"),
            ("12>3", "13"),
            ("ggg", "ggg"),
            ("jjn", "jj"),
        ] {
            assert_eq!(answering(typed), expected, "{typed}");
        }
    }

    #[test]
    fn keys_that_come_in_one_pass_or_repeat_are_held_back() {
        let mut keys = AnswerKeys::default();
        keys.note(&Event::Text("j".into()), 0.0);
        keys.note(&Event::Text("j".into()), 0.0);
        assert!(keys.is_held_back && keys.admitted == Some('j'));
        let mut keys = AnswerKeys::default();
        keys.note(&key(Key::J, true), 0.0);
        keys.note(&Event::Text("j".into()), 0.0);
        assert!(keys.is_held_back && keys.admitted.is_none());
    }

    #[test]
    fn keys_that_clear_belong_to_text_until_a_pause() {
        for clearing in [Key::Backspace, Key::Delete] {
            let mut keys = AnswerKeys::default();
            for (at, typed) in [(0.0, "f"), (0.2, "r")] {
                keys.note(&Event::Text(typed.into()), at);
            }
            for at in [0.5, 0.9, 1.3] {
                keys.note(&key(clearing, true), at);
                assert!(keys.run.is_some_and(|run| run.is_text), "{clearing:?} at {at}");
            }
            keys.note(&key(clearing, false), 2.0);
            assert!(keys.run.is_none(), "{clearing:?}");
        }
    }

    #[test]
    fn function_keys_end_a_run_and_letters_do_not() {
        for (key, expected) in [(Key::F8, true), (Key::F, false), (Key::Tab, true), (Key::Backspace, false)] {
            assert_eq!(ends_run(key), expected, "{key:?}");
        }
    }
}
