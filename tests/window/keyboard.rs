//! Use without a mouse: command palette, areas, undo, and moving through the form.

use crate::bench::{Bench, SAMPLE, TODAY, plain};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, Dialog, DialogCommand, Field, UiCommand, UnsavedAction, View};

fn type_text(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.into()));
    bench.run();
}

fn focused_label(bench: &Bench) -> String {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

#[test]
fn enter_moves_to_the_next_question() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Metastatisk sygdom (spredning)").focus();
    bench.run();
    type_text(&mut bench, "n");
    bench.press(Key::Enter);
    assert_eq!(focused_label(&bench), "Recidiv");
    type_text(&mut bench, "j");
    bench.press(Key::Enter);
    assert_eq!(bench.window().case().session().case().answers.get("recurrence"), Some(&Answer::YesNo(true)));
    assert_ne!(focused_label(&bench), "Recidiv");
}

#[test]
fn a_count_is_stepped_by_arrows_and_left_by_enter() {
    let mut bench = Bench::new();
    bench.show_indication("metastatic-solid-tumour");
    bench.harness.get_by_role_and_label(Role::TextInput, "Antal linjer, patienten har gennemgået").focus();
    bench.run();
    bench.press(Key::ArrowUp);
    bench.press(Key::ArrowUp);
    let lines =
        |bench: &mut Bench| bench.window().case().session().case().answers.get("treatment-lines").cloned();
    assert_eq!(lines(&mut bench), Some(Answer::Count(1)));
    bench.press(Key::ArrowDown);
    assert_eq!(lines(&mut bench), Some(Answer::Count(0)));
    bench.press(Key::Enter);
    assert_ne!(focused_label(&bench), "Antal linjer, patienten har gennemgået");
    assert_ne!(focused_label(&bench), "");
}

#[test]
fn a_number_that_is_changed_while_it_is_typed_is_shown_as_the_case_has_it() {
    const LINES: &str = "Antal linjer, patienten har gennemgået";
    for (typed, key, expected) in [
        ("1", Key::ArrowUp, "2"),
        ("3", Key::ArrowDown, "2"),
        ("x", Key::ArrowUp, "0"),
        ("0", Key::ArrowDown, ""),
    ] {
        let mut bench = Bench::new();
        bench.show_indication("metastatic-solid-tumour");
        bench.type_into(LINES, typed);
        bench.press(key);
        assert_eq!(bench.field_text(LINES), expected, "{typed}");
        let case = bench.window().case().session().case();
        let count = case.answers.get("treatment-lines").cloned();
        assert_eq!(count, expected.parse().ok().map(Answer::Count), "{typed}");
        assert!(case.unparsed.is_empty());
        // Taking it back shows what was typed.
        bench.press_with(Modifiers::COMMAND, Key::Z);
        assert_eq!(bench.field_text(LINES), typed);
    }
}

#[test]
fn the_last_confirmation_replaces_the_day_that_is_typed_or_could_not_be_read() {
    for is_left in [false, true] {
        for typed in ["32-13", "01-11-2026"] {
            let mut bench = Bench::new();
            let old = SAMPLE.replace(&format!("assessed_on: \"{TODAY}\""), "assessed_on: \"2026-09-01\"");
            bench.open_file("/t/a.wgscase", Ok(plain(&old)));
            let day = bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den");
            day.focus();
            bench.run();
            bench.press_with(Modifiers::COMMAND, Key::A);
            type_text(&mut bench, typed);
            if is_left {
                bench.press(Key::Tab);
            }
            let confirmations = By::new().role(Role::Button).label_contains("Bekræft ");
            for _ in 0..bench.harness.query_all(confirmations.clone()).count() {
                bench.harness.query_all(confirmations.clone()).next().unwrap().click_accesskit();
                bench.run();
            }
            assert_eq!(bench.field_text("Vurderet den"), "22-11-2026", "{typed}, {is_left}");
            let case = bench.window().case().session().case();
            assert_eq!((case.assessed_on, case.unparsed.len()), (Some(TODAY), 0), "{typed}, {is_left}");
        }
    }
}

#[test]
fn a_button_that_a_screen_reader_presses_changes_the_field_that_is_typed_into() {
    let mut bench = Bench::new();
    bench.show_indication("metastatic-solid-tumour");
    bench.type_into("Antal linjer, patienten har gennemgået", "4");
    bench.harness.get_by_label("Antal linjer, patienten har gennemgået: én mere").click_accesskit();
    bench.run();
    assert_eq!(bench.field_text("Antal linjer, patienten har gennemgået"), "5");
}

#[test]
fn the_palette_finds_a_command_by_part_of_its_name() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Palette { .. })));
    type_text(&mut bench, "alle ind");
    bench.press(Key::Enter);
    assert_eq!(bench.window().case().view(), View::Overview);
    assert_eq!(bench.window().dialog(), None);
}

#[test]
fn the_palette_shows_indications_and_arrows_choose() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut bench, "gå til");
    bench.press(Key::ArrowDown);
    let chosen = bench
        .harness
        .query_all(By::new().role(Role::ListBoxOption))
        .filter(|node| node.accesskit_node().is_selected() == Some(true));
    let chosen: Vec<String> = chosen.filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(chosen, ["Gå til forrige ubesvarede punkt"]);
    bench.press(Key::Escape);
    assert_eq!(bench.window().dialog(), None);
    bench.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut bench, "pancreas");
    bench.press(Key::Enter);
    assert_eq!(bench.window().case().session().indication().id.as_str(), "pancreas-cancer");
    bench.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut bench, "xyz");
    assert!(bench.has("Ingen kommandoer passer."));
}

#[test]
fn undo_names_the_change_and_redo_repeats_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Performance status (ECOG): 1");
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert!(bench.has("Fortryd: Performance status (ECOG)"));
    bench.press(Key::Escape);
    let status =
        |bench: &mut Bench| bench.window().case().session().case().answers.get("performance-status").cloned();
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(status(&mut bench), None);
    // Undo moves the focus to what it changed.
    assert_eq!(focused_label(&bench), "Performance status (ECOG)");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(status(&mut bench), Some(Answer::Choice("1".into())));
}

#[test]
fn undo_in_a_text_field_removes_a_word_and_never_restores_the_previous_patient() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente ");
    bench.type_into("Navn", "Testperson");
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.field_text("Navn"), "Bente ");
    bench.dispatch(UiCommand::New);
    bench.dispatch(DialogCommand::Act(UnsavedAction::Discard.into()));
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.field_text("Navn"), "");
    assert!(bench.window().case().session().history().next_undo().is_none());
}

#[test]
fn f6_cycles_through_the_areas() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Performance status (ECOG): 1");
    bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
    bench.run();
    bench.press(Key::F6);
    assert!(
        !focused_label(&bench).is_empty() && focused_label(&bench) != "Navn",
        "{}",
        focused_label(&bench)
    );
    let mut seen = vec![focused_label(&bench)];
    for _ in 0..4 {
        bench.press(Key::F6);
        seen.push(focused_label(&bench));
    }
    // The order is criteria, status bar, top bar, indications, form.
    assert_eq!(seen[2], "Sag", "{seen:?}");
    assert_eq!(seen[3], "Alle indikationer", "{seen:?}");
    bench.press_with(Modifiers::SHIFT, Key::F6);
    assert_eq!(focused_label(&bench), "Alle indikationer");
}

#[test]
fn f6_stops_at_the_notices_between_the_criteria_and_the_status_bar() {
    let mut bench = Bench::with_sample(None);
    bench.harness.set_size(egui::vec2(1360.0, 860.0));
    bench.run();
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let exported = bench.finished_export();
    bench.reply(exported);
    bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
    bench.run();
    bench.press(Key::F6);
    bench.press(Key::F6);
    // The buttons of the notice follow.
    let mut seen = vec![focused_label(&bench)];
    for _ in 0..4 {
        bench.press(Key::Tab);
        seen.push(focused_label(&bench));
    }
    for button in ["Åbn", "Vis i mappe"] {
        assert!(seen.iter().any(|label| label == button), "{button}: {seen:?}");
    }
    bench.harness.get_by_label("Åbn").focus();
    bench.run();
    let notice = bench.harness.get_by_label("Åbn").rect();
    bench.press(Key::F6);
    let focused = bench.harness.get(By::new().predicate(|node| node.is_focused())).rect();
    assert!(focused.top() >= notice.bottom(), "{}", focused_label(&bench));
}

#[test]
fn f6_skips_hidden_areas() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.harness.set_size(egui::vec2(680.0, 430.0));
    bench.run();
    let mut seen = Vec::new();
    for _ in 0..5 {
        bench.press(Key::F6);
        assert!(bench.window().case().pending_target().is_none());
        seen.push(focused_label(&bench));
    }
    // Four areas are left, and the fifth step is back at the first.
    assert_eq!(seen[0], seen[4], "{seen:?}");
    assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{seen:?}");
}

#[test]
fn the_shortcut_list_and_the_about_dialog_open_by_key() {
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::Shortcuts);
    assert!(bench.has("Genvejstaster") && bench.has("F8") && bench.has("Gå til næste ubesvarede punkt"));
    bench.press(Key::Escape);
    assert_eq!(bench.window().dialog(), None);
    bench.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut bench, "om wgs");
    bench.press(Key::Enter);
    assert!(bench.has_part("stiller ingen diagnose") && bench.has_part("ngc-2026-11.2"));
    assert!(bench.has_part("IBM Plex Sans"));
}

#[test]
fn enter_reaches_every_question_of_every_form() {
    for indication in &crate::bench::criteria().indications {
        let mut bench = Bench::of_size(1360.0, 860.0);
        bench.show_indication(indication.id.as_str());
        bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
        bench.run();
        bench.press(Key::Enter);
        let mut stops = Vec::new();
        while focused_label(&bench) != "Rekvirentens navn" {
            stops.push(focused_label(&bench));
            assert!(stops.len() < 60, "{stops:?}");
            bench.press(Key::Enter);
            // In a field of several lines, Enter begins the next line.
            if stops.last() == Some(&focused_label(&bench)) {
                bench.press(Key::Tab);
            }
        }
        let window = bench.window();
        let asked = indication
            .questions()
            .filter(|question| window.case().session().is_question_visible(&question.id));
        let asked: Vec<String> = asked.map(|question| question.label.da.clone()).collect();
        assert_eq!(stops, asked, "{}", indication.id);
    }
}

#[test]
fn closing_a_dialog_returns_the_focus() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (Modifiers::COMMAND, Key::S)] {
        bench.press_with(modifiers, key);
        assert!(bench.window().dialog().is_some());
        bench.press(Key::Escape);
        bench.run();
        bench.harness.event(egui::Event::Text("!".to_owned()));
        bench.run();
    }
    assert_eq!(bench.field_text("Navn"), "Bente!!");
}

#[test]
fn a_late_command_to_leave_a_field_does_not_move_the_focus() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente ");
    bench.dispatch_without_requests(CaseCommand::LeaveField(Field::Hospital));
    bench.harness.event(egui::Event::Text("Testperson".to_owned()));
    bench.run();
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}
