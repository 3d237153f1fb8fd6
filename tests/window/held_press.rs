//! A button of the mouse that is held for long, or released while the window is busy, is a click all the same.

use crate::bench::Bench;
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase};
use egui_kittest::kittest::Queryable;
use wgs_referral::definition::Answer;

/// Longer than egui takes a press for a click. In seconds.
const HELD: f64 = 1.5;

/// Gives one event `later` seconds after the last frame.
fn event(bench: &mut Bench, event: Event, later: f64) {
    let now = bench.harness.ctx.input(|input| input.time);
    bench.harness.input_mut().time = Some(now + later);
    bench.harness.event(event);
    bench.harness.step();
    bench.harness.input_mut().time = None;
}

fn button(at: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn finger(at: Pos2, phase: TouchPhase) -> Event {
    Event::Touch { device_id: TouchDeviceId(0), id: TouchId(0), phase, pos: at, force: None }
}

fn answer(bench: &mut Bench) -> Option<Answer> {
    bench.window().case().session().case().answers.get("performance-status").cloned()
}

#[test]
fn a_held_press_of_the_mouse_answers() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    for (value, label) in [("1", "Performance status (ECOG): 1"), ("3", "Performance status (ECOG): 3")] {
        let at = bench.harness.get_by_role_and_label(Role::RadioButton, label).rect().center();
        event(&mut bench, Event::PointerMoved(at), 1.0);
        event(&mut bench, button(at, true), 1.0);
        event(&mut bench, button(at, false), HELD);
        bench.run();
        assert_eq!(answer(&mut bench), Some(Answer::Choice(value.into())), "{label}");
    }
}

#[test]
fn a_held_press_of_the_mouse_gives_a_command() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let at = bench.harness.get_by_role_and_label(Role::Button, "Vis PDF").rect().center();
    event(&mut bench, Event::PointerMoved(at), 1.0);
    event(&mut bench, button(at, true), 1.0);
    event(&mut bench, button(at, false), HELD);
    bench.run();
    assert!(bench.has("Luk visning"));
}

/// The system's gesture for the context menu: it must not answer as well.
#[test]
fn a_finger_that_rests_on_an_answer_does_not_answer() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let label = "Performance status (ECOG): 1";
    let at = bench.harness.get_by_role_and_label(Role::RadioButton, label).rect().center();
    for (held, expected) in [(HELD, None), (0.1, Some(Answer::Choice("1".into())))] {
        event(&mut bench, finger(at, TouchPhase::Start), 1.0);
        event(&mut bench, Event::PointerMoved(at), 0.0);
        event(&mut bench, button(at, true), 0.0);
        event(&mut bench, button(at, false), held);
        event(&mut bench, finger(at, TouchPhase::End), 0.0);
        bench.run();
        assert_eq!(answer(&mut bench), expected, "held for {held} s");
    }
}
