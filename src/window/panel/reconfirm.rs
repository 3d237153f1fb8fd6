//! The card that asks to confirm what may have changed since the case was assessed. It stays once all is confirmed, so
//! that nothing moves under the pointer.

use super::PanelCx;
use crate::assessment::Status;
use crate::text::sentences;
use crate::window::case::{CaseCommand, Target};
use crate::window::widget::controls::{button, button_height, card, focus_next, section_title, small};
use crate::window::widget::shapes;
use crate::window::widget::{semibold, size, space};
use egui::{Align, Key, Modifiers, RichText, Sense, Ui, vec2};

/// Draws the card, if something had to be confirmed when the case was opened.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let (texts, today) = (cx.say.texts, cx.model.today);
    let states = cx.model.case.reconfirmations(today);
    let session = cx.model.case.session();
    let Some(assessed) = session.assessed_before().filter(|_| !states.is_empty()) else { return };
    let case = session.case();
    let days = (today - assessed).get_days();
    card(ui, cx.theme, |ui| {
        ui.spacing_mut().item_spacing.y = space::PARTS;
        section_title(ui, texts.get("reconfirm-title"));
        ui.label(
            texts.with("reconfirm-text", &[("date", cx.say.date(assessed).into()), ("days", days.into())]),
        );
        let mut takes_focus = cx.takes_focus(&Target::Reconfirmation);
        for state in states {
            let answers = state.reconfirmation.questions.iter().filter_map(|question| {
                let answer = cx.say.answer(question, case.answers.get(&question.id)?);
                Some(format!("{}: {answer}", cx.say.of(&question.label)))
            });
            let answers: Vec<String> = answers.collect();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::BESIDE;
                let label = cx.say.of(&state.reconfirmation.label);
                let name = texts.with("reconfirm", &[("what", label.to_lowercase().into())]);
                let left = ui.cursor().min.x;
                let width = |text: &str, points| {
                    ui.painter().layout_no_wrap(text.to_owned(), semibold(points), cx.theme.text).size().x
                };
                let confirmed =
                    size::SHAPE + width(label, size::BODY) + width(texts.get("reconfirmed"), size::SMALL);
                let room = confirmed.max(width(&name, size::BODY)) + 3.0 * space::BESIDE;
                let height = button_height(ui);
                ui.set_min_height(height);
                if state.is_confirmed {
                    let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, height), Sense::hover());
                    shapes::paint(ui.painter(), cx.theme, Status::Met, rect.center(), 16.0);
                    ui.label(RichText::new(label).font(semibold(size::BODY)));
                    small(ui, cx.theme, texts.get("reconfirmed"));
                } else {
                    let confirm = button(ui, cx.theme, &name);
                    if std::mem::take(&mut takes_focus) {
                        confirm.request_focus();
                        confirm.scroll_to_me(Some(Align::Center));
                    }
                    if confirm.clicked() {
                        // The button goes, and the next one takes its focus, but not the key that pressed it.
                        for key in [Key::Space, Key::Enter] {
                            ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
                        }
                        focus_next(ui, confirm.id);
                        cx.ask(CaseCommand::Reconfirm(state.index));
                    }
                }
                // What follows keeps its place when the button goes.
                ui.add_space((left + room - ui.cursor().min.x).max(0.0));
                let shown =
                    if answers.is_empty() { texts.get("blank").to_owned() } else { sentences(&answers) };
                small(ui, cx.theme, &shown);
            });
        }
    });
}
