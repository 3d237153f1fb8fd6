//! The keys of a question, on its row while it has the focus: quiet, in room that is always there.

use super::PanelCx;
use crate::definition::{Question, QuestionKind};
use crate::window::case::{Field, FieldFormat};
use crate::window::widget::choice::{ChoiceValue, ShownKeys, first_and_last};
use crate::window::widget::{regular, semibold, size};
use egui::text::LayoutJob;
use egui::{Color32, Pos2, TextFormat, Ui};

/// The free space between a help and the keys behind it, in points.
const GAP: f32 = 10.0;

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
        // The help is there already: here, it only says where the line goes on.
        let job =
            help_with_hint(self.help.as_deref(), hint, self.width, Color32::TRANSPARENT, cx.theme.muted);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(self.at, galley, cx.theme.muted);
    }
}

/// The height of a help with the keys behind it, in points.
pub fn height(ui: &Ui, cx: &PanelCx, help: Option<&str>, hint: &str, width: f32) -> f32 {
    let job = help_with_hint(help, hint, width, cx.theme.muted, cx.theme.muted);
    ui.painter().layout_job(job).size().y
}

fn help_with_hint(
    help: Option<&str>,
    hint: &str,
    width: f32,
    of_help: Color32,
    of_hint: Color32,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    if let Some(help) = help {
        job.append(help, 0.0, TextFormat::simple(regular(size::SMALL), of_help));
        // The line may break here.
        job.append(" ", 0.0, TextFormat::simple(regular(size::SMALL), of_help));
    }
    let space = if help.is_some() { GAP } else { 0.0 };
    job.append(hint, space, TextFormat::simple(semibold(size::SMALL), of_hint));
    job
}
