//! The plugins of egui, which are registered here alone.
//!
//! The first frame is laid out before there is a window, in the context that the window gets. A plugin stays in its
//! context: with each application, all of them start anew, so that nothing of that frame reaches the first real one.

use super::case_keys::CaseKeys;
use super::copied::CopiedTexts;
use super::dialog::DialogKeys;
use super::menu::MenuKeys;
use super::widget::choice::AnswerKeys;
use super::widget::edit_menu::EditMenus;
use super::widget::escape::EscapeKey;
use super::widget::held_press::HeldPress;
use super::widget::settled::SettledControls;
use super::widget::sight::FocusInSight;
use super::widget::tip::Tooltips;
use egui::{Context, Plugin};

/// Registers the plugins of the application, or starts them anew. egui calls them in this order.
pub fn start_all(ctx: &Context) {
    // The first one: a key that another one takes closes a tooltip all the same.
    start::<Tooltips>(ctx);
    start::<CopiedTexts>(ctx);
    start::<EditMenus>(ctx);
    start::<MenuKeys>(ctx);
    start::<HeldPress>(ctx);
    start::<DialogKeys>(ctx);
    start::<CaseKeys>(ctx);
    // Behind the keys of the case: Escape may be what lets them through.
    start::<EscapeKey>(ctx);
    // Before the keys are dropped that are for a control out of sight: they are typed all the same.
    start::<AnswerKeys>(ctx);
    start::<FocusInSight>(ctx);
    start::<SettledControls>(ctx);
}

/// Registers a plugin. egui keeps one of this type that is there already, which starts anew then.
pub fn start<P: Plugin + Default>(ctx: &Context) {
    ctx.add_plugin(P::default());
    ctx.with_plugin(|plugin: &mut P| *plugin = P::default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Counter(usize);

    impl Plugin for Counter {
        fn debug_name(&self) -> &'static str {
            "counter"
        }

        fn on_begin_pass(&mut self, _: &mut egui::Ui) {
            self.0 += 1;
        }
    }

    #[test]
    fn a_plugin_starts_anew_with_each_application() {
        let ctx = Context::default();
        let count = || ctx.with_plugin(|counter: &mut Counter| counter.0);
        for _ in 0..2 {
            start::<Counter>(&ctx);
            assert_eq!(count(), Some(0));
            ctx.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
            assert_eq!(count(), Some(1));
        }
    }
}
