//! A case that comes into sight by itself gets no key that was meant for something else, and what was asked for gets
//! the keys that were typed right behind the command.

use crate::bench::{Bench, CASE, passphrase, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_event, key_events, shortcut_events};
use crate::leaving::{is_leaving, saved, saving, type_at_pace};
use crate::pointer;
use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use strum::VariantArray;
use wgs_referral::case::Case;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{CaseError, OpenedCase, Output, PickedPath, Protection, SaveError};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::FileError;
use wgs_referral::window::{CommandReach, Dialog, UiCommand, WindowCommand};

const NOT_USED: &str = "Det, du netop skrev, er ikke brugt";
const NOT_DONE: &str = "Genvejstasten, du netop brugte, gjorde ingenting";

fn typed(text: &str) -> Vec<Event> {
    text.chars().map(|letter| Event::Text(letter.to_string())).collect()
}

/// The events of each letter by itself.
fn letters(text: &str) -> Vec<Vec<Event>> {
    typed(text).into_iter().map(|event| vec![event]).collect()
}

fn case(bench: &Bench) -> Case {
    bench.window().case().session().case().clone()
}

fn name(bench: &Bench) -> String {
    case(bench).patient.name
}

/// Draws a frame with events, and so many after it.
fn frames(bench: &mut Bench, events: Vec<Event>, count: usize) {
    bench.draw_frame(events);
    (0..count).for_each(|_| bench.draw_frame(Vec::new()));
}

fn end_save(bench: &mut Bench) {
    bench.send(saved());
    bench.draw_frame(Vec::new());
}

/// A pause after the last key, as eframe draws it.
fn pause(bench: &mut Bench) {
    (0..5).for_each(|_| bench.draw_frame(Vec::new()));
}

#[test]
fn a_name_that_is_typed_while_the_case_is_saved_gets_into_the_next_one_only_as_a_whole() {
    // So many letters come before the save ends: none, some, or all of them.
    for before in [0, 3, 13] {
        for at_once in [false, true] {
            let mut bench = saving();
            let (early, late) = "Bente Hansen ".split_at(before);
            if at_once {
                frames(&mut bench, [shortcut_events(Key::N), typed(early)].concat(), 6);
            } else {
                frames(&mut bench, shortcut_events(Key::N), 3);
                type_at_pace(&mut bench, &letters(early));
            }
            assert!(is_leaving(&bench));
            end_save(&mut bench);
            assert!(bench.window().dialog().is_none() && name(&bench).is_empty());
            assert_eq!(bench.has_part(NOT_USED), before > 0, "{before}: told with the next case");
            if at_once {
                frames(&mut bench, typed(late), 3);
            } else {
                type_at_pace(&mut bench, &letters(late));
            }
            assert_eq!(name(&bench), "", "{before} {at_once}");
            assert!(bench.has_part(NOT_USED), "{before} {at_once}");
            pause(&mut bench);
            type_at_pace(&mut bench, &letters("Bente Hansen"));
            bench.run();
            assert_eq!(name(&bench), "Bente Hansen", "{before} {at_once}");
            assert!(!bench.has_part(NOT_USED), "it is typed again");
        }
    }
}

#[test]
fn a_save_that_ends_among_the_keys_of_one_run_lets_none_into_the_next_case() {
    let mut bench = saving();
    // The save has ended, and its reply waits for the keys.
    bench.send(saved());
    let tab = || key_events(Key::Tab);
    let keys = [shortcut_events(Key::N), typed("Carl"), tab(), typed("240847"), key_events(Key::Enter)];
    frames(&mut bench, keys.concat(), 12);
    assert!(bench.window().dialog().is_none() && name(&bench).is_empty());
    assert!(case(&bench).patient.cpr.is_none() && case(&bench).answers.is_empty());
    assert!(bench.has_part(NOT_USED));
}

#[test]
fn nothing_is_told_where_no_text_was_dropped() {
    let mut bench = saving();
    frames(&mut bench, shortcut_events(Key::N), 3);
    type_at_pace(&mut bench, &[key_events(Key::Tab), key_events(Key::Enter)]);
    end_save(&mut bench);
    type_at_pace(&mut bench, &[key_events(Key::Tab), key_events(Key::F8)]);
    assert!(!bench.has_part(NOT_USED));
    pause(&mut bench);
    assert!(!bench.has_part(NOT_USED) && !bench.has_part(NOT_DONE));
}

#[test]
fn a_shortcut_that_was_not_carried_out_is_told_until_a_command_about_the_case_is() {
    for (language, told) in
        [(Language::Da, NOT_DONE), (Language::En, "The shortcut you just used did nothing")]
    {
        let mut bench = unseen();
        bench.dispatch(WindowCommand::SetLanguage(language));
        bench.dispatch(WindowCommand::Open("/t/c.wgscase".into()));
        bench.send(Output::CaseRead(Ok(plain(CASE))));
        bench.draw_frame(Vec::new());
        bench.take_all_requests();
        type_at_pace(&mut bench, &[shortcut_events(Key::S)]);
        assert!(bench.latest_job(JobKind::Write).is_none() && bench.window().dialog().is_none());
        let notice = bench.harness.get(By::new().label_contains(told).recursive(true));
        assert_ne!(notice.accesskit_node().live(), Live::Off, "{told}");
        pause(&mut bench);
        bench.dispatch(UiCommand::ZoomIn);
        assert!(bench.has_part(told), "that is no command about the case");
        frames(&mut bench, shortcut_events(Key::S), 3);
        assert!(!bench.has_part(told));
    }
}

#[test]
fn a_shortcut_that_waits_when_another_case_is_shown_is_told_as_well() {
    let mut bench = saving();
    bench.send(saved());
    let keys = [shortcut_events(Key::N), shortcut_events(Key::Z)];
    frames(&mut bench, keys.concat(), 12);
    assert!(bench.window().dialog().is_none() && name(&bench).is_empty());
    assert!(bench.has_part(NOT_DONE) && !bench.has_part(NOT_USED));
}

#[test]
fn the_pointer_and_escape_reach_the_next_case_at_once() {
    let mut bench = saving();
    frames(&mut bench, shortcut_events(Key::N), 3);
    type_at_pace(&mut bench, &letters("B"));
    end_save(&mut bench);
    assert!(bench.has_part(NOT_USED));
    frames(&mut bench, key_events(Key::Escape), 1);
    assert!(!bench.has_part(NOT_USED), "Escape closes the notice");
    // Controls refuse a press for a moment after they have come.
    frames(&mut bench, typed("x"), 1);
    let time = bench.harness.ctx.input(|input| input.time) + 0.5;
    bench.harness.input_mut().time = Some(time);
    let pos = bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect().center();
    bench.draw_frame(pointer::click_events(pos).into());
    bench.harness.input_mut().time = Some(time + 0.1);
    bench.draw_frame(typed("B"));
    bench.harness.input_mut().time = None;
    bench.run();
    assert_eq!(name(&bench), "B");
}

#[test]
fn the_case_that_could_not_be_left_gets_no_key_that_was_meant_for_the_next_one() {
    let mut bench = saving();
    let before = case(&bench);
    frames(&mut bench, shortcut_events(Key::N), 3);
    type_at_pace(&mut bench, &letters("Ca"));
    bench.send(Output::CaseWritten(Err(SaveError::File(FileError::DiskFull))));
    bench.draw_frame(Vec::new());
    assert_eq!(bench.window().dialog(), None);
    type_at_pace(&mut bench, &letters("rl"));
    type_at_pace(&mut bench, &[shortcut_events(Key::Z)]);
    assert!(case(&bench) == before && bench.has_part(NOT_DONE), "nothing is undone either");
    assert!(bench.has_part(NOT_USED) && bench.has_part("disken er fuld"), "both are told");
}

#[test]
fn a_case_that_a_slow_file_has_opened_gets_no_key_before_a_pause() {
    for with_passphrase in [false, true] {
        let mut bench = Bench::new();
        let mut opened = plain(CASE);
        if with_passphrase {
            bench.open_file("/t/b.wgscase", Err(DecryptError::NeedsPassphrase.into()));
            bench.type_secret("Adgangskode", "en lang adgangssætning");
            frames(&mut bench, key_events(Key::Enter), 3);
            let protection = Some(Protection::Passphrase(passphrase("en lang adgangssætning")));
            opened = OpenedCase { protection, ..opened };
            type_at_pace(&mut bench, &letters("ja"));
        } else {
            bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
        }
        bench.send(Output::CaseRead(Ok(opened)));
        bench.draw_frame(Vec::new());
        let shown = case(&bench);
        assert_eq!(shown.patient.name, "Bente Testperson");
        assert_eq!(bench.has_part(NOT_USED), with_passphrase, "it was typed while the file was read");
        let tabs = (0..4).map(|_| key_events(Key::Tab));
        type_at_pace(&mut bench, &tabs.chain(letters("xjn1")).collect::<Vec<_>>());
        assert!(case(&bench) == shown && bench.has_part(NOT_USED));
        pause(&mut bench);
        frames(&mut bench, shortcut_events(Key::Z), 2);
        assert!(case(&bench) == shown);
    }
}

/// A case that was read just now, in the first frame that shows it.
fn unseen() -> Bench {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.take_all_requests();
    bench.send(Output::CaseRead(Ok(plain(CASE))));
    bench.draw_frame(Vec::new());
    bench
}

#[test]
fn a_command_that_only_shows_something_is_done_at_once_in_a_case_that_comes_by_itself() {
    let (ctrl, alt) = (Modifiers::COMMAND, Modifiers::ALT);
    let shift = ctrl | Modifiers::SHIFT;
    for (modifiers, key, expected) in [
        (ctrl, Key::K, "Alle kommandoer"),
        (ctrl, Key::Comma, "Indstillinger"),
        // What follows with Shift is another command than without: Ctrl+S saves.
        (shift, Key::S, "Gem sagen"),
    ] {
        let mut bench = unseen();
        frames(&mut bench, vec![key_event(key, true, modifiers)], 2);
        assert!(bench.window().dialog().is_some() && bench.has(expected), "{expected}");
        assert!(!bench.has_part(NOT_USED));
    }
    for (modifiers, key) in [(Modifiers::NONE, Key::F10), (alt, Key::S)] {
        let mut bench = unseen();
        frames(&mut bench, vec![key_event(key, true, modifiers)], 2);
        assert!(bench.window().menu().is_some(), "{key:?} opens a menu");
    }
    let mut bench = unseen();
    let shown = |bench: &Bench| bench.window().case().session().indication().id.clone();
    let before = shown(&bench);
    frames(&mut bench, shortcut_events(Key::Num3), 2);
    assert_ne!(shown(&bench), before, "another indication is shown");
}

#[test]
fn no_other_command_reaches_a_case_that_comes_by_itself_before_a_pause() {
    let held = |command: &&UiCommand| command.reach() == CommandReach::CaseAtOnce;
    let os = Bench::new().harness.ctx.os();
    for command in UiCommand::VARIANTS.iter().filter(held) {
        for keys in command.shortcuts(os) {
            let mut bench = unseen();
            let before = case(&bench);
            let pressed = key_event(keys.logical_key, true, keys.modifiers);
            frames(&mut bench, vec![pressed], 1);
            assert!(bench.take_all_requests().is_empty(), "{command:?}");
            assert!(bench.window().dialog().is_none() && case(&bench) == before, "{command:?}");
            assert!(bench.harness.output().platform_output.commands.is_empty(), "{command:?}");
            assert!(bench.has_part(NOT_DONE) && !bench.has_part(NOT_USED), "{command:?}");
            pause(&mut bench);
            assert!(bench.has_part(NOT_DONE), "{command:?}");
        }
    }
    // The keys are right: after a pause, they copy.
    let mut bench = unseen();
    pause(&mut bench);
    let keys = UiCommand::CopyRecord.shortcuts(os)[0];
    frames(&mut bench, vec![key_event(keys.logical_key, true, keys.modifiers)], 3);
    assert!(!bench.has_part(NOT_DONE));
    assert!(!bench.take_all_requests().is_empty() || bench.window().dialog().is_some());
}

#[test]
fn a_passphrase_that_does_not_fit_tells_nothing() {
    let mut bench = Bench::new();
    bench.open_file("/t/b.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.type_secret("Adgangskode", "en lang");
    frames(&mut bench, key_events(Key::Enter), 3);
    type_at_pace(&mut bench, &letters("x"));
    bench.send(Output::CaseRead(Err(CaseError::from(DecryptError::WrongPassphrase))));
    frames(&mut bench, Vec::new(), 2);
    frames(&mut bench, key_events(Key::Escape), 3);
    assert!(bench.window().dialog().is_none() && !bench.has_part(NOT_USED));
}

#[test]
fn a_case_that_a_slow_frame_shows_gets_no_key_of_that_time() {
    let mut bench = saving();
    frames(&mut bench, shortcut_events(Key::N), 3);
    end_save(&mut bench);
    // The frame that shows the case takes three seconds, and so does the next one. The keys come meanwhile.
    for _ in 0..2 {
        let time = bench.harness.ctx.input(|input| input.time) + 3.0;
        bench.harness.input_mut().time = Some(time);
        bench.draw_frame(typed("B"));
        bench.harness.input_mut().time = None;
    }
    frames(&mut bench, Vec::new(), 1);
    assert!(name(&bench).is_empty() && bench.has_part(NOT_USED));
}

#[test]
fn the_window_can_be_locked_at_once() {
    let mut bench = saving();
    frames(&mut bench, shortcut_events(Key::N), 3);
    type_at_pace(&mut bench, &letters("B"));
    end_save(&mut bench);
    frames(&mut bench, shortcut_events(Key::L), 2);
    assert!(bench.window().cover().is_some());
}

#[test]
fn a_screen_reader_tells_that_text_was_not_used_in_both_languages() {
    for (language, text) in [(Language::Da, NOT_USED), (Language::En, "What you just typed was not used")] {
        let mut bench = saving();
        bench.dispatch(WindowCommand::SetLanguage(language));
        frames(&mut bench, shortcut_events(Key::N), 3);
        type_at_pace(&mut bench, &letters("B"));
        end_save(&mut bench);
        let told = bench.harness.get(By::new().label_contains(text).recursive(true));
        assert_ne!(told.accesskit_node().live(), Live::Off, "{text}");
    }
}

#[test]
fn keys_right_behind_a_new_case_go_to_its_name() {
    let mut bench = Bench::with_sample(None);
    let tab = || key_events(Key::Tab);
    let keys = [shortcut_events(Key::N), typed("Carl Testperson"), tab(), typed("0201609992"), tab()];
    frames(&mut bench, keys.concat(), 14);
    bench.run();
    assert_eq!(
        (bench.field_text("Navn"), bench.field_text("CPR-nummer")),
        ("Carl Testperson".to_owned(), "020160-9992".to_owned())
    );
    assert!(case(&bench).answers.is_empty() && !bench.has_part(NOT_USED));
}

#[test]
fn keys_right_behind_a_question_about_the_changes_reach_neither_case_and_this_is_told() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    let before = case(&bench);
    frames(&mut bench, [shortcut_events(Key::N), typed("Carl")].concat(), 8);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Unsaved(_))) && case(&bench) == before);
    bench.click("Kassér ændringer");
    assert!(name(&bench).is_empty() && bench.has_part(NOT_USED));
}

#[test]
fn keys_right_behind_opening_wait_for_the_field_of_the_path() {
    let mut bench = Bench::with_sample(None);
    let before = case(&bench);
    bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
    bench.run();
    frames(&mut bench, [shortcut_events(Key::O), typed("sag ")].concat(), 3);
    frames(&mut bench, typed("b.wgs"), 1);
    bench.send(Output::PathPicked(PickedPath::NoDialog(None)));
    frames(&mut bench, typed("case"), 6);
    bench.run();
    assert!(matches!(bench.window().dialog(), Some(Dialog::AskPath(_))));
    assert_eq!(bench.field_text("Sti"), "/t/sag b.wgscase");
    frames(&mut bench, key_events(Key::Escape), 3);
    assert!(case(&bench) == before && !bench.has_part(NOT_USED));
}

#[test]
fn keys_behind_opening_are_not_used_where_the_system_asks_for_the_path() {
    for picks in [true, false] {
        let mut bench = Bench::with_sample(None);
        let before = case(&bench);
        bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
        bench.run();
        frames(&mut bench, [shortcut_events(Key::O), typed("/t/b")].concat(), 3);
        assert!(case(&bench) == before);
        if picks {
            bench.send(Output::PathPicked(PickedPath::Cancelled));
        }
        pause(&mut bench);
        assert!(case(&bench) == before && bench.has_part(NOT_USED));
        frames(&mut bench, typed("x"), 1);
        assert!(case(&bench).requester.hospital.ends_with('x'), "the case goes on");
    }
}

#[test]
fn keys_right_behind_an_export_are_for_its_dialog() {
    let mut bench = Bench::with_sample(None);
    let before = case(&bench);
    frames(&mut bench, [shortcut_events(Key::E), key_events(Key::Enter)].concat(), 8);
    assert!(bench.latest_job(JobKind::PickPath).is_some(), "Enter asks for a place");
    assert!(case(&bench) == before);
    // The question which indication is meant comes in between.
    let mut bench = Bench::with_sample(None);
    bench.dispatch(UiCommand::Overview);
    frames(&mut bench, [shortcut_events(Key::E), key_events(Key::Enter)].concat(), 8);
    assert!(matches!(bench.window().dialog(), Some(Dialog::ChooseIndication(_))));
}
