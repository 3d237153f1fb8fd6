//! Without a mouse: the palette, the areas, undo, and the way through the form.

use crate::bench::Bench;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, Dialog, DialogCommand, Field, UiCommand, UnsavedAction, View};

fn typed(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.into()));
    bench.run();
}

fn focused(bench: &Bench) -> String {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

#[test]
fn enter_goes_from_question_to_question() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Fjernmetastaser").focus();
    bench.run();
    typed(&mut bench, "n");
    bench.press(Key::Enter);
    assert_eq!(focused(&bench), "Recidiv");
    typed(&mut bench, "j");
    bench.press(Key::Enter);
    assert_eq!(
        bench.app().window().case().session().case().answers.get("recurrence"),
        Some(&Answer::YesNo(true))
    );
    assert_ne!(focused(&bench), "Recidiv");
}

#[test]
fn a_count_is_stepped_by_arrows_and_left_by_enter() {
    let mut bench = Bench::new();
    bench.show("metastatic-solid-tumour");
    bench.harness.get_by_role_and_label(Role::TextInput, "Gennemførte behandlingslinjer").focus();
    bench.run();
    bench.press(Key::ArrowUp);
    bench.press(Key::ArrowUp);
    let lines = |bench: &mut Bench| {
        bench.app().window().case().session().case().answers.get("treatment-lines").cloned()
    };
    assert_eq!(lines(&mut bench), Some(Answer::Count(1)));
    bench.press(Key::ArrowDown);
    assert_eq!(lines(&mut bench), Some(Answer::Count(0)));
    bench.press(Key::Enter);
    assert_ne!(focused(&bench), "Gennemførte behandlingslinjer");
    assert_ne!(focused(&bench), "");
}

#[test]
fn the_palette_finds_a_command_by_part_of_its_name() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert!(matches!(bench.app().window().dialog(), Some(Dialog::Palette { .. })));
    typed(&mut bench, "alle ind");
    bench.press(Key::Enter);
    assert_eq!(bench.app().window().case().view(), View::Overview);
    assert_eq!(bench.app().window().dialog(), None);
}

#[test]
fn the_palette_shows_indications_and_arrows_choose() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::K);
    typed(&mut bench, "gå til");
    bench.press(Key::ArrowDown);
    let chosen = bench
        .harness
        .query_all(By::new().role(Role::ListBoxOption))
        .filter(|node| node.accesskit_node().is_selected() == Some(true));
    let chosen: Vec<String> = chosen.filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(chosen, ["Gå til forrige mangel"]);
    bench.press(Key::Escape);
    assert_eq!(bench.app().window().dialog(), None);
    bench.press_with(Modifiers::COMMAND, Key::K);
    typed(&mut bench, "pancreas");
    bench.press(Key::Enter);
    assert_eq!(bench.app().window().case().session().indication().id.as_str(), "pancreas-cancer");
    bench.press_with(Modifiers::COMMAND, Key::K);
    typed(&mut bench, "xyz");
    assert!(bench.has("Ingen kommandoer passer."));
}

#[test]
fn every_change_is_taken_back_by_name_and_made_anew() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.click("Performance status (ECOG): 1");
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert!(bench.has("Fortryd: Performance status (ECOG)"));
    bench.press(Key::Escape);
    let status = |bench: &mut Bench| {
        bench.app().window().case().session().case().answers.get("performance-status").cloned()
    };
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(status(&mut bench), None);
    // What was taken back is seen.
    assert_eq!(focused(&bench), "Performance status (ECOG)");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(status(&mut bench), Some(Answer::Choice("1".into())));
}

#[test]
fn undo_in_a_text_field_takes_back_a_word_and_never_another_patient() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente ");
    bench.type_into("Navn", "Testperson");
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.text_in("Navn"), "Bente ");
    bench.ask_quietly(UiCommand::New);
    bench.ask_quietly(DialogCommand::Act(UnsavedAction::Discard.into()));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.text_in("Navn"), "");
    assert!(bench.app().window().case().session().history().next_undo().is_none());
}

#[test]
fn f6_goes_round_the_areas() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
    bench.run();
    bench.press(Key::F6);
    assert!(!focused(&bench).is_empty() && focused(&bench) != "Navn", "{}", focused(&bench));
    let mut seen = vec![focused(&bench)];
    for _ in 0..4 {
        bench.press(Key::F6);
        seen.push(focused(&bench));
    }
    // Criteria, status, bar, indications, form again.
    assert_eq!(seen[2], "Fortryd", "{seen:?}");
    assert_eq!(seen[3], "Alle indikationer", "{seen:?}");
    bench.press_with(Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&bench), "Alle indikationer");
}

#[test]
fn f6_passes_by_what_has_folded() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show("sarcoma");
    bench.harness.set_size(egui::vec2(680.0, 430.0));
    bench.run();
    let mut seen = Vec::new();
    for _ in 0..5 {
        bench.press(Key::F6);
        assert!(bench.app().window().case().pending_target().is_none());
        seen.push(focused(&bench));
    }
    // Four areas, and round again.
    assert_eq!(seen[0], seen[4], "{seen:?}");
    assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{seen:?}");
}

#[test]
fn the_keys_are_listed_and_the_program_says_what_it_is() {
    let mut bench = Bench::new();
    bench.press(Key::F1);
    assert!(bench.has("Genvejstaster") && bench.has("F8") && bench.has("Gå til næste mangel"));
    bench.press(Key::Escape);
    assert_eq!(bench.app().window().dialog(), None);
    bench.press_with(Modifiers::COMMAND, Key::K);
    typed(&mut bench, "om wgs");
    bench.press(Key::Enter);
    assert!(bench.has_part("stiller ingen diagnose") && bench.has_part("ngc-2026-11"));
    assert!(bench.has_part("IBM Plex Sans"));
}

#[test]
fn enter_passes_no_question_by_in_any_form() {
    for indication in &crate::bench::criteria().indications {
        let mut bench = Bench::of_size(1360.0, 860.0);
        bench.show(indication.id.as_str());
        bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
        bench.run();
        bench.press(Key::Enter);
        let mut stops = Vec::new();
        while focused(&bench) != "Rekvirentens navn" {
            stops.push(focused(&bench));
            assert!(stops.len() < 60, "{stops:?}");
            bench.press(Key::Enter);
        }
        let state = bench.app().window();
        let asked = indication
            .questions()
            .filter(|question| state.case().session().is_question_visible(&question.id));
        let asked: Vec<String> = asked.map(|question| question.label.da.clone()).collect();
        assert_eq!(stops, asked, "{}", indication.id);
    }
}

#[test]
fn who_closes_a_dialog_goes_on_where_they_were() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (Modifiers::COMMAND, Key::S)] {
        bench.press_with(modifiers, key);
        assert!(bench.app().window().dialog().is_some());
        bench.press(Key::Escape);
        bench.run();
        bench.harness.event(egui::Event::Text("!".to_owned()));
        bench.run();
    }
    assert_eq!(bench.text_in("Navn"), "Bente!!");
}

#[test]
fn a_field_that_is_told_late_to_be_left_takes_nothing_from_the_next() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.type_into("Navn", "Bente ");
    bench.ask(CaseCommand::LeaveField(Field::Hospital));
    bench.harness.event(egui::Event::Text("Testperson".to_owned()));
    bench.run();
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}
