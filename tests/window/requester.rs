//! The name of the requester is changed: what was answered about a doctor, and the signatures of the program, stay with
//! that doctor. A correction keeps them, another doctor has none of them, and the user has the last word.

use crate::bench::{Bench, plain, settings_file};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wgs_referral::case;
use wgs_referral::definition::{Answer, JudgementId, Language, QuestionId};
use wgs_referral::desktop::{CopyResult, Output};
use wgs_referral::settings::{RequesterProfile, UserSettings};
use wgs_referral::window::{CaseCommand, Field, UiCommand, WindowCommand};

const SAME: &str = "Det er samme læge";
const ANOTHER: &str = "Det er en anden læge";
const CLEARED: &str = "Et svar om den rekvirerende læge er tømt";
const UNSIGNED: &str = "Et skøn er ikke længere underskrevet";
const KEPT: &str = "er opfattet som en rettelse af";

fn centre() -> QuestionId {
    "sarcoma-centre".into()
}

fn judgement() -> JudgementId {
    "sarcoma/competence.sarcoma-centre".into()
}

fn name(bench: &mut Bench, name: &str) {
    bench.dispatch_without_requests(CaseCommand::Edit(Field::RequesterName, name.to_owned()));
    bench.dispatch_without_requests(CaseCommand::LeaveField(Field::RequesterName));
}

/// A form with an answer about this doctor, and a judgement that the program has signed with the name.
fn answered_by(doctor: &str) -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    name(&mut bench, doctor);
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    bench.dispatch_without_requests(CaseCommand::Decide(judgement(), Some(true)));
    bench.run();
    bench
}

fn answer(bench: &Bench) -> Option<&Answer> {
    bench.window().case().session().case().answers.get(&centre())
}

fn signature(bench: &Bench) -> &str {
    &bench.window().case().session().case().judgements[&judgement()].by
}

fn assert_blank(bench: &Bench, context: &str) {
    assert_eq!((answer(bench), signature(bench)), (None, ""), "{context}");
}

#[track_caller]
fn assert_kept(bench: &Bench, doctor: &str) {
    assert_eq!((answer(bench), signature(bench)), (Some(&Answer::YesNo(false)), doctor));
}

#[test]
fn a_name_that_is_typed_in_another_way_keeps_what_holds_for_the_doctor_and_says_nothing() {
    for corrected in [
        "bo  testlæge",
        "BO TESTLÆGE",
        "Bo Testlaege",
        "Overlæge Bo Testlæge",
        "Bo Testlæge, ph.d.",
        "Testlæge, Bo",
    ] {
        let mut bench = answered_by("Bo Testlæge");
        name(&mut bench, corrected);
        assert_kept(&bench, corrected);
        assert!(
            !bench.has_part(CLEARED) && !bench.has_part(UNSIGNED) && !bench.has_part(KEPT),
            "{corrected}"
        );
    }
}

#[test]
fn a_mended_slip_keeps_what_holds_for_the_doctor_and_one_click_says_that_it_is_another_one() {
    for (before, now) in [
        ("Bo Tetslæge", "Bo Testlæge"),
        ("Anne Testlæge", "Anna Testlæge"),
        ("Bo Testlæge", "Bo P. Testlæge"),
        ("Anne Hansen", "Anne Hansen Bak"),
        ("Bo Hansen", "Bo Hansen senior"),
    ] {
        let mut bench = answered_by(before);
        name(&mut bench, now);
        assert_kept(&bench, now);
        assert!(bench.has_part(&format!("{KEPT} {before}, ")), "{now}");
        assert!(bench.has_part("er beholdt (2 i alt)"), "{now}");
        assert!(!bench.has(SAME));
        bench.click(ANOTHER);
        assert_blank(&bench, now);
        assert!(!bench.has_part(KEPT) && bench.has_part(CLEARED) && bench.has_part(UNSIGNED));
        // That is taken back and done again as any other change.
        bench.dispatch(UiCommand::Undo);
        assert_kept(&bench, now);
        assert!(!bench.has_part(CLEARED) && !bench.has_part(UNSIGNED));
        bench.dispatch(UiCommand::Redo);
        assert_blank(&bench, now);
        assert!(bench.has_part(CLEARED) && bench.has_part(UNSIGNED));
        // After a slip of the pointer, the other button brings everything back.
        bench.click(SAME);
        assert_kept(&bench, now);
    }
}

#[test]
fn what_was_blanked_for_another_doctor_comes_back_with_one_click() {
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "Bo Gift-Navn");
    assert_blank(&bench, "told");
    assert!(
        bench.has_part(&format!("{CLEARED}, fordi det kun gælder for den læge, der stod før: Bo Testlæge."))
    );
    assert!(bench.has_part(UNSIGNED));
    bench.click(SAME);
    assert_kept(&bench, "Bo Gift-Navn");
    assert!(!bench.has_part(CLEARED) && !bench.has_part(UNSIGNED) && !bench.has(SAME));
    bench.dispatch(UiCommand::Undo);
    assert_blank(&bench, "undone");
    assert!(bench.has_part(CLEARED) && bench.has_part("der stod før: Bo Testlæge"));
    bench.dispatch(UiCommand::Redo);
    assert_kept(&bench, "Bo Gift-Navn");
    assert!(!bench.has_part(CLEARED));
    // The doctor now is the one whom the answers are about: another one has none of them.
    name(&mut bench, "Eva Testlæge");
    assert_blank(&bench, "another");
    assert!(bench.has_part("der stod før: Bo Gift-Navn"));
}

#[test]
fn an_answer_that_was_given_again_stays_when_the_doctor_is_said_to_be_the_same() {
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "Eva Andersen");
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(true))));
    bench.click(SAME);
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
    assert_eq!(signature(&bench), "Eva Andersen");
}

#[test]
fn an_undo_tells_of_the_doctor_before_that_step() {
    let mut bench = answered_by("Bo Testlæge");
    for now in ["Eva Andersen", "Ib Hansen"] {
        name(&mut bench, now);
        bench.click(SAME);
        assert_kept(&bench, now);
    }
    for (before, now) in [("Eva Andersen", "Ib Hansen"), ("Bo Testlæge", "Eva Andersen")] {
        bench.dispatch(UiCommand::Undo);
        assert_blank(&bench, now);
        assert!(bench.has_part(&format!("der stod før: {before}.")), "{before}");
        bench.dispatch(UiCommand::Undo);
        assert_kept(&bench, before);
        assert!(!bench.has_part("der stod før"), "{before}");
    }
    for (before, now) in [("Bo Testlæge", "Eva Andersen"), ("Eva Andersen", "Ib Hansen")] {
        bench.dispatch(UiCommand::Redo);
        assert_blank(&bench, now);
        assert!(bench.has_part(&format!("der stod før: {before}.")), "{before}");
        bench.dispatch(UiCommand::Redo);
        assert_kept(&bench, now);
        assert!(!bench.has_part("der stod før"), "{now}");
    }
}

/// A window with a profile that has this answer, and a form of another requester.
fn with_profile(answer: Option<bool>) -> Bench {
    let mut bench = Bench::new();
    let mut profile = RequesterProfile::default();
    profile.requester.name = "Ditte Testlæge".to_owned();
    profile.answers.extend(answer.map(|yes| (centre(), yes)));
    bench.window_mut().take_settings(settings_file(UserSettings { profile, ..UserSettings::default() }));
    bench.show_indication("sarcoma");
    bench
}

#[test]
fn what_was_answered_before_a_requester_was_named_is_told_as_such_by_the_name_of_the_profile() {
    for (language, unnamed) in [
        (Language::Da, "givet, før der stod en rekvirent"),
        (Language::En, "given before a requesting clinician was named"),
    ] {
        for profile in [None, Some(true), Some(false)] {
            let mut bench = with_profile(profile);
            bench.dispatch(WindowCommand::SetLanguage(language));
            name(&mut bench, "");
            bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
            assert!(!bench.has_part(unnamed), "nothing happened yet");
            name(&mut bench, "Ditte Testlæge");
            bench.run();
            assert_eq!(answer(&bench), profile.map(Answer::YesNo).as_ref());
            let is_lost = profile != Some(false);
            assert_eq!(bench.has_part(unnamed), is_lost, "{profile:?}");
            assert!(!bench.has(SAME) && !bench.has("It is the same clinician"), "nobody is no doctor");
            assert!(!bench.has_part("før: .") && !bench.has_part("before: ."));
            bench.dispatch(UiCommand::Undo);
            assert_eq!(answer(&bench), Some(&Answer::YesNo(false)));
            assert!(!bench.has_part(unnamed), "the answer is there again");
            bench.dispatch(UiCommand::Redo);
            assert_eq!(bench.has_part(unnamed), is_lost, "{profile:?}");
        }
    }
}

#[test]
fn an_answer_in_whose_place_another_one_of_the_profile_came_is_told_and_comes_back_with_one_click() {
    let mut bench = with_profile(Some(true));
    name(&mut bench, "Bo Testlæge");
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    name(&mut bench, "Ditte Testlæge");
    bench.run();
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
    assert!(bench.has_part("er nu det fra din profil") && bench.has_part("der stod før: Bo Testlæge."));
    bench.click(SAME);
    assert_eq!(answer(&bench), Some(&Answer::YesNo(false)));
    assert!(!bench.has_part("fra din profil,"));
    bench.dispatch(UiCommand::Undo);
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
    assert!(bench.has_part("er nu det fra din profil"));
    // An answer that is given anew is the user's.
    bench.dispatch(CaseCommand::Answer(centre(), None));
    bench.dispatch(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    assert!(!bench.has_part("er nu det fra din profil"));
    // A correction of the name keeps the answer, until it is another doctor: then that of the profile comes.
    let mut bench = with_profile(Some(true));
    name(&mut bench, "Ditta Testlæge");
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    name(&mut bench, "Ditte Testlæge");
    assert_eq!(answer(&bench), Some(&Answer::YesNo(false)));
    bench.click(ANOTHER);
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
    assert!(bench.has_part("er nu det fra din profil"));
}

#[test]
fn a_correction_that_is_taken_back_asks_nothing_unless_something_was_given_meanwhile() {
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "Ba Testlæge");
    assert!(bench.has_part(KEPT) && bench.has(ANOTHER));
    name(&mut bench, "Bo Testlæge");
    assert_kept(&bench, "Bo Testlæge");
    assert!(!bench.has_part(KEPT) && !bench.has(ANOTHER), "it was given under this name");
    // The doctor is still the one who has answered.
    name(&mut bench, "Eva Testlæge");
    assert_blank(&bench, "another doctor");
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "Ba Testlæge");
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(true))));
    name(&mut bench, "Bo Testlæge");
    assert!(bench.has_part(KEPT) && bench.has(ANOTHER), "it may have been given by Ba Testlæge");
    // The slip that is taken back is not the first one.
    let mut bench = answered_by("Anne Bak");
    for slip in ["Anna Bak", "Anna Bæk", "Anna Bak"] {
        name(&mut bench, slip);
        assert!(bench.has_part(KEPT) && bench.has(ANOTHER), "{slip}: it was given by Anne Bak");
    }
    name(&mut bench, "Anne Bak");
    let mut bench = answered_by("Bo Testlæge");
    for name_typed in ["Overlæge Bo Testlæge", "Overlæge Ba Testlæge", "Overlæge Bo Testlæge"] {
        name(&mut bench, name_typed);
    }
    assert!(!bench.has_part(KEPT) && !bench.has(ANOTHER), "a title is no other doctor");
    // The user has said that it is another doctor, who has answered alike.
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "Ba Testlæge");
    bench.click(ANOTHER);
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    bench.dispatch_without_requests(CaseCommand::Decide(judgement(), Some(true)));
    name(&mut bench, "Bo Testlæge");
    assert!(bench.has_part(KEPT) && bench.has(ANOTHER), "it was given by Ba Testlæge");
}

#[test]
fn small_corrections_one_after_the_other_never_lead_to_another_doctor() {
    let mut bench = answered_by("Bo Hansen Jensen");
    name(&mut bench, "Bo Hansen");
    assert_kept(&bench, "Bo Hansen");
    name(&mut bench, "Bo Hansen Nielsen");
    assert_blank(&bench, "another surname than that of the doctor who has answered");
    let mut bench = answered_by("Anne Bak");
    for slip in ["Anna Bak", "Anna Bæk"] {
        name(&mut bench, slip);
    }
    assert_kept(&bench, "Anna Bæk");
    name(&mut bench, "Anna Beck");
    assert_blank(&bench, "three letters");
}

#[test]
fn a_name_that_is_cleared_and_typed_again_brings_back_what_holds_for_the_doctor() {
    for (again, holds) in [("Bo Testlæge", true), ("Overlæge Bo Testlæge", true), ("Eva Testlæge", false)]
    {
        let mut bench = answered_by("Bo Testlæge");
        name(&mut bench, "");
        assert_blank(&bench, again);
        assert!(bench.has_part(CLEARED) && !bench.has(SAME), "nobody is the same doctor");
        name(&mut bench, again);
        match holds {
            true => assert_kept(&bench, again),
            false => assert_blank(&bench, again),
        }
        assert_eq!(bench.has(SAME), !holds, "{again}");
        assert!(!bench.has_part("uden underskrift er nu underskrevet"), "{again}");
    }
}

#[test]
fn a_name_that_is_cleared_is_not_taken_for_that_of_another_doctor_whom_its_beginning_fits() {
    for (begun, first, second) in [
        ("Anne", "Anne Hansen", "Anne Jensen"),
        ("Overlæge", "Overlæge Bo Testlæge", "Overlæge Eva Jensen"),
        ("Bo", "Bo Testlæge", "Bo Hansen"),
    ] {
        let mut bench = answered_by(begun);
        name(&mut bench, first);
        assert_kept(&bench, first);
        for _ in 0..2 {
            name(&mut bench, "");
            assert_blank(&bench, "nobody");
        }
        name(&mut bench, second);
        assert_blank(&bench, second);
        // The doctor who was there comes back all the same.
        name(&mut bench, "");
        name(&mut bench, first);
        assert_kept(&bench, first);
    }
}

#[test]
fn a_name_that_was_left_half_typed_is_mended_with_one_click() {
    let mut bench = answered_by("Bo Testlæge");
    name(&mut bench, "B");
    assert_blank(&bench, "half typed");
    name(&mut bench, "Bodil Andersen");
    assert_blank(&bench, "another doctor");
    assert!(bench.has_part("der stod før: Bo Testlæge"));
    bench.click(SAME);
    assert_kept(&bench, "Bodil Andersen");
}

#[test]
fn a_title_is_added_to_the_doctor_of_the_profile() {
    let mut bench = Bench::new();
    let mut profile = RequesterProfile::default();
    profile.requester.name = "Ditte Testlæge".to_owned();
    profile.answers.insert(centre(), true);
    bench.window_mut().take_settings(settings_file(UserSettings { profile, ..UserSettings::default() }));
    bench.run();
    name(&mut bench, "Overlæge Ditte Testlæge");
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
    // A doctor with nearly the same name is told, and the profile's answers go.
    name(&mut bench, "Ditta Testlæge");
    assert!(bench.has_part(KEPT));
    bench.click(ANOTHER);
    assert_eq!(answer(&bench), None);
    name(&mut bench, "Ditte Testlæge");
    assert_eq!(answer(&bench), Some(&Answer::YesNo(true)));
}

#[test]
fn a_case_from_a_file_is_corrected_as_well() {
    let text = case::write(answered_by("Bo Tetslæge").window().case().session().case());
    for (now, holds) in [("Bo Testlæge", true), ("Eva Andersen", false)] {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(plain(&text)));
        name(&mut bench, now);
        match holds {
            true => assert_kept(&bench, now),
            false => assert_blank(&bench, now),
        }
    }
}

#[test]
fn who_the_doctor_is_can_be_said_by_keyboard_in_each_language_and_in_a_low_window() {
    for (language, label, other) in
        [(Language::Da, SAME, ANOTHER), (Language::En, "It is the same clinician", "It is another clinician")]
    {
        let mut bench = answered_by("Bo Testlæge");
        bench.dispatch(WindowCommand::SetLanguage(language));
        name(&mut bench, "Eva Andersen");
        bench.run();
        bench.harness.get_by_label(label).focus();
        bench.run();
        bench.press(Key::Enter);
        assert_kept(&bench, "Eva Andersen");
        name(&mut bench, "Eva Anderson");
        bench.run();
        bench.harness.get_by_label(other).focus();
        bench.run();
        bench.press(Key::Space);
        assert_blank(&bench, label);
    }
    let mut bench = Bench::of_size(480.0, 360.0);
    bench.show_indication("sarcoma");
    name(&mut bench, "Bo Testlæge");
    bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
    name(&mut bench, "Eva Andersen");
    bench.dispatch(CaseCommand::ShowAllNotices(true));
    bench.click(SAME);
    assert_eq!(answer(&bench), Some(&Answer::YesNo(false)));
}

#[test]
fn the_name_stays_in_its_place_and_loses_no_letter_while_answers_above_it_are_blanked() {
    for top in [220.0, 300.0, 520.0] {
        let mut bench = Bench::of_size(1024.0, 700.0);
        bench.show_indication("sarcoma");
        name(&mut bench, "Bo Testlæge");
        bench.dispatch_without_requests(CaseCommand::Answer(centre(), Some(Answer::YesNo(false))));
        bench.dispatch_without_requests(CaseCommand::Decide(judgement(), Some(true)));
        bench.run();
        let place =
            |bench: &Bench| bench.harness.get_by_role_and_label(Role::TextInput, "Rekvirentens navn").rect();
        bench.harness.get_by_role_and_label(Role::TextInput, "Rekvirentens navn").focus();
        bench.run();
        // The user scrolls the field to this place.
        bench.harness.hover_at(egui::pos2(500.0, 400.0));
        for _ in 0..8 {
            let by = top - place(&bench).min.y;
            bench.turn_wheel(egui::vec2(0.0, by));
            bench.run();
        }
        bench.press_with(Modifiers::COMMAND, Key::A);
        let before = place(&bench);
        for letter in "Karen Jensen".chars() {
            bench.draw_frame(vec![Event::Text(letter.to_string())]);
            let moved = (place(&bench).min.y - before.min.y).abs();
            assert!(moved < 1.0, "{top}: moved by {moved} from {before}");
        }
        bench.run();
        assert_eq!(bench.field_text("Rekvirentens navn"), "Karen Jensen", "{top}");
        assert_blank(&bench, "another doctor");
    }
}

/// Types a name in the place of the one of the requester, and stays in the field.
fn retype(bench: &mut Bench, name: &str) {
    bench.harness.get_by_role_and_label(Role::TextInput, "Rekvirentens navn").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.harness.event(Event::Text(name.to_owned()));
    bench.run();
}

/// Closes the dialog that a shortcut has opened; the text for the clipboard has none.
fn close_dialog(bench: &mut Bench) {
    if bench.window().dialog().is_some() {
        bench.press(Key::Escape);
    }
    assert_eq!(bench.window().dialog(), None);
}

/// The shortcuts that lead to a dialog about the case, or use it, while a field has the focus.
const SHORTCUTS: [(Modifiers, Key); 10] = [
    (Modifiers::COMMAND, Key::E),
    (Modifiers::COMMAND, Key::P),
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P),
    (Modifiers::COMMAND, Key::S),
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S),
    (Modifiers::COMMAND, Key::R),
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R),
    (Modifiers::COMMAND, Key::N),
    (Modifiers::COMMAND, Key::O),
    (Modifiers::COMMAND, Key::Q),
];

#[test]
fn a_shortcut_signs_the_judgements_with_the_name_that_was_typed_last() {
    for (modifiers, key) in SHORTCUTS {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        bench.dispatch_without_requests(CaseCommand::Decide(judgement(), Some(true)));
        retype(&mut bench, "Bo Testlæge");
        assert_eq!(signature(&bench), "", "the name may go on");
        bench.press_with(modifiers, key);
        assert_eq!(signature(&bench), "Bo Testlæge", "{modifiers:?} {key:?}");
        close_dialog(&mut bench);
        assert!(bench.has_part("uden underskrift er nu underskrevet"), "{modifiers:?} {key:?}");
    }
}

#[test]
fn a_shortcut_tells_what_the_name_that_was_typed_last_has_done() {
    for (modifiers, key) in SHORTCUTS {
        for (now, told, button) in [("Bo Testlæge", KEPT, ANOTHER), ("Eva Andersen", CLEARED, SAME)] {
            let mut bench = answered_by("Bo Tetslæge");
            retype(&mut bench, now);
            assert!(!bench.has_part(told), "the name may go on");
            bench.press_with(modifiers, key);
            close_dialog(&mut bench);
            assert!(bench.has_part(told) && bench.has(button), "{modifiers:?} {key:?} {now}");
        }
    }
}

#[test]
fn what_a_changed_name_has_done_stays_told_beside_later_news_until_it_is_dealt_with() {
    for (now, told, button) in [("Bo Testlæge", KEPT, ANOTHER), ("Eva Andersen", CLEARED, SAME)] {
        let mut bench = answered_by("Bo Tetslæge");
        name(&mut bench, now);
        bench.dispatch(UiCommand::CopySummary);
        bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
        assert!(bench.has_part("er kopieret som tekst"));
        assert!(bench.has_part(told) && bench.has(button), "{now}");
        bench.dispatch(UiCommand::CopySummary);
        bench.reply(Output::Copied(CopyResult::Failed));
        assert!(bench.has_part(told) && bench.has(button), "{now}");
        bench.click(button);
        assert!(!bench.has_part(told) && bench.has_part("kunne ikke kopieres"), "{now}");
    }
}
