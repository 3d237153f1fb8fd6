//! The window waits for a save before it leaves the case: what is typed meanwhile gets into neither case, and answers
//! no question that comes by itself.

use crate::bench::Bench;
use crate::key_events::{key_events, shortcut_events};
use egui::{Event, Key};
use wgs_referral::case::Case;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{Output, Protection, SaveError};
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::window::{CaseCommand, Dialog, Field, UiCommand, WindowCommand};

const UNSAVED: &str = "Sagen er ikke gemt";

/// A case with a change whose save is in flight, with the focus in a field.
pub fn saving() -> Bench {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.take_all_requests();
    press(&mut bench, shortcut_events(Key::S));
    bench.run();
    bench
}

fn case(bench: &Bench) -> Case {
    bench.window().case().session().case().clone()
}

/// Whether the window waits for a save before it leaves the case.
pub fn is_leaving(bench: &Bench) -> bool {
    matches!(bench.window().dialog(), Some(Dialog::Leaving(_)))
}

/// The reply to a save that has ended well.
pub fn saved() -> Output {
    Output::CaseWritten(Ok(Fingerprint::of(b"now")))
}

/// The save in flight ends well.
fn end_save(bench: &mut Bench) {
    bench.send(saved());
    bench.draw_frame(Vec::new());
    bench.run();
}

fn text(text: &str) -> Vec<Event> {
    vec![Event::Text(text.to_owned())]
}

/// Presses keys, one every 0.15 s.
pub fn type_at_pace(bench: &mut Bench, keys: &[Vec<Event>]) {
    for key in keys {
        let time = bench.harness.ctx.input(|input| input.time) + 0.15;
        bench.harness.input_mut().time = Some(time);
        bench.draw_frame(key.clone());
        bench.harness.input_mut().time = Some(time + 0.02);
        bench.draw_frame(Vec::new());
    }
    bench.harness.input_mut().time = None;
}

/// Presses a key, and draws the frames that follow.
fn press(bench: &mut Bench, events: Vec<Event>) {
    bench.draw_frame(events);
    (0..4).for_each(|_| bench.draw_frame(Vec::new()));
}

fn pause(bench: &mut Bench) {
    bench.harness.run_steps(4);
}

/// What a user types who takes the next patient's form for shown.
fn next_patient() -> Vec<Vec<Event>> {
    let space = || [key_events(Key::Space), text(" ")].concat();
    let mut keys: Vec<_> = "Bente".chars().map(|letter| text(&letter.to_string())).collect();
    keys.extend([space(), text("T"), key_events(Key::Tab), text("0"), key_events(Key::Enter)]);
    keys
}

#[test]
fn nothing_that_is_typed_while_the_case_is_left_gets_into_it() {
    let mut bench = saving();
    let before = case(&bench);
    press(&mut bench, shortcut_events(Key::N));
    assert!(is_leaving(&bench) && bench.has("Gemmer, derefter ny sag …"));
    // Whatever the pace is.
    for _ in 0..2 {
        type_at_pace(&mut bench, &next_patient());
        assert!(is_leaving(&bench) && case(&bench) == before);
        pause(&mut bench);
    }
    for key in [Key::Space, Key::Enter, Key::Tab] {
        pause(&mut bench);
        type_at_pace(&mut bench, &[key_events(key)]);
        assert!(is_leaving(&bench), "{key:?}");
    }
    // A click into the form leads back no more than a key does.
    bench.harness.hover_at(egui::pos2(700.0, 3000.0));
    bench.harness.drag_at(egui::pos2(700.0, 3000.0));
    bench.harness.drop_at(egui::pos2(700.0, 3000.0));
    bench.run();
    assert!(is_leaving(&bench) && case(&bench) == before);
    end_save(&mut bench);
    assert_eq!(bench.window().dialog(), None);
    assert_eq!(case(&bench).patient.name, "");
}

#[test]
fn who_stays_in_the_case_goes_on_with_it_once_it_is_saved() {
    for by_key in [true, false] {
        let mut bench = saving();
        let before = case(&bench);
        press(&mut bench, shortcut_events(Key::N));
        if by_key {
            press(&mut bench, key_events(Key::Escape));
        } else {
            bench.click("Bliv i sagen");
        }
        assert_eq!(bench.window().dialog(), None);
        end_save(&mut bench);
        assert!(case(&bench) == before && bench.window().dialog().is_none());
        assert!(!bench.window().case().session().has_unsaved_changes());
    }
}

#[test]
fn who_does_not_wait_for_the_save_leaves_once() {
    let mut bench = saving();
    bench.dispatch(UiCommand::New);
    bench.click("Vent ikke…");
    bench.click("Kassér ændringer");
    assert_eq!((bench.window().dialog(), case(&bench).patient.name.as_str()), (None, ""));
    // The next case is not left again when the save of the one before ends.
    bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
    bench.take_all_requests();
    end_save(&mut bench);
    assert_eq!((bench.window().dialog(), case(&bench).mtb.note.as_str()), (None, "Drøftet"));
}

#[test]
fn a_save_that_hangs_is_left_by_keys_alone() {
    let mut bench = saving();
    press(&mut bench, shortcut_events(Key::N));
    assert!(is_leaving(&bench));
    press(&mut bench, key_events(Key::Escape));
    assert_eq!(bench.window().dialog(), None);
    press(&mut bench, shortcut_events(Key::N));
    assert!(bench.has(UNSAVED), "who asks again is asked about the changes");
}

#[test]
fn what_is_typed_while_a_slow_frame_paints_a_question_does_not_answer_it() {
    let mut bench = saving();
    press(&mut bench, shortcut_events(Key::N));
    bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
    bench.take_all_requests();
    bench.send(saved());
    bench.draw_frame(Vec::new());
    assert!(bench.has(UNSAVED));
    // The frame takes three seconds, and the key is pressed meanwhile.
    let time = bench.harness.ctx.input(|input| input.time) + 3.0;
    bench.harness.input_mut().time = Some(time);
    bench.draw_frame(key_events(Key::Enter));
    bench.harness.input_mut().time = None;
    bench.draw_frame(Vec::new());
    assert!(bench.has(UNSAVED));
}

#[test]
fn a_slow_frame_does_not_use_up_the_pause_of_a_question() {
    // When frames begin after that which has drawn the question, in seconds after the one before, and the last one
    // with a key.
    let times: [(&[f64], bool); 5] = [
        // The key comes while the first frame is painted, or soon after.
        (&[2.0], false),
        (&[2.0, 0.3], false),
        // A second frame takes long, and the key comes meanwhile.
        (&[0.02, 2.0], false),
        // The frame with which the pause ends comes first.
        (&[2.0, 0.81, 0.02], true),
        (&[0.02, 0.81, 0.02], true),
    ];
    for (seconds, is_answered) in times {
        let mut bench = saving();
        press(&mut bench, shortcut_events(Key::N));
        bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
        bench.take_all_requests();
        bench.send(saved());
        bench.draw_frame(Vec::new());
        for (at, after) in seconds.iter().enumerate() {
            let time = bench.harness.ctx.input(|input| input.time) + after;
            bench.harness.input_mut().time = Some(time);
            bench.draw_frame(if at + 1 < seconds.len() { Vec::new() } else { key_events(Key::Enter) });
        }
        bench.harness.input_mut().time = None;
        bench.draw_frame(Vec::new());
        assert_eq!(!bench.has(UNSAVED), is_answered, "{seconds:?}");
    }
}

#[test]
fn what_follows_the_save_is_named_in_both_languages() {
    for (language, command, text) in [
        (Language::Da, UiCommand::New, "Gemmer, derefter ny sag …"),
        (Language::En, UiCommand::New, "Saving, then a new case …"),
        (Language::Da, UiCommand::Open, "Gemmer, derefter åbnes en anden sag …"),
        (Language::En, UiCommand::Open, "Saving, then another case is opened …"),
        (Language::Da, UiCommand::Sample, "Gemmer, derefter åbnes eksempelsagen …"),
    ] {
        let mut bench = saving();
        bench.dispatch(WindowCommand::SetLanguage(language));
        bench.dispatch(command);
        assert!(bench.has(text), "{text}");
    }
}

#[test]
fn a_case_that_cannot_be_saved_is_shown_again() {
    let mut bench = saving();
    let before = case(&bench);
    press(&mut bench, shortcut_events(Key::N));
    bench.send(Output::CaseWritten(Err(SaveError::File(FileError::DiskFull))));
    bench.draw_frame(Vec::new());
    bench.run();
    assert!(bench.window().dialog().is_none() && case(&bench) == before);
    assert!(bench.has_part("disken er fuld"));
}

#[test]
fn a_save_that_the_question_about_the_changes_has_led_to_is_waited_for_as_well() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.dispatch(UiCommand::New);
    bench.click("Gem først");
    assert!(is_leaving(&bench));
    end_save(&mut bench);
    assert_eq!((bench.window().dialog(), case(&bench).patient.name.as_str()), (None, ""));
}

#[test]
fn a_question_that_comes_by_itself_is_answered_by_no_key_before_a_pause() {
    let mut bench = saving();
    press(&mut bench, shortcut_events(Key::N));
    // A job may change the case meanwhile.
    bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
    bench.take_all_requests();
    bench.send(saved());
    bench.draw_frame(Vec::new());
    assert!(bench.has(UNSAVED));
    let before = case(&bench);
    let keys = [text("x"), key_events(Key::Tab), key_events(Key::Enter), key_events(Key::Space)];
    for _ in 0..3 {
        type_at_pace(&mut bench, &keys);
        assert!(bench.has(UNSAVED) && case(&bench) == before);
        assert!(bench.take_requests().is_empty());
    }
    pause(&mut bench);
    // Tab has not led to another button.
    type_at_pace(&mut bench, &[key_events(Key::Enter)]);
    bench.run();
    assert!(is_leaving(&bench), "it is saved first");
}

#[test]
fn a_question_that_the_user_has_asked_for_is_answered_at_once() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    press(&mut bench, shortcut_events(Key::N));
    assert!(bench.has(UNSAVED));
    press(&mut bench, key_events(Key::Enter));
    assert!(is_leaving(&bench));
}
