//! The requester whom another window has saved meanwhile, in the notice about that.

use super::PanelCx;
use crate::case::Requester;
use crate::settings::RequesterProfile;
use crate::window::command::{SettledProfile, WindowCommand};
use crate::window::widget::click_series::single_click_button;
use crate::window::widget::controls::small;
use crate::wording::Phrases;
use egui::Ui;

/// Who it is, in one line.
pub fn words(say: Phrases, profile: &RequesterProfile) -> String {
    let Requester { name, authorisation_id, department, hospital, region, phone } = &profile.requester;
    let parts = [name, authorisation_id, department, hospital, region, phone].map(|part| part.trim());
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if filled.is_empty() { say.texts.get("notice-other-profile-blank").to_owned() } else { filled.join(", ") }
}

/// Draws the answers about that requester, and the choice between the two.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, profile: &RequesterProfile) {
    let texts = cx.say.texts;
    let set = cx.model.case.session().set();
    for question in &set.questions {
        if let Some(yes) = profile.answers.get(&question.id) {
            let answer = texts.get(if *yes { "yes" } else { "no" });
            small(ui, cx.theme, &format!("{}: {answer}", cx.say.of(&question.label)));
        }
    }
    ui.horizontal_wrapped(|ui| {
        let choices = [
            ("notice-other-profile-keep", SettledProfile::Own),
            ("notice-other-profile-take", SettledProfile::Other),
        ];
        for (id, settled) in choices {
            if single_click_button(ui, cx.theme, texts.get(id)) {
                cx.ask(WindowCommand::SettleProfile(settled, Box::new(profile.clone())));
            }
        }
    });
}
