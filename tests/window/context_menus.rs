//! The context menus of text fields and of the rows of the criteria.

use crate::bench::{Bench, SAMPLE, plain};
use crate::pointer;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, ViewportCommand, ViewportId};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::desktop::{CopyResult, KeyStatus, Output, Request};
use wgs_referral::window::{DialogCommand, Field};
use wgs_referral::window::{MenuKind, SaveAction, UiCommand, Way};

fn focused_label(bench: &Bench) -> String {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

/// Presses and releases a button of the pointer, each in a frame of its own.
fn press(bench: &mut Bench, at: Pos2, button: PointerButton) {
    bench.harness.event(Event::PointerMoved(at));
    bench.run();
    // What has just appeared is not pressed.
    bench.harness.run_steps(2);
    for pressed in [true, false] {
        bench.harness.event(pointer::button_event(at, button, pressed));
        bench.run();
    }
}

fn context_menu_of_field(bench: &mut Bench, label: &str) {
    let at = bench.harness.get_by_role_and_label(Role::TextInput, label).rect().center();
    press(bench, at, PointerButton::Secondary);
    assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Field(_))), "{label}");
}

fn choose(bench: &mut Bench, label: &str) {
    let at = bench.harness.get_by_role_and_label(Role::MenuItem, label).rect().center();
    press(bench, at, PointerButton::Primary);
    assert!(bench.window().menu().is_none(), "{label}");
}

fn is_enabled(bench: &Bench, label: &str) -> bool {
    !bench.harness.get_by_role_and_label(Role::MenuItem, label).accesskit_node().is_disabled()
}

fn copied(bench: &mut Bench) -> Vec<String> {
    let requests = bench.take_all_requests();
    let copies = requests.into_iter().filter_map(|request| match request {
        Request::Copy { text, clear } => {
            assert!(clear, "what is copied is removed from the clipboard again");
            Some(text.as_str().to_owned())
        }
        _ => None,
    });
    copies.collect()
}

#[test]
fn a_field_is_cut_copied_and_selected_by_its_menu() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    context_menu_of_field(&mut bench, "Navn");
    assert!(!is_enabled(&bench, "Klip") && !is_enabled(&bench, "Kopiér"), "nothing is selected");
    assert!(is_enabled(&bench, "Sæt ind"));
    choose(&mut bench, "Markér alt");
    assert_eq!(focused_label(&bench), "Navn");
    context_menu_of_field(&mut bench, "Navn");
    choose(&mut bench, "Kopiér");
    assert_eq!(copied(&mut bench), ["Bente"]);
    assert_eq!(bench.field_text("Navn"), "Bente");
    context_menu_of_field(&mut bench, "Navn");
    choose(&mut bench, "Klip");
    assert_eq!(copied(&mut bench), ["Bente"]);
    assert_eq!(bench.field_text("Navn"), "");
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(bench.window().case().text(&Field::PatientName), "Bente", "what was cut can be undone");
}

#[test]
fn what_is_selected_stays_selected_for_the_menu() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    bench.press_with(Modifiers::SHIFT, Key::ArrowLeft);
    bench.press_with(Modifiers::SHIFT, Key::ArrowLeft);
    context_menu_of_field(&mut bench, "Navn");
    choose(&mut bench, "Kopiér");
    assert_eq!(copied(&mut bench), ["te"]);
}

#[test]
fn paste_asks_the_system_for_the_clipboard_once_the_field_has_the_focus() {
    let mut bench = Bench::new();
    context_menu_of_field(&mut bench, "Navn");
    let at = bench.harness.get_by_role_and_label(Role::MenuItem, "Sæt ind").rect().center();
    bench.harness.event(Event::PointerMoved(at));
    bench.run();
    for pressed in [true, false] {
        bench.harness.event(pointer::primary_event(at, pressed));
    }
    let mut asked = 0;
    for _ in 0..6 {
        bench.harness.step();
        let output = &bench.harness.output().viewport_output[&ViewportId::ROOT];
        asked += output.commands.iter().filter(|it| matches!(it, ViewportCommand::RequestPaste)).count();
    }
    assert_eq!(asked, 1);
    assert_eq!(focused_label(&bench), "Navn");
    bench.harness.event(Event::Paste("Bente".to_owned()));
    bench.run();
    assert_eq!(bench.field_text("Navn"), "Bente");
}

#[test]
fn the_menu_key_opens_the_menu_of_the_focused_field() {
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        let mut bench = Bench::new();
        bench.type_into("Navn", "Bente");
        bench.press_with(modifiers, key);
        assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Field(_))));
        assert_eq!(focused_label(&bench), "Sæt ind");
        bench.press(Key::End);
        assert_eq!(focused_label(&bench), "Markér alt");
        bench.press(Key::Enter);
        bench.run();
        bench.harness.event(Event::Text("x".to_owned()));
        bench.run();
        assert_eq!(bench.field_text("Navn"), "x", "all was selected and replaced");
        bench.press_with(modifiers, key);
        assert_eq!(focused_label(&bench), "Sæt ind", "a menu that is opened again starts anew");
    }
}

#[test]
fn a_passphrase_can_only_be_pasted() {
    let mut bench = Bench::new();
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(UiCommand::SaveAs);
    bench.dispatch(DialogCommand::Act(SaveAction::Way(Way::Passphrase).into()));
    let field = || By::new().role(Role::PasswordInput);
    let at = bench.harness.query_all(field()).next().unwrap().rect().center();
    press(&mut bench, at, PointerButton::Secondary);
    assert!(bench.window().menu().is_some() && bench.window().dialog().is_some());
    let entries = bench.harness.query_all(By::new().role(Role::MenuItem)).count();
    assert!(is_enabled(&bench, "Sæt ind"));
    assert!(!bench.has("Klip") && !bench.has("Kopiér") && !bench.has("Markér alt"), "{entries}");
    bench.press(Key::Escape);
    assert!(bench.window().menu().is_none());
    assert!(bench.window().dialog().is_some(), "Escape closes the menu, not the dialog");
    bench.harness.event(Event::Text("hest".to_owned()));
    bench.run();
    let dots = bench.harness.query_all(field()).next().unwrap().accesskit_node().value();
    assert_eq!(dots.unwrap_or_default().chars().count(), 4, "the field has the focus again");
}

/// The place of the first row that is fulfilled.
fn row(bench: &Bench) -> Pos2 {
    let rows = bench.harness.query_all(By::new().role(Role::DisclosureTriangle).label_contains(": Opfyldt"));
    rows.into_iter().next().unwrap().rect().center()
}

fn with_sample() -> Bench {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.take_all_requests();
    bench
}

#[test]
fn a_criterion_is_copied_with_its_verdict() {
    let mut bench = with_sample();
    let at = row(&bench);
    press(&mut bench, at, PointerButton::Secondary);
    assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Row(..))));
    choose(&mut bench, "Kopiér kriteriet med vurdering");
    let [text] = &copied(&mut bench)[..] else { panic!("nothing was copied") };
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() >= 4, "{text}");
    assert!(lines[0].starts_with("Thymus epithel celle tumorer · ") && lines[1] == "Opfyldt", "{text}");
    assert!(lines[2].starts_with("– ") && lines[2].ends_with("(Opfyldt)"), "{text}");
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
}

#[test]
fn a_copied_criterion_says_that_it_rests_on_a_judgement() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/met-by-judgement.wgscase"))));
    bench.take_all_requests();
    let age = By::new().role(Role::DisclosureTriangle).label_contains("Alderskriterier: ");
    let at = bench.harness.get(age).rect().center();
    press(&mut bench, at, PointerButton::Secondary);
    choose(&mut bench, "Kopiér kriteriet med vurdering");
    let [text] = &copied(&mut bench)[..] else { panic!("nothing was copied") };
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "Opfyldt efter lægeligt skøn");
    let statement = "Patienten er over 18 år eller efter skøn 18 år.";
    assert_eq!(lines[2], format!("– {statement} (Opfyldt efter lægeligt skøn)"));
}

#[test]
fn a_criterion_is_commented_by_its_menu() {
    let mut bench = with_sample();
    let at = row(&bench);
    press(&mut bench, at, PointerButton::Secondary);
    choose(&mut bench, "Skriv en kommentar");
    bench.run();
    bench.harness.event(Event::Text("Set".to_owned()));
    bench.run();
    let comments = &bench.window().case().session().case().comments;
    assert_eq!(comments.values().map(String::as_str).collect::<Vec<_>>(), ["Set"]);
}

#[test]
fn a_criterion_whose_name_stands_beside_the_preview_has_the_menu_too() {
    for by_keys in [false, true] {
        for entry in ["Kopiér kriteriet med vurdering", "Skriv en kommentar", "Gå til spørgsmålet"] {
            let mut bench = Bench::of_size(1440.0, 900.0);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.dispatch(UiCommand::ShowPdf);
            bench.take_all_requests();
            let name = By::new().role(Role::Link).label_contains("Kliniske manifestationer");
            let name = bench.harness.query_all(name).next_back().expect("the name of the criterion");
            if by_keys {
                name.focus();
                bench.run();
                bench.press_with(Modifiers::SHIFT, Key::F10);
            } else {
                let at = name.rect().center();
                press(&mut bench, at, PointerButton::Secondary);
            }
            assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Row(..))));
            choose(&mut bench, entry);
            bench.run();
            match entry {
                "Skriv en kommentar" => {
                    bench.harness.event(Event::Text("Set".to_owned()));
                    bench.run();
                    let comments = &bench.window().case().session().case().comments;
                    assert_eq!(comments.values().map(String::as_str).collect::<Vec<_>>(), ["Set"]);
                }
                "Gå til spørgsmålet" => assert!(focused_label(&bench).starts_with("Performance status")),
                _ => assert_eq!(copied(&mut bench).len(), 1),
            }
        }
    }
}

#[test]
fn the_menu_of_a_criterion_leads_to_its_question_by_keys() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.harness.get(By::new().role(Role::DisclosureTriangle).label_contains("Alder")).focus();
    bench.run();
    bench.press_with(Modifiers::SHIFT, Key::F10);
    assert!(matches!(bench.window().menu().map(|menu| &menu.kind), Some(MenuKind::Row(..))));
    assert_eq!(focused_label(&bench), "Kopiér kriteriet med vurdering");
    bench.press(Key::End);
    assert_eq!(focused_label(&bench), "Gå til spørgsmålet");
    bench.press(Key::Enter);
    bench.run();
    assert_eq!(focused_label(&bench), "CPR-nummer");
}

#[test]
fn escape_in_the_menu_of_a_criterion_gives_the_focus_back_to_it() {
    let mut bench = with_sample();
    let at = row(&bench);
    press(&mut bench, at, PointerButton::Secondary);
    bench.press(Key::Escape);
    assert!(bench.window().menu().is_none());
    assert!(focused_label(&bench).ends_with(": Opfyldt"), "{}", focused_label(&bench));
}
