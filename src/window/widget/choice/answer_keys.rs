//! Tells a key that answers from text that is being typed where a choice has the focus.
//!
//! A key answers at once. If what follows shows that text is being typed, the answer is taken back, and the text
//! answers nothing until a longer pause, or until a key that types nothing. Whoever types the label of a value
//! has chosen it.
//!
//! Only keys are taken for text. Presses of the pointer and the actions of screen readers name what they choose.

use egui::{Context, Event, Id, Key, Modifiers, Plugin, RawInput, Ui};

/// Keys that follow each other faster than this, in seconds, belong to one word.
/// Slow typists take half a second for a letter.
const SAME_WORD: f64 = 0.6;
/// Nobody sees an answer, thinks better of it and presses another key faster than this. In seconds.
const SECOND_THOUGHT: f64 = 0.3;
/// Without a key for so long, text has ended. In seconds.
const TEXT_ENDS: f64 = 2.0;

/// A longer word is text, whatever it says. In bytes.
const LONGEST_WORD: usize = 100;

/// The keys that type text, as they came.
#[derive(Default)]
pub struct AnswerKeys {
    run: Option<TypedRun>,
    /// When the last event came, in seconds of egui's clock.
    now: f64,
    /// The character that was typed in this pass, and how long after the one before, in seconds.
    typed: Option<(char, f64)>,
    /// Whether the last key that was pressed is held down and repeats.
    is_repeat: bool,
    /// The text at a choice that was found since this was last asked.
    stray: Option<StrayText>,
    /// Whether text was typed in this pass, wherever it goes.
    has_text: bool,
    /// Whether the run ends with this pass: a key that types nothing has come in the same pass as the last character.
    ends_with_pass: bool,
    /// Where in its run the key stands that has chosen a value in this pass.
    answered: Option<RunPlace>,
}

/// Text that was typed where a choice has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayText {
    /// A key of it has answered before it was known to be text.
    HasAnswered,
    /// No key of it has.
    HasNotAnswered,
}

/// Where in the run of keys an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunPlace {
    /// No key of the run has answered before.
    First,
    /// It replaces the answer of an earlier key of the run.
    Later,
}

/// Keys that were typed one after the other.
#[derive(Default)]
struct TypedRun {
    /// The choice that had the focus; `None`: no choice had it yet.
    choice: Option<Id>,
    /// The word, as far as it was typed, in lower case.
    word: String,
    /// Whether a character of the word chooses no value by itself.
    has_other_characters: bool,
    has_answered: bool,
    /// Whether it is text, which answers nothing.
    is_text: bool,
    /// Whether the user was told that it is text.
    is_told: bool,
    /// When the last character came, in seconds of egui's clock.
    last: f64,
}

/// What typed characters mean in a choice.
pub trait TypedValues {
    /// The value that a character chooses.
    fn by_key(&self, typed: char) -> Option<usize>;
    /// A value whose label starts with a word in lower case.
    fn by_label(&self, word: &str) -> Option<usize>;
}

impl Plugin for AnswerKeys {
    fn debug_name(&self) -> &'static str {
        "answer keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let now = input.time.unwrap_or_else(|| ctx.input(|last| last.time) + f64::from(input.predicted_dt));
        self.begin_pass();
        for event in &input.events {
            self.note(event, now);
        }
    }

    fn on_end_pass(&mut self, _: &mut Ui) {
        self.end_pass();
    }
}

impl AnswerKeys {
    /// Forgets what was typed.
    pub fn forget(ctx: &Context) {
        ctx.with_plugin(|keys: &mut AnswerKeys| {
            (keys.run, keys.typed) = (None, None);
        });
    }

    fn begin_pass(&mut self) {
        self.typed = None;
        self.has_text = false;
        self.answered = None;
        if std::mem::take(&mut self.ends_with_pass) {
            self.run = None;
        }
    }

    fn end_run(&mut self) {
        if self.typed.is_some() {
            self.ends_with_pass = true;
        } else {
            self.run = None;
        }
    }

    /// A character that no choice has taken has gone to a field: what follows is text of that.
    fn end_pass(&mut self) {
        if self.typed.take().is_some()
            && let Some(run) = &mut self.run
        {
            run.choice = None;
            run.has_answered = false;
        }
    }

    fn note(&mut self, event: &Event, now: f64) {
        self.now = now;
        self.run = self.run.take().filter(|run| now - run.last < TEXT_ENDS);
        match event {
            Event::Key { key, pressed: true, repeat, modifiers, .. } => {
                self.is_repeat = *repeat;
                let is_clearing = matches!(key, Key::Backspace | Key::Delete);
                match &mut self.run {
                    // Whoever rubs out typed text, also with the key held down, is still at it.
                    Some(run) if is_clearing && run.is_text => run.last = now,
                    Some(_) if is_clearing || ends_run(*key) || is_shortcut(*modifiers) => self.end_run(),
                    Some(_) | None => {}
                }
            }
            Event::PointerButton { pressed: true, .. } | Event::AccessKitActionRequest(_) => self.run = None,
            Event::Text(text) => self.note_text(text, now),
            _ => {}
        }
    }

    fn note_text(&mut self, text: &str, now: f64) {
        let mut characters = text.chars();
        let Some(typed) = characters.next() else { return };
        let run = self.run.get_or_insert_with(|| TypedRun { last: now, ..TypedRun::default() });
        let pause = now - run.last;
        run.last = now;
        if self.is_repeat {
            return;
        }
        // No hand types several characters at once.
        let is_text = characters.next().is_some() || self.typed.is_some() || run.word.len() > LONGEST_WORD;
        if is_text {
            run.become_text();
        }
        self.has_text = true;
        if !run.is_text {
            run.word.extend(typed.to_lowercase());
        }
        self.typed = Some((typed, pause)).filter(|_| !run.is_text);
    }

    /// The value that the character of this pass chooses in a choice. Text chooses nothing.
    fn choose(&mut self, choice: Id, values: &impl TypedValues) -> Option<usize> {
        let (typed, pause) = self.typed.take()?;
        let run = self.run.as_mut()?;
        run.enter(choice, typed, pause);
        let chosen = run.choose(typed, pause, values);
        if chosen.is_some() {
            let place = if run.has_answered { RunPlace::Later } else { RunPlace::First };
            run.has_answered = true;
            self.answered = Some(place);
        }
        chosen
    }

    /// Text is told of once, and only where a choice has the focus: a field takes it.
    fn note_stray(&mut self, choice: Id) {
        let is_new = |run: &&mut TypedRun| run.is_text && !run.is_told;
        let Some(run) = self.run.as_mut().filter(is_new).filter(|_| self.has_text) else { return };
        run.is_told = true;
        let has_answered = run.has_answered && run.choice == Some(choice);
        self.stray = Some(if has_answered { StrayText::HasAnswered } else { StrayText::HasNotAnswered });
    }

    /// The value that the character of this pass chooses in the choice, which has the focus. `is_in_sight` says whether
    /// a character was not dropped because the choice is out of sight: it belongs to the word, and chooses nothing.
    pub fn chosen(
        ctx: &Context,
        choice: Id,
        values: &impl TypedValues,
        is_in_sight: impl Fn(char) -> bool,
    ) -> Option<usize> {
        let typed = ctx.with_plugin(|keys: &mut AnswerKeys| keys.typed).flatten();
        let is_in_sight = typed.is_none_or(|(typed, _)| is_in_sight(typed));
        let choose = |keys: &mut AnswerKeys| {
            let chosen = match typed {
                Some((typed, pause)) if !is_in_sight => {
                    keys.typed = None;
                    keys.run.as_mut()?.enter(choice, typed, pause);
                    None
                }
                Some(_) => keys.choose(choice, values),
                None => None,
            };
            keys.note_stray(choice);
            chosen
        };
        ctx.with_plugin(choose).flatten()
    }

    /// Whether the space bar, which was pressed in this pass, chooses a value: within a word it is part of that. What
    /// it chooses is an answer of the run, and is taken back with it.
    pub fn space_answers(ctx: &Context, choice: Id) -> bool {
        ctx.with_plugin(|keys: &mut AnswerKeys| keys.answer_by_space(choice)).unwrap_or(true)
    }

    fn answer_by_space(&mut self, choice: Id) -> bool {
        let last = self.now;
        // The space bar starts a run where its character comes only in the next frame.
        let run = self.run.get_or_insert_with(|| TypedRun { last, ..TypedRun::default() });
        if run.is_text || !run.word.trim().is_empty() {
            return false;
        }
        run.choice = Some(choice);
        run.has_answered = true;
        self.answered = Some(RunPlace::First);
        true
    }

    /// Whether text is being typed, so that Backspace, Delete and the space bar are part of it. A run that has ended is
    /// gone once one of these keys comes.
    pub fn is_typing(ctx: &Context) -> bool {
        let is_text = |keys: &mut AnswerKeys| keys.run.as_ref().is_some_and(|run| run.is_text);
        ctx.with_plugin(is_text).unwrap_or_default()
    }

    /// Where in its run the key stands that has chosen a value in this pass.
    pub fn answered(ctx: &Context) -> Option<RunPlace> {
        ctx.with_plugin(|keys: &mut AnswerKeys| keys.answered).flatten()
    }

    /// The text at a choice that was found since this was last asked.
    pub fn take_stray_text(ctx: &Context) -> Option<StrayText> {
        ctx.with_plugin(|keys: &mut AnswerKeys| keys.stray.take()).flatten()
    }
}

impl TypedRun {
    fn become_text(&mut self) {
        self.is_text = true;
        self.word.clear();
    }

    /// The character was typed where a choice has the focus. One that follows the answer to another choice, or comes a
    /// while after text in a field, starts a word here.
    fn enter(&mut self, choice: Id, typed: char, pause: f64) {
        if self.choice == Some(choice) {
            return;
        }
        let is_within_other_text = self.choice.is_none() && pause < SAME_WORD;
        let word = if is_within_other_text {
            std::mem::take(&mut self.word)
        } else {
            typed.to_lowercase().collect()
        };
        // Text of a field goes on where the focus was moved to a choice.
        let has_other_characters = word.chars().count() > 1;
        let last = self.last;
        *self = TypedRun { choice: Some(choice), word, has_other_characters, last, ..TypedRun::default() };
    }

    /// The value that the last character of the word chooses.
    fn choose(&mut self, typed: char, pause: f64, values: &impl TypedValues) -> Option<usize> {
        let by_key = values.by_key(typed);
        let mut lower = typed.to_lowercase();
        let is_same = |character: char| typed.to_lowercase().eq(std::iter::once(character));
        let length = self.word.chars().count();
        let is_word_over = pause >= SAME_WORD;
        let is_stepping = self.word.chars().all(is_same);
        if length > 1
            && let Some(value) = values.by_label(&self.word)
        {
            self.has_other_characters |= by_key.is_none();
            return Some(value);
        }
        if typed.is_whitespace() && by_key.is_none() {
            // Many press the space bar to confirm. What follows shows whether this is text.
            self.word.pop();
            return None;
        }
        self.has_other_characters |= by_key.is_none();
        if length <= 1 {
            return by_key;
        }
        if by_key.is_some() && is_word_over {
            self.word.clear();
            self.word.extend(lower.by_ref());
            self.has_other_characters = false;
            return by_key;
        }
        if by_key.is_some() && !self.has_other_characters {
            let is_second_thought = length == 2 && pause >= SECOND_THOUGHT;
            if is_stepping || is_second_thought {
                return by_key;
            }
        }
        if self.has_answered || !is_word_over {
            self.become_text();
        } else {
            self.word.clear();
            self.word.extend(lower);
        }
        None
    }
}

/// Whether a key with these modifiers is a command, and no letter of a text. AltGr, which types, is both on Windows.
fn is_shortcut(modifiers: Modifiers) -> bool {
    modifiers.command && !modifiers.alt
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
mod tests;
