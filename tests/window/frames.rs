//! How many frames the window paints: no more after an input than an empty window, and none without input. Only events
//! that arrive together can cost more, where the queue of events parts them. Without a graphics card, each frame costs
//! a noticeable part of the time between a click and what it shows.

use crate::bench::{Bench, settings_file};
use crate::key_events::{key_events, released, shortcut_events};
use crate::pointer;
use crate::wheel::wheel;
use egui::{Event, Key, Modifiers, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::time::Duration;
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::UiCommand;

/// When a window wants its next frame.
pub fn repaint_delay<State>(harness: &Harness<'_, State>) -> Duration {
    harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
}

/// Draws a frame with which events arrive together, and those after it, until the window wants no further one at once.
/// Counts them. `draw_frame`: draws a frame with events, and says when the window wants the next one.
fn count_frames(mut events: Vec<Event>, mut draw_frame: impl FnMut(Vec<Event>) -> Duration) -> usize {
    let count = (1..20).find(|_| draw_frame(std::mem::take(&mut events)) > Duration::ZERO);
    count.expect("the window stops painting")
}

/// The frames of the window, whose queue of events takes part.
fn frames(bench: &mut Bench, events: Vec<Event>) -> usize {
    count_frames(events, |events| {
        bench.draw_frame(events);
        repaint_delay(&bench.harness)
    })
}

fn frames_of_empty(empty: &mut Harness<'_>, events: Vec<Event>) -> usize {
    count_frames(events, |events| {
        empty.input_mut().events.extend(events);
        empty.step();
        repaint_delay(empty)
    })
}

/// Gives the same events to the window and to an empty one, and compares how often they paint.
fn assert_as_empty(bench: &mut Bench, empty: &mut Harness<'_>, input: &str, events: Vec<Event>) {
    let least = frames_of_empty(empty, events.clone());
    let painted = frames(bench, events);
    assert!(painted <= least, "{input}: {painted} frames, and {least} in an empty window");
}

fn empty_window() -> Harness<'static> {
    let mut empty = Harness::builder().with_size(egui::vec2(1360.0, 3000.0)).build_ui(|_| {});
    empty.run();
    empty
}

fn click(bench: &mut Bench, empty: &mut Harness<'_>, label: &str) {
    let at = bench.harness.get_by_label(label).rect().center();
    assert_as_empty(bench, empty, &format!("pointer at {label}"), vec![Event::PointerMoved(at)]);
    assert_as_empty(bench, empty, &format!("press {label}"), vec![pointer::primary_event(at, true)]);
    assert_as_empty(bench, empty, &format!("release {label}"), vec![pointer::primary_event(at, false)]);
}

#[test]
fn an_input_paints_as_many_frames_as_in_an_empty_window() {
    let (mut bench, mut empty) = (Bench::new(), empty_window());
    bench.show_indication("sarcoma");
    // A name that is typed, and a step to the next field.
    let name = bench.harness.get_by_label("Navn").rect().center();
    assert_as_empty(&mut bench, &mut empty, "pointer at the name", vec![Event::PointerMoved(name)]);
    assert_as_empty(&mut bench, &mut empty, "press on the name", vec![pointer::primary_event(name, true)]);
    assert_as_empty(&mut bench, &mut empty, "release on the name", vec![pointer::primary_event(name, false)]);
    for letter in "Test".chars() {
        let events = vec![Event::Text(letter.into())];
        assert_as_empty(&mut bench, &mut empty, "a letter", events);
    }
    assert_eq!(bench.field_text("Navn"), "Test");
    for answer in [
        "Metastatisk sygdom (spredning): Ja",
        "Metastatisk sygdom ved debut: Nej",
        "Performance status (ECOG): 1",
    ] {
        click(&mut bench, &mut empty, answer);
    }
    assert_as_empty(&mut bench, &mut empty, "tab", key_events(Key::Tab));
    assert_as_empty(&mut bench, &mut empty, "next question", key_events(Key::F8));
    // The palette, opened by key and closed by key.
    assert_as_empty(&mut bench, &mut empty, "palette", shortcut_events(Key::K));
    assert!(bench.window().dialog().is_some());
    assert_as_empty(&mut bench, &mut empty, "escape", key_events(Key::Escape));
    assert!(bench.window().dialog().is_none());
}

#[test]
fn a_field_that_waits_for_what_is_typed_costs_no_frame() {
    let (mut bench, mut empty) = (Bench::of_size(640.0, 430.0), empty_window());
    bench.window_mut().welcome();
    bench.run();
    assert!(bench.harness.ctx.memory(|memory| memory.focused().is_none()), "it is below the window");
    let at = |y: f32| vec![Event::PointerMoved(egui::pos2(400.0, y))];
    for (what, events) in [
        ("pointer", at(300.0)),
        ("pointer again", at(310.0)),
        ("wheel", vec![wheel(egui::vec2(0.0, -60.0), Modifiers::NONE)]),
        ("wheel back", vec![wheel(egui::vec2(0.0, 60.0), Modifiers::NONE)]),
        ("a letter", vec![Event::Text("B".to_owned())]),
    ] {
        assert_as_empty(&mut bench, &mut empty, what, events);
    }
    assert_eq!(bench.field_text("Navn"), "B");
}

#[test]
fn scrolling_and_other_views_paint_as_many_frames_as_an_empty_window() {
    let (mut bench, mut empty) = (Bench::of_size(1360.0, 860.0), empty_window());
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Test");
    let form = egui::pos2(500.0, 600.0);
    assert_as_empty(&mut bench, &mut empty, "pointer at the form", vec![Event::PointerMoved(form)]);
    for turned in [-40.0, -400.0, 200.0, 4000.0] {
        let events = vec![wheel(egui::vec2(0.0, turned), Modifiers::NONE)];
        assert_as_empty(&mut bench, &mut empty, &format!("wheel by {turned}"), events);
    }
    for (what, events) in [
        ("preview", key_events(Key::F7)),
        ("the next page", key_events(Key::PageDown)),
        ("no preview", key_events(Key::F7)),
        ("overview", key_events(Key::F2)),
        ("another indication", shortcut_events(Key::Num1)),
        ("the first one", shortcut_events(Key::Num2)),
        ("undo", shortcut_events(Key::Z)),
        ("another area", key_events(Key::F6)),
    ] {
        assert_as_empty(&mut bench, &mut empty, what, events);
    }
    assert_eq!(bench.field_text("Navn"), "");
}

#[test]
fn a_menu_paints_as_many_frames_as_an_empty_window() {
    let (mut bench, mut empty) = (Bench::new(), empty_window());
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Test");
    for (what, pressed) in [
        ("open", Key::F10),
        ("next entry", Key::ArrowDown),
        ("next menu", Key::ArrowRight),
        ("last entry", Key::End),
        ("close", Key::Escape),
    ] {
        assert_as_empty(&mut bench, &mut empty, what, key_events(pressed));
        assert_eq!(bench.window().menu().is_some(), what != "close", "{what}");
    }
    let title = bench.harness.get_by_role_and_label(egui::accesskit::Role::MenuItem, "Vis").rect().center();
    let beside = title + egui::vec2(600.0, 300.0);
    for (what, event) in [
        ("pointer at the title", Event::PointerMoved(title)),
        ("press on the title", pointer::primary_event(title, true)),
        ("release on the title", pointer::primary_event(title, false)),
        ("pointer at an entry", Event::PointerMoved(title + egui::vec2(20.0, 60.0))),
        ("pointer at the next entry", Event::PointerMoved(title + egui::vec2(20.0, 90.0))),
        ("pointer beside the menu", Event::PointerMoved(beside)),
        ("press beside the menu", pointer::primary_event(beside, true)),
        ("release beside the menu", pointer::primary_event(beside, false)),
    ] {
        assert_as_empty(&mut bench, &mut empty, what, vec![event]);
    }
    assert!(bench.window().menu().is_none());
}

/// What the queue of events must add to the frames: one for each batch but the last of events that arrive together and
/// must not be handled in one frame.
#[test]
fn events_that_arrive_together_paint_one_frame_for_each_batch() {
    let (mut bench, mut empty) = (Bench::new(), empty_window());
    bench.show_indication("sarcoma");
    let place = |label| bench.harness.get_by_label(label).rect().center();
    let (yes, no) = (place("Recidiv: Ja"), place("Recidiv: Nej"));
    let (moved, letter) = (Event::PointerMoved, || vec![Event::Text("x".into())]);
    let click = |at| vec![moved(at), pointer::primary_event(at, true), pointer::primary_event(at, false)];
    let (tab, letter_released) = (key_events(Key::Tab), vec![released(Key::X)]);
    for (what, batches) in [
        ("a click", vec![click(yes)]),
        ("a letter and its release", vec![[letter(), letter_released.clone()].concat()]),
        // The release of a key moves no focus.
        ("a step and the releases of keys", vec![[letter_released, tab.clone()].concat()]),
        // egui would give the click to the answer that the pointer has gone on to.
        ("a click, and the pointer goes on", vec![click(yes), vec![moved(no)]]),
        ("two clicks", vec![click(yes), click(no)]),
        // A field takes the text before it looks at the pointer.
        ("a click and a letter", vec![click(yes), letter()]),
        // egui moves the focus before a field takes its text.
        ("a letter and a step", vec![letter(), tab.clone()]),
        // The next control takes the focus in a frame without events.
        ("a step and a letter", vec![tab.clone(), Vec::new(), letter()]),
        ("two steps", vec![tab.clone(), Vec::new(), tab.clone()]),
        // Ctrl and Shift move no focus.
        ("a shortcut", vec![shortcut_events(Key::Z)]),
        ("a letter and a shortcut", vec![letter(), shortcut_events(Key::Z)]),
        ("a letter, a step and a letter", vec![letter(), tab, Vec::new(), letter()]),
    ] {
        bench.type_into("Navn", "T");
        // A press at what has just appeared is refused.
        bench.harness.run_steps(4);
        empty.run();
        let together = batches.concat();
        let mut batches = batches;
        let last = batches.pop().unwrap();
        for batch in &batches {
            empty.input_mut().events.extend(batch.clone());
            empty.step();
        }
        let least = batches.len() + frames_of_empty(&mut empty, last);
        let painted = frames(&mut bench, together);
        assert!(painted <= least, "{what}: {painted} frames, and {least} in an empty window");
    }
}

#[test]
fn without_input_no_frame_is_painted() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Test");
    bench.draw_frame(Vec::new());
    assert_eq!(repaint_delay(&bench.harness), Duration::MAX);
}

/// All that the accessibility tree says, in order.
fn texts(bench: &Bench) -> Vec<String> {
    let nodes = bench.harness.query_all(By::new().recursive(true));
    nodes
        .map(|node| format!("{:?} {:?}", node.accesskit_node().label(), node.accesskit_node().value()))
        .collect()
}

#[test]
fn the_first_frame_after_a_click_shows_what_it_changes() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let answer = bench.harness.get_by_label("Metastatisk sygdom (spredning): Ja").rect().center();
    frames(&mut bench, vec![Event::PointerMoved(answer)]);
    frames(&mut bench, vec![pointer::primary_event(answer, true)]);
    let before = texts(&bench);
    bench.draw_frame(vec![pointer::primary_event(answer, false)]);
    let first = texts(&bench);
    bench.run();
    assert_ne!(before, first);
    assert_eq!(first, texts(&bench));
}

/// The opaque colors that are painted over more than a third of the window.
fn colors_painted_over(bench: &Bench) -> Vec<egui::Color32> {
    let window = bench.harness.ctx.content_rect().area();
    let large = bench.harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Rect(rect) if rect.rect.intersect(clipped.clip_rect).area() > window / 3.0 => {
            Some(rect.fill)
        }
        _ => None,
    });
    large.filter(egui::Color32::is_opaque).collect()
}

fn is_painted_over(bench: &Bench, color: egui::Color32) -> bool {
    colors_painted_over(bench).contains(&color)
}

/// The color with which eframe clears the window.
fn clear(bench: &Bench) -> egui::Color32 {
    let visuals = bench.harness.ctx.global_style().visuals.clone();
    let color = eframe::App::clear_color(bench.harness.state(), &visuals);
    let [red, green, blue, _] = color.map(|part| (part * 255.0).round() as u8);
    egui::Color32::from_rgb(red, green, blue)
}

#[test]
fn all_of_the_window_is_dark_behind_a_dialog() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let bright = clear(&bench);
    bench.draw_frame(Vec::new());
    assert_eq!(colors_painted_over(&bench), []);
    bench.dispatch(UiCommand::About);
    let behind = colors_painted_over(&bench);
    assert!(!behind.is_empty() && !behind.contains(&bright), "{behind:?}");
    bench.press(Key::Escape);
    assert_eq!(colors_painted_over(&bench), []);
}

#[test]
fn the_color_that_the_window_is_cleared_with_is_not_painted_once_more() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let light = clear(&bench);
    bench.draw_frame(Vec::new());
    assert!(!is_painted_over(&bench, light));
    // The window was cleared before its theme changed.
    let settings = UserSettings { theme: ThemeChoice::Dark, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    bench.draw_frame(Vec::new());
    let dark = clear(&bench);
    assert_ne!(dark, light);
    assert!(is_painted_over(&bench, dark));
    bench.draw_frame(Vec::new());
    assert!(!is_painted_over(&bench, dark));
}
