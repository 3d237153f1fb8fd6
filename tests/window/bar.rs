//! The bar and the rail stay as they are while the user types, and a click on them takes no focus from a field.

use crate::bench::{Bench, CASE, SAMPLE, plain};
use egui::accesskit::Role;
use egui::{Event, Key, Rect, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Language;
use wgs_referral::window::{UiCommand, WindowCommand};

/// The buttons of the bar with their places.
fn buttons(bench: &Bench) -> Vec<(String, Rect)> {
    let buttons = bench.harness.query_all(By::new().role(Role::Button));
    let in_bar = buttons.filter(|node| node.rect().max.y < 50.0);
    in_bar.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
}

/// Replaces the text of a field.
fn retype(bench: &mut Bench, label: &str, text: &str) {
    bench.harness.get_by_role_and_label(Role::TextInput, label).focus();
    bench.run();
    bench.press_with(egui::Modifiers::COMMAND, Key::A);
    bench.harness.event(Event::Text(text.to_owned()));
    bench.run();
}

fn type_text(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Text(text.to_owned()));
    bench.run();
}

fn focused_label(bench: &Bench) -> String {
    let focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    focused.filter_map(|node| node.accesskit_node().label()).next_back().unwrap_or_default()
}

/// Clicks the entry of an indication or of the overview.
fn click_entry(bench: &mut Bench, name: &str) {
    bench.harness.run_steps(2);
    let entry = By::new().role(Role::Tab).predicate({
        let name = name.to_owned();
        move |node| node.label().is_some_and(|label| label.starts_with(&name))
    });
    bench.harness.get(entry).click();
    bench.run();
}

#[test]
fn the_bar_has_the_same_commands_whatever_is_said_of_the_patient() {
    for language in Language::ALL {
        for width in [800.0, 1024.0, 1100.0, 1360.0] {
            let mut bench = Bench::of_size(width, 900.0);
            bench.show_indication("sarcoma");
            bench.dispatch(WindowCommand::SetLanguage(language));
            let (name, number) = match language {
                Language::Da => ("Navn", "CPR-nummer"),
                Language::En => ("Name", "CPR number"),
            };
            // The first change switches the commands that undo it on, and the dot of unsaved changes.
            bench.type_into(name, "B");
            let before = buttons(&bench);
            for patient in ["", "Bente", "Bente Meget Langt Testnavn"] {
                retype(&mut bench, name, patient);
                for typed in
                    ["0201", "020160-99", "020160-9992", "999999-9999", "620160-9992", "020160-99929"]
                {
                    retype(&mut bench, number, typed);
                    assert_eq!(buttons(&bench), before, "{language:?} {width} {patient} {typed}");
                }
            }
        }
    }
}

#[test]
fn a_window_of_1024_points_has_the_command_that_opens_a_case() {
    for (language, open) in [(Language::Da, "Åbn…"), (Language::En, "Open…")] {
        let mut bench = Bench::of_size(1024.0, 700.0);
        bench.show_indication("sarcoma");
        bench.dispatch(WindowCommand::SetLanguage(language));
        let buttons = buttons(&bench);
        assert!(buttons.iter().any(|(name, _)| name == open), "{buttons:?}");
    }
}

#[test]
fn undo_and_redo_have_their_buttons_at_the_same_widths() {
    for (language, undo, redo) in [(Language::Da, "Fortryd", "Gentag"), (Language::En, "Undo", "Redo")] {
        let mut both = Vec::new();
        for width in (480..1400).step_by(20) {
            let mut bench = Bench::of_size(width as f32, 700.0);
            bench.show_indication("sarcoma");
            bench.dispatch(WindowCommand::SetLanguage(language));
            let buttons = buttons(&bench);
            let [undo, redo] = [undo, redo].map(|name| buttons.iter().position(|(label, _)| label == name));
            assert_eq!(redo, undo.map(|undo| undo + 1), "{language:?} {width}: {buttons:?}");
            both.push(undo.is_some());
        }
        assert!(both.contains(&true) && both.contains(&false), "{language:?}");
    }
}

#[test]
fn the_chip_says_which_half_of_the_patient_is_missing() {
    let mut bench = Bench::of_size(1024.0, 700.0);
    assert!(bench.has("Patient ikke angivet"));
    bench.type_into("CPR-nummer", "020160-9992");
    assert!(bench.has_part("Navn mangler · 020160-9992"));
    assert!(!bench.has_part("Patient ikke angivet"));
    bench.dispatch(WindowCommand::SetLanguage(Language::En));
    assert!(bench.has_part("Name missing · 020160-9992"));
}

#[test]
fn the_warning_that_the_answers_are_another_patients_moves_nothing() {
    let shown = |bench: &Bench| {
        let nodes = bench.harness.query_all(By::new().predicate(|node| {
            matches!(node.role(), Role::RadioButton | Role::TextInput | Role::Heading | Role::Button)
        }));
        let places = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
        // The bar names the patient, and the criteria have what the age decides.
        let in_form = places.filter(|(_, rect)| rect.min.y > 50.0 && rect.max.x < 730.0);
        in_form.map(|(label, rect)| (label, rect.min)).collect::<Vec<_>>()
    };
    let warning = "Svarene hører til";
    for width in [480.0, 800.0, 1024.0, 1360.0] {
        for (field, text) in [("CPR-nummer", "020160-9992"), ("Navn", "Berit Eksempel")] {
            let mut bench = Bench::of_size(width, 3000.0);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.show_indication("sarcoma");
            bench.harness.get_by_role_and_label(Role::TextInput, field).focus();
            bench.run();
            let before = shown(&bench);
            assert!(before.len() > 10 && !bench.has_part(warning));
            retype(&mut bench, field, text);
            assert!(bench.has_part(warning), "{width} {field}");
            assert_eq!(shown(&bench), before, "{width} {field}");
            let told = bench.harness.get(By::new().label_contains(warning)).rect();
            assert!(told.max.x <= width, "{width}: {told:?}");
        }
    }
}

#[test]
fn a_click_on_an_indication_leaves_the_focus_in_the_patients_field() {
    for width in [1024.0, 1360.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.type_into("Navn", "Bente");
        click_entry(&mut bench, "Sarkom");
        type_text(&mut bench, " Testperson");
        assert_eq!(bench.field_text("Navn"), "Bente Testperson");
        bench.type_into("CPR-nummer", "020160");
        click_entry(&mut bench, "Alle indikationer");
        type_text(&mut bench, "9992");
        assert_eq!(bench.field_text("CPR-nummer"), "020160-9992");
    }
}

#[test]
fn a_form_that_a_click_opens_has_its_focus_in_the_name() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    click_entry(&mut bench, "Sarkom");
    assert_eq!(focused_label(&bench), "Navn");
    bench.harness.get_by_label("Recidiv: Nej").focus();
    bench.run();
    click_entry(&mut bench, "Thymus epithel");
    assert_eq!(focused_label(&bench), "Navn");
}

#[test]
fn a_form_that_was_scrolled_stays_where_it_was_when_a_click_shows_it_again() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.harness.hover_at(egui::pos2(500.0, 400.0));
    bench.turn_wheel(vec2(0.0, -600.0));
    bench.run();
    bench.run();
    let before = bench.harness.get_by_label("Recidiv: Nej").rect();
    click_entry(&mut bench, "Thymus epithel");
    click_entry(&mut bench, "Sarkom");
    assert_eq!(bench.harness.get_by_label("Recidiv: Nej").rect(), before);
}

/// Shows two forms of a case, and scrolls the first one.
fn scrolled_form(name: &str) -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let case = CASE.replace("name: \"Bente Testperson\"", &format!("name: \"{name}\""));
    bench.open_file("/t/a.wgscase", Ok(plain(&case)));
    bench.show_indication("sarcoma");
    bench.harness.hover_at(egui::pos2(500.0, 400.0));
    bench.turn_wheel(vec2(0.0, -1200.0));
    bench.run();
    bench.run();
    bench
}

/// The name of the control that has the focus.
fn focused(bench: &Bench) -> Option<String> {
    let node = bench.harness.query_all(By::new().predicate(|node| node.is_focused())).next()?;
    node.accesskit_node().label()
}

#[test]
fn what_is_typed_after_a_click_on_an_indication_goes_to_no_patient_out_of_sight() {
    for field in [None, Some("Navn"), Some("CPR-nummer")] {
        let mut bench = scrolled_form("Bente Testperson");
        let before = bench.harness.get_by_label("Recidiv: Nej").rect();
        click_entry(&mut bench, "Thymus epithel");
        assert_eq!(focused(&bench).as_deref(), Some("Navn"), "it is in sight");
        if let Some(field) = field {
            bench.harness.get_by_role_and_label(Role::TextInput, field).focus();
            bench.run();
        } else {
            let id = bench.harness.ctx.memory(|memory| memory.focused()).unwrap();
            bench.harness.ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
        click_entry(&mut bench, "Sarkom");
        type_text(&mut bench, "n");
        assert_eq!(focused(&bench), None, "{field:?}");
        let case = bench.window().case().session().case();
        assert_eq!(case.patient.name, "Bente Testperson", "{field:?}");
        assert!(case.patient.cpr.is_none() && case.unparsed.is_empty(), "{field:?}");
        assert_eq!(bench.harness.get_by_label("Recidiv: Nej").rect(), before, "{field:?}");
        // In sight, the focus stays where it was.
        click_entry(&mut bench, "Thymus epithel");
        assert_eq!(focused(&bench).as_deref(), Some("Navn"), "{field:?}");
    }
}

#[test]
fn a_click_on_an_indication_beside_a_preview_holds_back_no_input() {
    let mut bench = Bench::of_size(480.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    bench.show_indication("sarcoma");
    bench.dispatch(UiCommand::ShowPdf);
    assert!(!bench.has("CPR-nummer"), "the preview is in the place of the form");
    click_entry(&mut bench, "Thymus epithel");
    assert_eq!(bench.window().case().session().indication().id.as_str(), "thymic-epithelial-tumour");
    assert_eq!(bench.window().case().pending_target(), None);
}

#[test]
fn what_is_typed_after_a_click_on_an_indication_is_the_name_of_a_patient_who_has_none() {
    let mut bench = scrolled_form("");
    click_entry(&mut bench, "Thymus epithel");
    click_entry(&mut bench, "Sarkom");
    type_text(&mut bench, "B");
    assert_eq!(focused(&bench).as_deref(), Some("Navn"));
    assert_eq!(bench.field_text("Navn"), "B");
}

#[test]
fn a_click_on_the_bar_leaves_the_focus_where_it_was() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    bench.show_indication("sarcoma");
    bench.harness.get_by_role_and_label(Role::TextInput, "Navn").focus();
    bench.run();
    bench.press(Key::End);
    bench.click_role(Role::Button, "Kopiér til journal");
    type_text(&mut bench, " Eksempel");
    assert_eq!(bench.field_text("Navn"), "Bente Testperson Eksempel");
}

#[test]
fn a_dialog_that_a_click_opened_gives_the_focus_back() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente");
    bench.click_role(Role::Button, "Eksportér PDF…");
    assert!(bench.window().dialog().is_some());
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none());
    type_text(&mut bench, " Testperson");
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn a_click_beside_a_field_leaves_it() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente");
    bench.harness.run_steps(2);
    bench.harness.get_by_role_and_label(Role::Heading, "Patient").click();
    bench.run();
    type_text(&mut bench, " Testperson");
    assert_eq!(bench.field_text("Navn"), "Bente");
}

#[test]
fn no_description_has_two_full_stops_in_a_row() {
    for language in Language::ALL {
        let mut bench = Bench::of_size(1360.0, 5000.0);
        bench.dispatch(WindowCommand::SetLanguage(language));
        for indication in [
            "metastatic-solid-tumour",
            "sarcoma",
            "pancreas-cancer",
            "thymic-epithelial-tumour",
            "primary-brain-tumour",
        ] {
            bench.show_indication(indication);
            let nodes = bench.harness.query_all(By::new().predicate(|_| true));
            let told: Vec<String> = nodes.filter_map(|node| node.accesskit_node().description()).collect();
            assert!(told.len() > 20, "{indication}");
            for description in told {
                assert!(!description.contains(".."), "{indication}: {description}");
            }
        }
    }
}
