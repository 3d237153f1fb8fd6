//! The controls for the settings of the report: its language, and what it contains.

use super::choice::{ChoiceInput, Segment, segmented};
use super::controls::{small, tick_box};
use super::{Theme, space};
use crate::definition::Language;
use crate::report::ReportSettings;
use crate::window::case::ReportChoice;
use crate::wording::Phrases;
use egui::{Id, Ui};

/// Draws the choices of language, identity and attached case, and returns the user's changes.
pub fn show(ui: &mut Ui, theme: &Theme, say: Phrases, settings: ReportSettings) -> Vec<ReportChoice> {
    choices(ui, theme, say, (settings, true))
}

/// The same for paper, which no case can be attached to.
pub fn show_for_print(
    ui: &mut Ui,
    theme: &Theme,
    say: Phrases,
    settings: ReportSettings,
) -> Vec<ReportChoice> {
    choices(ui, theme, say, (settings, false))
}

fn choices(
    ui: &mut Ui,
    theme: &Theme,
    say: Phrases,
    (settings, is_file): (ReportSettings, bool),
) -> Vec<ReportChoice> {
    let texts = say.texts;
    let mut choices = Vec::new();
    ui.horizontal_wrapped(|ui| {
        let name = texts.get("report-language");
        small(ui, theme, name);
        let segments = Language::ALL.map(|offered| Segment {
            label: match offered {
                Language::Da => "Dansk",
                Language::En => "English",
            },
            chosen: offered == settings.language,
        });
        let input = segmented(ui, theme, Id::unique("report language"), name, &segments, false);
        if let Some(ChoiceInput::Value(at)) = input {
            choices.push(ReportChoice::Language(Language::ALL[at]));
        }
    });
    ui.horizontal_wrapped(|ui| {
        let mut without = !settings.with_identity;
        if checkbox(ui, theme, say, &mut without, "report-without-identity-choice") {
            choices.push(ReportChoice::WithIdentity(!without));
        }
        if !is_file {
            return;
        }
        ui.add_space(space::CONTROLS);
        let mut with_case = settings.with_case;
        if checkbox(ui, theme, say, &mut with_case, "report-with-case-choice") {
            choices.push(ReportChoice::WithCase(with_case));
        }
    });
    choices
}

fn checkbox(ui: &mut Ui, theme: &Theme, say: Phrases, chosen: &mut bool, text: &str) -> bool {
    tick_box(ui, theme, chosen, say.texts.get(text)).changed()
}
