//! Clicks that follow each other as fast as in a double click, or as a key that is held down repeats. Many click twice
//! or more out of habit, and mean one click.

use super::Theme;
use super::controls::button;
use super::settled::frame_time;
use egui::{Event, Id, Key, Response, Ui};

/// Whether a click follows the one before on the same control as fast as in a double click, and so on for as many as
/// there are. A window that draws slowly sees the clicks of one series later, one after the other.
pub fn goes_on_with_clicks(response: &Response) -> bool {
    let (ctx, key) = (&response.ctx, Id::unique("last click"));
    // Screen readers mean each of their actions.
    if !ctx.input(|input| input.pointer.any_click()) {
        return false;
    }
    let now = ctx.input(|input| input.time);
    let longest = ctx.options(|options| options.input_options.max_double_click_delay) + 2.0 * frame_time(ctx);
    let before: Option<(Id, f64)> = ctx.data(|data| data.get_temp(key));
    ctx.data_mut(|data| data.insert_temp(key, (response.id, now)));
    before.is_some_and(|(control, at)| control == response.id && now - at < longest)
}

/// Draws a button, and returns whether it was clicked. The second click of a double click, or a key that is held down,
/// does nothing: it would print once more, or press the opposite button that has taken the place.
pub fn single_click_button(ui: &mut Ui, theme: &Theme, text: &str) -> bool {
    is_clicked_once(&button(ui, theme, text))
}

/// Whether a control was clicked, but for the further clicks of a series.
pub fn is_clicked_once(response: &Response) -> bool {
    let repeats = |event: &Event| {
        matches!(event, Event::Key { key: Key::Enter | Key::Space, pressed: true, repeat: true, .. })
    };
    let is_held = || response.ctx.input(|input| input.events.iter().any(repeats));
    response.clicked() && !goes_on_with_clicks(response) && !is_held()
}
