//! What a change of the requester's name has done, in the notice about that, and what the user may say of the doctor.

use super::PanelCx;
use crate::window::case::{CaseCommand, WhichDoctor};
use crate::window::notice::RequesterChange;
use crate::window::widget::click_series::single_click_button;
use egui::Ui;

/// What the notice says. It names the doctor before, whom the user can't see any more, if one was named.
pub fn words(cx: &PanelCx, change: RequesterChange, count: usize) -> String {
    let name = cx.model.case.requester_before(change).unwrap_or_default();
    let id = match change {
        RequesterChange::AnswersBlanked if name.is_empty() => "notice-unnamed-answers-blanked",
        RequesterChange::AnswersReplaced if name.is_empty() => "notice-unnamed-answers-replaced",
        RequesterChange::AnswersBlanked => "notice-requester-answers-blanked",
        RequesterChange::AnswersReplaced => "notice-requester-answers-replaced",
        RequesterChange::SignaturesBlanked => "notice-signatures-blanked",
        RequesterChange::Corrected => "notice-requester-corrected",
        RequesterChange::Signed => {
            return cx.say.texts.with("notice-judgements-signed", &[("count", count.into())]);
        }
    };
    cx.say.texts.with(id, &[("count", count.into()), ("name", name.into())])
}

/// Draws the button with which the user says which doctor it is.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, change: RequesterChange) {
    let Some(which) = cx.model.case.requester_choice(change) else { return };
    let label = match which {
        WhichDoctor::Same => "notice-same-doctor",
        WhichDoctor::Another => "notice-another-doctor",
    };
    if single_click_button(ui, cx.theme, cx.say.texts.get(label)) {
        cx.ask(CaseCommand::SettleRequester(which));
    }
}
