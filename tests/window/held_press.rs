//! A button of the mouse that is held for long, or released while the window is busy, is a click all the same; and so
//! is one with which the pointer moves on the control that it is pressed and released on.

use crate::bench::{Bench, CASE, plain};
use crate::pointer;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, Pos2, Rect, TouchDeviceId, TouchId, TouchPhase, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, UiCommand};

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
        event(&mut bench, pointer::primary_event(at, true), 1.0);
        event(&mut bench, pointer::primary_event(at, false), HELD);
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
    event(&mut bench, pointer::primary_event(at, true), 1.0);
    event(&mut bench, pointer::primary_event(at, false), HELD);
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
        event(&mut bench, pointer::primary_event(at, true), 0.0);
        event(&mut bench, pointer::primary_event(at, false), held);
        event(&mut bench, finger(at, TouchPhase::End), 0.0);
        bench.run();
        assert_eq!(answer(&mut bench), expected, "held for {held} s");
    }
}

const DISEASE: &str = "Patientens sygdom: Pancreascancer";

/// A saved case whose form is shown, and where another disease than its own is.
fn saved_case() -> (Bench, Pos2) {
    let mut bench = Bench::of_size(1360.0, 3000.0);
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    bench.show_indication("sarcoma");
    let at = bench.harness.get_by_role_and_label(Role::RadioButton, DISEASE).rect().center();
    event(&mut bench, Event::PointerMoved(at), 1.0);
    (bench, at)
}

fn disease(bench: &Bench) -> Option<Answer> {
    bench.window().case().session().case().answers.get("diagnosis-group").cloned()
}

type ShowAnother = fn(&mut Bench);

/// Ways in which another case comes in the place of the one that is shown.
const WAYS: [(&str, ShowAnother); 2] = [
    ("opened", |bench| {
        let other = CASE.replace("Bente Testperson", "Berit Testperson");
        drop(bench.open_file("/t/b.wgscase", Ok(plain(&other))));
    }),
    ("new", |bench| bench.window_mut().dispatch(UiCommand::New)),
];

#[test]
fn a_press_at_one_patient_answers_nothing_at_the_next() {
    for (name, show) in WAYS {
        let (mut bench, at) = saved_case();
        event(&mut bench, pointer::primary_event(at, true), 1.0);
        let before = bench.window().case().id();
        show(&mut bench);
        let shown = disease(&bench);
        event(&mut bench, Event::PointerMoved(at), 0.01);
        event(&mut bench, pointer::primary_event(at, false), 0.05);
        bench.run();
        assert!(bench.window().case().id() != before && bench.window().dialog().is_none(), "{name}");
        assert_eq!(disease(&bench), shown, "{name}");
    }
}

#[test]
fn a_press_right_after_another_case_has_appeared_answers_nothing() {
    for (later, taken) in [(0.1, false), (1.0, true)] {
        let (mut bench, at) = saved_case();
        bench.window_mut().dispatch(UiCommand::New);
        bench.window_mut().dispatch(CaseCommand::ShowIndication("sarcoma".into()));
        event(&mut bench, Event::PointerMoved(at), 0.01);
        event(&mut bench, pointer::primary_event(at, true), later);
        event(&mut bench, pointer::primary_event(at, false), 0.05);
        bench.run();
        assert_eq!(disease(&bench).is_some(), taken, "{later} s later");
    }
}

#[test]
fn a_press_answers_nothing_below_a_dialog_that_opens_meanwhile() {
    for key in [Key::E, Key::F1] {
        let (mut bench, at) = saved_case();
        let before = disease(&bench);
        event(&mut bench, pointer::primary_event(at, true), 1.0);
        let modifiers = if key == Key::F1 { Modifiers::NONE } else { Modifiers::COMMAND };
        bench.press_with(modifiers, key);
        assert!(bench.window().dialog().is_some(), "{key:?}");
        event(&mut bench, pointer::primary_event(at, false), 1.0);
        bench.run();
        assert!(bench.window().dialog().is_some(), "{key:?}");
        assert_eq!(disease(&bench), before, "{key:?}");
        // The next press is no part of it.
        bench.press(Key::Escape);
        event(&mut bench, Event::PointerMoved(at), 1.0);
        event(&mut bench, pointer::primary_event(at, true), 1.0);
        event(&mut bench, pointer::primary_event(at, false), 0.1);
        assert!(disease(&bench) != before, "{key:?}");
    }
}

/// Presses at the first of these places, moves over the others and releases at the last one.
fn drag(bench: &mut Bench, places: &[Pos2]) {
    let [first, .., last] = places else { panic!("a drag has two ends") };
    event(bench, Event::PointerMoved(*first), 1.0);
    event(bench, pointer::primary_event(*first, true), 0.1);
    for place in &places[1..] {
        event(bench, Event::PointerMoved(*place), 0.02);
    }
    event(bench, pointer::primary_event(*last, false), 0.02);
    bench.run();
}

/// Two places of a control that are as far from each other as it allows.
fn ends(rect: Rect) -> [Pos2; 2] {
    [rect.left_center() + vec2(2.0, 0.0), rect.right_center() - vec2(2.0, 0.0)]
}

#[test]
fn a_press_that_moves_on_an_option_a_button_and_a_checkbox_is_a_click() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    for (value, label) in [("1", "Performance status (ECOG): 1"), ("3", "Performance status (ECOG): 3")] {
        let [left, right] = ends(bench.harness.get_by_role_and_label(Role::RadioButton, label).rect());
        assert!((right - left).length() > 12.0);
        drag(&mut bench, &[left, right]);
        assert_eq!(answer(&mut bench), Some(Answer::Choice(value.into())), "{label}");
    }
    let [left, right] = ends(bench.harness.get_by_role_and_label(Role::Button, "Eksportér PDF…").rect());
    drag(&mut bench, &[left, right]);
    let is_checked = |bench: &Bench| {
        let toggle = bench.harness.get_by_role_and_label(Role::CheckBox, "Uden navn og CPR-nummer");
        toggle.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(!is_checked(&bench), "the dialog is open");
    let toggle = bench.harness.get_by_role_and_label(Role::CheckBox, "Uden navn og CPR-nummer").rect();
    let [left, right] = ends(toggle);
    drag(&mut bench, &[left, right]);
    assert!(is_checked(&bench));
}

#[test]
fn a_press_that_leaves_an_option_and_comes_back_is_a_click_and_one_that_ends_elsewhere_is_none() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let option = |bench: &Bench, label: &str| {
        bench.harness.get_by_role_and_label(Role::RadioButton, label).rect().center()
    };
    let one = option(&bench, "Performance status (ECOG): 1");
    let three = option(&bench, "Performance status (ECOG): 3");
    for ends in [[one, three], [one, one + vec2(0.0, 60.0)]] {
        drag(&mut bench, &ends);
        assert_eq!(answer(&mut bench), None, "{ends:?}");
        // All in one frame, too.
        let end = ends[1];
        event(&mut bench, Event::PointerMoved(one), 1.0);
        event(&mut bench, pointer::primary_event(one, true), 0.1);
        event(&mut bench, pointer::primary_event(end, false), 0.1);
        bench.run();
        assert_eq!(answer(&mut bench), None, "{ends:?}");
    }
    drag(&mut bench, &[one, three, one]);
    assert_eq!(answer(&mut bench), Some(Answer::Choice("1".into())));
}

/// Many double-click out of habit: that must not take the answer back, however far the two clicks are from each other.
#[test]
fn two_quick_clicks_at_two_ends_of_an_option_answer() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let label = "Performance status (ECOG): 1";
    let [left, right] = ends(bench.harness.get_by_role_and_label(Role::RadioButton, label).rect());
    event(&mut bench, Event::PointerMoved(left), 1.0);
    for place in [left, right] {
        event(&mut bench, Event::PointerMoved(place), 0.02);
        event(&mut bench, pointer::primary_event(place, true), 0.02);
        event(&mut bench, pointer::primary_event(place, false), 0.02);
    }
    bench.run();
    assert_eq!(answer(&mut bench), Some(Answer::Choice("1".into())));
}

#[test]
fn a_drag_still_selects_the_text_of_a_field() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    let [left, right] = ends(bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect());
    drag(&mut bench, &[left, left + vec2(40.0, 0.0), right]);
    bench.harness.event(Event::Text("Aase".into()));
    bench.run();
    assert_eq!(bench.field_text("Navn"), "Aase");
}

/// A finger that moves scrolls: it must not answer as well.
#[test]
fn a_finger_that_moves_on_an_answer_does_not_answer() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let label = "Performance status (ECOG): 1";
    let [left, right] = ends(bench.harness.get_by_role_and_label(Role::RadioButton, label).rect());
    event(&mut bench, finger(left, TouchPhase::Start), 1.0);
    event(&mut bench, Event::PointerMoved(left), 0.0);
    event(&mut bench, pointer::primary_event(left, true), 0.0);
    event(&mut bench, finger(right, TouchPhase::Move), 0.05);
    event(&mut bench, Event::PointerMoved(right), 0.0);
    event(&mut bench, pointer::primary_event(right, false), 0.05);
    event(&mut bench, finger(right, TouchPhase::End), 0.0);
    bench.run();
    assert_eq!(answer(&mut bench), None);
}
