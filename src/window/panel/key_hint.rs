//! The keys of a question, on its row while it has the focus: quiet, in room that is always there.

use super::PanelCx;
use crate::definition::{Question, QuestionKind};
use crate::window::case::{Field, FieldFormat};
use crate::window::widget::choice::{ChoiceValue, ShownKeys, first_and_last};
use crate::window::widget::{regular, semibold, size};
use egui::{Galley, Pos2, Rect, Ui, Vec2, vec2};
use std::sync::Arc;

/// The free space between a help and the keys behind it, in points.
const GAP: f32 = 13.0;

/// The keys that are shown for the values of a question.
pub fn shown_keys(question: &Question) -> ShownKeys {
    match question.kind {
        QuestionKind::YesNo => ShownKeys::Letters,
        QuestionKind::Choice(_) | QuestionKind::Typed(_) => ShownKeys::Digits,
    }
}

/// The keys of a question, without a place where the line may break.
pub fn key_hint(cx: &PanelCx, question: &Question, values: &[ChoiceValue]) -> String {
    let texts = cx.say.texts;
    let hint = match question.kind {
        QuestionKind::YesNo => return letters_hint(cx, values),
        QuestionKind::Choice(_) => {
            let (first, last) = first_and_last(values, shown_keys(question)).unwrap_or(('1', '9'));
            if (first, last) == ('1', '0') {
                return unbroken(texts.get("hint-ten-digits"));
            }
            let arguments = [("first", first.to_string().into()), ("last", last.to_string().into())];
            texts.with("hint-digits", &arguments)
        }
        QuestionKind::Typed(kind) => match Field::Answer(question.id.clone(), kind).format() {
            FieldFormat::Count => texts.get("hint-count").to_owned(),
            FieldFormat::Date | FieldFormat::BirthDate => texts.get("hint-date").to_owned(),
            FieldFormat::Lines => texts.get("hint-lines").to_owned(),
            FieldFormat::Cpr | FieldFormat::Percentage | FieldFormat::Line | FieldFormat::Free => {
                texts.get("hint-next").to_owned()
            }
        },
    };
    unbroken(&hint)
}

/// The keys of a choice between yes and no.
fn letters_hint(cx: &PanelCx, values: &[ChoiceValue]) -> String {
    with_letters(cx, "hint-letters", values)
}

/// The keys of a decision, which is followed by its reason.
pub fn decision_hint(cx: &PanelCx, values: &[ChoiceValue]) -> String {
    with_letters(cx, "hint-decision", values)
}

fn with_letters(cx: &PanelCx, text: &str, values: &[ChoiceValue]) -> String {
    let (first, last) = first_and_last(values, ShownKeys::Letters).unwrap_or_default();
    let arguments = [("first", first.to_string().into()), ("last", last.to_string().into())];
    unbroken(&cx.say.texts.with(text, &arguments))
}

fn unbroken(hint: &str) -> String {
    hint.replace(' ', "\u{a0}")
}

/// Where the help of a question is drawn, behind which the keys stand.
pub struct HintPlace {
    /// The upper left corner of the help.
    pub at: Pos2,
    pub width: f32,
    pub help: Option<String>,
}

impl HintPlace {
    /// Paints the keys behind the help.
    pub fn paint(&self, ui: &Ui, cx: &PanelCx, hint: &str) {
        let laid_out = HintLayout::of(ui, cx, self.help.as_deref(), hint, self.width);
        ui.painter().galley(self.at + laid_out.offset, laid_out.hint, cx.theme.muted);
    }
}

/// The height of a help with the keys behind it, in points.
pub fn height(ui: &Ui, cx: &PanelCx, help: Option<&str>, hint: &str, width: f32) -> f32 {
    HintLayout::of(ui, cx, help, hint, width).height
}

/// The keys, laid out behind the last line of a help, or below it where that line has no room for them.
struct HintLayout {
    hint: Arc<Galley>,
    /// From the upper left corner of the help, in points.
    offset: Vec2,
    /// The height of both, in points.
    height: f32,
}

impl HintLayout {
    fn of(ui: &Ui, cx: &PanelCx, help: Option<&str>, hint: &str, width: f32) -> Self {
        let layout = |text: &str, font| ui.painter().layout(text.to_owned(), font, cx.theme.muted, width);
        let hint = layout(hint, semibold(size::SMALL));
        // The help is laid out as its label is: a text that goes on behind it could break at another word.
        let help = help.map(|help| layout(help, regular(size::SMALL)));
        let offset = help.as_ref().map_or(Vec2::ZERO, |help| {
            let last = help.rows.last().map_or(Rect::ZERO, |row| row.rect());
            let behind = last.right() + GAP;
            if behind + hint.size().x <= width { vec2(behind, last.top()) } else { vec2(0.0, help.size().y) }
        });
        let of_help = help.map_or(0.0, |help| help.size().y);
        HintLayout { height: of_help.max(offset.y + hint.size().y), hint, offset }
    }
}
