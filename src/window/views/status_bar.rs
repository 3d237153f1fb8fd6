//! The bar below: which criteria, and how the window looks.

use super::Cx;
use super::controls::small;
use crate::definition::Language;
use crate::window::command::{Command, UiCommand};
use crate::window::theme::{regular, size};
use egui::{Align, Button, Layout, RichText, Ui};

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let texts = cx.say.texts;
    ui.horizontal(|ui| {
        let set = cx.state.session.set();
        small(ui, cx.theme, &texts.with("criteria-set", &[("id", set.id.to_string().into())]));
        ui.add_space(10.0);
        small(ui, cx.theme, texts.get(if cx.state.busy { "working" } else { "nothing-leaves" }));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
            ui.spacing_mut().interact_size.y = 20.0;
            let zoom = format!("{:.0} %", cx.state.zoom * 100.0);
            let theme = texts.get(if cx.state.dark { "theme-dark" } else { "theme-light" });
            let other = match cx.state.language {
                Language::Da => Language::En,
                Language::En => Language::Da,
            };
            for (text, tip, command) in [
                (zoom.as_str(), "zoom-tip", Command::Plain(UiCommand::ZoomReset)),
                (theme, "theme-tip", Command::Plain(UiCommand::ToggleTheme)),
                (texts.get("language-name"), "language-tip", Command::SetLanguage(other)),
            ] {
                let label = RichText::new(text).font(regular(size::SMALL)).color(cx.theme.muted);
                if ui.add(Button::new(label).frame(false)).on_hover_text(texts.get(tip)).clicked() {
                    cx.ask(command);
                }
            }
        });
    });
}
