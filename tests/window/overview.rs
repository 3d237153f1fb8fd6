//! The overview of all indications, and its links to the form.

use std::sync::Arc;

use crate::bench::{Bench, criteria, plain};
use crate::pointer;
use egui::accesskit::{Live, Role, Toggled};
use egui::{Key, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::{
    Answer, CriteriaSet, DefinitionFile, Language, QuestionKind, check_files, embedded_files,
};
use wgs_referral::window::{CaseCommand, Command, Field, UiCommand, View};
use wgs_referral::wording::texts;

fn opened_sample(name: &str) -> Bench {
    let mut bench = Bench::new();
    let text = std::fs::read_to_string(format!("samples/{name}.wgscase")).unwrap();
    let reading = plain(&text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    bench.run();
    bench
}

#[test]
fn the_window_starts_with_the_patient_and_the_disease_and_has_no_verdicts() {
    let mut bench = Bench::new();
    assert!(bench.has("Sådan begynder du") && bench.has("CPR-nummer"));
    let values = bench.harness.query_all(By::new().role(Role::RadioButton)).count();
    assert_eq!(values, 10);
    // They stand in the order of the steps.
    assert!(bench.top_of_part("1.") < bench.top_of_part("2."));
    let name = bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect();
    assert!(name.bottom() < bench.top_of_part("Hvad fejler patienten?"));
    let has_verdicts = |bench: &Bench| {
        let heads = bench.harness.query_all(By::new().role(Role::ColumnHeader)).count();
        assert_eq!(heads > 0, bench.has("Hvilken indikation passer til patienten?"));
        heads > 0
    };
    assert!(!has_verdicts(&bench));
    // Neither a name nor an answer that no requirement uses says anything about an indication.
    bench.type_into("Navn", "Bente Testperson");
    let text = Answer::Lines("Drøftes".to_owned());
    bench.dispatch_without_requests(CaseCommand::Answer("clinical-question".into(), Some(text)));
    assert!(!has_verdicts(&bench));
    bench.dispatch_without_requests(CaseCommand::Answer("metastatic".into(), Some(Answer::YesNo(true))));
    assert!(has_verdicts(&bench));
    for indication in &criteria().indications {
        let head = format!("{}: Kan ikke vurderes endnu", indication.short.da);
        let heads = bench.harness.query_all(By::new().role(Role::ColumnHeader).label(&head));
        assert_eq!(heads.count(), 1, "{head}");
    }
}

/// Clicks a card of the first question.
fn choose(bench: &mut Bench, disease: &str) {
    bench.click_role(Role::RadioButton, &format!("Patientens sygdom: {disease}"));
}

/// The lines of the list of indications, from top to bottom.
fn fitting_lines(bench: &Bench) -> Vec<String> {
    let lines = bench.harness.query_all(By::new().role(Role::Link).label_contains(": "));
    let mut lines: Vec<(i64, String)> = lines
        .filter_map(|line| Some((line.rect().min.y.round() as i64, line.accesskit_node().label()?)))
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn one_click_on_the_disease_tells_which_indications_can_fit_and_why_others_cannot() {
    let mut bench = Bench::new();
    choose(&mut bench, "Sarkom");
    let lines = fitting_lines(&bench);
    assert_eq!(lines.len(), 5, "{lines:?}");
    for (line, name) in lines.iter().zip(["Metastatisk kræft", "Sarkom"]) {
        assert!(line.starts_with(&format!("{name}: Mangler svar: ")) && line.ends_with(" til)"), "{line}");
        assert_eq!(line.matches(", ").count(), 2, "three answers are named: {line}");
    }
    let reason = "Passer ikke til diagnosen. Krav: Patienten har pancreascancer.";
    assert!(lines[2].ends_with(reason), "{lines:?}");
    assert!(lines[2..].iter().all(|line| line.contains(": Passer ikke til diagnosen. Krav: ")), "{lines:?}");
    assert!(bench.has("2 indikationer kan passe"));

    choose(&mut bench, "Brystkræft o.l. (relativt god prognose, mange anerkendte behandlingslinjer)");
    let lines = fitting_lines(&bench);
    assert!(lines[0].starts_with("Metastatisk kræft: Mangler svar: "), "{lines:?}");
    assert_eq!(lines[1], "Sarkom: Passer ikke til diagnosen. Krav: Patienten har et sarkom.");
    assert!(bench.has("1 indikation kan passe"));

    choose(&mut bench, "Pancreascancer");
    let fits = |line: &&String| !line.contains("Passer ikke");
    let pancreas = bench.window().case().session().set().indication(&"pancreas-cancer".into()).unwrap();
    let name = pancreas.short.da.clone();
    let fitting: Vec<_> = fitting_lines(&bench).iter().filter(fits).cloned().collect();
    assert!(fitting.len() == 2 && fitting[1].starts_with(&name), "{fitting:?}");

    choose(&mut bench, "Hæmatologisk kræft");
    assert!(fitting_lines(&bench).iter().all(|line| line.contains("Passer ikke til diagnosen")));
    assert!(bench.has("Ingen af indikationerne passer"));
}

#[test]
fn a_criterion_that_is_not_met_is_told_apart_from_a_disease_that_does_not_fit() {
    let mut bench = Bench::new();
    choose(&mut bench, "Sarkom");
    let status = Answer::Choice("3".into());
    bench.dispatch_without_requests(CaseCommand::Answer("performance-status".into(), Some(status)));
    let lines = fitting_lines(&bench);
    assert_eq!(
        lines[..2].iter().filter(|line| line.ends_with("Ikke opfyldt: kliniske manifestationer")).count(),
        2
    );
    assert!(lines[2..].iter().all(|line| line.contains("Passer ikke til diagnosen")), "{lines:?}");
    // The sidebar says it as well, and still leads to the form.
    let tab = |start: &'static str| By::new().role(Role::Tab).label_contains(start);
    let told = |bench: &Bench, start| {
        bench.harness.get(tab(start)).accesskit_node().description().unwrap_or_default()
    };
    assert!(told(&bench, "Sarkom: ").starts_with("Ikke opfyldt: "));
    assert!(told(&bench, "Primær hjernetumor: ").starts_with("Passer ikke til diagnosen"));
    bench.harness.get(tab("Primær hjernetumor: ")).click();
    bench.run();
    assert_eq!(bench.window().case().session().indication().id.as_str(), "primary-brain-tumour");
}

#[test]
fn a_line_of_the_list_opens_the_form() {
    let mut bench = Bench::new();
    choose(&mut bench, "Sarkom");
    let line = fitting_lines(&bench)[1].clone();
    bench.click_role(Role::Link, &line);
    assert_eq!(bench.window().case().view(), View::Form);
    assert_eq!(bench.window().case().session().indication().id.as_str(), "sarcoma");
}

#[test]
fn the_disease_is_chosen_by_keys_and_cleared() {
    let mut bench = Bench::new();
    let chosen = |bench: &Bench| match bench.window().case().session().case().answers.get("diagnosis-group") {
        Some(Answer::Choice(id)) => id.to_string(),
        _ => String::new(),
    };
    let type_key = |bench: &mut Bench, key: &str| {
        bench.harness.event(egui::Event::Text(key.to_owned()));
        bench.run();
    };
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom").focus();
    bench.run();
    type_key(&mut bench, "p");
    assert_eq!(chosen(&bench), "pancreatic-cancer");
    type_key(&mut bench, "p");
    assert_eq!(chosen(&bench), "primary-brain-tumour");
    bench.press(Key::ArrowLeft);
    bench.press(Key::ArrowLeft);
    assert_eq!(chosen(&bench), "pancreatic-cancer");
    bench.press(Key::ArrowRight);
    assert_eq!(chosen(&bench), "thymic-epithelial-tumour");
    bench.press(Key::Delete);
    assert_eq!(chosen(&bench), "");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom");
    assert!(group.accesskit_node().is_focused());
    type_key(&mut bench, "s");
    assert_eq!(chosen(&bench), "sarcoma");
    // The tenth has the key behind that of the ninth.
    type_key(&mut bench, "0");
    assert_eq!(chosen(&bench), "haematological");
    type_key(&mut bench, "1");
    assert_eq!(chosen(&bench), "sarcoma");
    // A second click, which may be a slip, changes nothing.
    choose(&mut bench, "Sarkom");
    assert_eq!(chosen(&bench), "sarcoma");
}

#[test]
fn a_screen_reader_gets_the_disease_as_a_radio_group_and_the_result_announced() {
    let mut bench = Bench::new();
    choose(&mut bench, "Pancreascancer");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom");
    assert_eq!(group.accesskit_node().value().as_deref(), Some("Pancreascancer"));
    let values: Vec<_> = group.query_all(By::new().role(Role::RadioButton)).collect();
    assert_eq!(values.len(), 10);
    for value in &values {
        let node = value.accesskit_node();
        let is_chosen = node.label().is_some_and(|label| label.ends_with(": Pancreascancer"));
        assert_eq!(node.toggled() == Some(Toggled::True), is_chosen, "{:?}", node.label());
    }
    let help = values[1].accesskit_node().description().unwrap_or_default();
    assert!(help.contains("neuroendokrin"), "{help}");
    let count = bench.harness.get_by_label("2 indikationer kan passe");
    assert_eq!(count.accesskit_node().live(), Live::Polite);
}

#[test]
fn undoing_the_disease_stays_in_the_overview_and_focuses_it() {
    let mut bench = Bench::new();
    choose(&mut bench, "Sarkom");
    bench.dispatch_without_requests(Command::Ui(UiCommand::Undo));
    assert_eq!(bench.window().case().view(), View::Overview);
    assert_eq!(bench.window().case().pending_target(), None);
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom");
    assert!(group.accesskit_node().is_focused());
    assert!(!bench.has("Hvilken indikation passer til patienten?"));
}

/// Turns the mouse wheel at the left edge of the overview, where nothing has a tooltip.
fn scroll(bench: &mut Bench, delta: f32) {
    bench.harness.hover_at(egui::pos2(275.0, 500.0));
    bench.turn_wheel(vec2(0.0, delta));
    bench.run();
    bench.run();
}

#[test]
fn the_head_of_the_matrix_stays_in_sight_while_the_rows_scroll_past_it() {
    let mut bench = Bench::of_size(1360.0, 600.0);
    bench.dispatch_without_requests(CaseCommand::Answer(
        "diagnosis-group".into(),
        Some(Answer::Choice("sarcoma".into())),
    ));
    let head = |bench: &Bench| {
        let sarcoma = By::new().role(Role::ColumnHeader).label_contains("Sarkom: ");
        bench.harness.get(sarcoma).rect()
    };
    let row = |bench: &Bench, name: &str| bench.harness.get_by_role_and_label(Role::RowHeader, name).rect();
    let first_row = |bench: &Bench| row(bench, "Målgruppe").min.y;
    assert!(head(&bench).min.y > 600.0, "the matrix starts below the window");
    assert!((first_row(&bench) - head(&bench).max.y).abs() < 10.0);
    // The top of the matrix leaves the scroll area.
    let distance = head(&bench).min.y - 50.0;
    scroll(&mut bench, -distance);
    let lead = bench
        .harness
        .get_by_role_and_label(
            Role::Label,
            "5 indikationer vurderet ud fra de samme svar. Vælg et felt i tabellen for at se kriteriet.",
        )
        .rect();
    let stuck = head(&bench);
    assert!(stuck.min.y >= lead.max.y && stuck.min.y < lead.max.y + 20.0, "{stuck:?} below {lead:?}");
    assert!(first_row(&bench) < stuck.max.y - 40.0, "the rows are under the head");
    let before = first_row(&bench);
    scroll(&mut bench, -40.0);
    assert_eq!(head(&bench), stuck);
    assert!(first_row(&bench) < before - 30.0);
    // A cell that takes the focus comes out from under the head.
    let cell = By::new().role(Role::Button).label_contains("Sarkom, Målgruppe: ");
    bench.harness.get(cell).focus();
    bench.run();
    bench.run();
    assert!(first_row(&bench) > head(&bench).max.y - 5.0);
    scroll(&mut bench, -80.0);
    assert_eq!(head(&bench), stuck);
    // A click where the head covers a row opens the form, and no row.
    bench.harness.hover_at(head(&bench).center());
    let centre = head(&bench).center();
    for pressed in [true, false] {
        bench.harness.event(pointer::primary_event(centre, pressed));
    }
    bench.run();
    let case = bench.window().case();
    assert_eq!((case.view(), case.session().indication().id.as_str()), (View::Form, "sarcoma"));
    assert!(!case.is_unfolded(&"target-group".into()) && !case.is_unfolded(&"unexplained-aetiology".into()));
}

#[test]
fn the_form_explains_every_disease_before_and_after_one_is_chosen() {
    let indications: Vec<_> = criteria().indications.iter().map(|it| it.id.to_string()).collect();
    for (indication, width) in indications.iter().zip([1360.0, 1024.0, 680.0, 1360.0, 1360.0]) {
        let mut bench = Bench::of_size(width, 1400.0);
        bench.show_indication(indication);
        let explained = |bench: &Bench| {
            let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom");
            let values: Vec<_> = group.query_all(By::new().role(Role::RadioButton)).collect();
            let helps = values.iter().filter(|value| value.accesskit_node().description().is_some()).count();
            (values.len(), helps)
        };
        let with_help = criteria().question(&"diagnosis-group".into()).unwrap().clone();
        let QuestionKind::Choice(choices) = &with_help.kind else { panic!("not a choice") };
        let with_help = choices.iter().filter(|choice| choice.help.is_some()).count();
        assert_eq!(explained(&bench), (10, with_help), "{indication}");
        choose(&mut bench, "Hæmatologisk kræft");
        assert!(bench.has("også ved velbegrundet mistanke"));
        assert_eq!(explained(&bench), (10, with_help), "{indication}");
    }
}

#[test]
fn the_disease_is_readable_in_the_form_once_it_is_chosen() {
    for width in [1360.0, 1024.0, 680.0] {
        let mut bench = Bench::of_size(width, 860.0);
        bench.show_indication("sarcoma");
        choose(&mut bench, "Pancreascancer");
        let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Patientens sygdom");
        let values: Vec<_> =
            group.query_all(By::new().role(Role::RadioButton)).map(|value| value.rect()).collect();
        assert_eq!(values.len(), 10);
        for (at, value) in values.iter().enumerate() {
            assert!(group.rect().contains_rect(*value) && value.width() >= 150.0, "{width}: {value:?}");
            assert!(values[..at].iter().all(|other| !other.intersects(*value)), "{width}: {value:?}");
        }
        assert!(group.rect().max.x < width);
    }
}

#[test]
fn a_set_without_a_first_question_has_no_cards_and_no_diagnosis_that_does_not_fit() {
    let mut files = embedded_files();
    let set = files.iter_mut().find(|file| file.name == "set.ron").unwrap();
    set.text = set.text.replacen("first_question: \"diagnosis-group\",", "", 1);
    let set = check_files(&files).unwrap();
    assert_eq!(set.first_question, None);
    let mut bench = Bench::with_set(Arc::new(set), 1360.0, 3000.0);
    assert!(!bench.has("Hvad fejler patienten?") && !bench.has("Patientens sygdom"));
    assert!(bench.has_part("svar først og se her"));
    let sarcoma = Answer::Choice("sarcoma".into());
    bench.dispatch_without_requests(CaseCommand::Answer("diagnosis-group".into(), Some(sarcoma)));
    let lines = fitting_lines(&bench);
    assert_eq!(lines.len(), 5);
    assert!(lines[2..].iter().all(|line| line.ends_with("Ikke opfyldt: målgruppe")), "{lines:?}");
    assert!(!bench.has_part("Passer ikke til diagnosen"));
}

/// The embedded set with so many more indications, which are copies of one: `sarcoma-0` and so on.
pub fn many_indications(copies: usize) -> Arc<CriteriaSet> {
    let mut files = embedded_files();
    let model = files.iter().find(|file| file.name == "sarcoma.ron").unwrap().text.clone();
    for copy in 0..copies {
        let id = format!("sarcoma-{copy}");
        let text = model.replacen("position: 2", &format!("position: {}", 100 + copy), 1);
        files.push(DefinitionFile {
            display_path: format!("{id}.ron"),
            name: format!("{id}.ron"),
            text: text.replacen("\"sarcoma\"", &format!("\"{id}\""), 1),
        });
    }
    Arc::new(check_files(&files).unwrap())
}

#[test]
fn of_many_indications_twenty_of_a_kind_are_listed() {
    let mut bench = Bench::with_set(many_indications(30), 1360.0, 3000.0);
    choose(&mut bench, "Pancreascancer");
    let count =
        |bench: &Bench, part: &str| fitting_lines(bench).iter().filter(|line| line.contains(part)).count();
    assert_eq!((count(&bench, "Mangler svar"), count(&bench, "Passer ikke til diagnosen")), (2, 20));
    assert!(bench.has("og 13 til"));
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
    let mut bench = Bench::new();
    choose(&mut bench, "Thymus epithel celle tumor (TET)");
    let cell = By::new().role(Role::Button).label_contains("Thymus epithel celle tumorer, Målgruppe: ");
    bench.harness.get(cell).click();
    bench.run();
    let window = bench.window();
    assert_eq!(window.case().view(), View::Form);
    assert_eq!(window.case().session().indication().id.as_str(), "thymic-epithelial-tumour");
    let row = bench.harness.get(By::new().role(Role::DisclosureTriangle).label_contains("Målgruppe: "));
    assert!(row.accesskit_node().is_focused());
    assert_eq!(row.accesskit_node().data().is_expanded(), Some(true));
}

#[test]
fn the_overview_lists_met_indications_and_other_patient_groups_to_consider() {
    let mut bench = opened_sample("met");
    bench.press(Key::F2);
    let met = "Thymus epithel celle tumorer: Kriterierne er vurderet som opfyldt";
    assert!(fitting_lines(&bench)[0].starts_with(met), "{:?}", fitting_lines(&bench));
    // For another disease it is not met, and stands below those that can fit.
    let disease = |bench: &mut Bench, id: &str| {
        let disease = Some(Answer::Choice(id.into()));
        bench.dispatch_without_requests(CaseCommand::Answer("diagnosis-group".into(), disease));
    };
    disease(&mut bench, "sarcoma");
    let lines = fitting_lines(&bench);
    assert!(!lines.iter().any(|line| line.starts_with(met)), "{lines:?}");
    let at = lines.iter().position(|line| line.starts_with("Thymus epithel celle tumorer: Passer ikke"));
    assert!(at.is_some_and(|at| at > 1), "{lines:?}");
    disease(&mut bench, "thymic-epithelial-tumour");
    assert!(fitting_lines(&bench)[0].starts_with(met));
    // A child belongs to a patient group outside the set.
    let worth_considering = texts(Language::Da).get("worth-considering");
    assert!(!Bench::new().has(worth_considering));
    let mut child = Bench::new();
    child.type_into("CPR-nummer", "010215-4002");
    assert!(child.has_part("Børn og unge med kræft") && child.has(worth_considering));
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
    assert!(bench.has(texts(Language::Da).get("before-biopsy")));
    bench.harness.get(By::new().role(Role::Link).label_contains("WGS udføres på friskt væv")).click();
    bench.run();
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Væv til WGS");
    assert!(group.accesskit_node().is_focused());
    let bench = opened_sample("met");
    assert!(bench.has_part("punkter er på plads"));
}

#[test]
fn a_patient_under_eighteen_is_led_on_where_the_refusal_stands() {
    let mut bench = Bench::new();
    bench.dispatch(CaseCommand::Edit(Field::BirthDate, "02-01-2009".to_owned()));
    bench.dispatch(CaseCommand::Answer("diagnosis-group".into(), Some(Answer::Choice("sarcoma".into()))));
    assert!(bench.has("Ingen af indikationerne passer"));
    let group = bench.top_of_part("Patientgruppen »Børn og unge med kræft«");
    assert!(group > bench.top_of_part("Ingen af indikationerne passer"));
    assert!(group < bench.top_of_part("Krav: Patienten har pancreascancer"), "below the refusal at once");
}
