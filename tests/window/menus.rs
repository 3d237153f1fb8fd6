//! The menu bar by keys, pointer and screen reader, the name of the file, and the title of the window.

use crate::bench::{Bench, CASE, SAMPLE, plain, settings_file};
use crate::controls::{painted, rest_at};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_event, key_events};
use crate::pointer;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportId};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::BTreeMap;
use strum::VariantArray;
use wgs_referral::definition::{Answer, Language};
use wgs_referral::desktop::Request;
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{
    CaseCommand, Dialog, Field, Menu, MenuCommand, MenuKind, OpenMenu, OpenedBy, UiCommand, View,
    WindowCommand,
};

/// The menu of the bar that is open.
pub fn open_menu(bench: &Bench) -> Option<Menu> {
    match bench.window().menu().map(|menu| &menu.kind) {
        Some(MenuKind::Bar(menu)) => Some(*menu),
        Some(MenuKind::Field(_) | MenuKind::Row(..)) | None => None,
    }
}

fn focused_label(bench: &Bench) -> String {
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.next_back().unwrap_or_default()
}

/// The entries of the open menu, each with whether it can be chosen.
fn entries(bench: &Bench) -> Vec<(String, bool)> {
    let roles = [Role::MenuItem, Role::MenuItemCheckBox, Role::MenuItemRadio];
    let is_entry = move |role: Role| roles.contains(&role);
    let nodes = bench.harness.query_all(By::new().predicate(move |node| is_entry(node.role())));
    let nodes: Vec<_> = nodes.collect();
    let is_title = |node: &egui_kittest::Node<'_>| node.accesskit_node().has_popup().is_some();
    let entries = nodes.iter().filter(|node| !is_title(node));
    entries
        .map(|node| {
            let node = node.accesskit_node();
            (node.label().unwrap_or_default(), !node.is_disabled())
        })
        .collect()
}

fn letter(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.to_owned()));
    bench.run();
}

/// Moves the pointer and presses or releases its button.
fn primary(bench: &mut Bench, at: egui::Pos2, pressed: bool) {
    bench.harness.event(Event::PointerMoved(at));
    bench.run();
    bench.harness.event(pointer::primary_event(at, pressed));
    bench.run();
}

/// The middle of a title of the menu bar.
pub fn title(bench: &Bench, name: &str) -> egui::Pos2 {
    let titles = bench.harness.query_all(By::new().role(Role::MenuItem).label(name));
    let first = titles.into_iter().next().unwrap_or_else(|| panic!("no title {name}"));
    first.rect().center()
}

#[test]
fn f10_opens_the_first_menu_arrows_move_and_escape_gives_the_focus_back() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente");
    bench.press(Key::F10);
    assert_eq!(open_menu(&bench), Some(Menu::Case));
    assert_eq!(focused_label(&bench), "Ny sag");
    bench.press(Key::ArrowDown);
    assert_eq!(focused_label(&bench), "Åbn…");
    bench.press(Key::ArrowUp);
    bench.press(Key::ArrowUp);
    assert_eq!(focused_label(&bench), "Afslut", "the entries are a ring");
    bench.press(Key::Home);
    assert_eq!(focused_label(&bench), "Ny sag");
    bench.press(Key::End);
    assert_eq!(focused_label(&bench), "Afslut");
    bench.press(Key::ArrowLeft);
    assert_eq!(open_menu(&bench), Some(Menu::Help));
    assert_eq!(focused_label(&bench), "Alle kommandoer…");
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowRight);
    assert_eq!(open_menu(&bench), Some(Menu::Edit));
    bench.press(Key::Escape);
    assert_eq!(open_menu(&bench), None);
    assert_eq!(focused_label(&bench), "Navn");
    letter(&mut bench, "!");
    assert_eq!(bench.field_text("Navn"), "Bente!");
}

#[test]
fn keys_that_arrive_together_are_all_carried_out() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.press(Key::F10);
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowRight, Key::ArrowDown] {
        bench.harness.input_mut().events.extend(key_events(key));
    }
    bench.run();
    assert_eq!(open_menu(&bench), Some(Menu::View));
    assert_eq!(focused_label(&bench), "Metastatisk kræft (solide tumorer)");
}

#[test]
fn no_key_of_an_open_menu_reaches_the_form() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Metastatisk sygdom (spredning)").focus();
    bench.run();
    let before = bench.window().case().session().case().clone();
    bench.press(Key::F10);
    for text in ["j", "n", "1"] {
        letter(&mut bench, text);
    }
    for key in [Key::Delete, Key::Backspace, Key::ArrowRight, Key::ArrowDown, Key::F8, Key::F2] {
        bench.press(key);
    }
    bench.harness.event(Event::Paste("Test".to_owned()));
    bench.run();
    assert!(bench.window().menu().is_some());
    assert!(*bench.window().case().session().case() == before);
    assert_eq!(bench.window().case().view(), View::Form);
    bench.press(Key::Tab);
    assert!(bench.window().menu().is_none());
    assert_eq!(focused_label(&bench), "Metastatisk sygdom (spredning)");
}

#[test]
fn alt_and_a_letter_open_a_menu_and_type_nothing() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    for (key, text, menu) in [(Key::R, "r", Menu::Edit), (Key::V, "v", Menu::View), (Key::H, "h", Menu::Help)]
    {
        let event = |pressed| key_event(key, pressed, Modifiers::ALT);
        // Systems send the letter as a text as well.
        for event in [event(true), Event::Text(text.to_owned()), event(false)] {
            bench.harness.event(event);
        }
        bench.run();
        assert_eq!(open_menu(&bench), Some(menu));
        let first = entries(&bench).into_iter().find(|(_, is_enabled)| *is_enabled).unwrap().0;
        assert_eq!(focused_label(&bench), first, "the letter chooses no entry");
        bench.press(Key::Escape);
    }
    assert_eq!(bench.field_text("Navn"), "Bente");
}

/// Alt and a letter lead from one open menu to another, as on Windows and in GNOME, and type nothing.
#[test]
fn alt_and_a_letter_switch_from_an_open_menu_to_another() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.type_into("Navn", "Bente");
    let alt = |bench: &mut Bench, key, letter: &str| {
        bench.harness.key_press_modifiers(Modifiers::ALT, key);
        bench.harness.event(Event::Text(letter.to_owned()));
        bench.run();
    };
    alt(&mut bench, Key::S, "s");
    assert_eq!(open_menu(&bench), Some(Menu::Case));
    alt(&mut bench, Key::H, "h");
    assert_eq!((open_menu(&bench), focused_label(&bench)), (Some(Menu::Help), "Alle kommandoer…".to_owned()));
    alt(&mut bench, Key::R, "r");
    assert_eq!(open_menu(&bench), Some(Menu::Edit));
    // No menu starts with it, and no entry is chosen by it.
    let before = focused_label(&bench);
    alt(&mut bench, Key::G, "g");
    assert_eq!((open_menu(&bench), focused_label(&bench)), (Some(Menu::Edit), before.clone()));
    bench.press(Key::End);
    alt(&mut bench, Key::R, "r");
    assert_eq!((open_menu(&bench), focused_label(&bench)), (Some(Menu::Edit), before));
    bench.press(Key::Escape);
    assert_eq!((focused_label(&bench).as_str(), bench.field_text("Navn").as_str()), ("Navn", "Bente"));
    // From the menu of a field as well, and not from one over a dialog, which covers the bar.
    bench.press_with(Modifiers::SHIFT, Key::F10);
    assert_eq!((bench.window().menu().is_some(), open_menu(&bench)), (true, None));
    alt(&mut bench, Key::S, "s");
    assert_eq!(open_menu(&bench), Some(Menu::Case));
    bench.press(Key::Escape);
    bench.dispatch(UiCommand::Palette);
    bench.press_with(Modifiers::SHIFT, Key::F10);
    alt(&mut bench, Key::S, "s");
    assert_eq!((bench.window().menu().is_some(), open_menu(&bench)), (true, None));
}

#[test]
fn a_letter_jumps_to_the_entries_that_start_with_it_and_enter_runs_one() {
    let mut bench = Bench::new();
    bench.press(Key::F10);
    for (typed, label) in [
        ("g", "Gendan sager, der ikke blev gemt…"),
        ("G", "Gem"),
        ("g", "Gem som…"),
        ("g", "Gendan sager, der ikke blev gemt…"),
        ("q", "Gendan sager, der ikke blev gemt…"),
    ] {
        letter(&mut bench, typed);
        assert_eq!(focused_label(&bench), label, "{typed}");
    }
    bench.press(Key::ArrowLeft);
    letter(&mut bench, "o");
    assert_eq!(focused_label(&bench), "Om WGS-henvisning");
    bench.press(Key::Enter);
    assert!(matches!(bench.window().dialog(), Some(Dialog::About(_))));
    assert!(bench.window().menu().is_none());
}

#[test]
fn each_command_is_in_one_menu_and_is_disabled_where_it_does_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let mut found: BTreeMap<String, Vec<Menu>> = BTreeMap::new();
    let mut disabled = Vec::new();
    bench.press(Key::F10);
    for menu in Menu::VARIANTS {
        assert_eq!(open_menu(&bench), Some(*menu));
        for (label, is_enabled) in entries(&bench) {
            found.entry(label.clone()).or_default().push(*menu);
            if !is_enabled {
                disabled.push(label);
            }
        }
        bench.press(Key::ArrowRight);
    }
    let texts = wgs_referral::wording::texts(Language::Da);
    for command in UiCommand::VARIANTS {
        // These two are an entry for each of their values.
        let label = match command {
            UiCommand::ToggleTheme => "Mørkt tema",
            UiCommand::ToggleLanguage => "English",
            _ => texts.get(command.label_id()),
        };
        assert_eq!(found.get(label).map(Vec::len), Some(1), "{label}");
    }
    for label in ["Fortryd", "Gentag", "Næste side", "Forrige side", "Normal størrelse", "Klip", "Sæt ind"]
    {
        assert!(disabled.iter().any(|other| other == label), "{label}: {disabled:?}");
    }
    for label in ["Gem", "Vis PDF", "Forstør visningen", "Alle indikationer"] {
        assert!(!disabled.iter().any(|other| other == label), "{label}");
    }
}

#[test]
fn disabled_entries_are_passed_over_and_do_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.press(Key::F10);
    bench.press(Key::ArrowRight);
    // Nothing can be undone, and no field has the focus.
    assert_eq!(focused_label(&bench), "Gå til næste ubesvarede punkt");
    let at = bench.harness.get_by_label("Klip").rect().center();
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    assert_eq!(open_menu(&bench), Some(Menu::Edit), "a press on a disabled entry does nothing");
    bench.press(Key::Escape);
    bench.dispatch(CaseCommand::Answer("metastatic".into(), Some(Answer::YesNo(true))));
    bench.press(Key::F10);
    bench.press(Key::ArrowRight);
    assert_eq!(focused_label(&bench), "Fortryd: Metastatisk sygdom (spredning)");
    bench.press(Key::Enter);
    assert_eq!(bench.window().case().session().case().answers.get("metastatic"), None);
}

#[test]
fn the_pointer_opens_slides_and_runs() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    let at = title(&bench, "Sag");
    primary(&mut bench, at, true);
    assert_eq!(open_menu(&bench), Some(Menu::Case), "it opens where the button goes down");
    primary(&mut bench, at, false);
    assert_eq!(open_menu(&bench), Some(Menu::Case));
    let next = title(&bench, "Vis");
    bench.harness.event(Event::PointerMoved(next));
    bench.run();
    assert_eq!(open_menu(&bench), Some(Menu::View));
    let at = bench.harness.get_by_label("Mørkt tema").rect().center();
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    assert_eq!(open_menu(&bench), None);
    assert_eq!(bench.window().settings().theme, ThemeChoice::Dark);
}

/// Moves the pointer, without its button.
fn hover(bench: &mut Bench, at: egui::Pos2) {
    bench.harness.event(Event::PointerMoved(at));
    bench.run();
}

/// Presses and releases the button of the pointer, in one frame if `is_short`.
fn click_at(bench: &mut Bench, at: egui::Pos2, is_short: bool) {
    if !is_short {
        primary(bench, at, true);
        primary(bench, at, false);
        return;
    }
    hover(bench, at);
    bench.draw_frame([true, false].map(|pressed| pointer::primary_event(at, pressed)).into());
    bench.run();
}

/// The last of the titles with a name: in a narrow window they open below the button.
fn open_title(bench: &Bench, name: &str) -> egui::Pos2 {
    let titles = bench.harness.query_all(By::new().role(Role::MenuItem).label(name));
    let mut titles = titles.into_iter().filter(|title| title.accesskit_node().has_popup().is_some());
    titles.next_back().unwrap_or_else(|| panic!("no title {name}")).rect().center()
}

#[test]
fn a_click_on_a_title_that_hovering_has_opened_keeps_its_menu_open() {
    for is_short in [false, true] {
        for (width, height) in [(480.0, 360.0), (1360.0, 860.0)] {
            let mut bench = Bench::of_size(width, height);
            let is_folded = bench.harness.query_by_role_and_label(Role::Button, "Menu").is_some();
            let first = match is_folded {
                true => bench.harness.get_by_role_and_label(Role::Button, "Menu").rect().center(),
                false => title(&bench, "Sag"),
            };
            click_at(&mut bench, first, is_short);
            assert_eq!(open_menu(&bench), Some(Menu::Case), "{width}");
            if is_folded {
                // The button has opened it, and not the title.
                let case = open_title(&bench, "Sag");
                click_at(&mut bench, case, is_short);
                assert_eq!(open_menu(&bench), Some(Menu::Case), "{width}");
            }
            for (name, menu) in [("Redigér", Menu::Edit), ("Vis", Menu::View), ("Hjælp", Menu::Help)] {
                let at = open_title(&bench, name);
                hover(&mut bench, at);
                assert_eq!(open_menu(&bench), Some(menu), "{width}");
                click_at(&mut bench, at, is_short);
                assert_eq!(open_menu(&bench), Some(menu), "{width}, {is_short}: the click keeps it open");
            }
            let at = open_title(&bench, "Hjælp");
            click_at(&mut bench, at, is_short);
            assert_eq!(open_menu(&bench), None, "{width}: it was open by a click");
            // It was open by a key, and is not hovered over.
            bench.press(Key::F10);
            bench.press(Key::ArrowLeft);
            assert_eq!(open_menu(&bench), Some(Menu::Help));
            click_at(&mut bench, at, is_short);
            assert_eq!(open_menu(&bench), None, "{width}: it was open by a key");
        }
    }
}

#[test]
fn a_short_click_opens_a_menu_over_the_field_that_is_being_edited() {
    for width in [480.0, 1360.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.show_indication("sarcoma");
        bench.type_into("Vurderet den", "");
        bench.press_with(Modifiers::COMMAND, Key::A);
        letter(&mut bench, "1-2-26");
        let typed = bench.field_text("Vurderet den");
        let (role, name) = if width < 600.0 { (Role::Button, "Menu") } else { (Role::MenuItem, "Sag") };
        let at = bench.harness.get_by_role_and_label(role, name).rect().center();
        click_at(&mut bench, at, true);
        assert_eq!(open_menu(&bench), Some(Menu::Case), "{width}");
        assert_eq!(bench.field_text("Vurderet den"), typed, "the field was not left");
        bench.press(Key::Escape);
        assert_eq!((open_menu(&bench), focused_label(&bench).as_str()), (None, "Vurderet den"));
        // The press closes a calendar as well.
        bench.press_with(Modifiers::ALT, Key::ArrowDown);
        assert!(bench.window().case().calendar().is_some());
        click_at(&mut bench, at, true);
        assert_eq!(
            (open_menu(&bench), bench.window().case().calendar()),
            (Some(Menu::Case), None),
            "{width}"
        );
    }
}

#[test]
fn an_entry_can_be_reached_in_one_drag_and_without_waiting() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let at = title(&bench, "Hjælp");
    primary(&mut bench, at, true);
    let at = bench.harness.get_by_role_and_label(Role::MenuItem, "Genvejstaster").rect().center();
    primary(&mut bench, at, false);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Help(_))));
}

#[test]
fn a_press_beside_the_menu_closes_it_and_does_nothing_else() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let answer = bench.harness.get_by_label("Metastatisk sygdom (spredning): Ja").rect().center();
    let at = title(&bench, "Vis");
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    primary(&mut bench, answer, true);
    primary(&mut bench, answer, false);
    assert_eq!(open_menu(&bench), None);
    assert_eq!(bench.window().case().session().case().answers.get("metastatic"), None);
    bench.click("Metastatisk sygdom (spredning): Ja");
    assert!(bench.window().case().session().case().answers.contains_key("metastatic"));
}

#[test]
fn a_second_press_on_a_title_closes_its_menu() {
    let mut bench = Bench::new();
    for expected in [Some(Menu::View), None] {
        let at = title(&bench, "Vis");
        primary(&mut bench, at, true);
        primary(&mut bench, at, false);
        assert_eq!(open_menu(&bench), expected);
    }
}

#[test]
fn a_screen_reader_hears_the_roles_and_what_is_on() {
    let mut bench = Bench::new();
    let settings = UserSettings { theme: ThemeChoice::Light, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    bench.show_indication("sarcoma");
    assert_eq!(
        bench.harness.get_by_role_and_label(Role::MenuBar, "Menulinje").accesskit_node().role(),
        Role::MenuBar
    );
    bench.harness.get_by_role_and_label(Role::MenuItem, "Vis").click_accesskit();
    bench.run();
    assert_eq!(open_menu(&bench), Some(Menu::View));
    bench.harness.get_by_role_and_label(Role::Menu, "Vis");
    let toggled = |bench: &Bench, role: Role, label: &str| {
        bench.harness.get_by_role_and_label(role, label).accesskit_node().toggled()
    };
    assert_eq!(toggled(&bench, Role::MenuItemRadio, "Lyst tema"), Some(Toggled::True));
    assert_eq!(toggled(&bench, Role::MenuItemRadio, "Mørkt tema"), Some(Toggled::False));
    assert_eq!(toggled(&bench, Role::MenuItemRadio, "Dansk"), Some(Toggled::True));
    assert_eq!(toggled(&bench, Role::MenuItemRadio, "Sarkom"), Some(Toggled::True));
    assert_eq!(toggled(&bench, Role::MenuItemRadio, "Alle indikationer"), Some(Toggled::False));
    assert_eq!(toggled(&bench, Role::MenuItemCheckBox, "Vis PDF"), Some(Toggled::False));
    bench.harness.get_by_role_and_label(Role::MenuItemRadio, "English").click_accesskit();
    bench.run();
    assert_eq!(bench.window().language(), Language::En);
    assert_eq!(open_menu(&bench), None);
}

#[test]
fn a_narrow_window_has_one_button_that_opens_the_titles() {
    for (width, is_folded) in [(480.0, true), (599.0, true), (1024.0, false), (1360.0, false)] {
        let mut bench = Bench::of_size(width, 430.0);
        assert_eq!(
            bench.harness.query_by_role_and_label(Role::Button, "Menu").is_some(),
            is_folded,
            "{width}"
        );
        if !is_folded {
            let right = |name: &str| bench.harness.get_by_role_and_label(Role::MenuItem, name).rect().right();
            let patient = bench.harness.get_by_label("Patient ikke angivet").rect().left();
            assert!(right("Sag") < right("Hjælp") && right("Hjælp") < patient, "{width}");
        }
        bench.press(Key::F10);
        assert_eq!(open_menu(&bench), Some(Menu::Case));
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, 430.0));
        for name in ["Sag", "Redigér", "Vis", "Hjælp"] {
            let titles = bench.harness.query_all(By::new().role(Role::MenuItem).label(name));
            assert!(titles.into_iter().any(|title| screen.contains_rect(title.rect())), "{width}: {name}");
        }
        bench.press(Key::End);
        let last = bench.harness.get_by_label("Afslut").rect();
        assert!(screen.contains_rect(last), "{width}: {last:?}");
        bench.press(Key::Escape);
        assert_eq!(open_menu(&bench), None);
    }
    let mut bench = Bench::of_size(480.0, 430.0);
    bench.click_role(Role::Button, "Menu");
    assert_eq!(open_menu(&bench), Some(Menu::Case));
}

#[test]
fn the_keyboard_opens_a_title_that_has_the_focus_and_comes_back_to_it() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.harness.get_by_role_and_label(Role::MenuItem, "Vis").focus();
    bench.run();
    bench.press(Key::Enter);
    assert_eq!(open_menu(&bench), Some(Menu::View));
    assert_ne!(focused_label(&bench), "Vis");
    bench.press(Key::Escape);
    assert_eq!(open_menu(&bench), None);
    assert_eq!(focused_label(&bench), "Vis");
}

#[test]
fn an_open_menu_moves_nothing_below_it() {
    for width in [480.0, 800.0, 1360.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.show_indication("sarcoma");
        let places = |bench: &Bench| {
            let nodes =
                bench.harness.query_all(By::new().predicate(|node| {
                    matches!(node.role(), Role::Button | Role::TextInput | Role::RadioButton)
                }));
            let named = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
            named.map(|(label, rect)| format!("{label} {rect:?}")).collect()
        };
        let before: Vec<String> = places(&bench);
        assert!(before.len() > 10, "{before:?}");
        bench.press(Key::F10);
        assert!(bench.window().menu().is_some());
        assert_eq!(places(&bench), before, "{width}");
    }
}

#[test]
fn an_open_menu_leaves_the_patient_and_the_commands_in_sight() {
    for language in Language::ALL {
        for (width, height) in
            [(480.0, 360.0), (599.0, 430.0), (680.0, 430.0), (800.0, 600.0), (1024.0, 700.0)]
        {
            let mut bench = Bench::of_size(width, height);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.dispatch(WindowCommand::SetLanguage(language));
            let chip = |bench: &Bench| bench.harness.get(By::new().label_contains(" · 240847-1233")).rect();
            let export = match language {
                Language::Da => "Eksportér PDF…",
                Language::En => "Export PDF…",
            };
            let seen = [chip(&bench), bench.harness.get_by_role_and_label(Role::Button, export).rect()];
            bench.press(Key::F10);
            for menu in Menu::VARIANTS {
                assert_eq!(open_menu(&bench), Some(*menu));
                assert_eq!(chip(&bench), seen[0], "{width} {menu:?}");
                let mut parts = vec![bench.harness.get(By::new().role(Role::Menu)).rect()];
                let titles = bench.harness.query_all(By::new().role(Role::MenuItem));
                parts.extend(
                    titles.filter(|node| node.accesskit_node().has_popup().is_some()).map(|n| n.rect()),
                );
                assert!(parts.len() > 4, "{parts:?}");
                for part in &parts {
                    let covers = seen.iter().any(|seen| seen.intersects(part.shrink(1.0)));
                    assert!(!covers, "{language:?} {width} {menu:?}: {part:?} covers {seen:?}");
                }
                bench.press(Key::ArrowRight);
            }
            bench.press(Key::Escape);
            // A context menu at the lower edge opens upwards.
            let row = bench.window().case().session().indication().rows[0].id.clone();
            let kind = MenuKind::Row(row, egui::pos2(width / 2.0, height - 4.0));
            let opened_by = OpenedBy::Pointer;
            let menu = OpenMenu { kind, opened_by, focus_before: None, field: None };
            bench.dispatch(MenuCommand::Open(Box::new(menu)));
            let list = bench.harness.get(By::new().role(Role::Menu)).rect();
            assert!(list.top() > seen[0].bottom() && list.bottom() < height, "{width}: {list:?}");
        }
    }
}

#[test]
fn the_button_of_the_folded_menus_tells_that_they_are_open_and_closes_them() {
    let mut bench = Bench::of_size(480.0, 360.0);
    let button = |bench: &Bench| {
        let button = bench.harness.get_by_role_and_label(Role::Button, "Menu");
        (button.accesskit_node().data().is_expanded(), button.rect().center())
    };
    let (is_expanded, at) = button(&bench);
    assert_eq!(is_expanded, Some(false));
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    assert_eq!((open_menu(&bench), button(&bench).0), (Some(Menu::Case), Some(true)));
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    assert_eq!((open_menu(&bench), button(&bench).0), (None, Some(false)));
    bench.harness.get_by_role_and_label(Role::Button, "Menu").click_accesskit();
    bench.run();
    assert!(open_menu(&bench).is_some());
    bench.harness.get_by_role_and_label(Role::Button, "Menu").click_accesskit();
    bench.run();
    assert_eq!(open_menu(&bench), None);
}

#[test]
fn menus_are_not_available_under_dialogs_and_covers() {
    let mut bench = Bench::new();
    bench.press(Key::F10);
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.window().cover().is_some(), "the window can be covered from a menu");
    assert!(bench.window().menu().is_none());
    bench.press(Key::F10);
    assert!(bench.window().menu().is_none());
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::About);
    bench.press(Key::F10);
    assert!(bench.window().menu().is_none());
}

#[test]
fn a_dialog_from_a_menu_gives_the_focus_back_to_the_form() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    bench.press(Key::F10);
    bench.press(Key::ArrowLeft);
    bench.press(Key::Enter);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Palette(_))));
    letter(&mut bench, "om wgs");
    bench.press(Key::Escape);
    letter(&mut bench, "!");
    assert_eq!(bench.field_text("Navn"), "Bente!");
}

#[test]
fn what_is_being_typed_stays_while_a_menu_is_open() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Vurderet den", "");
    bench.press_with(Modifiers::COMMAND, Key::A);
    letter(&mut bench, "1-2-26");
    let typed = bench.field_text("Vurderet den");
    bench.press(Key::F10);
    bench.press(Key::ArrowDown);
    bench.press(Key::Escape);
    assert_eq!(bench.field_text("Vurderet den"), typed, "the field was not left");
    bench.press(Key::Tab);
    assert_ne!(bench.field_text("Vurderet den"), typed, "the field was left");
}

#[test]
fn the_edit_menu_acts_on_the_field_that_had_the_focus() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente");
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.press(Key::F10);
    bench.press(Key::ArrowRight);
    letter(&mut bench, "k");
    assert_eq!(focused_label(&bench), "Klip");
    letter(&mut bench, "k");
    assert_eq!(focused_label(&bench), "Kopiér");
    bench.press(Key::Enter);
    bench.run();
    let requests = bench.take_all_requests();
    let copied = requests.iter().filter_map(|request| match request {
        Request::Copy { text, .. } => Some(text.as_str()),
        _ => None,
    });
    assert!(copied.eq(["Bente"]), "{requests:?}");
    assert_eq!(bench.field_text("Navn"), "Bente");
}

/// Titles that the window gave to the system since its start.
fn titles(bench: &mut Bench, step: impl FnOnce(&mut Bench)) -> Vec<String> {
    step(bench);
    let mut found = Vec::new();
    for _ in 0..3 {
        let output = &bench.harness.output().viewport_output[&ViewportId::ROOT];
        found.extend(output.commands.iter().filter_map(|command| match command {
            ViewportCommand::Title(title) => Some(title.clone()),
            _ => None,
        }));
        bench.harness.step();
    }
    found
}

#[test]
fn the_title_has_the_name_of_the_file_only_where_it_tells_nothing() {
    for (path, title) in [
        ("/t/sarkom 17.wgscase", Some("sarkom 17.wgscase – WGS-henvisning")),
        ("/t/Bente/wgs-sarcoma-2026-11-22.wgscase", Some("wgs-sarcoma-2026-11-22.wgscase – WGS-henvisning")),
        ("/t/Bente Testperson.wgscase", None),
        ("/t/bentes_sarkom.wgscase", None),
        ("/t/sarkom.Testpersons.wgscase", None),
        ("/t/Hansen.wgscase", None),
        ("/t/0201609992.wgscase", None),
        ("/t/sarkom_020160.wgscase", None),
        ("/t/B.T. sarkom.wgscase", None),
    ] {
        let mut bench = Bench::of_size(1920.0, 860.0);
        let found = titles(&mut bench, |bench| {
            bench.window_mut().dispatch(wgs_referral::window::WindowCommand::Open(path.into()));
            let job = bench.latest_job(crate::fake_desktop::JobKind::Read).unwrap();
            let output = wgs_referral::desktop::Output::CaseRead(Ok(plain(CASE)));
            bench.reply_without_frame(job, output);
            bench.harness.step();
        });
        assert_eq!(found.last().map(String::as_str), title, "{path}");
        assert_eq!(bench.has_part("Fil: "), title.is_some(), "{path}");
    }
}

#[test]
fn the_title_marks_unsaved_changes_and_a_covered_window_names_no_file() {
    let mut bench = Bench::new();
    let found = titles(&mut bench, |bench| {
        bench.window_mut().dispatch(CaseCommand::Edit(Field::PatientName, "Bente".to_owned()));
        bench.harness.step();
    });
    assert_eq!(found, ["*WGS-henvisning"]);
    let found = titles(&mut bench, |bench| {
        bench.window_mut().dispatch(UiCommand::Lock);
        bench.harness.step();
    });
    assert_eq!(found, ["WGS-henvisning"]);
}

#[test]
fn the_title_says_that_the_exported_pdf_has_the_case() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    let found = titles(&mut bench, |bench| {
        bench.dispatch(UiCommand::ExportPdf);
        bench.click("Vælg placering…");
        bench.pick_path("/t/a.pdf");
        let (exported, job) = (bench.finished_export(), bench.latest_job(JobKind::Export).unwrap());
        bench.reply_without_frame(job, exported);
        bench.harness.step();
    });
    assert_eq!(found, ["*WGS-henvisning – i PDF-filen"]);
    let found = titles(&mut bench, |bench| {
        bench.window_mut().dispatch(CaseCommand::Edit(Field::PatientName, "Berit".to_owned()));
        bench.harness.step();
    });
    assert_eq!(found, ["*WGS-henvisning"]);
}

#[test]
fn the_name_of_the_file_is_a_tooltip_where_there_is_no_room() {
    for (width, is_shown) in [(1920.0, true), (600.0, false)] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.open_file("/t/sarkom 17.wgscase", Ok(plain(SAMPLE)));
        assert_eq!(bench.has("Fil: sarkom 17.wgscase"), is_shown, "{width}");
        let chip = bench.harness.query_all(By::new().label_contains(" · ").role(Role::Label));
        let chip = chip.into_iter().find(|node| node.rect().top() < 40.0).unwrap().rect().center();
        rest_at(&mut bench, chip);
        let tips = painted(&bench).into_iter().filter(|(text, _)| text == "Fil: sarkom 17.wgscase");
        assert_eq!(tips.count(), usize::from(!is_shown), "{width}");
        let described =
            By::new().predicate(|node| node.description().is_some_and(|told| told.contains("sarkom 17")));
        assert_eq!(bench.harness.query_all(described).count(), usize::from(!is_shown), "{width}");
    }
}

/// Presses a key or lets it go. Held down, it is pressed again without a release.
fn key(bench: &mut Bench, key: Key, pressed: bool) {
    bench.harness.event(key_event(key, pressed, Modifiers::NONE));
    bench.run();
}

#[test]
fn a_key_held_down_in_a_menu_presses_nothing_in_what_it_opens() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let case = bench.window().case().id();
    // "Alle kommandoer…" opens the list of commands, whose first entry is a new case.
    let at = title(&bench, "Hjælp");
    primary(&mut bench, at, true);
    primary(&mut bench, at, false);
    letter(&mut bench, "a");
    for _ in 0..4 {
        key(&mut bench, Key::Enter, true);
    }
    assert!(matches!(bench.window().dialog(), Some(Dialog::Palette(_))), "{:?}", bench.window().dialog());
    assert_eq!(bench.window().case().id(), case);
    key(&mut bench, Key::Enter, false);
    key(&mut bench, Key::Enter, true);
    assert!(!matches!(bench.window().dialog(), Some(Dialog::Palette(_))), "a new press chooses");
}
