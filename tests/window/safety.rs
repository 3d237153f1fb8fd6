//! Identification of the patient, warnings beside fields, and names for screen readers.

use crate::bench::Bench;
use egui::accesskit::{Live, Role};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::window::{CaseCommand, Command, DialogCommand, UiCommand};

#[test]
fn a_cpr_number_that_contradicts_the_birth_date_is_pointed_out_and_does_not_block_the_export() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente Testperson");
    bench.type_into("Fødselsdato", "03-01-1960");
    bench.type_into("CPR-nummer", "0201609941");
    assert!(bench.has_part("CPR-nummer og fødselsdato stemmer ikke overens"));
    bench.show_indication("sarcoma");
    bench.click("Eksportér PDF…");
    assert!(bench.has("Vælg placering…"));
}

#[test]
fn an_implausible_age_and_a_date_other_than_today_are_pointed_out() {
    let mut bench = Bench::new();
    bench.type_into("Fødselsdato", "03-01-1910");
    assert!(bench.has_part("Alderen er 116 år"));
    let retype = |bench: &mut Bench, text: &str| {
        bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
        bench.run();
        bench.press_with(egui::Modifiers::COMMAND, egui::Key::A);
        bench.type_into("Vurderet den", text);
        bench.press(egui::Key::Tab);
    };
    retype(&mut bench, "01-12-2026");
    assert!(bench.has_part("ligger i fremtiden"));
    retype(&mut bench, "01-11-2026");
    assert!(bench.has_part("ligger i fortiden"));
    retype(&mut bench, "i dag");
    assert!(!bench.has_part("ligger i fortiden"));
}

#[test]
fn the_patient_is_named_in_every_view_and_in_the_dialogs_that_act_on_the_case() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente Testperson");
    bench.type_into("CPR-nummer", "0201609941");
    let band = "Bente Testperson · 020160-9941";
    for (command, is_named) in [
        (UiCommand::SaveAs, true),
        (UiCommand::ExportPdf, true),
        (UiCommand::New, true),
        (UiCommand::Palette, false),
        (UiCommand::Settings, false),
        (UiCommand::Shortcuts, false),
        (UiCommand::About, false),
    ] {
        bench.window_mut().dispatch(Command::Ui(command));
        bench.run();
        assert_eq!(bench.has(band), is_named, "{command:?}");
        bench.window_mut().dispatch(DialogCommand::Cancel);
        bench.run();
    }
    for command in [UiCommand::Overview, UiCommand::NextGap, UiCommand::ShowPdf] {
        bench.window_mut().dispatch(Command::Ui(command));
        bench.run();
        assert!(bench.has(&format!("{band} · 66 år")), "{command:?}");
    }
}

#[test]
fn the_verdict_is_announced_to_screen_readers_when_it_changes() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let told = |bench: &Bench| {
        let live = By::new().predicate(|node| node.live() == Live::Polite);
        let labels = bench.harness.query_all(live).filter_map(|node| node.accesskit_node().label());
        labels.collect::<Vec<_>>()
    };
    let before = told(&bench);
    assert!(before.iter().any(|label| label == "Kan ikke vurderes endnu"), "{before:?}");
    bench.click("Performance status (ECOG): 3");
    assert!(told(&bench).iter().any(|label| label.starts_with("Kriterierne er vurderet som ikke opfyldt")));
}

#[test]
fn every_control_has_a_name_a_role_and_a_state() {
    let mut bench = Bench::new();
    for indication in &crate::bench::criteria().indications {
        bench.show_indication(indication.id.as_str());
        for row in &indication.rows {
            bench.dispatch_without_requests(CaseCommand::ToggleRow(row.id.clone()));
        }
        assert_all_named(&bench);
    }
    bench.dispatch_without_requests(Command::Ui(UiCommand::Overview));
    assert_all_named(&bench);
}

fn assert_all_named(bench: &Bench) {
    let controls = By::new().predicate(|node| {
        matches!(
            node.role(),
            Role::Button
                | Role::Link
                | Role::Tab
                | Role::RadioButton
                | Role::RadioGroup
                | Role::CheckBox
                | Role::DisclosureTriangle
                | Role::TextInput
                | Role::MultilineTextInput
        )
    });
    let mut count = 0;
    for node in bench.harness.query_all(controls) {
        let node = node.accesskit_node();
        let named = node.label().is_some_and(|label| !label.trim().is_empty());
        assert!(named, "a {:?} without a name", node.role());
        if node.role() == Role::RadioButton {
            assert!(node.toggled().is_some() || node.is_selected().is_some(), "{:?}", node.label());
        }
        count += 1;
    }
    assert!(count > 20);
}

#[test]
fn the_verdict_is_visible_down_to_the_smallest_window() {
    for (width, height) in
        [(2560.0, 1440.0), (1360.0, 860.0), (1024.0, 700.0), (800.0, 600.0), (680.0, 430.0), (512.0, 350.0)]
    {
        let mut bench = Bench::of_size(width, height);
        bench.show_indication("sarcoma");
        bench.type_into("Navn", "Bente Alexandria Margrethe Testperson-Eksempelsen");
        bench.type_into("CPR-nummer", "0201609941");
        let sentence = "Kan ikke vurderes endnu";
        let verdict = By::new().role(Role::Heading).label(sentence);
        let rect = bench.harness.get(verdict).rect();
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
        assert!(window.contains_rect(rect), "{width}x{height}: {rect:?}");
        let chip = bench.harness.get(By::new().label_contains("020160-9941 · 66 år")).rect();
        assert!(window.contains_rect(chip), "{width}x{height}: {chip:?}");
        let export = bench.harness.get_by_role_and_label(Role::Button, "Eksportér PDF…").rect();
        assert!(window.expand(0.5).contains_rect(export), "{width}x{height}: {export:?}");
    }
}
