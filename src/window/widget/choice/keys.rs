//! The keys of a choice: arrows, first letters and digits choose a value, Delete and Backspace clear.

use super::answer_keys::TypedValues;
use super::{AnswerKeys, ChoiceInput, ChoiceValue};
use egui::{Event, EventFilter, Id, Key, Ui};

/// The keys that are shown for a choice. The others work as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownKeys {
    /// The first letters of the values, as for yes and no.
    Letters,
    /// Digits, which choose by label or by position.
    Digits,
}

/// The first and the last of the keys that are shown for a choice.
pub fn first_and_last(values: &[ChoiceValue], shown: ShownKeys) -> Option<(char, char)> {
    let key = |at: usize| match shown {
        ShownKeys::Letters => values[at].label.chars().next()?.to_uppercase().next(),
        ShownKeys::Digits => digit_of(values, at),
    };
    let mut keys = (0..values.len()).filter_map(key);
    let first = keys.next()?;
    Some((first, keys.next_back().unwrap_or(first)))
}

/// The digit that chooses a value: its label where all labels are digits, or else its position from 1 to 9, and 0 for
/// the tenth, as on the keyboard.
pub fn digit_of(values: &[ChoiceValue], at: usize) -> Option<char> {
    if are_labels_digits(values) {
        return values[at].label.chars().next();
    }
    "1234567890".chars().nth(at)
}

/// Whether all labels are digits, which then choose by label.
pub fn are_labels_digits(values: &[ChoiceValue]) -> bool {
    values.iter().all(|value| value.label.len() == 1 && value.label.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Handles the keys of a choice that has the focus.
pub fn handle(ui: &Ui, id: Id, values: &[ChoiceValue], chosen: Option<usize>) -> Option<ChoiceInput> {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, EventFilter { horizontal_arrows: true, ..EventFilter::default() });
    });
    // A key that was dropped, because the choice is out of sight, is no answer.
    let is_there = |typed: char| {
        let is_typed = |event: &Event| matches!(event, Event::Text(text) if text.starts_with(typed));
        ui.input(|input| input.events.iter().any(is_typed))
    };
    let by_typing = AnswerKeys::chosen(ui.ctx(), id, &TypedLabels { values, chosen }, is_there);
    let is_typing = AnswerKeys::is_typing(ui.ctx());
    // As in the radio buttons of every system, the space bar chooses and never goes on to the next value.
    let is_space = chosen.is_none() && ui.input(|input| input.key_pressed(Key::Space));
    let is_chosen_by_space = is_space && AnswerKeys::space_answers(ui.ctx(), id);
    let input = ui.input(|input| {
        let last = values.len().checked_sub(1)?;
        if input.key_pressed(Key::Space) {
            return is_chosen_by_space.then_some(ChoiceInput::Value(0));
        }
        if input.key_pressed(Key::ArrowRight) {
            return Some(ChoiceInput::Value(chosen.map_or(0, |at| if at == last { 0 } else { at + 1 })));
        }
        if input.key_pressed(Key::ArrowLeft) {
            return Some(ChoiceInput::Value(chosen.map_or(last, |at| if at == 0 { last } else { at - 1 })));
        }
        let clears = input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace);
        (clears && !is_typing).then_some(ChoiceInput::Nothing)
    });
    input.or(by_typing.map(ChoiceInput::Value))
}

/// The values of a choice, and the one that is chosen.
struct TypedLabels<'a> {
    values: &'a [ChoiceValue<'a>],
    chosen: Option<usize>,
}

impl TypedLabels<'_> {
    /// The first value from a place on whose label starts with a word in lower case. The search wraps around.
    fn starting_with(&self, word: &str, from: usize) -> Option<usize> {
        let matches = |at: &usize| self.values[*at].label.to_lowercase().starts_with(word);
        (from..self.values.len()).chain(0..from).find(matches)
    }
}

impl TypedValues for TypedLabels<'_> {
    /// A digit names a value. A letter goes on to the next value that starts with it.
    fn by_key(&self, typed: char) -> Option<usize> {
        if typed.is_ascii_digit() {
            return (0..self.values.len()).find(|at| digit_of(self.values, *at) == Some(typed));
        }
        let word: String = typed.to_lowercase().collect();
        self.starting_with(&word, self.chosen.map_or(0, |at| at + 1))
    }

    /// The chosen value stays while it fits.
    fn by_label(&self, word: &str) -> Option<usize> {
        self.starting_with(word, self.chosen.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values<'a>(labels: &[&'a str]) -> Vec<ChoiceValue<'a>> {
        labels
            .iter()
            .map(|label| ChoiceValue { label, help: None, chosen: false, is_unusable: false })
            .collect()
    }

    #[test]
    fn a_digit_means_the_label_where_all_labels_are_digits_and_else_the_position() {
        let status = values(&["0", "1", "2"]);
        assert_eq!((0..3).filter_map(|at| digit_of(&status, at)).collect::<String>(), "012");
        let months = values(&["1", "20", "3"]);
        assert_eq!((0..3).filter_map(|at| digit_of(&months, at)).collect::<String>(), "123");
        let many = values(&["A"; 11]);
        assert_eq!((0..11).filter_map(|at| digit_of(&many, at)).collect::<String>(), "1234567890");
    }

    #[test]
    fn the_keys_to_show_are_letters_or_digits() {
        let letters = |labels: &[&str]| first_and_last(&values(labels), ShownKeys::Letters);
        let digits = |labels: &[&str]| first_and_last(&values(labels), ShownKeys::Digits);
        assert_eq!(letters(&["Ja", "Nej"]), Some(('J', 'N')));
        assert_eq!(letters(&["yes", "no"]), Some(('Y', 'N')));
        assert_eq!(digits(&["0", "1", "2", "3", "4"]), Some(('0', '4')));
        assert_eq!(digits(&["A"; 9]), Some(('1', '9')));
        assert_eq!(digits(&["A"; 11]), Some(('1', '0')));
        assert_eq!(digits(&[]).or(letters(&[])), None);
    }
}
