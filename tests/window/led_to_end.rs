//! The window leads to a report that is no draft: the line below the title goes on after the last question, and the
//! check before the export leads to what is missing, contradictory or blank.

use crate::bench::{Bench, SAMPLE, TODAY, criteria, plain};
use crate::controls::{painted, rest_at};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::fs;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{KeyRequest, KeyStatus, KeyStoreError, Output, Request};
use wgs_referral::report::{DraftReason, draft_reasons};
use wgs_referral::window::{CaseCommand, CaseView, CopyStatus, Field, Session, UiCommand, WindowCommand};

fn is_focused(bench: &Bench, label: &str) -> bool {
    bench.harness.get_by_role_and_label(Role::TextInput, label).accesskit_node().is_focused()
}

fn opened(text: &str) -> Bench {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(text)));
    bench
}

fn edit(bench: &mut Bench, field: Field, text: &str) {
    bench.dispatch_without_requests(CaseCommand::Edit(field.clone(), text.to_owned()));
    bench.dispatch_without_requests(CaseCommand::LeaveField(field));
}

#[test]
fn f8_goes_on_after_the_last_question_until_the_report_is_ready() {
    assert!(opened(SAMPLE).has("Klar til eksport"));
    let mut bench = opened(&without_requester());
    for field in [Field::PatientName, Field::Cpr] {
        edit(&mut bench, field, "");
    }
    bench.dispatch_without_requests(CaseCommand::Edit(Field::BirthDate, "24-08-1947".to_owned()));
    assert!(!bench.has("Klar til eksport"));
    assert!(bench.has("· kladde: 3 punkter mangler"));
    for (label, text) in
        [("Navn", "Poul Testperson"), ("CPR-nummer", "2408471233"), ("Rekvirentens navn", "Lise Læge")]
    {
        bench.press(Key::F8);
        assert!(is_focused(&bench, label), "{label}");
        bench.type_into(label, text);
    }
    bench.press(Key::Tab);
    assert!(bench.has("Klar til eksport"));
    assert!(!bench.has_part("· kladde:"));
    bench.click("Klar til eksport");
    assert!(bench.has("Tjek før eksport"));
    assert!(bench.has_part("Bilaget er ikke en kladde"));
}

#[test]
fn a_text_that_cannot_be_read_is_the_first_stop_once_it_is_left() {
    for backwards in [false, true] {
        let mut bench = Bench::of_size(1024.0, 700.0);
        bench.show_indication("sarcoma");
        let modifiers = if backwards { Modifiers::SHIFT } else { Modifiers::NONE };
        // The user is on the way through the questions.
        bench.press(Key::F8);
        bench.press(Key::F8);
        for leaves_by_tab in [true, false] {
            bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
            bench.run();
            bench.press_with(Modifiers::COMMAND, Key::A);
            for character in "31-02-2026".chars() {
                bench.harness.event(egui::Event::Text(character.to_string()));
                bench.run();
            }
            // While it is being typed, it is among the last steps, which may be those that follow backwards.
            assert!(backwards || !bench.has("ret feltet »Vurderet den«"), "it is still being typed");
            if leaves_by_tab {
                bench.press(Key::Tab);
                assert!(!is_focused(&bench, "Vurderet den"));
                assert!(bench.has("ret feltet »Vurderet den«"), "the line says what is next");
            }
            bench.press_with(modifiers, Key::F8);
            assert!(is_focused(&bench, "Vurderet den"), "{backwards} {leaves_by_tab}");
            // It is no trap: the next press leads on.
            bench.press_with(modifiers, Key::F8);
            assert!(!is_focused(&bench, "Vurderet den"), "{backwards} {leaves_by_tab}");
            bench.press_with(modifiers, Key::F8);
            assert!(!is_focused(&bench, "Vurderet den"), "{backwards} {leaves_by_tab}");
        }
    }
}

#[test]
fn what_is_next_is_named_as_a_part_of_a_sentence_and_says_why_tissue_comes_first() {
    for (language, before_biopsy, consent) in [
        (Language::Da, "næste før biopsi/operation:", "skriftligt samtykke"),
        (Language::En, "next before biopsy/surgery:", "written consent"),
    ] {
        let mut bench = Bench::new();
        if language == Language::En {
            bench.switch_to_english();
        }
        for indication in &criteria().indications {
            bench.show_indication(indication.id.as_str());
            let leads_to_tissue = indication.requirements().any(|requirement| requirement.before_biopsy);
            assert_eq!(bench.has(before_biopsy), leads_to_tissue, "{}", indication.id);
        }
        let text = SAMPLE.replace("        \"written-consent\": true,\n", "");
        bench.open_file("/t/a.wgscase", Ok(plain(&text)));
        assert!(bench.has(consent), "{language:?}");
    }
}

#[test]
fn a_long_name_of_what_is_next_stays_on_one_line_and_is_whole_in_its_tooltip() {
    let text = fs::read_to_string("samples/judgement.wgscase").unwrap();
    let mut bench = Bench::of_size(480.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(&text)));
    bench.show_indication("pancreas-cancer");
    let name = "Hører patienten til de unge patienter med pancreascancer?";
    let link = bench.harness.get(By::new().role(Role::Link).label(name));
    assert!(link.rect().height() < 24.0 && link.rect().right() < 480.0, "{:?}", link.rect());
    let place = link.rect().center();
    let shown = |bench: &Bench| painted(bench).into_iter().filter(|(text, _)| text == name).count();
    let before = shown(&bench);
    rest_at(&mut bench, place);
    assert_eq!(shown(&bench), before + 1, "the tooltip");
}

#[test]
fn the_check_before_the_export_leads_to_each_place() {
    let mut bench = opened(&without_requester());
    edit(&mut bench, Field::AssessedOn, "01-12-2026");
    edit(&mut bench, Field::SampleId, "");
    for (link, label) in [
        ("rekvirentens navn", "Rekvirentens navn"),
        ("Vurderingsdatoen ligger i fremtiden (1. december 2026).", "Vurderet den"),
        ("Prøvenummer", "Prøvenummer"),
    ] {
        bench.press_with(Modifiers::COMMAND, Key::E);
        assert!(bench.has_part("Bilaget mærkes som kladde på hver side: rekvirenten er ikke angivet"));
        // The line below the title may have the same link, under the dialog.
        let links = bench.harness.query_all(By::new().role(Role::Link).label(link));
        links.last().unwrap_or_else(|| panic!("no link `{link}`")).click();
        bench.run();
        assert!(bench.window().dialog().is_none(), "{link}");
        bench.run();
        assert!(is_focused(&bench, label), "{link}");
    }
}

/// The sample without the name of the requester. Clearing the name in the window would clear answers too.
fn without_requester() -> String {
    let mut case = case::read(SAMPLE, &criteria()).unwrap().case;
    case.requester.name.clear();
    case::write(&case)
}

/// The samples for each indication.
fn cases() -> Vec<Case> {
    let files =
        fs::read_dir("samples").unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let samples = files.map(|text| case::read(&text, &criteria()).unwrap().case);
    let set = criteria();
    samples
        .flat_map(|case| {
            set.indications
                .iter()
                .map(move |it| Case { indication: it.id.clone(), ..case.clone() })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn some_step_makes_the_report_a_draft_exactly_if_it_is_one() {
    let set = criteria();
    let cases = cases();
    assert!(cases.len() > 20, "{}", cases.len());
    for case in cases {
        let mut variants = vec![case.clone(); 6];
        variants[1].patient.name.clear();
        variants[2].patient.cpr = None;
        variants[3].requester.name = "Lise Læge".to_owned();
        variants[3].patient.name = "Bente Testperson".to_owned();
        variants[4].judgements.values_mut().for_each(|judgement| judgement.by.clear());
        variants[5].unparsed.insert("assessed_on".into(), "i går".into());
        for variant in variants {
            for session in [
                Session::new(set.clone(), variant.clone(), None),
                Session::opened(set.clone(), variant.clone(), None),
            ] {
                let view = CaseView::first(session);
                let settings = view.report_settings(Language::Da, TODAY);
                let reasons = draft_reasons(view.session().case(), view.session().assessment(), settings);
                let is_draft = reasons.iter().any(|reason| *reason != DraftReason::WithoutIdentity);
                let steps = view.steps(settings);
                let has_step = steps.iter().any(|pending| pending.makes_draft);
                assert_eq!(has_step, is_draft, "{reasons:?} {steps:?}");
            }
        }
    }
}

#[test]
fn recovery_copies_are_promised_only_where_they_are_kept() {
    let promise = "gemmes løbende som krypteret kopi";
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.run();
    assert!(!bench.has_part(promise), "the key store has not answered");
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    assert!(!bench.has_part(promise));
    assert!(bench.has_part("kan ikke gendannes efter et nedbrud: computerens nøglelager er låst"));
    bench.dispatch(UiCommand::Settings);
    assert!(bench.has_part("Der kan ikke gemmes en gendannelseskopi nu: computerens nøglelager er låst"));
    bench.press(Key::Escape);
    bench.look_up_keys(KeyStatus::Present);
    assert!(bench.has_part(promise));
}

#[test]
fn a_locked_key_store_can_be_unlocked_wherever_it_is_told() {
    let places: [fn(&mut Bench); 3] = [
        |bench| bench.harness.query_all(By::new().label("Lås nøglelageret op…")).next().unwrap().click(),
        |bench| {
            bench.dispatch(UiCommand::Settings);
            bench.take_all_requests();
            bench.harness.query_all(By::new().label("Lås nøglelageret op…")).last().unwrap().click();
        },
        |bench| {
            bench.type_into("Navn", "Bente Testperson");
            bench.dispatch(CaseCommand::ShowIndication("sarcoma".into()));
            bench.click("Lås nøglelageret op…");
        },
    ];
    for (at, unlock) in places.into_iter().enumerate() {
        let mut bench = Bench::new();
        bench.window_mut().set_recovery_folder(true);
        bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
        bench.take_all_requests();
        unlock(&mut bench);
        bench.run();
        let requests = bench.take_all_requests();
        assert!(matches!(requests[..], [Request::Keys(KeyRequest::Unlock)]), "{at}: {requests:?}");
        // The same question is not asked twice at once.
        bench.dispatch(WindowCommand::AskKeyStoreAgain);
        assert!(bench.take_all_requests().is_empty(), "{at}");
        bench.reply(Output::KeysLookedUp(KeyStatus::Absent));
        assert_eq!(bench.window().copy_status(), CopyStatus::Kept, "{at}");
    }
    // A key store that does not answer has nothing to unlock.
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(bench.has_part("kan ikke gendannes efter et nedbrud") && !bench.has("Lås nøglelageret op…"));
}

#[test]
fn a_dot_divides_what_is_answered_from_that_the_report_is_ready() {
    for (width, height) in [(680.0, 430.0), (1360.0, 860.0)] {
        let mut bench = Bench::of_size(width, height);
        bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/met.wgscase"))));
        let texts = painted(&bench);
        let place = |text: &str| {
            let found = texts.iter().find(|(shown, rect)| shown == text && rect.top() < height * 0.4);
            found.unwrap_or_else(|| panic!("{width}: `{text}` is not painted: {texts:?}")).1
        };
        let (answered, ready) = (place("28 af 28 spørgsmål besvaret"), place("Klar til eksport"));
        let dots = texts.iter().filter(|(text, _)| text == "·").map(|(_, rect)| *rect);
        let between = dots.filter(|dot| answered.right() < dot.left() && dot.right() < ready.left());
        let between: Vec<_> = between.filter(|dot| answered.y_range().contains(dot.center().y)).collect();
        assert_eq!(between.len(), 1, "{width}");
        let (before, after) = (between[0].left() - answered.right(), ready.left() - between[0].right());
        assert!(
            (before - after).abs() < 1.5 && after < 8.0,
            "{width}: {before} before the dot, {after} after it"
        );
    }
}
