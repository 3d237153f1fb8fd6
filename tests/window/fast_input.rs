//! Clicks and keys that arrive in one frame, as over a slow connection or on a busy computer: none is lost, and each
//! goes to what had the focus when it was made.

use crate::bench::{Bench, CASE, plain};
use crate::key_events::{key_events, pressed, shortcut_events};
use crate::menus::{open_menu, title};
use crate::pointer::{self, button_event};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Plugin, PointerButton, Pos2, Ui};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::sync::{Arc, Mutex};
use wgs_referral::definition::{Answer, Language};
use wgs_referral::desktop::{KeyStatus, KeyStoreError, Output, Protection};
use wgs_referral::window::{Dialog, Field, Menu, MenuKind, View, WindowCommand};

/// The events of a click.
fn click(pos: Pos2) -> Vec<Event> {
    pointer::click_events(pos).into()
}

fn click_with(button: PointerButton, pos: Pos2) -> Vec<Event> {
    vec![Event::PointerMoved(pos), button_event(pos, button, true), button_event(pos, button, false)]
}

/// The events of typing.
fn typed(text: &str) -> Vec<Event> {
    text.chars().map(|character| Event::Text(character.to_string())).collect()
}

/// Draws a frame in which all of these events arrive, and the frames that follow.
fn frame(bench: &mut Bench, events: Vec<Event>) {
    bench.draw_frame(events);
    for _ in 0..7 {
        bench.draw_frame(Vec::new());
    }
    bench.run();
}

fn centre(bench: &Bench, label: &str) -> Pos2 {
    bench.harness.get_by_role_and_label(Role::TextInput, label).rect().center()
}

/// A form at rest, so that no click is refused.
fn form() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.harness.run_steps(20);
    bench
}

#[test]
fn text_after_a_click_on_the_focused_field_is_in_order() {
    let mut bench = form();
    let name = centre(&bench, "Navn");
    for _ in 0..2 {
        frame(&mut bench, [click(name), typed("Bente ")].concat());
    }
    frame(&mut bench, typed("Test"));
    assert_eq!(bench.field_text("Navn"), "Bente Bente Test");
}

#[test]
fn text_before_and_after_a_click_on_another_field_goes_to_each() {
    let mut bench = form();
    let (name, cpr) = (centre(&bench, "Navn"), centre(&bench, "CPR-nummer"));
    frame(&mut bench, [click(name), typed("Bente Testperson"), click(cpr), typed("0201609941")].concat());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9941");
}

fn answer(bench: &Bench, question: &str) -> Option<Answer> {
    bench.window().case().session().case().answers.get(question).cloned()
}

/// A form with two questions in sight, and the places of their answers.
fn form_with_answers(labels: [&str; 2]) -> (Bench, [Pos2; 2]) {
    let mut bench = form();
    bench.harness.get_by_label(labels[1]).scroll_to_me();
    bench.harness.run_steps(20);
    let places = labels.map(|label| bench.harness.get_by_label(label).rect().center());
    (bench, places)
}

const METASTATIC: &str = "Metastatisk sygdom (spredning): Ja";
const RECURRENCE: &str = "Recidiv: Ja";

#[test]
fn a_key_after_a_click_on_an_answer_is_for_its_question() {
    let (mut bench, [yes, _]) = form_with_answers([METASTATIC, RECURRENCE]);
    frame(&mut bench, [click(yes), typed("n")].concat());
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
}

#[test]
fn a_click_gives_the_answer_below_it_though_the_pointer_has_gone_on_to_another() {
    let (mut bench, [clicked, passed]) = form_with_answers([METASTATIC, RECURRENCE]);
    frame(&mut bench, [click(clicked), vec![Event::PointerMoved(passed)]].concat());
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)));
    assert_eq!(answer(&bench, "recurrence"), None);
}

#[test]
fn a_click_is_not_lost_when_the_pointer_leaves_the_window_at_once() {
    let (mut bench, [clicked, _]) = form_with_answers([METASTATIC, RECURRENCE]);
    frame(&mut bench, [click(clicked), vec![Event::PointerGone]].concat());
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)));
}

#[test]
fn two_clicks_on_two_answers_give_both() {
    let (mut bench, places) = form_with_answers([METASTATIC, RECURRENCE]);
    frame(&mut bench, places.map(click).concat());
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(true)));
    assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(true)));
}

/// Has each frame laid out as often as it may be.
struct LaidOutAgain;

impl Plugin for LaidOutAgain {
    fn debug_name(&self) -> &'static str {
        "laid out again"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        ui.ctx().request_discard("test");
    }
}

#[test]
fn what_waits_is_handled_without_another_input_though_the_frame_is_laid_out_again() {
    let mut bench = form();
    let ctx = bench.harness.ctx.clone();
    ctx.add_plugin(LaidOutAgain);
    bench.harness.run_steps(4);
    let asked = Arc::new(Mutex::new(Vec::new()));
    let note = asked.clone();
    ctx.set_request_repaint_callback(move |info| {
        if info.delay.is_zero() {
            note.lock().unwrap().push(info.current_cumulative_pass_nr);
        }
    });
    let before = ctx.cumulative_pass_nr();
    let admitted = bench.admit(vec![pressed(Key::Tab), pressed(Key::Tab)]);
    assert_eq!(admitted.len(), 1, "the second key waits");
    assert!(asked.lock().unwrap().is_empty(), "what is asked for before the frame is dropped");
    bench.harness.input_mut().events.extend(admitted);
    bench.harness.step();
    let after = ctx.cumulative_pass_nr();
    assert!(after > before + 1, "the frame is laid out again");
    // eframe drops other requests as outdated.
    assert!(asked.lock().unwrap().iter().any(|pass| pass + 1 >= after), "{before} {after} {asked:?}");
}

/// A click on something at rest, all of it in one frame.
fn click_once(bench: &mut Bench, pos: Pos2) {
    bench.harness.run_steps(4);
    frame(bench, click(pos));
}

#[test]
fn a_click_opens_a_menu_and_the_next_one_switches_or_closes_it() {
    for language in Language::ALL {
        let [case, view] = match language {
            Language::Da => ["Sag", "Vis"],
            Language::En => ["Case", "View"],
        };
        for width in [480.0, 1360.0] {
            let mut bench = Bench::of_size(width, 860.0);
            if language == Language::En {
                bench.switch_to_english();
            }
            let is_folded = bench.harness.query_by_role_and_label(Role::Button, "Menu").is_some();
            assert_eq!(is_folded, width < 1000.0);
            for _ in 0..2 {
                let first = match bench.harness.query_by_role_and_label(Role::Button, "Menu") {
                    Some(button) => button.rect().center(),
                    None => title(&bench, case),
                };
                click_once(&mut bench, first);
                assert_eq!(open_menu(&bench), Some(Menu::Case), "{language:?} {width}");
                let other = title(&bench, view);
                click_once(&mut bench, other);
                assert_eq!(open_menu(&bench), Some(Menu::View), "{language:?} {width}");
                click_once(&mut bench, other);
                assert_eq!(open_menu(&bench), None, "{language:?} {width}");
            }
        }
    }
}

#[test]
fn a_click_runs_an_entry_opens_a_context_menu_and_opens_and_closes_the_calendar() {
    let mut bench = form();
    let at = title(&bench, "Vis");
    click_once(&mut bench, at);
    let entry = bench.harness.get_by_role_and_label(Role::MenuItemRadio, "Alle indikationer").rect().center();
    click_once(&mut bench, entry);
    assert_eq!(bench.window().case().view(), View::Overview);
    assert_eq!(open_menu(&bench), None);

    let mut bench = form();
    let name = centre(&bench, "Navn");
    frame(&mut bench, click_with(PointerButton::Secondary, name));
    assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Field(_))));
    click_once(&mut bench, egui::pos2(5.0, 3000.0));
    assert!(bench.window().menu().is_none());

    let day = "Vælg dato: Vurderet den";
    let button = bench.harness.get_by_role_and_label(Role::Button, day).rect().center();
    for is_open in [true, false, true] {
        click_once(&mut bench, button);
        assert_eq!(bench.window().case().calendar().is_some(), is_open);
    }
    click_once(&mut bench, name);
    assert!(bench.window().case().calendar().is_none());
}

/// A form whose next case is being read, with the focus in the name.
fn form_before_another_case() -> Bench {
    let mut bench = form();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
    bench.run();
    bench
}

/// The case that is being read is there.
fn send_another_case(bench: &mut Bench) {
    bench.send(Output::CaseRead(Ok(plain(CASE))));
}

fn patient(bench: &Bench) -> String {
    bench.window().case().session().case().patient.name.clone()
}

#[test]
fn keys_that_wait_when_another_case_is_read_reach_neither_case_and_this_is_told() {
    let mut bench = form_before_another_case();
    let before = bench.window().case().session().case().clone();
    send_another_case(&mut bench);
    let tab = || key_events(Key::Tab);
    bench.draw_frame([typed("Poul"), tab(), typed("0201609992"), tab(), tab()].concat());
    assert!(*bench.window().case().session().case() == before, "the keys come first");
    frame(&mut bench, Vec::new());
    let session = bench.window().case().session();
    assert_eq!(session.case().patient.name, "Bente Testperson");
    assert!(!session.has_unsaved_changes() && bench.window().dialog().is_none());
    assert!(bench.has_part("Det, du netop skrev, er ikke brugt"));
}

#[test]
fn keys_that_come_faster_than_they_are_handled_never_get_into_the_next_case() {
    let mut bench = form_before_another_case();
    send_another_case(&mut bench);
    // Each step takes two frames. No reply waits for so many.
    let steps = (0..200).flat_map(|_| key_events(Key::Tab));
    bench.draw_frame(steps.chain(typed("n")).collect());
    let read = (0..400).find(|_| {
        bench.draw_frame(Vec::new());
        patient(&bench) == "Bente Testperson"
    });
    assert!(read.is_some_and(|frames| frames > 100), "{read:?}");
    frame(&mut bench, Vec::new());
    let session = bench.window().case().session();
    assert!(session.case().answers.is_empty() && !session.has_unsaved_changes());
    assert_eq!(bench.window().dialog(), None);
}

#[test]
fn a_key_that_is_held_down_keeps_no_reply_for_good_and_does_nothing_in_the_next_case() {
    let mut bench = form_before_another_case();
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Metastatisk sygdom (spredning)").focus();
    bench.run();
    send_another_case(&mut bench);
    let held =
        |key| Event::Key { key, physical_key: None, pressed: true, repeat: true, modifiers: Modifiers::NONE };
    let frames = (0..20).find(|_| {
        bench.draw_frame(vec![held(Key::Delete)]);
        patient(&bench) == "Bente Testperson"
    });
    assert!(frames.is_some_and(|frames| frames > 3), "{frames:?}");
    assert!(!bench.window().case().session().has_unsaved_changes());
}

#[test]
fn keys_that_wait_answer_no_dialog_that_a_key_before_them_has_opened() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    let before = bench.window().case().session().case().clone();
    let keys =
        [typed("f"), shortcut_events(Key::N), key_events(Key::Tab), key_events(Key::Enter), typed("n")];
    frame(&mut bench, keys.concat());
    assert!(matches!(bench.window().dialog(), Some(Dialog::Unsaved(_))));
    let after = bench.window().case().session().case();
    assert_eq!((&after.patient, &after.answers), (&before.patient, &before.answers));
    assert!(after.requester.hospital.ends_with('f'), "what came before goes where it was meant to");
    // Escape closes it, and the key after it is for what was shown.
    let before = after.clone();
    frame(&mut bench, [key_events(Key::Escape), typed("x")].concat());
    assert_eq!(bench.window().dialog(), None);
    assert!(*bench.window().case().session().case() == before);
}

#[test]
fn the_palette_is_typed_into_right_behind_its_key() {
    let mut bench = form();
    let keys = [shortcut_events(Key::K), typed("indstil"), key_events(Key::Enter)];
    frame(&mut bench, keys.concat());
    bench.run();
    assert!(matches!(bench.window().dialog(), Some(Dialog::Settings(_))), "{:?}", bench.window().dialog());
}

/// Draws a frame so many seconds after the one before.
fn frame_after(bench: &mut Bench, seconds: f64, events: Vec<Event>) {
    let now = bench.harness.ctx.input(|input| input.time);
    bench.harness.input_mut().time = Some(now + seconds);
    bench.harness.input_mut().events.extend(events);
    bench.harness.step();
    bench.harness.input_mut().time = None;
}

#[test]
fn a_series_of_clicks_answers_and_takes_nothing_back() {
    for count in [1, 2, 3, 4, 5] {
        for between in [0.005, 0.06, 0.2] {
            let (mut bench, [_, yes]) = form_with_answers([METASTATIC, RECURRENCE]);
            frame_after(&mut bench, 1.0, vec![Event::PointerMoved(yes)]);
            for _ in 0..count {
                frame_after(&mut bench, between, click(yes));
            }
            bench.run();
            assert_eq!(answer(&bench, "recurrence"), Some(Answer::YesNo(true)), "{count} {between}");
            frame_after(&mut bench, 1.0, click(yes));
            bench.run();
            assert_eq!(answer(&bench, "recurrence"), None, "a click later takes the answer back");
        }
    }
}

/// Events of a frame: a text that is pasted, and text typed after and before it.
fn pasted(before: &str, paste: &str, after: &str) -> Vec<Event> {
    [typed(before), vec![Event::Paste(paste.to_owned())], typed(after)].concat()
}

fn is_refusal_told(bench: &Bench) -> bool {
    bench.has_part("Teksten er ikke indsat")
}

#[test]
fn what_is_typed_in_the_frame_of_a_refused_paste_is_inserted() {
    let long = "x".repeat(60_000);
    let mut bench = form();
    bench.type_into("Navn", "Bente");
    bench.harness.input_mut().events.extend(pasted("ABC", &long, "XYZ"));
    bench.run();
    assert_eq!(bench.field_text("Navn"), "BenteABCXYZ");
    assert!(is_refusal_told(&bench));

    // What was selected stays selected, for what is typed next, in the same frame or later.
    for at_once in [true, false] {
        bench.press_with(Modifiers::COMMAND, Key::A);
        bench.harness.input_mut().events.extend(pasted("", &long, if at_once { "Carl" } else { "" }));
        bench.run();
        assert!(is_refusal_told(&bench));
        if !at_once {
            assert_eq!(bench.field_text("Navn"), "Carl");
            bench.harness.event(Event::Text("Dorte".to_owned()));
            bench.run();
        }
        assert_eq!(bench.field_text("Navn"), if at_once { "Carl" } else { "Dorte" });
    }
    // Two that fit one by one, and not together: the first one is inserted.
    bench.press_with(Modifiers::COMMAND, Key::A);
    let half = "y".repeat(2_500);
    bench.harness.input_mut().events.extend([Event::Paste(half.clone()), Event::Paste(half.clone())]);
    bench.run();
    let name = bench.window().case().text(&Field::PatientName);
    assert_eq!(name.chars().count(), 2_500);
}

#[test]
fn the_message_of_a_refused_paste_moves_nothing_and_leaves_with_the_next_input() {
    let long = "1".repeat(60_000);
    let mut bench = form();
    bench.type_into("CPR-nummer", "0201");
    let below = |bench: &Bench| bench.harness.get_by_label(METASTATIC).rect().top();
    let before = below(&bench);
    let refuse = |bench: &mut Bench| {
        bench.harness.event(Event::Paste(long.clone()));
        bench.run();
        assert!(is_refusal_told(bench));
    };
    refuse(&mut bench);
    assert_eq!(below(&bench), before);
    bench.harness.event(Event::Text("6".to_owned()));
    bench.run();
    assert!(!is_refusal_told(&bench));
    refuse(&mut bench);
    bench.type_into("Navn", "");
    assert!(!is_refusal_told(&bench), "the field was left");
    bench.harness.event(Event::Paste(long.clone()));
    bench.run();
    assert_eq!(bench.harness.query_all(By::new().label_contains("Teksten er ikke indsat")).count(), 1);
}

#[test]
fn what_is_typed_in_the_frame_of_a_refused_passphrase_is_inserted() {
    let mut bench = Bench::with_changed_case(None);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let dots = |bench: &Bench| {
        let field = By::new().role(Role::PasswordInput).label("Adgangskode");
        bench.harness.get(field).accesskit_node().value().unwrap_or_default().chars().count()
    };
    bench.type_secret("Adgangskode", "abc");
    bench.harness.input_mut().events.extend(pasted("de", &"x".repeat(600), "fg"));
    bench.run();
    assert_eq!(dots(&bench), 7);
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.input_mut().events.extend(pasted("", &"x".repeat(600), ""));
    bench.run();
    assert!(is_refusal_told(&bench));
    bench.harness.event(Event::Text("h".to_owned()));
    bench.run();
    assert_eq!(dots(&bench), 1, "what was selected is replaced");
}
