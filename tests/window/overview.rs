//! The overview of all indications, and its links to the form.

use crate::bench::{Bench, criteria, plain};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::window::{Command, UiCommand, View};

fn opened_sample(name: &str) -> Bench {
    let mut bench = Bench::new();
    let text = std::fs::read_to_string(format!("samples/{name}.wgscase")).unwrap();
    let reading = plain(&text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    bench.run();
    bench
}

#[test]
fn the_window_starts_with_the_patient_and_all_indications() {
    let bench = Bench::new();
    assert!(bench.has("Sådan begynder du") && bench.has("CPR-nummer"));
    for indication in &criteria().indications {
        let head = format!("{}: Kan ikke vurderes endnu", indication.short.da);
        let heads = bench.harness.query_all(By::new().role(Role::ColumnHeader).label(&head));
        assert_eq!(heads.count(), 1, "{head}");
    }
}

#[test]
fn every_row_of_every_indication_has_a_cell_with_its_verdict_and_reason() {
    let mut bench = opened_sample("judgement");
    bench.press(Key::F2);
    let set = criteria();
    let verdicts: Vec<_> = {
        let window = bench.window();
        let say = window.model().say();
        let all = window.case().session().assessments();
        all.flat_map(|(indication, assessment)| {
            indication.rows.iter().zip(&assessment.rows).map(move |(row, assessed)| {
                let words: Vec<&str> = say.row(assessed).into_iter().map(|(_, word)| word).collect();
                format!("{}, {}: {}", indication.short.da, row.short.da, words.join(", "))
            })
        })
        .collect()
    };
    assert_eq!(verdicts.len(), set.indications.len() * 11);
    for verdict in &verdicts {
        let cell = bench.harness.get_by_role_and_label(Role::Button, verdict);
        assert!(cell.accesskit_node().description().is_some_and(|why| !why.is_empty()), "{verdict}");
    }
}

#[test]
fn clicking_a_cell_opens_its_row() {
    let mut bench = opened_sample("judgement");
    bench.press(Key::F2);
    bench.click("Thymusepiteliale tumorer, Målgruppe: Mangler svar");
    let window = bench.window();
    assert_eq!(window.case().view(), View::Form);
    assert_eq!(window.case().session().indication().id.as_str(), "thymic-epithelial-tumour");
    let row = bench.harness.get_by_role_and_label(Role::DisclosureTriangle, "Målgruppe: Mangler svar");
    assert!(row.accesskit_node().is_focused());
    assert_eq!(row.accesskit_node().data().is_expanded(), Some(true));
}

#[test]
fn the_overview_lists_met_indications_and_other_patient_groups_to_consider() {
    let mut bench = opened_sample("met");
    bench.press(Key::F2);
    assert!(bench.has("Opfyldt:"));
    let link = By::new().role(Role::Link).label("Thymusepiteliale tumorer");
    assert!(bench.harness.query_all(link).next().is_some());
    // A child belongs to a patient group outside the set.
    let grown_up = Bench::new();
    assert!(!grown_up.has("kan overvejes"));
    let mut child = Bench::new();
    child.type_into("CPR-nummer", "010215-4000");
    assert!(child.has("Patientgruppen »Børn og unge med kræft«") && child.has("kan overvejes"));
}

#[test]
fn the_sample_case_is_opened_and_cleared_by_a_new_case() {
    let mut bench = Bench::new();
    bench.click("Prøv med en eksempelsag");
    assert!(bench.has_part("Eksempelsagen er åbnet"));
    assert!(bench.has_part("Bente Testperson"));
    assert!(!bench.window().case().session().has_unsaved_changes());
    bench.dispatch_without_requests(Command::Ui(UiCommand::New));
    assert!(!bench.has_part("Bente Testperson") && bench.has("Patient ikke angivet"));
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet"));
}

#[test]
fn the_list_before_the_biopsy_links_to_what_is_missing() {
    let mut bench = opened_sample("missing");
    assert!(bench.has("Før biopsi/operation"));
    bench.click_role(Role::Link, "WGS udføres på friskt væv; arkivvæv kan ikke anvendes. Mangler svar");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Væv til WGS");
    assert!(group.accesskit_node().is_focused());
    let bench = opened_sample("met");
    assert!(bench.has_part("punkter er på plads"));
}
