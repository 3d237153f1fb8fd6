//! What the file gives away, what the user decides and the buttons are in sight when the dialog of an export opens, at
//! every size of the window and however much is to be checked.

use crate::bench::{Bench, PaintedText, SAMPLE, plain};
use egui::accesskit::Role;
use egui::{Key, Rect, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::fs;
use wgs_referral::definition::Language;
use wgs_referral::window::{CaseCommand, Field, UiCommand, WindowCommand};

const SIZES: [(f32, f32); 5] =
    [(480.0, 360.0), (768.0, 432.0), (1024.0, 560.0), (1024.0, 700.0), (1360.0, 860.0)];

const BLANK: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma",
    patient: (name: "Bente Testperson"))"#;

/// The window of this size with the dialog for a case.
fn opened(text: &str, (width, height): (f32, f32)) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.open_file("/t/a.wgscase", Ok(plain(text)));
    bench.dispatch(UiCommand::ExportPdf);
    bench
}

/// The texts of the dialog that are painted as a whole.
fn seen_texts(bench: &Bench) -> Vec<String> {
    let whole = bench.painted_texts().into_iter().filter(PaintedText::is_whole);
    whole.map(|text| text.words.replace('\u{a0}', " ")).collect()
}

fn toggle(bench: &mut Bench, label: &str) {
    bench.harness.get_by_role_and_label(Role::CheckBox, label).click_accesskit();
    bench.run();
}

#[test]
fn what_the_file_gives_away_and_what_is_decided_is_in_sight_when_the_dialog_opens() {
    let missing = fs::read_to_string("samples/missing.wgscase").unwrap();
    let texts = |language, print| match (language, print) {
        (Language::Da, false) => ["PDF-filen er ukrypteret", "Navn, CPR-nummer, fødselsdato"],
        (Language::Da, true) => ["Udskriften indeholder patientens navn", "Navn, CPR-nummer, fødselsdato"],
        (Language::En, false) => ["The PDF file is unencrypted", "Name, CPR number, date of birth"],
        (Language::En, true) => ["The printout holds the patient's name", "Name, CPR number, date of birth"],
    };
    let mut faults = Vec::new();
    for language in Language::ALL {
        let da = language == Language::Da;
        let choices = match da {
            true => ["Uden navn og CPR-nummer", "Sagen inde i filen"],
            false => ["Without name and CPR number", "Case inside the file"],
        };
        let cancel = if da { "Annullér" } else { "Cancel" };
        let place = if da { "Vælg placering…" } else { "Choose location…" };
        let print = if da { "Udskriv" } else { "Print" };
        for (size, text) in SIZES.into_iter().flat_map(|size| [(size, BLANK), (size, missing.as_str())]) {
            let mut bench = Bench::of_size(size.0, size.1);
            bench.open_file("/t/a.wgscase", Ok(plain(text)));
            bench.dispatch_without_requests(WindowCommand::SetLanguage(language));
            for (command, button) in
                [(UiCommand::ExportPdf, place), (UiCommand::ViewPdf, place), (UiCommand::PrintPdf, print)]
            {
                bench.dispatch(command);
                for start in texts(language, command == UiCommand::PrintPdf) {
                    let seen = seen_texts(&bench);
                    let in_file = Some(choices[1]).filter(|_| command != UiCommand::PrintPdf);
                    for part in [start, choices[0], cancel, button].into_iter().chain(in_file) {
                        if !seen.iter().any(|text| text.starts_with(part)) {
                            faults.push(format!("{size:?} {command:?}: `{part}` is out of sight"));
                        }
                    }
                    toggle(&mut bench, choices[0]);
                }
                bench.press(Key::Escape);
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_dialog_that_was_scrolled_opens_at_its_top_again_and_stays_where_it_is_below_the_help() {
    let mut bench = opened(BLANK, (768.0, 432.0));
    let top =
        |bench: &Bench| bench.harness.get_by_role_and_label(Role::CheckBox, "Uden navn og CPR-nummer").rect();
    let scroll = |bench: &mut Bench| {
        bench.harness.hover_at(pos2(384.0, 200.0));
        bench.turn_wheel(vec2(0.0, -400.0));
        bench.harness.run_steps(8);
    };
    let at_top = top(&bench);
    scroll(&mut bench);
    let scrolled = top(&bench);
    assert!(scrolled.top() < at_top.top() - 20.0, "{scrolled} {at_top}");
    bench.press(Key::F1);
    bench.press(Key::Escape);
    // The height of the buttons is measured anew.
    let is_near = |one: Rect, other: Rect| (one.top() - other.top()).abs() < 4.0;
    assert!(is_near(top(&bench), scrolled), "{} {scrolled}", top(&bench));
    bench.press(Key::Escape);
    bench.dispatch(UiCommand::ExportPdf);
    assert!(is_near(top(&bench), at_top), "{} {at_top}", top(&bench));
    // Another case too.
    scroll(&mut bench);
    bench.press(Key::Escape);
    bench.open_file("/t/b.wgscase", Ok(plain(&BLANK.replace("Bente", "Poul"))));
    bench.dispatch(UiCommand::ExportPdf);
    assert!(is_near(top(&bench), at_top), "{} {at_top}", top(&bench));
}

/// Whether a field that is not filled in is named.
fn names_a_blank_field(bench: &Bench) -> bool {
    let links = bench.harness.query_all(By::new().role(Role::Link).label("Prøvenummer"));
    links.count() > 0
}

#[test]
fn many_blank_fields_are_counted_and_named_once_they_are_asked_for() {
    for size in [(480.0, 360.0), (1024.0, 700.0), (1360.0, 1500.0)] {
        let mut bench = opened(BLANK, size);
        let count = |bench: &Bench| {
            let titles = bench.harness.query_all(By::new().role(Role::DisclosureTriangle));
            let mut found = titles.filter_map(|node| {
                let node = node.accesskit_node();
                let label = node.label()?;
                label.ends_with("felter er ikke udfyldt").then(|| (label, node.data().is_expanded()))
            });
            found.next_back().expect("the number of blank fields")
        };
        let (label, is_expanded) = count(&bench);
        assert_eq!(is_expanded, Some(false));
        let number: usize = label.split(' ').next().unwrap().parse().unwrap();
        assert!(number > 4 && !names_a_blank_field(&bench), "{label}");
        // A dialog that reaches the edge of the window moves up as a whole.
        let place = |bench: &Bench| {
            let of_dialog = bench.harness.query_all(By::new().role(Role::Heading).label("Eksportér PDF"));
            let top = of_dialog.last().expect("the title of the dialog").rect().top();
            bench.harness.get_by_label(&label).rect().top() - top
        };
        // By key, as in a low window it is below.
        bench.harness.get_by_label(&label).focus();
        bench.run();
        let before = place(&bench);
        bench.press(Key::Enter);
        assert_eq!(count(&bench), (label.clone(), Some(true)));
        assert!(names_a_blank_field(&bench));
        assert_eq!(place(&bench), before, "{size:?}: nothing moves above what it unfolds");
        bench.press(Key::Enter);
        assert_eq!(count(&bench).1, Some(false));
        bench.press(Key::Enter);
        bench.harness.get_by_role_and_label(Role::Link, "Prøvenummer").click_accesskit();
        bench.run();
        assert!(bench.window().dialog().is_none());
        bench.run();
        let field = bench.harness.get_by_role_and_label(Role::TextInput, "Prøvenummer");
        assert!(field.accesskit_node().is_focused(), "{size:?}");
    }
}

#[test]
fn few_blank_fields_are_named_at_once() {
    let mut bench = opened(SAMPLE, (1360.0, 1500.0));
    bench.press(Key::Escape);
    bench.dispatch_without_requests(CaseCommand::Edit(Field::SampleId, String::new()));
    bench.dispatch(UiCommand::ExportPdf);
    assert!(names_a_blank_field(&bench) && !bench.has_part("felter er ikke udfyldt"));
}
