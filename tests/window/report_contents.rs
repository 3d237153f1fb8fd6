//! What the button with three points of the preview opens: it closes with Escape and with any command, and gives the
//! focus back.

use crate::bench::{Bench, SAMPLE, plain};
use crate::pointer;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

const BUTTON: &str = "Bilagets indhold og udskrift";
const CHOICE: &str = "Uden navn og CPR-nummer";

/// The sample case with the preview, and with the button focused.
fn focused_button() -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.show_indication("thymic-epithelial-tumour");
    bench.press(Key::F7);
    bench.harness.get_by_role_and_label(Role::Button, BUTTON).focus();
    bench.run();
    bench
}

fn opened_by_key() -> Bench {
    let mut bench = focused_button();
    bench.press(Key::Enter);
    assert!(bench.has(CHOICE));
    bench.harness.get_by_label(CHOICE).focus();
    bench.run();
    bench
}

fn has_button_focus(bench: &Bench) -> bool {
    bench.harness.get_by_role_and_label(Role::Button, BUTTON).accesskit_node().is_focused()
}

#[test]
fn escape_gives_the_focus_back_to_the_button() {
    let mut bench = opened_by_key();
    bench.press(Key::Escape);
    assert!(!bench.has(CHOICE) && has_button_focus(&bench));
    bench.press(Key::Enter);
    assert!(bench.has(CHOICE), "it opens again");
}

#[test]
fn a_command_closes_it_and_its_dialog_gives_the_focus_back_to_the_button() {
    let mut bench = opened_by_key();
    bench.press_with(Modifiers::COMMAND, Key::E);
    // The dialog has the same choices.
    assert!(bench.window().dialog().is_some() && !egui::Popup::is_any_open(&bench.harness.ctx));
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none());
    assert!(!bench.has(CHOICE) && has_button_focus(&bench));
}

#[test]
fn a_menu_closes_it() {
    let mut bench = opened_by_key();
    bench.press(Key::F10);
    assert!(bench.window().menu().is_some() && !bench.has(CHOICE));
}

#[test]
fn a_quick_click_in_it_counts() {
    let mut bench = focused_button();
    bench.harness.get_by_role_and_label(Role::Button, BUTTON).click();
    for _ in 0..4 {
        if !bench.has(CHOICE) {
            bench.harness.step();
        }
    }
    // Each event takes a quarter of a second.
    let pos = bench.harness.get_by_label(CHOICE).rect().center();
    for pressed in [true, false] {
        bench.harness.event(pointer::primary_event(pos, pressed));
    }
    bench.run();
    assert!(!bench.window().report_settings().with_identity);
}
