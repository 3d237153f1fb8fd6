//! Answering questions by mouse and keyboard, and the verdicts that follow at once.

use crate::bench::{Bench, CASE, TODAY, criteria, plain, settings_file};
use crate::controls::painted;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use jiff::civil::date;
use wgs_referral::definition::{Answer, JudgementId};
use wgs_referral::settings::{RequesterProfile, UserSettings};
use wgs_referral::window::{CaseCommand, Field, UiCommand};

#[test]
fn an_answer_shows_its_verdict_at_once_and_a_second_click_clears_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Mangler svar");
    bench.click("Performance status (ECOG): 1");
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Opfyldt");
    bench.click("Performance status (ECOG): 3");
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Ikke opfyldt");
    bench.click("Performance status (ECOG): 3");
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Mangler svar");
}

#[test]
fn arrow_and_digit_keys_choose_an_answer_and_delete_clears_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.harness.get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)").focus();
    bench.run();
    let answer =
        |bench: &mut Bench| bench.window().case().session().case().answers.get("performance-status").cloned();
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
    bench.show_indication("metastatic-solid-tumour");
    let answer =
        |bench: &mut Bench| bench.window().case().session().case().answers.get("treatment-lines").cloned();
    bench.click("Antal linjer, patienten har gennemgået: én mere");
    assert_eq!(answer(&mut bench), Some(Answer::Count(0)));
    bench.click("Antal linjer, patienten har gennemgået: én mere");
    assert_eq!(answer(&mut bench), Some(Answer::Count(1)));
    bench.click("Antal linjer, patienten har gennemgået: én færre");
    bench.click("Antal linjer, patienten har gennemgået: én færre");
    assert_eq!(answer(&mut bench), None);
    bench.type_into("Antal linjer, patienten har gennemgået", "2");
    assert_eq!(answer(&mut bench), Some(Answer::Count(2)));
}

#[test]
fn questions_appear_when_they_apply_and_keep_their_answer() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    assert!(!bench.has("Metastatisk sygdom ved debut: Ja"));
    bench.click("Metastatisk sygdom (spredning): Ja");
    bench.click("Metastatisk sygdom ved debut: Ja");
    assert!(bench.has("Væv til primær diagnostik er sikret: Ja"));
    bench.click("Metastatisk sygdom (spredning): Nej");
    assert!(!bench.has("Metastatisk sygdom ved debut: Ja"));
    assert!(bench.window().case().session().case().answers.contains_key("metastatic-at-presentation"));
}

#[test]
fn meningioma_questions_are_shown_for_meningioma_only() {
    let mut bench = Bench::new();
    bench.show_indication("primary-brain-tumour");
    bench.click("Tumortype: Lavgradsgliom");
    assert!(!bench.has("Progression efter radioterapi: Ja"));
    bench.click("Tumortype: Meningeom");
    assert!(bench.has("Progression efter radioterapi: Ja"));
}

#[test]
fn an_answered_question_stays_visible_when_another_answer_decides() {
    let mut bench = Bench::new();
    bench.show_indication("thymic-epithelial-tumour");
    bench.click("Histologisk type: Thymuscarcinom");
    bench.click("Nydiagnosticeret: Nej");
    bench.click("Recidiv: Ja");
    assert!(bench.has("Nydiagnosticeret: Nej"));
    bench.click("Histologisk type: Thymom A");
    assert!(!bench.has("Nydiagnosticeret: Nej"));
}

#[test]
fn a_choice_is_offered_where_it_applies_and_shown_wherever_it_was_given() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    assert!(!bench.has("Væv til WGS: Kun blod"));
    bench.show_indication("pancreas-cancer");
    bench.click("Væv til WGS: Kun blod");
    bench.show_indication("sarcoma");
    assert!(bench.has("Væv til WGS: Kun blod"));
}

#[test]
fn a_row_expands_to_its_quote_and_a_link_to_its_question() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click_role(
        Role::DisclosureTriangle,
        "Kliniske manifestationer til stede eller fraværende: Mangler svar",
    );
    assert!(bench.has("»Almentilstand skal tillade ambulant behandling (PS 0-2)«"));
    bench.click("Gå til spørgsmålet: performance status");
    let group = bench.harness.get_by_role_and_label(Role::RadioGroup, "Performance status (ECOG)");
    assert!(group.accesskit_node().is_focused());
}

#[test]
fn a_judgement_counts_once_it_has_a_rationale() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Rekvirenten er tilknyttet et sarkomcenter: Nej");
    bench.click("Rekvirent og personale kender NGC's lægefaglige information: Ja");
    bench.click("Adgang til specialister til drøftelse af svaret: Ja");
    assert_eq!(bench.row_status("Krav til kompetenceniveau"), "Kræver skøn");
    // It is asked at the question that leads to it.
    bench.click("Kan WGS rekvireres uden for et sarkomcenter?: Ja");
    assert_eq!(bench.row_status("Krav til kompetenceniveau"), "Kræver skøn");
    assert!(bench.has("Afgørelsen gælder først, når den er begrundet."));
    bench.type_into("Begrundelse", "Aftalt med sarkomcentret");
    assert_eq!(bench.row_status("Krav til kompetenceniveau"), "Opfyldt");
    let judgement = &bench.window().case().session().case().judgements["sarcoma/competence.sarcoma-centre"];
    assert_eq!(judgement.on, Some(crate::bench::TODAY));
    // A reason for yes is not one for no.
    bench.click("Kan WGS rekvireres uden for et sarkomcenter?: Nej");
    let judgement = &bench.window().case().session().case().judgements["sarcoma/competence.sarcoma-centre"];
    assert_eq!(judgement.rationale, "");
    assert_eq!(bench.row_status("Krav til kompetenceniveau"), "Kræver skøn");
    bench.type_into("Begrundelse", "Skal drøftes først");
    assert_eq!(bench.row_status("Krav til kompetenceniveau"), "Ikke opfyldt");
    // The criteria show the outcome.
    bench.click_role(Role::DisclosureTriangle, "Krav til kompetenceniveau: Ikke opfyldt");
    assert!(bench.has("Kan WGS rekvireres uden for et sarkomcenter? Nej, efter skøn"));
    assert!(bench.has("Gå til afgørelsen"));
}

#[test]
fn a_comment_can_be_added_to_any_row() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click_role(Role::DisclosureTriangle, "Familiær disposition: Intet krav");
    bench.type_into("Kommentar: Familiær disposition", "Ingen kendt");
    let case = bench.window().case().session().case().clone();
    assert_eq!(case.comment(&"sarcoma".into(), &"family-history".into()), Some("Ingen kendt"));
}

#[test]
fn the_cpr_number_is_formatted_while_it_is_typed() {
    let mut bench = Bench::new();
    bench.type_into("CPR-nummer", "0201609");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9");
    bench.type_into("CPR-nummer", "941");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9941");
    bench.type_into("Navn", "Bente Testperson");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9941");
    assert!(bench.has_part("Bente Testperson · 020160-9941 · 66 år"));
}

#[test]
fn a_cpr_number_that_fails_modulus_11_gets_a_hint_by_its_birth_date() {
    let hints = |number: &str| {
        let mut bench = Bench::new();
        bench.type_into("CPR-nummer", number);
        bench.type_into("Navn", "Bente Testperson");
        assert!(bench.has_part(number), "the number is accepted");
        let [check, valid] = ["Kontrollér, om der er en tastefejl", "nummeret kan være rigtigt"];
        [bench.has_part(check), bench.has_part(valid)]
    };
    assert_eq!(hints("070761-4285"), [false, false]);
    assert_eq!(hints("070761-4286"), [true, false]);
    assert_eq!(hints("010165-4286"), [false, true], "born on 1 January");
}

#[test]
fn f8_goes_to_the_next_gap() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.press(Key::F8);
    // Tissue first: it must be secured before the biopsy.
    let focused = |bench: &Bench, label| {
        bench.harness.get_by_role_and_label(Role::RadioGroup, label).accesskit_node().is_focused()
    };
    assert!(focused(&bench, "Væv til WGS"), "{:?}", bench.window().case().last_step());
    bench.press(Key::F8);
    assert!(focused(&bench, "Indsamling af friskt væv er sikret"));
    bench.press_with(Modifiers::SHIFT, Key::F8);
    assert!(focused(&bench, "Væv til WGS"));
    // The order wraps around to the last gap, which is a recommendation.
    bench.press_with(Modifiers::SHIFT, Key::F8);
    assert!(!focused(&bench, "Væv til WGS"));
}

#[test]
fn indications_are_chosen_by_key_and_share_their_answers() {
    let mut bench = Bench::new();
    bench.show_indication("metastatic-solid-tumour");
    bench.click("Performance status (ECOG): 3");
    bench.press_with(Modifiers::COMMAND, Key::Num2);
    assert_eq!(bench.window().case().session().indication().id.as_str(), "sarcoma");
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Ikke opfyldt");
}

#[test]
fn the_language_changes_everywhere_at_once() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.switch_to_english();
    assert!(bench.has("Metastatic disease (spread): Yes"));
    assert!(!bench.has_part("Metastatisk sygdom"));
    assert_eq!(bench.row_status("Age criteria"), "Answer missing");
}

#[test]
fn no_repaint_is_requested_while_nothing_changes() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Metastatisk sygdom (spredning): Ja");
    bench.run();
    bench.harness.step();
    assert!(!bench.harness.ctx.has_requested_repaint());
}

#[test]
fn rows_that_share_a_judgement_can_be_expanded_together() {
    let mut bench = Bench::new();
    for indication in &criteria().indications {
        bench.show_indication(indication.id.as_str());
        for row in &indication.rows {
            bench.dispatch_without_requests(CaseCommand::ToggleRow(row.id.clone()));
        }
        bench.run();
    }
    // The patient is young and histology is pending: several rows wait for the same judgement.
    let text = include_str!("../../samples/judgement.wgscase");
    let reading = plain(text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    for row in &criteria().indications[2].rows {
        bench.dispatch_without_requests(CaseCommand::ToggleRow(row.id.clone()));
    }
    assert!(!bench.has_part("widget ID"));
    let asked = bench.harness.query_all(By::new().role(Role::RadioGroup).label_contains("unge"));
    assert_eq!(asked.count(), 1, "each judgement is decided in one place");
}

#[test]
fn f8_goes_to_a_judgement_and_an_arrow_key_decides_it() {
    let mut bench = Bench::new();
    let text = include_str!("../../samples/judgement.wgscase");
    let reading = plain(text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    bench.run();
    bench.press(Key::F8);
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowRight);
    let judgements = &bench.window().case().session().case().judgements;
    assert_eq!(judgements.len(), 1);
    assert_eq!(judgements.values().next().and_then(|judgement| judgement.accept), Some(false));
    // The focus is still on the judgement, so that the next arrow key changes the decision.
    bench.press(Key::ArrowLeft);
    let judgements = &bench.window().case().session().case().judgements;
    assert_eq!(judgements.values().next().and_then(|judgement| judgement.accept), Some(true));
}

#[test]
fn a_reversed_decision_gets_the_current_date_and_name() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let id: JudgementId = "sarcoma/competence.sarcoma-centre".into();
    bench.type_into("Rekvirentens navn", "Ditte Testlæge");
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(true)));
    bench.window_mut().set_today(date(2026, 12, 1));
    bench.dispatch_without_requests(CaseCommand::Edit(Field::RequesterName, "Anton Testlæge".into()));
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(true)));
    let decided = bench.window().case().session().case().judgements[&id].clone();
    // The same decision is no new one, and the signature of the doctor before has gone.
    assert_eq!((decided.on, decided.by.as_str()), (Some(TODAY), ""));
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(false)));
    let decided = bench.window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.on, decided.by.as_str()), (Some(date(2026, 12, 1)), "Anton Testlæge"));
    // A decision that is withdrawn and made again gets the current date, and its rationale is written again.
    bench.window_mut().set_today(date(2026, 12, 2));
    bench.dispatch_without_requests(CaseCommand::Edit(Field::Rationale(id.clone()), "Efter aftale".into()));
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), None));
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(true)));
    let decided = bench.window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.on, decided.rationale.as_str()), (Some(date(2026, 12, 2)), ""));
    bench.dispatch_without_requests(UiCommand::Undo);
    bench.dispatch_without_requests(UiCommand::Undo);
    let decided = bench.window().case().session().case().judgements[&id].clone();
    assert_eq!((decided.accept, decided.rationale.as_str()), (Some(false), "Efter aftale"));
}

#[test]
fn a_blank_case_that_was_left_open_overnight_is_assessed_on_the_new_day() {
    let assessed = |bench: &Bench| bench.window().case().session().case().assessed_on;
    let tomorrow = date(2026, 11, 23);
    let mut bench = Bench::new();
    let mut profile = RequesterProfile::default();
    profile.requester.name = "Ditte Testlæge".to_owned();
    bench.window_mut().take_settings(settings_file(UserSettings { profile, ..UserSettings::default() }));
    bench.show_indication("pancreas-cancer");
    bench.window_mut().set_today(tomorrow);
    bench.run();
    let session = bench.window().case().session();
    assert_eq!((assessed(&bench), session.has_unsaved_changes()), (Some(tomorrow), false));
    assert_eq!(session.case().indication.as_str(), "pancreas-cancer");
    assert_eq!(session.case().requester.name, "Ditte Testlæge");
    // A day that was typed stays, and so does the day of a case that was begun.
    for (field, text, stays) in [
        (Field::AssessedOn, "20-11-2026", date(2026, 11, 20)),
        (Field::PatientName, "Bente Testperson", TODAY),
    ] {
        let mut bench = Bench::new();
        bench.dispatch_without_requests(CaseCommand::Edit(field.clone(), text.to_owned()));
        bench.dispatch_without_requests(CaseCommand::LeaveField(field));
        bench.window_mut().set_today(tomorrow);
        bench.run();
        assert_eq!(assessed(&bench), Some(stays));
    }
    let mut bench = Bench::with_sample(None);
    let before = assessed(&bench);
    bench.window_mut().set_today(tomorrow);
    assert_eq!(assessed(&bench), before);
}

#[test]
fn a_first_decision_keeps_the_name_and_the_day_that_were_typed_before_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let id: JudgementId = "sarcoma/competence.sarcoma-centre".into();
    bench.type_into("Rekvirentens navn", "Ditte Testlæge");
    let edit = |bench: &mut Bench, field: Field, text: &str| {
        bench.dispatch_without_requests(CaseCommand::Edit(field.clone(), text.into()));
        bench.dispatch_without_requests(CaseCommand::LeaveField(field));
    };
    let signed = |bench: &Bench| {
        let decided = bench.window().case().session().case().judgements[&id].clone();
        (decided.by, decided.on)
    };
    edit(&mut bench, Field::JudgedBy(id.clone()), "Overlæge Testperson");
    edit(&mut bench, Field::JudgedOn(id.clone()), "20-11-2026");
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(true)));
    assert_eq!(signed(&bench), ("Overlæge Testperson".to_owned(), Some(date(2026, 11, 20))));
    // The name belongs to the first decision alone.
    bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(false)));
    assert_eq!(signed(&bench), ("Ditte Testlæge".to_owned(), Some(TODAY)));
}

#[test]
fn a_half_typed_date_goes_with_the_decision_that_it_was_typed_for() {
    for changed in [Some(false), None] {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        let id: JudgementId = "sarcoma/competence.sarcoma-centre".into();
        let on = Field::JudgedOn(id.clone());
        bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), Some(true)));
        bench.dispatch_without_requests(CaseCommand::Edit(on.clone(), "20-1x".into()));
        let typed = |bench: &Bench| bench.window().case().text(&on);
        let unparsed = |bench: &Bench| bench.window().case().session().case().unparsed.len();
        assert_eq!((typed(&bench).as_str(), unparsed(&bench)), ("20-1x", 1));
        bench.dispatch_without_requests(CaseCommand::Decide(id.clone(), changed));
        let expected = if changed.is_some() { "22-11-2026" } else { "" };
        assert_eq!((typed(&bench).as_str(), unparsed(&bench)), (expected, 0));
        bench.dispatch_without_requests(UiCommand::Undo);
        assert_eq!((typed(&bench).as_str(), unparsed(&bench)), ("20-1x", 1));
    }
}

/// The text of a notice about a signature that the program has filled in.
const SIGNED: &str = "er nu underskrevet med rekvirentens navn";
/// The text of a notice about a signature that is gone with the doctor before.
const NO_LONGER_SIGNED: &str = "er ikke længere underskrevet";

fn judgement_id() -> JudgementId {
    "metastatic-solid-tumour/target-group.diagnosis".into()
}

/// A form with the answer that leads to a judgement, and a decision with a reason that nobody has signed.
fn with_unsigned_decision() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("metastatic-solid-tumour");
    let brain = Answer::Choice("primary-brain-tumour".into());
    bench.dispatch(CaseCommand::Answer("diagnosis-group".into(), Some(brain)));
    bench.dispatch_without_requests(CaseCommand::Decide(judgement_id(), Some(true)));
    bench.dispatch(CaseCommand::Edit(Field::Rationale(judgement_id()), "Aftalt".to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::Rationale(judgement_id())));
    bench
}

fn signature(bench: &Bench) -> &str {
    &bench.window().case().session().case().judgements[&judgement_id()].by
}

fn name_requester(bench: &mut Bench, name: &str) {
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, name.to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
}

#[test]
fn a_decision_without_a_name_gets_that_of_the_requester_once_it_is_typed_and_this_is_told() {
    let mut bench = with_unsigned_decision();
    bench.type_into("Rekvirentens navn", "Ditte Testlæge");
    bench.press(Key::Tab);
    assert_eq!(signature(&bench), "Ditte Testlæge");
    assert!(bench.has_part(SIGNED));
    // Whoever completes the name is still the same doctor.
    bench.type_into("Rekvirentens navn", " Bo");
    bench.press(Key::Tab);
    assert_eq!(signature(&bench), "Ditte Testlæge Bo");
    // The user says who has decided.
    bench.dispatch(CaseCommand::Edit(Field::JudgedBy(judgement_id()), "Eva Testlæge".to_owned()));
    assert!(!bench.has_part(SIGNED));
}

#[test]
fn a_signature_of_the_program_goes_with_the_requester_and_this_is_told() {
    let mut bench = with_unsigned_decision();
    name_requester(&mut bench, "Ditte Testlæge");
    // The name is replaced letter by letter, and left blank in between.
    for name in ["", "B", "Bo", "Bo Testlæge"] {
        bench.dispatch(CaseCommand::Edit(Field::RequesterName, name.to_owned()));
        assert_eq!(signature(&bench), "", "{name}");
        if name.is_empty() {
            bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
        }
    }
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
    assert_eq!(signature(&bench), "", "it is for the user to say who has decided");
    assert!(bench.has_part(NO_LONGER_SIGNED) && !bench.has_part(SIGNED));
    assert!(bench.has_part("Afgørelsen mangler navn"), "the report is a draft");
    // A longer name of the doctor who is named now signs nothing either.
    name_requester(&mut bench, "Bo Testlæge Testesen");
    assert_eq!(signature(&bench), "");
    while bench.window().case().session().case().requester.name != "Ditte Testlæge" {
        bench.dispatch(UiCommand::Undo);
    }
    assert_eq!(signature(&bench), "Ditte Testlæge");
    assert!(!bench.has_part(NO_LONGER_SIGNED));
    while bench.window().case().session().history().next_redo().is_some() {
        bench.dispatch(UiCommand::Redo);
    }
    assert_eq!(signature(&bench), "");
    assert!(bench.has_part(NO_LONGER_SIGNED));
    bench.dispatch(CaseCommand::Edit(Field::JudgedBy(judgement_id()), "Ditte Testlæge".to_owned()));
    assert!(!bench.has_part(NO_LONGER_SIGNED));
}

#[test]
fn a_signature_of_the_program_in_a_file_goes_with_the_requester_too() {
    let mut bench = with_unsigned_decision();
    name_requester(&mut bench, "Ditte Testlæge");
    let text = wgs_referral::case::write(bench.window().case().session().case());
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(&text)));
    name_requester(&mut bench, "Bo Testlæge");
    assert_eq!(signature(&bench), "");
    assert!(bench.has_part(NO_LONGER_SIGNED));
}

#[test]
fn a_signature_that_the_user_has_typed_stays_whoever_is_the_requester() {
    for requester in ["Ditte Testlæge", "Eva Testlæge"] {
        let mut bench = with_unsigned_decision();
        bench.dispatch(CaseCommand::Edit(Field::JudgedBy(judgement_id()), "Ditte Testlæge".to_owned()));
        bench.dispatch(CaseCommand::LeaveField(Field::JudgedBy(judgement_id())));
        name_requester(&mut bench, requester);
        name_requester(&mut bench, "Bo Testlæge");
        assert_eq!(signature(&bench), "Ditte Testlæge");
        assert!(!bench.has_part(SIGNED) && !bench.has_part(NO_LONGER_SIGNED));
        // Once the decision is given anew, the program signs it.
        bench.dispatch(CaseCommand::Decide(judgement_id(), Some(false)));
        assert_eq!(signature(&bench), "Bo Testlæge");
        name_requester(&mut bench, "Ditte Testlæge");
        assert_eq!(signature(&bench), "");
    }
}

#[test]
fn a_decision_while_the_name_is_typed_has_the_whole_name_in_the_end() {
    let mut bench = with_unsigned_decision();
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Bo".to_owned()));
    bench.dispatch(CaseCommand::Decide(judgement_id(), Some(false)));
    assert_eq!(signature(&bench), "Bo");
    name_requester(&mut bench, "Bo Testlæge");
    assert_eq!(signature(&bench), "Bo Testlæge");
}

#[test]
fn cpr_number_and_age_are_visible_beside_a_long_name_in_a_small_window() {
    for width in [800.0, 1024.0] {
        let mut bench = Bench::of_size(width, 600.0);
        bench.type_into("Navn", &"Testperson ".repeat(12));
        bench.type_into("CPR-nummer", "020160-9941");
        bench.press(Key::Tab);
        let chip = bench.harness.get(By::new().label_contains("020160-9941 · 66 år"));
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
    bench.open_file("/t/a.wgscase", Ok(reading));
    bench.run();
    let criteria_begin = 1024.0 - 300.0;
    for label in ["Navn", "CPR-nummer", "Vurderet den"] {
        let field = bench.harness.get_by_role_and_label(Role::TextInput, label);
        assert!(field.rect().right() <= criteria_begin, "{label}: {:?}", field.rect());
    }
}

#[test]
fn each_fault_of_a_typed_answer_is_named_in_both_languages() {
    let mut bench = Bench::new();
    let answers = format!(
        "\"tumour-fraction\": 101, \"treatment-lines\": -1, \"sample-date\": \"2026-02-30\", \
         \"diagnosis-text\": \"{}\", \"sample-site\": \"a\\nb\", \"clinical-question\": \"a\\u{{7}}b\", \
         \"diagnosis-code\": 5",
        "x".repeat(201),
    );
    let text = CASE.replace("\n    patient", "\n    answers: {ANSWERS}, patient");
    bench.open_file("/t/a.wgscase", Ok(plain(&text.replace("ANSWERS", &answers))));
    let faults = [
        ("er ikke et tal fra 0 til 100", "is not a number from 0 to 100"),
        ("er ikke et tal fra 0 til 4294967295", "is not a number from 0 to 4294967295"),
        ("datoen findes ikke", "the date does not exist"),
        ("er for lang", "is too long"),
        ("er på mere end én linje", "has more than one line"),
        ("indeholder et tegn, som ikke kan vises", "has a character that cannot be shown"),
        ("har en forkert type", "has a wrong type"),
    ];
    for (danish, _) in faults {
        assert!(bench.has_part(danish), "{danish}");
    }
    bench.switch_to_english();
    for (_, english) in faults {
        assert!(bench.has_part(english), "{english}");
    }
}

#[test]
fn the_criteria_tell_recommendations_that_wait_apart_from_what_a_must_waits_for() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    assert!(bench.has("Anbefaling ikke vurderet: indsamling af friskt væv"));
    assert!(bench.has("Mangler svar: metastatisk sygdom, primær histopatologi, væv til WGS"));
}

#[test]
fn what_is_doubtful_about_the_patient_stands_at_its_field() {
    let left_of =
        |bench: &Bench, label| bench.harness.get_by_role_and_label(Role::TextInput, label).rect().left();
    let text = |bench: &Bench, part| {
        let found = painted(bench).into_iter().find(|(text, _)| text.contains(part));
        found.unwrap_or_else(|| panic!("`{part}` is not painted")).1
    };
    for width in [1024.0, 1360.0, 1600.0] {
        let mut bench = Bench::of_size(width, 900.0);
        bench.type_into("CPR-nummer", "070761-4286");
        bench.type_into("Vurderet den", "");
        bench.press_with(Modifiers::COMMAND, Key::A);
        bench.harness.event(Event::Text("01-12-2026".to_owned()));
        bench.run();
        bench.press(Key::Tab);
        let number = text(&bench, "passer ikke sammen");
        assert!((number.left() - left_of(&bench, "CPR-nummer")).abs() < 1.0, "{width}: {number:?}");
        let day = text(&bench, "Datoen ligger i");
        assert!((day.left() - left_of(&bench, "Vurderet den")).abs() < 1.0, "{width}: {day:?}");
        assert!(day.top() < number.top(), "the day is said directly below its field");
    }
}

#[test]
fn an_answer_whose_control_is_closed_can_be_cleared_and_brought_back() {
    let mut bench = Bench::new();
    bench.show_indication("primary-brain-tumour");
    let answer = |bench: &mut Bench, id: &str, value: &str| {
        bench.dispatch(CaseCommand::Answer(id.into(), Some(Answer::Choice(value.into()))));
    };
    answer(&mut bench, "brain-tumour-type", "meningioma");
    bench.dispatch(CaseCommand::Answer("recurrence".into(), Some(Answer::YesNo(true))));
    let clear = |bench: &Bench| {
        bench.harness.query_all(By::new().role(Role::Button).label_contains("Ryd svaret: ")).count()
    };
    assert_eq!(clear(&bench), 0, "it is asked");
    answer(&mut bench, "brain-tumour-type", "suspected-glioblastoma");
    answer(&mut bench, "operation", "first");
    assert_eq!(clear(&bench), 1);
    let button = bench.harness.get(By::new().role(Role::Button).label_contains("Ryd svaret: "));
    let label = button.accesskit_node().label().unwrap();
    bench.click(&label);
    let has_answer =
        |bench: &Bench| bench.window().case().session().case().answers.contains_key("recurrence");
    assert!(!has_answer(&bench));
    assert_eq!(clear(&bench), 0);
    bench.dispatch(UiCommand::Undo);
    assert!(has_answer(&bench));
    let focused = bench.harness.get(By::new().predicate(|node| node.is_focused()));
    assert_eq!(focused.accesskit_node().label(), Some(label));
    bench.press(Key::Enter);
    assert!(has_answer(&bench), "Enter goes on, as from every question");
    bench.press_with(Modifiers::SHIFT, Key::Tab);
    bench.press(Key::Space);
    assert!(!has_answer(&bench), "the keyboard reaches it too");
    let focused = bench.harness.query(By::new().predicate(|node| node.is_focused()));
    assert!(focused.is_some(), "the focus goes on to the next question");
}
