//! A case is being read that the user has asked for: what is typed meanwhile does not get into the case that is still
//! shown, unless the user goes on with that.

use crate::bench::{Bench, CASE, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_event, key_events, shortcut_events};
use crate::leaving::type_at_pace;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use strum::VariantArray;
use wgs_referral::case::Case;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{CaseError, Output, PickedPath, Protection};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::FileError;
use wgs_referral::window::{CommandReach, Dialog, UiCommand, WindowCommand};

const NOT_USED: &str = "Det, du netop skrev, er ikke brugt";
const NOT_DONE: &str = "Genvejstasten, du netop brugte, gjorde ingenting";
const STAY: &str = "Åbner en anden sag… Esc: bliv i sagen";
const OPENING: &str = "Åbner en anden sag…";

fn case(bench: &Bench) -> Case {
    bench.window().case().session().case().clone()
}

fn letters(text: &str) -> Vec<Vec<Event>> {
    text.chars().map(|letter| vec![Event::Text(letter.to_string())]).collect()
}

fn focus_field(bench: &mut Bench) {
    bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
    bench.run();
}

/// The case of the sample with the focus in a field, while another case is read.
fn reading() -> Bench {
    let mut bench = Bench::with_sample(None);
    focus_field(&mut bench);
    for event in shortcut_events(Key::O) {
        bench.draw_frame(vec![event]);
    }
    bench.run();
    bench.send(Output::PathPicked(PickedPath::Path("/t/slow.wgscase".into())));
    (0..3).for_each(|_| bench.draw_frame(Vec::new()));
    assert!(bench.latest_job(JobKind::Read).is_some());
    bench.take_all_requests();
    bench
}

fn reply(bench: &mut Bench, read: Output) {
    bench.send(read);
    (0..2).for_each(|_| bench.draw_frame(Vec::new()));
}

#[test]
fn nothing_that_is_typed_while_another_case_is_read_gets_into_the_one_shown() {
    let mut bench = reading();
    let before = case(&bench);
    assert!(bench.has(STAY));
    for _ in 0..2 {
        let keys =
            [letters("nj1"), vec![vec![Event::Paste("x".into())], key_events(Key::Backspace)]].concat();
        type_at_pace(&mut bench, &keys);
        assert!(case(&bench) == before && bench.has_part(NOT_USED));
        // However long the file takes.
        bench.harness.run_steps(8);
    }
    assert!(!bench.window().case().session().has_unsaved_changes());
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(case(&bench).patient.name, "Bente Testperson");
    assert!(bench.window().dialog().is_none() && bench.has_part(NOT_USED), "it is told in the next case too");
    let read = case(&bench);
    type_at_pace(&mut bench, &letters("nj1"));
    assert!(case(&bench) == read);
}

#[test]
fn an_answer_key_answers_nothing_in_the_case_that_is_left() {
    let mut bench = reading();
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)");
    group.focus();
    bench.run();
    let before = case(&bench);
    type_at_pace(&mut bench, &[letters("3"), vec![key_events(Key::ArrowRight)], letters("2")].concat());
    assert!(case(&bench) == before);
    bench.draw_frame(key_events(Key::Escape));
    type_at_pace(&mut bench, &letters("3"));
    assert!(case(&bench) != before, "the user goes on with this case");
}

#[test]
fn escape_stays_in_the_case_and_the_other_one_is_not_opened() {
    let mut bench = reading();
    bench.draw_frame(key_events(Key::Escape));
    bench.run();
    assert!(!bench.has_part(OPENING));
    let before = case(&bench);
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert!(case(&bench) == before && bench.window().dialog().is_none());
    focus_field(&mut bench);
    type_at_pace(&mut bench, &letters("xyz"));
    assert!(case(&bench).requester.hospital.contains("xyz"));
    // The next one can be opened all the same.
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Kassér ændringer");
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(case(&bench).patient.name, "Bente Testperson");
}

#[test]
fn escape_keeps_the_case_whose_changes_were_to_be_discarded() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    let before = case(&bench);
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    bench.click("Kassér ændringer");
    (0..3).for_each(|_| bench.draw_frame(Vec::new()));
    assert!(bench.has(STAY));
    bench.draw_frame(key_events(Key::Escape));
    bench.run();
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert!(case(&bench) == before && bench.window().case().session().has_unsaved_changes());
}

#[test]
fn a_press_lets_no_keys_through_and_what_it_answers_is_asked_about_before_the_other_case() {
    let mut bench = reading();
    bench.settle();
    bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").click();
    bench.run();
    let before = case(&bench);
    type_at_pace(&mut bench, &letters("xyz"));
    assert!(case(&bench) == before && bench.has(STAY) && bench.has_part(NOT_USED));
    bench.click("Performance status (ECOG): 2");
    assert!(case(&bench) != before);
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert!(bench.has("Sagen er ikke gemt"));
}

#[test]
fn escape_while_another_case_is_read_does_nothing_else() {
    let mut bench = reading();
    type_at_pace(&mut bench, &letters("n"));
    bench.draw_frame(key_events(Key::Escape));
    bench.run();
    assert!(bench.has_part(NOT_USED), "the notice stays");
    bench.press(Key::Escape);
    assert!(!bench.has_part(NOT_USED));
}

#[test]
fn a_dialog_over_the_case_does_not_let_the_keys_through_once_it_closes() {
    let mut bench = reading();
    let before = case(&bench);
    bench.dispatch(UiCommand::Help);
    assert!(bench.window().dialog().is_some());
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none() && bench.has(STAY));
    type_at_pace(&mut bench, &letters("n"));
    assert!(case(&bench) == before);
}

#[test]
fn keys_wait_for_a_pause_once_the_file_could_not_be_read_and_the_next_one_holds_them_again() {
    let mut bench = reading();
    let before = case(&bench);
    type_at_pace(&mut bench, &letters("n"));
    reply(&mut bench, Output::CaseRead(Err(CaseError::from(FileError::NotFound))));
    type_at_pace(&mut bench, &letters("n"));
    assert!(case(&bench) == before && !bench.has(STAY));
    bench.harness.run_steps(5);
    focus_field(&mut bench);
    bench.draw_frame(vec![Event::Text("x".into())]);
    bench.run();
    assert!(case(&bench).requester.hospital.ends_with('x'));
    let before = case(&bench);
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Kassér ændringer");
    type_at_pace(&mut bench, &letters("y"));
    assert!(case(&bench) == before);
}

#[test]
fn what_was_typed_is_told_once_where_the_other_case_is_not_opened() {
    let failures = || {
        [
            CaseError::from(FileError::NotFound),
            DecryptError::NeedsPassphrase.into(),
            DecryptError::Damaged.into(),
        ]
    };
    for at in 0..failures().len() {
        let mut bench = reading();
        type_at_pace(&mut bench, &letters("n"));
        bench.settle();
        bench.click("Luk");
        assert!(!bench.has_part(NOT_USED));
        reply(&mut bench, Output::CaseRead(Err(failures().into_iter().nth(at).unwrap())));
        bench.settle();
        if bench.window().dialog().is_some() {
            bench.press(Key::Escape);
            bench.settle();
        }
        assert!(bench.window().dialog().is_none() && !bench.has_part(NOT_USED), "{at}");
    }
}

#[test]
fn a_dialog_about_the_case_keeps_it_and_the_other_one_is_not_opened() {
    let mut bench = reading();
    bench.dispatch(UiCommand::ExportPdf);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Export(_))) && !bench.has_part(OPENING));
    let before = case(&bench);
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert!(case(&bench) == before && matches!(bench.window().dialog(), Some(Dialog::Export(_))));
    bench.press(Key::Escape);
    assert!(bench.has_part("Den anden sag er ikke åbnet"));
    // The palette leads to more than this case.
    let mut bench = reading();
    bench.dispatch(UiCommand::Palette);
    assert!(bench.has_part(OPENING));
}

#[test]
fn what_was_dropped_before_the_passphrase_is_told_in_the_case_that_it_opens() {
    let mut bench = reading();
    type_at_pace(&mut bench, &letters("n"));
    reply(&mut bench, Output::CaseRead(Err(DecryptError::NeedsPassphrase.into())));
    bench.settle();
    type_at_pace(&mut bench, &[letters("hemmelig"), vec![key_events(Key::Enter)]].concat());
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(case(&bench).patient.name, "Bente Testperson");
    assert!(bench.has_part(NOT_USED));
}

#[test]
fn a_wait_for_another_case_says_what_becomes_of_what_is_typed() {
    for (language, told) in [
        (Language::Da, "Det, du skriver imens, bruges ikke. Med Esc bliver du i sagen."),
        (Language::En, "What you type meanwhile is not used. Esc keeps you in the case."),
    ] {
        let mut bench = reading();
        bench.dispatch(WindowCommand::SetLanguage(language));
        bench.window_mut().tell_if_waiting(0.0);
        bench.window_mut().tell_if_waiting(6.0);
        bench.run();
        assert!(bench.has_part(told), "{language:?}");
    }
}

#[test]
fn the_path_of_the_case_that_is_opened_counts_as_used() {
    let mut bench = reading();
    bench.dispatch(UiCommand::Open);
    bench.take_all_requests();
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/t".into()))));
    bench.settle();
    bench.type_into("Sti", "b.wgscase");
    bench.press(Key::Enter);
    bench.settle();
    assert!(bench.window().dialog().is_none(), "the other case is read");
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(case(&bench).patient.name, "Bente Testperson");
    assert!(!bench.has_part(NOT_USED));
}

#[test]
fn the_passphrase_of_the_case_is_typed_at_once() {
    let mut bench = reading();
    reply(&mut bench, Output::CaseRead(Err(DecryptError::NeedsPassphrase.into())));
    type_at_pace(&mut bench, &[letters("hemmelig"), vec![key_events(Key::Enter)]].concat());
    assert!(bench.latest_job(JobKind::Read).is_some(), "the passphrase is tried");
}

#[test]
fn the_status_line_says_in_both_languages_what_escape_does() {
    let mut bench = reading();
    bench.dispatch(WindowCommand::SetLanguage(Language::En));
    assert!(bench.has("Opening another case… Esc: stay in this case"));
}

#[test]
fn no_command_about_the_case_that_is_left_is_carried_out_while_another_one_is_read() {
    let os = Bench::new().harness.ctx.os();
    for command in UiCommand::VARIANTS.iter().filter(|command| command.reach() != CommandReach::Program) {
        for keys in command.shortcuts(os) {
            let mut bench = reading();
            let (before, view) = (case(&bench), bench.window().case().view());
            type_at_pace(&mut bench, &[vec![key_event(keys.logical_key, true, keys.modifiers)]]);
            assert!(bench.window().dialog().is_none() && case(&bench) == before, "{command:?}");
            assert!(bench.window().case().preview().is_none(), "{command:?}");
            assert_eq!(bench.window().case().view(), view, "{command:?}");
            let requests = bench.take_all_requests();
            assert!(requests.is_empty(), "{command:?} {requests:?}");
            assert!(bench.has(STAY) && bench.has_part(NOT_DONE), "{command:?}");
        }
    }
    // The menus offer the same commands.
    for (key, modifiers) in [(Key::F10, Modifiers::NONE), (Key::S, Modifiers::ALT), (Key::R, Modifiers::ALT)]
    {
        let mut bench = reading();
        type_at_pace(&mut bench, &[vec![key_event(key, true, modifiers)]]);
        assert!(bench.window().menu().is_none() && bench.has(STAY), "{key:?}");
        bench.draw_frame(key_events(Key::Escape));
        type_at_pace(&mut bench, &[vec![key_event(key, true, modifiers)]]);
        assert!(bench.window().menu().is_some(), "{key:?}");
    }
    // It is told in the next case too.
    let mut bench = reading();
    type_at_pace(&mut bench, &[shortcut_events(Key::E)]);
    reply(&mut bench, Output::CaseRead(Ok(plain(CASE))));
    assert!(bench.has_part(NOT_DONE) && bench.window().dialog().is_none());
    // Who stays in the case exports it.
    let mut bench = reading();
    bench.draw_frame(key_events(Key::Escape));
    type_at_pace(&mut bench, &[shortcut_events(Key::E)]);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Export(_))));
}

#[test]
fn commands_about_the_program_are_carried_out_while_another_case_is_read() {
    let mut bench = reading();
    for (keys, expected) in [(shortcut_events(Key::Comma), "Indstillinger"), (key_events(Key::F1), "Hjælp")]
    {
        type_at_pace(&mut bench, &[keys]);
        assert!(bench.window().dialog().is_some() && bench.has(expected), "{expected}");
        bench.press(Key::Escape);
        assert!(bench.window().dialog().is_none());
    }
    type_at_pace(&mut bench, &[shortcut_events(Key::L)]);
    assert!(bench.window().cover().is_some());
}
