//! Answering: by mouse, by keyboard, and what is seen at once.

use crate::bench::{Bench, TODAY, criteria, plain};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::date;
use wgs_referral::definition::{Answer, JudgementId};
use wgs_referral::window::{CaseCommand, Field};

#[test]
fn an_answer_shows_its_verdict_at_once_and_a_second_click_clears_it() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Mangler");
    bench.click("Performance status (ECOG): 1");
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Opfyldt");
    bench.click("Performance status (ECOG): 3");
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Ikke opfyldt");
    bench.click("Performance status (ECOG): 3");
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Mangler");
}

#[test]
fn keys_choose_and_delete_clears() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)").focus();
    bench.run();
    let answer = |bench: &mut Bench| {
        bench.app().window().case().session().case().answers.get("performance-status").cloned()
    };
    bench.press(Key::ArrowRight);
    assert_eq!(answer(&mut bench), Some(Answer::Choice("0".into())));
    bench.press(Key::ArrowRight);
    assert_eq!(answer(&mut bench), Some(Answer::Choice("1".into())));
    bench.harness.event(egui::Event::Text("3".into()));
    bench.run();
    assert_eq!(answer(&mut bench), Some(Answer::Choice("3".into())));
    bench.press(Key::Delete);
    assert_eq!(answer(&mut bench), None);
}

#[test]
fn a_count_is_stepped_typed_and_cleared() {
    let mut bench = Bench::new();
    bench.show("metastatic-solid-tumour");
    let answer = |bench: &mut Bench| {
        bench.app().window().case().session().case().answers.get("treatment-lines").cloned()
    };
    bench.click("Gennemførte behandlingslinjer: én mere");
    assert_eq!(answer(&mut bench), Some(Answer::Count(0)));
    bench.click("Gennemførte behandlingslinjer: én mere");
    assert_eq!(answer(&mut bench), Some(Answer::Count(1)));
    bench.click("Gennemførte behandlingslinjer: én færre");
    bench.click("Gennemførte behandlingslinjer: én færre");
    assert_eq!(answer(&mut bench), None);
    bench.type_into("Gennemførte behandlingslinjer", "2");
    assert_eq!(answer(&mut bench), Some(Answer::Count(2)));
}

#[test]
fn questions_appear_when_they_apply_and_keep_their_answer() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    assert!(!bench.has("Metastatisk allerede ved debut: Ja"));
    bench.click("Fjernmetastaser: Ja");
    bench.click("Metastatisk allerede ved debut: Ja");
    assert!(bench.has("Væv til primær diagnostik er sikret: Ja"));
    bench.click("Fjernmetastaser: Nej");
    assert!(!bench.has("Metastatisk allerede ved debut: Ja"));
    assert!(bench.app().window().case().session().case().answers.contains_key("metastatic-at-presentation"));
}

#[test]
fn meningioma_is_asked_about_for_meningioma_alone() {
    let mut bench = Bench::new();
    bench.show("primary-brain-tumour");
    bench.click("Tumortype: Lavgradsgliom");
    assert!(!bench.has("Progression efter radioterapi: Ja"));
    bench.click("Tumortype: Meningeom");
    assert!(bench.has("Progression efter radioterapi: Ja"));
}

#[test]
fn an_answer_stays_in_sight_when_another_beside_it_decides() {
    let mut bench = Bench::new();
    bench.show("thymic-epithelial-tumour");
    bench.click("Histologisk type: Thymuscarcinom");
    bench.click("Nydiagnosticeret: Nej");
    bench.click("Recidiv: Ja");
    assert!(bench.has("Nydiagnosticeret: Nej"));
    bench.click("Histologisk type: Thymom A");
    assert!(!bench.has("Nydiagnosticeret: Nej"));
}

#[test]
fn a_choice_is_offered_where_it_fits_and_shown_where_it_was_given() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    assert!(!bench.has("Væv til WGS: Kun blod"));
    bench.show("pancreas-cancer");
    bench.click("Væv til WGS: Kun blod");
    bench.show("sarcoma");
    assert!(bench.has("Væv til WGS: Kun blod"));
}

#[test]
fn a_row_unfolds_to_statement_and_quote_and_leads_to_its_question() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench
        .click_role(Role::DisclosureTriangle, "Kliniske manifestationer til stede eller fraværende: Mangler");
    assert!(bench.has("»Almentilstand skal tillade ambulant behandling (PS 0-2)«"));
    bench.click("Gå til spørgsmålet: performance status");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)");
    assert!(group.accesskit_node().is_focused());
}

#[test]
fn a_judgement_counts_once_it_has_a_rationale() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.click("Rekvirenten er tilknyttet et sarkomcenter: Nej");
    bench.click("NGC's lægefaglige information er kendt: Ja");
    bench.click("Adgang til specialister til drøftelse af svaret: Ja");
    assert_eq!(bench.row("Krav til kompetenceniveau"), "Lægeligt skøn");
    bench.click_role(Role::DisclosureTriangle, "Krav til kompetenceniveau: Lægeligt skøn");
    bench.click("Kan WGS rekvireres uden for et sarkomcenter?: Acceptér");
    assert_eq!(bench.row("Krav til kompetenceniveau"), "Lægeligt skøn");
    assert!(bench.has("Skriv en begrundelse, før afgørelsen gælder."));
    bench.type_into("Begrundelse", "Aftalt med sarkomcentret");
    assert_eq!(bench.row("Krav til kompetenceniveau"), "Opfyldt");
    let judgement =
        &bench.app().window().case().session().case().judgements["sarcoma/competence.sarcoma-centre"];
    assert_eq!(judgement.on, Some(crate::bench::TODAY));
    bench.click("Kan WGS rekvireres uden for et sarkomcenter?: Afvis");
    assert_eq!(bench.row("Krav til kompetenceniveau"), "Ikke opfyldt");
}

#[test]
fn a_comment_can_be_added_to_any_row() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.click_role(Role::DisclosureTriangle, "Familiær disposition: Intet krav");
    bench.type_into("Kommentar: Familiær disposition", "Ingen kendt");
    let case = bench.app().window().case().session().case().clone();
    assert_eq!(case.comment(&"sarcoma".into(), &"family-history".into()), Some("Ingen kendt"));
}

#[test]
fn the_number_formats_itself_while_it_is_typed() {
    let mut bench = Bench::new();
    bench.type_into("CPR-nummer", "0201609");
    assert_eq!(bench.text_in("CPR-nummer"), "020160-9");
    bench.type_into("CPR-nummer", "995");
    assert_eq!(bench.text_in("CPR-nummer"), "020160-9995");
    bench.type_into("Navn", "Bente Testperson");
    assert_eq!(bench.text_in("CPR-nummer"), "020160-9995");
    assert!(bench.has_part("Bente Testperson · 020160-9995 · 66 år"));
}

#[test]
fn the_next_gap_is_led_to_by_a_key() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.press(Key::F8);
    // Tissue first: it must be secured before the biopsy.
    let focused = |bench: &Bench, label| {
        bench.harness.get_by_role_and_label(Role::RadioGroup, label).accesskit_node().is_focused()
    };
    assert!(focused(&bench, "Væv til WGS"), "{:?}", bench.app().window().case().last_gap());
    bench.press(Key::F8);
    assert!(focused(&bench, "Indsamling af friskt væv er sikret"));
    bench.press_with(Modifiers::SHIFT, Key::F8);
    assert!(focused(&bench, "Væv til WGS"));
    // Round again: the last thing asked for is a recommendation.
    bench.press_with(Modifiers::SHIFT, Key::F8);
    assert!(!focused(&bench, "Væv til WGS"));
}

#[test]
fn indications_are_chosen_by_key_and_answers_serve_them_all() {
    let mut bench = Bench::new();
    bench.show("metastatic-solid-tumour");
    bench.click("Performance status (ECOG): 3");
    bench.press_with(Modifiers::COMMAND, Key::Num2);
    assert_eq!(bench.app().window().case().session().indication().id.as_str(), "sarcoma");
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Ikke opfyldt");
}

#[test]
fn the_language_changes_everywhere_at_once() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.english();
    assert!(bench.has("Distant metastases: Yes"));
    assert!(!bench.has_part("Fjernmetastaser"));
    assert_eq!(bench.row("Age criteria"), "Missing");
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.click("Fjernmetastaser: Ja");
    bench.run();
    bench.harness.step();
    assert!(!bench.harness.ctx.has_requested_repaint());
}

#[test]
fn rows_that_share_a_judgement_unfold_side_by_side() {
    let mut bench = Bench::new();
    for indication in &criteria().indications {
        bench.show(indication.id.as_str());
        for row in &indication.rows {
            bench.ask(CaseCommand::ToggleRow(row.id.clone()));
        }
        bench.run();
    }
    // Young, and histology pending: judgements that several rows wait for.
    let text = include_str!("../../samples/judgement.wgscase");
    let reading = plain(text);
    bench.read("/t/a.wgscase", Ok(reading));
    for row in &criteria().indications[2].rows {
        bench.ask(CaseCommand::ToggleRow(row.id.clone()));
    }
    assert!(!bench.has_part("widget ID"));
    let asked = bench.harness.query_all(By::new().role(Role::RadioGroup).label_contains("unge"));
    assert_eq!(asked.count(), 1, "each judgement is decided in one place");
}

#[test]
fn the_next_gap_leads_to_the_decision_and_an_arrow_decides_it() {
    let mut bench = Bench::new();
    let text = include_str!("../../samples/judgement.wgscase");
    let reading = plain(text);
    bench.read("/t/a.wgscase", Ok(reading));
    bench.run();
    bench.press(Key::F8);
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowRight);
    let judgements = &bench.app().window().case().session().case().judgements;
    assert_eq!(judgements.len(), 1);
    assert_eq!(judgements.values().next().and_then(|judgement| judgement.accept), Some(false));
    // The arrow did not lead away: the next one goes on.
    bench.press(Key::ArrowLeft);
    let judgements = &bench.app().window().case().session().case().judgements;
    assert_eq!(judgements.values().next().and_then(|judgement| judgement.accept), Some(true));
}

#[test]
fn a_reversed_decision_is_dated_and_signed_anew() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    let id: JudgementId = "sarcoma/competence.sarcoma-centre".into();
    bench.type_into("Rekvirentens navn", "Ditte Testlæge");
    bench.ask(CaseCommand::Decide(id.clone(), Some(true)));
    bench.app().window_mut().set_today(date(2026, 12, 1));
    bench.ask(CaseCommand::Edit(Field::RequesterName, "Anton Testlæge".into()));
    bench.ask(CaseCommand::Decide(id.clone(), Some(true)));
    let decided = bench.app().window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.on, decided.by.as_str()), (Some(TODAY), "Ditte Testlæge"));
    bench.ask(CaseCommand::Decide(id.clone(), Some(false)));
    let decided = bench.app().window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.on, decided.by.as_str()), (Some(date(2026, 12, 1)), "Anton Testlæge"));
    // Cleared and decided again: by whoever decides now, on the day.
    bench.app().window_mut().set_today(date(2026, 12, 2));
    bench.ask(CaseCommand::Edit(Field::Rationale(id.clone()), "Efter aftale".into()));
    bench.ask(CaseCommand::Decide(id.clone(), None));
    bench.ask(CaseCommand::Decide(id.clone(), Some(true)));
    let decided = bench.app().window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.on, decided.rationale.as_str()), (Some(date(2026, 12, 2)), "Efter aftale"));
}

#[test]
fn number_and_age_stay_in_sight_beside_a_long_name_in_a_small_window() {
    for width in [800.0, 1024.0] {
        let mut bench = Bench::of_size(width, 600.0);
        bench.type_into("Navn", &"Testperson ".repeat(12));
        bench.type_into("CPR-nummer", "020160-9995");
        bench.press(Key::Tab);
        let chip = bench.harness.get(By::new().label_contains("020160-9995 · 66 år"));
        assert!(chip.rect().right() <= width, "{:?}", chip.rect());
        let export = bench.harness.get_by_label("Eksportér PDF…");
        assert!(chip.rect().right() <= export.rect().left());
    }
}

#[test]
fn a_long_question_does_not_push_the_form_out_of_a_small_window() {
    let mut bench = Bench::of_size(1024.0, 700.0);
    let text = include_str!("../../samples/judgement.wgscase");
    let reading = plain(text);
    bench.read("/t/a.wgscase", Ok(reading));
    bench.run();
    let criteria_begin = 1024.0 - 300.0;
    for label in ["Navn", "CPR-nummer", "Vurderet den"] {
        let field = bench.harness.get_by_role_and_label(Role::TextInput, label);
        assert!(field.rect().right() <= criteria_begin, "{label}: {:?}", field.rect());
    }
}
