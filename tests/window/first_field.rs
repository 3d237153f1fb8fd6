//! The start with a blank case: what is typed goes to the patient, wherever the field for the name is.

use crate::bench::Bench;
use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::window::UiCommand;

/// A window at the first start of the program.
fn first_start(width: f32, height: f32) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.window_mut().welcome();
    bench.run();
    bench
}

fn type_keys(bench: &mut Bench, text: &str) {
    for c in text.chars() {
        bench.harness.event(Event::Text(c.to_string()));
        bench.run();
    }
}

fn focused(bench: &Bench) -> Option<String> {
    let node = bench.harness.query_all(By::new().predicate(|node| node.is_focused())).next()?;
    node.accesskit_node().label()
}

#[test]
fn what_is_typed_at_the_first_start_is_the_name_at_every_size() {
    for (width, height) in [(1360.0, 860.0), (1024.0, 700.0), (800.0, 600.0), (640.0, 430.0), (480.0, 360.0)]
    {
        let mut bench = first_start(width, height);
        assert!(bench.top_of_part("Sådan begynder du") > 0.0, "{width}: the steps are seen first");
        type_keys(&mut bench, " Bente T");
        assert_eq!(bench.field_text("Navn").trim_start(), "Bente T", "{width}");
        let field = bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect();
        assert!(field.min.y > 40.0 && field.max.y < height, "{width}: {field:?}");
    }
}

#[test]
fn the_steps_of_the_welcome_stay_in_sight_until_something_is_typed() {
    let mut bench = first_start(640.0, 430.0);
    let top = bench.top_of_part("Sådan begynder du");
    assert_eq!(focused(&bench), None);
    type_keys(&mut bench, "B");
    assert_eq!(focused(&bench).as_deref(), Some("Navn"));
    assert!(bench.top_of_part("Sådan begynder du") < top);
}

#[test]
fn the_field_does_not_wait_for_what_is_typed_once_the_user_has_gone_elsewhere() {
    let mut bench = first_start(1024.0, 700.0);
    bench.press(Key::Tab);
    assert!(focused(&bench).is_some());
    type_keys(&mut bench, "B");
    let id = bench.harness.ctx.memory(|memory| memory.focused()).unwrap();
    bench.harness.ctx.memory_mut(|memory| memory.surrender_focus(id));
    type_keys(&mut bench, "B");
    assert_eq!(bench.field_text("Navn"), "");
}

#[test]
fn what_is_typed_into_a_dialog_is_not_the_name() {
    let mut bench = first_start(1024.0, 700.0);
    bench.dispatch(UiCommand::Palette);
    type_keys(&mut bench, "om");
    assert_eq!(bench.field_text("Navn"), "");
}

#[test]
fn the_field_takes_the_focus_at_once_where_it_is_in_sight() {
    let bench = first_start(1360.0, 2000.0);
    assert_eq!(focused(&bench).as_deref(), Some("Navn"));
}
