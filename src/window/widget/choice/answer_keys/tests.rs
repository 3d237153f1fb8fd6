//! Whom keys at a choice are meant for: deliberate answers, and text.

use super::*;
use egui::Modifiers;
use proptest::prelude::*;

/// A choice with these labels.
struct Labels(&'static [&'static str]);

const YES_NO: Labels = Labels(&["Ja", "Nej"]);
const STATUS: Labels = Labels(&["0", "1", "2", "3", "4"]);
const TYPES: Labels = Labels(&["Glioblastom", "Meningeom", "Medulloblastom", "Andet"]);

impl TypedValues for Labels {
    fn by_key(&self, typed: char) -> Option<usize> {
        self.by_label(&typed.to_lowercase().to_string())
    }

    fn by_label(&self, word: &str) -> Option<usize> {
        self.0.iter().position(|label| label.to_lowercase().starts_with(word))
    }
}

fn key(key: Key, repeat: bool) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat, modifiers: Modifiers::NONE }
}

/// A choice at which keys are pressed, as the window handles it: text takes its answers back.
#[derive(Default)]
struct Typist {
    keys: AnswerKeys,
    now: f64,
    answer: Option<usize>,
    before: Option<usize>,
    told: usize,
}

impl Typist {
    /// Types a character a while after the one before, in seconds.
    fn type_at(&mut self, choice: &str, values: &Labels, typed: char, pause: f64) {
        self.now += pause;
        self.keys.begin_pass();
        self.keys.note(&Event::Text(typed.to_string()), self.now);
        let before = self.answer;
        if let Some(value) = self.keys.choose(Id::unique(choice), values) {
            self.answer = Some(value);
        }
        self.keys.note_stray(Id::unique(choice));
        if matches!(self.keys.answered, Some(RunPlace::First)) {
            self.before = before;
        }
        if let Some(text) = self.keys.stray.take() {
            self.told += 1;
            if text == StrayText::HasAnswered {
                self.answer = self.before;
            }
        }
        self.keys.end_pass();
    }

    fn press(&mut self, pressed: Key, pause: f64) {
        self.now += pause;
        self.keys.begin_pass();
        self.keys.note(&key(pressed, false), self.now);
    }
}

/// The answer to a choice, and how often it was told that text answers nothing.
fn answer(values: &Labels, typed: &str, pause: f64) -> (Option<usize>, usize) {
    let mut typist = Typist { answer: Some(9), ..Typist::default() };
    for character in typed.chars() {
        typist.type_at("one", values, character, pause);
    }
    (typist.answer, typist.told)
}

#[test]
fn text_takes_its_answer_back_and_is_told_once() {
    for typed in ["jeg har", "nødvendigt", "nu", "ny recidiv", "nejn", "it nej", "ja n", "j da"] {
        for pause in [0.02, 0.15, 0.5] {
            assert_eq!(answer(&YES_NO, typed, pause), (Some(9), 1), "{typed} {pause}");
        }
    }
    assert_eq!(answer(&STATUS, "0201609941", 0.2), (Some(9), 1));
    assert_eq!(answer(&STATUS, "2026", 0.4), (Some(9), 1));
    // Also where each letter takes longer than within a word.
    assert_eq!(answer(&YES_NO, "jeg nu", 1.0), (Some(9), 1));
}

#[test]
fn a_key_or_the_label_of_a_value_answers() {
    for (values, typed, expected) in [
        (&YES_NO, "j", 0),
        (&YES_NO, "nej", 1),
        (&YES_NO, "JA", 0),
        (&TYPES, "me", 1),
        (&TYPES, "med", 2),
        (&TYPES, "aaa", 3),
        (&STATUS, "3", 3),
        (&YES_NO, "j ", 0),
        (&YES_NO, "nej ", 1),
    ] {
        assert_eq!(answer(values, typed, 0.1), (Some(expected), 0), "{typed}");
    }
}

#[test]
fn a_second_thought_answers_and_two_keys_at_once_are_text() {
    assert_eq!(answer(&YES_NO, "jn", 0.4), (Some(1), 0));
    assert_eq!(answer(&YES_NO, "jn", 0.8), (Some(1), 0));
    assert_eq!(answer(&YES_NO, "jnjn", 0.8), (Some(1), 0));
    assert_eq!(answer(&YES_NO, "jn", 0.1), (Some(9), 1));
    assert_eq!(answer(&STATUS, "12", 0.1), (Some(9), 1));
}

#[test]
fn after_text_keys_answer_after_a_pause_or_a_key_that_types_nothing() {
    let typed = || {
        let mut typist = Typist::default();
        for character in "jeg".chars() {
            typist.type_at("one", &YES_NO, character, 0.1);
        }
        typist
    };
    let mut typist = typed();
    typist.type_at("one", &YES_NO, 'n', 1.0);
    assert_eq!((typist.answer, typist.told), (None, 1));
    typist.type_at("one", &YES_NO, 'n', TEXT_ENDS + 0.1);
    assert_eq!(typist.answer, Some(1));
    for pressed in [Key::Tab, Key::Enter, Key::ArrowRight, Key::F8] {
        let mut typist = typed();
        typist.press(pressed, 0.05);
        typist.type_at("two", &YES_NO, 'n', 0.05);
        assert_eq!(typist.answer, Some(1), "{pressed:?}");
    }
}

#[test]
fn text_of_a_field_goes_on_where_the_focus_comes_to_a_choice() {
    let mut typist = Typist::default();
    for character in "der".chars() {
        typist.now += 0.1;
        typist.keys.begin_pass();
        typist.keys.note(&Event::Text(character.to_string()), typist.now);
        typist.keys.end_pass();
    }
    assert_eq!(typist.keys.stray, None, "a field takes text");
    typist.type_at("one", &YES_NO, 'n', 0.1);
    assert_eq!((typist.answer, typist.told), (None, 1));
}

#[test]
fn text_at_a_choice_leaves_the_answer_to_another() {
    let mut typist = Typist::default();
    typist.type_at("one", &YES_NO, 'n', 0.1);
    typist.press(Key::Tab, 4.0);
    // What has the focus now is another choice, whose answer this is not.
    typist.answer = Some(5);
    for character in "det".chars() {
        typist.type_at("two", &YES_NO, character, 0.2);
    }
    assert_eq!((typist.answer, typist.told), (Some(5), 1));
}

#[test]
fn text_for_a_field_is_never_told_of_and_takes_nothing_back() {
    for characters in [&["eks", "port"][..], &["e"; LONGEST_WORD + 2]] {
        let mut typist = Typist::default();
        typist.type_at("one", &YES_NO, 'n', 0.1);
        for typed in characters {
            typist.now += 0.1;
            typist.keys.begin_pass();
            typist.keys.note(&Event::Text((*typed).into()), typist.now);
            typist.keys.end_pass();
        }
        assert_eq!((typist.keys.stray, typist.answer), (None, Some(1)));
    }
}

#[test]
fn a_shortcut_ends_a_run_and_a_character_of_altgr_does_not() {
    for (modifiers, ends) in [(Modifiers::COMMAND, true), (Modifiers::COMMAND | Modifiers::ALT, false)] {
        let mut typist = Typist::default();
        typist.type_at("one", &YES_NO, 'n', 0.1);
        let pressed = Event::Key { key: Key::K, physical_key: None, pressed: true, repeat: false, modifiers };
        typist.keys.note(&pressed, typist.now);
        assert_eq!(typist.keys.run.is_none(), ends, "{modifiers:?}");
    }
}

#[test]
fn a_character_answers_though_the_key_that_leads_on_comes_in_the_same_pass() {
    let mut keys = AnswerKeys::default();
    for (at, choice) in ["one", "two", "three"].into_iter().enumerate() {
        keys.begin_pass();
        keys.note(&Event::Text("n".into()), at as f64 * 0.02);
        keys.note(&key(Key::Enter, false), at as f64 * 0.02);
        assert_eq!(keys.choose(Id::unique(choice), &YES_NO), Some(1), "{choice}");
        keys.end_pass();
    }
}

#[test]
fn the_space_bar_answers_alone_and_is_part_of_a_word() {
    let space = |typist: &mut Typist| {
        typist.type_at("one", &YES_NO, ' ', 0.2);
        typist.keys.answer_by_space(Id::unique("one"))
    };
    let mut typist = Typist::default();
    assert!(space(&mut typist), "alone");
    for word in ["i", "å", "5"] {
        let mut typist = Typist::default();
        typist.type_at("one", &YES_NO, word.chars().next().unwrap(), 0.2);
        assert!(!space(&mut typist), "{word}");
    }
    // A text that begins with a space takes back what that has chosen.
    let mut typist = Typist::default();
    assert!(space(&mut typist));
    typist.answer = Some(0);
    for character in "nu".chars() {
        typist.type_at("one", &YES_NO, character, 0.2);
    }
    assert_eq!((typist.answer, typist.told), (None, 1));
}

#[test]
fn keys_that_come_in_one_pass_or_repeat_answer_nothing() {
    let mut keys = AnswerKeys::default();
    for typed in ["j", "n"] {
        keys.note(&Event::Text(typed.into()), 0.0);
    }
    assert_eq!(keys.choose(Id::unique("one"), &YES_NO), None);
    let mut keys = AnswerKeys::default();
    keys.note(&key(Key::J, true), 0.0);
    keys.note(&Event::Text("j".into()), 0.0);
    let chosen = keys.choose(Id::unique("one"), &YES_NO);
    keys.note_stray(Id::unique("one"));
    assert_eq!((chosen, keys.stray), (None, None));
}

#[test]
fn keys_that_clear_belong_to_text_until_a_pause() {
    for clearing in [Key::Backspace, Key::Delete] {
        let mut typist = Typist::default();
        for character in "fr".chars() {
            typist.type_at("one", &YES_NO, character, 0.2);
        }
        for pause in [0.3, 0.9, 1.3] {
            typist.press(clearing, pause);
            assert!(typist.keys.run.as_ref().is_some_and(|run| run.is_text), "{clearing:?} {pause}");
        }
        typist.press(clearing, TEXT_ENDS + 0.1);
        assert!(typist.keys.run.is_none(), "{clearing:?}");
    }
}

#[test]
fn function_keys_end_a_run_and_letters_do_not() {
    for (key, expected) in [(Key::F8, true), (Key::F, false), (Key::Tab, true), (Key::Backspace, false)] {
        assert_eq!(ends_run(key), expected, "{key:?}");
    }
}

proptest! {
    /// However fast they are, keys with a key between them that types nothing answer, each at its choice.
    #[test]
    fn no_deliberate_answer_is_lost(
        presses in prop::collection::vec((0..5_usize, 0..4_usize, 0.0..1.5_f64, 0.0..1.5_f64), 1..30),
    ) {
        let mut typist = Typist::default();
        for (value, between, pause, before_next) in presses {
            let typed = char::from_digit(value as u32, 10).unwrap();
            typist.type_at("status", &STATUS, typed, pause);
            prop_assert_eq!((typist.answer, typist.told), (Some(value), 0));
            typist.press([Key::Tab, Key::Enter, Key::ArrowRight, Key::F8][between], before_next);
        }
    }

    /// Where an answer moves the focus, the next key answers there.
    #[test]
    fn the_next_choice_takes_the_next_key(pauses in prop::collection::vec(0.01..1.5_f64, 1..30)) {
        let mut typist = Typist::default();
        for (at, pause) in pauses.into_iter().enumerate() {
            typist.answer = None;
            typist.type_at(["one", "two"][at % 2], &YES_NO, 'j', pause);
            prop_assert_eq!((typist.answer, typist.told), (Some(0), 0));
        }
    }

    /// A word that is no label leaves the answer that was there, however fast each letter comes.
    #[test]
    fn a_word_that_is_no_label_answers_nothing(
        word in "[a-zæøå]{2,12}",
        pauses in prop::collection::vec(0.01..0.29_f64, 12),
    ) {
        prop_assume!(YES_NO.by_label(&word).is_none() && !word.chars().all(|it| word.starts_with(it)));
        let mut typist = Typist { answer: Some(9), ..Typist::default() };
        for (typed, pause) in word.chars().zip(pauses) {
            typist.type_at("one", &YES_NO, typed, pause);
        }
        prop_assert_eq!((typist.answer, typist.told), (Some(9), 1));
    }
}
