//! All indications side by side, and the way from there.

use crate::bench::{Bench, criteria, plain};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::window::{Command, UiCommand, View};

fn opened(name: &str) -> Bench {
    let mut bench = Bench::new();
    let text = std::fs::read_to_string(format!("samples/{name}.wgscase")).unwrap();
    let reading = plain(&text);
    bench.read("/t/a.wgscase", Ok(reading));
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
fn every_row_of_every_indication_has_a_cell_with_its_verdict_and_why() {
    let mut bench = opened("judgement");
    bench.press(Key::F2);
    let set = criteria();
    let verdicts: Vec<_> = {
        let state = bench.app().window();
        let say = state.model().say();
        let all = state.case().session().assessments();
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
fn a_cell_leads_to_its_row() {
    let mut bench = opened("judgement");
    bench.press(Key::F2);
    bench.click("Thymus epithel celle tumorer, Målgruppe: Mangler");
    let state = bench.app().window();
    assert_eq!(state.case().view(), View::Form);
    assert_eq!(state.case().session().indication().id.as_str(), "thymic-epithelial-tumour");
    let row = bench.harness.get_by_role_and_label(Role::DisclosureTriangle, "Målgruppe: Mangler");
    assert!(row.accesskit_node().is_focused());
    assert_eq!(row.accesskit_node().data().is_expanded(), Some(true));
}

#[test]
fn the_overview_tells_which_indication_fits_and_where_else_the_patient_may_belong() {
    let mut bench = opened("met");
    bench.press(Key::F2);
    assert!(bench.has("Opfyldt:"));
    let link = By::new().role(Role::Link).label("Thymus epithel celle tumorer");
    assert!(bench.harness.query_all(link).next().is_some());
    // A child belongs to a patient group outside the set.
    let grown_up = Bench::new();
    assert!(!grown_up.has("bør overvejes"));
    let mut child = Bench::new();
    child.type_into("CPR-nummer", "010215-4000");
    assert!(child.has("Patientgruppen ”Børn og unge med kræft”") && child.has("bør overvejes"));
}

#[test]
fn the_sample_shows_what_a_case_looks_like_and_the_next_patient_clears_it() {
    let mut bench = Bench::new();
    bench.click("Prøv med en eksempelsag");
    assert!(bench.has_part("Eksempelsagen er åbnet"));
    assert!(bench.has_part("Bente Testperson"));
    assert!(!bench.app().window().case().session().has_unsaved_changes());
    bench.ask(Command::Ui(UiCommand::New));
    assert!(!bench.has_part("Bente Testperson") && bench.has("Patient ikke angivet"));
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet"));
}

#[test]
fn before_the_biopsy_stands_what_must_be_in_place_and_leads_there() {
    let mut bench = opened("missing");
    assert!(bench.has("Før biopsien"));
    bench.click_role(Role::Link, "Der er friskt væv til WGS; arkivvæv kan ikke anvendes. Mangler");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Væv til WGS");
    assert!(group.accesskit_node().is_focused());
    let bench = opened("met");
    assert!(bench.has_part("punkter er på plads"));
}
