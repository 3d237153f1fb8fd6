//! Everything that is painted has enough contrast with what is painted below it, in every theme: texts, frames of
//! controls, signs, focus rings, scroll bars. The test reads the shapes of real frames of every view and dialog, so
//! that no pair of colors is forgotten.

mod painted;

use crate::bench::{Bench, SAMPLE, criteria, plain};
use crate::controls::rest_at;
use crate::pointer::button_event;
use crate::tooltips::tooltip;
use crate::views::{DIALOGS, VIEWS};
use egui::accesskit::Role;
use egui::{Color32, Event, Key, Modifiers, PointerButton, Pos2, Shape};
use egui_kittest::kittest::{By, Queryable};
use painted::{Limits, contrast, faint_marks, flat, scroll_handles, unseen_focus};
use wgs_referral::desktop::{KeyStatus, KeyStoreError, Protection};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::CaseFileError;
use wgs_referral::pdf::EmbeddedCaseError;
use wgs_referral::policy::{PolicyReading, PolicyValue};
use wgs_referral::settings::ThemeChoice;
use wgs_referral::window::{CalendarCommand, CaseCommand, Field, UiCommand, WindowCommand};

/// WCAG 2 level AA, and level AAA for the theme with high contrast.
pub const LIMITS: [(ThemeChoice, Limits); 3] = [
    (ThemeChoice::Light, Limits { text: 4.5, shape: 3.0 }),
    (ThemeChoice::Dark, Limits { text: 4.5, shape: 3.0 }),
    (ThemeChoice::HighContrast, Limits { text: 7.0, shape: 4.5 }),
];

/// What is too faint in a window, in each theme. `step`: what a change of the theme closes.
fn faults(what: &str, bench: &mut Bench, step: impl Fn(&mut Bench)) -> Vec<String> {
    let mut faults = Vec::new();
    for (theme, limits) in LIMITS {
        bench.window_mut().dispatch(WindowCommand::SetTheme(theme));
        bench.run();
        step(bench);
        let faint = faint_marks(bench, limits).into_iter();
        faults.extend(faint.map(|mark| format!("{what}, {theme:?}: {mark}")));
    }
    faults
}

/// Fails where the focus is not seen in the theme of the window.
pub fn assert_focus_is_seen(bench: &Bench) {
    let (_, limits) =
        LIMITS.into_iter().find(|(theme, _)| *theme == bench.window().settings().theme).unwrap();
    assert_eq!(unseen_focus(bench, limits), None);
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Draws what a step shows, in each theme, and fails with what is too faint.
fn check(what: &str, case: Option<&str>, step: impl Fn(&mut Bench)) {
    // In the narrow window, choices are cards and the verdict is folded.
    check_at(&[1360.0, 600.0], what, case, step);
}

/// As [`check`], in windows of these widths, which are high enough for the whole form.
fn check_at(widths: &[f32], what: &str, case: Option<&str>, step: impl Fn(&mut Bench)) {
    let mut found = Vec::new();
    for &width in widths {
        let mut bench = Bench::of_size(width, 4000.0);
        if let Some(case) = case {
            bench.open_file("/t/a.wgscase", Ok(plain(case)));
        }
        step(&mut bench);
        found.extend(faults(&format!("{what}, {width}"), &mut bench, |_| {}));
    }
    assert_none(&found);
}

#[test]
fn every_view_is_readable() {
    let mut found = Vec::new();
    for (name, lead) in VIEWS {
        let mut bench = Bench::of_size(900.0, 700.0);
        lead(&mut bench);
        found.extend(faults(name, &mut bench, |_| {}));
    }
    assert_none(&found);
}

#[test]
fn start_overview_and_help_are_readable_to_their_end() {
    check("start", None, |_| {});
    check("overview", Some(SAMPLE), |bench| bench.dispatch(UiCommand::Overview));
    check_at(&[1360.0], "help", Some(SAMPLE), |bench| {
        bench.dispatch(UiCommand::Help);
        expect(bench, "Søg i hjælpen");
    });
}

#[test]
fn every_dialog_is_readable() {
    let mut found = Vec::new();
    for (name, open) in DIALOGS {
        // High enough to show all of it, and so low that it scrolls.
        for height in [1500.0, 500.0] {
            let mut bench = Bench::of_size(900.0, height);
            open(&mut bench);
            found.extend(faults(&format!("{name}, {height}"), &mut bench, |_| {}));
        }
    }
    assert_none(&found);
}

#[test]
fn the_settings_that_the_it_department_has_set_are_readable() {
    let policies = || {
        let values = [
            ("Language", PolicyValue::Text("da".into())),
            ("LockAfterMinutes", PolicyValue::Number(5)),
            ("RecoveryCopies", PolicyValue::YesNo(true)),
            ("Renderer", PolicyValue::Text("opengl".into())),
            ("AllowUnencryptedSaving", PolicyValue::YesNo(false)),
        ];
        PolicyReading::of(values.map(|(name, value)| (name.to_owned(), value)))
    };
    check_at(&[1360.0], "settings", None, |bench| {
        bench.window_mut().take_policy(policies());
        bench.dispatch(UiCommand::Settings);
        expect(bench, "Bestemt af it-afdelingen.");
    });
}

#[test]
fn each_form_is_readable() {
    for indication in &criteria().indications {
        for case in [None, Some(SAMPLE)] {
            check(indication.id.as_str(), case, |bench| {
                bench.window_mut().dispatch(CaseCommand::ShowIndication(indication.id.clone()));
                for row in &indication.rows {
                    bench.window_mut().dispatch(CaseCommand::ToggleRow(row.id.clone()));
                }
                bench.run();
            });
        }
    }
}

#[test]
fn the_preview_is_readable() {
    check("preview", Some(SAMPLE), |bench| bench.dispatch(UiCommand::ShowPdf));
    // With room, the names of the criteria stand beside the preview. Each case has verdicts that the others lack.
    for case in [SAMPLE, include_str!("../../samples/missing.wgscase"), crate::bench::CASE] {
        check_at(&[1440.0], "preview with names", Some(case), |bench| {
            bench.dispatch(UiCommand::ShowPdf);
            expect(bench, "Alderskriterier: ");
            // A name under the pointer has another color behind it.
            let name =
                bench.harness.query_all(By::new().role(Role::Link).label_contains("Alderskriterier: "));
            let place = name.last().expect("the names are beside the preview").rect().center();
            bench.harness.hover_at(place);
            bench.run();
        });
    }
}

#[test]
fn menus_are_readable() {
    let mut bench = Bench::of_size(900.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut found = Vec::new();
    for turns in 0..4 {
        found.extend(faults(&format!("menu {turns}"), &mut bench, |bench| {
            bench.press(Key::F10);
            for _ in 0..turns {
                bench.press(Key::ArrowRight);
            }
            assert!(bench.window().menu().is_some());
        }));
    }
    assert_none(&found);
}

#[test]
fn what_opens_over_the_form_is_readable() {
    let mut bench = Bench::of_size(900.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.show_indication("sarcoma");
    let mut found = faults("calendar", &mut bench, |bench| {
        bench.dispatch(CaseCommand::Calendar(CalendarCommand::Open(Field::AssessedOn)));
        bench.press(Key::ArrowDown);
        assert!(bench.window().case().calendar().is_some());
    });
    bench.press(Key::Escape);
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "CPR-nummer").rect().center();
    found.extend(faults("context menu of a field", &mut bench, |bench| open_context_menu(bench, field)));
    bench.dispatch(CaseCommand::ShowCriteria(true));
    let row = bench.harness.query_all(By::new().role(Role::DisclosureTriangle)).next();
    let row = row.expect("a criterion").rect().center();
    found.extend(faults("context menu of a criterion", &mut bench, |bench| open_context_menu(bench, row)));
    bench.press(Key::Escape);
    let zoom = bench.harness.get_by_role_and_label(Role::Button, "100 %").rect().center();
    found.extend(faults("tooltip", &mut bench, |bench| {
        rest_at(bench, zoom);
        assert!(tooltip(bench).is_some());
    }));
    bench.dispatch(UiCommand::ShowPdf);
    bench.click("Bilagets indhold og udskrift");
    expect(&bench, "Uden navn og CPR-nummer");
    found.extend(faults("contents of the report", &mut bench, |_| {}));
    assert_none(&found);
}

fn open_context_menu(bench: &mut Bench, at: Pos2) {
    // What has just appeared is not pressed.
    rest_at(bench, at);
    for pressed in [true, false] {
        bench.harness.event(button_event(at, PointerButton::Secondary, pressed));
        bench.run();
    }
    // Opened by the pointer, a menu has no chosen entry yet.
    bench.press(Key::ArrowDown);
    assert!(bench.window().menu().is_some());
}

#[test]
fn scroll_bars_are_seen_at_rest_and_under_the_pointer() {
    let mut bench = Bench::of_size(900.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut found = Vec::new();
    for what in ["form", "settings"] {
        if what == "settings" {
            bench.dispatch(UiCommand::Settings);
        }
        let handles = scroll_handles(&bench, LIMITS[0].1);
        let at = handles.last().expect("the contents scroll").center();
        let pointed = [
            Event::PointerGone,
            Event::PointerMoved(at),
            button_event(at, PointerButton::Primary, true),
            button_event(at, PointerButton::Primary, false),
        ];
        for event in pointed {
            bench.harness.event(event);
            found.extend(faults(what, &mut bench, |_| {}));
        }
    }
    assert_none(&found);
}

#[test]
fn a_covered_window_is_readable() {
    let mut found = Vec::new();
    for protection in [None, Some(Protection::Passphrase(crate::bench::passphrase("hest sofa lampe")))] {
        let mut bench = Bench::of_size(900.0, 700.0);
        let opened = wgs_referral::desktop::OpenedCase { protection, ..plain(SAMPLE) };
        bench.open_file("/t/a.wgscase", Ok(opened));
        bench.dispatch(UiCommand::Lock);
        found.extend(faults("cover", &mut bench, |_| {}));
    }
    assert_none(&found);
}

/// Fails where the text is not shown, so that no message goes unchecked.
fn expect(bench: &Bench, part: &str) {
    assert!(bench.has_part(part), "no text with `{part}`");
}

#[test]
fn what_is_wrong_is_readable() {
    check("fields", None, |bench| {
        bench.show_indication("sarcoma");
        bench.type_into("Navn", "Bente Testperson");
        bench.type_into("CPR-nummer", "320160-9992");
        bench.type_into("Navn", " ");
        expect(bench, "De første seks cifre er ikke en dato");
        bench.type_into("Diagnosekode (SKS)", &"x".repeat(250));
        bench.type_into("Tumorprocent", "140");
        bench.type_into("Prøvedato", "32-13");
        bench.type_into("Prøvested", "Lever");
        for part in ["Skriv et helt tal fra 0 til 100", "Måneden skal være 1–12", "tegn"] {
            expect(bench, part);
        }
    });
    let faulty = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson", cpr: "0231609995"), requester: (region: "Region Nord"),
        answers: { "performance-status": "7", "metastatic": true },
        unread: { "mtb-date": "22-1" })"#;
    check("a faulty case", Some(faulty), |bench| {
        for part in ["3 oplysninger kunne ikke læses", "»7«", "»Region Nord«"] {
            expect(bench, part);
        }
    });
    check("a failure", Some(SAMPLE), |bench| {
        bench.open_file("/t/b.wgscase", Err(CaseFileError::Pdf(EmbeddedCaseError::Damaged).into()));
        expect(bench, "beskadiget");
    });
}

#[test]
fn what_is_wrong_in_a_dialog_is_readable() {
    let open = |bench: &mut Bench| {
        bench.dispatch(UiCommand::SaveAs);
        bench.look_up_keys(KeyStatus::Present);
        bench.click("Sagen åbnes med: Adgangskode");
    };
    check("a passphrase", Some(SAMPLE), |bench| {
        open(bench);
        bench.type_secret("Adgangskode", "sommer");
        expect(bench, "Den gættes på et øjeblik");
        bench.type_secret("Adgangskode", " cykel vintermorgen pollen");
        bench.type_secret("Gentag adgangskoden", "sommer");
        bench.click("Vælg placering…");
        expect(bench, "De to adgangskoder er ikke ens.");
    });
    check("no key store", Some(SAMPLE), |bench| {
        open(bench);
        bench.click("Sagen åbnes med: Nøgle på denne computer");
        bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    });
    check("a wrong passphrase", None, |bench| {
        bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
        bench.type_secret("Adgangskode", "forkert");
        bench.press(egui::Key::Enter);
        bench.open_file("/t/a.wgscase", Err(DecryptError::WrongPassphrase.into()));
        expect(bench, "Adgangskoden er forkert");
    });
}

#[test]
fn a_limit_that_no_color_reaches_finds_every_text() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let highest = Limits { text: 21.1, shape: 21.1 };
    let found =
        |bench: &Bench, part: &str| faint_marks(bench, highest).iter().any(|text| text.contains(part));
    assert!(found(&bench, "Ny sag"));
    bench.dispatch(UiCommand::About);
    assert!(found(&bench, "»Luk«") && !found(&bench, "Ny sag"), "{:?}", faint_marks(&bench, highest));
}

/// The colors of the selected letters of all texts, each with the color behind it.
fn selected_letters(bench: &Bench) -> Vec<(Color32, Color32)> {
    let fill = bench.harness.ctx.global_style().visuals.selection.bg_fill;
    let mut found = Vec::new();
    for (_, shape) in flat(&bench.harness.output().shapes) {
        let Shape::Text(text) = shape else { continue };
        for row in &text.galley.rows {
            let (vertices, letters) = (&row.visuals.mesh.vertices, &row.visuals.glyph_vertex_range);
            let behind = vertices.iter().filter(|vertex| vertex.color == fill).map(|vertex| vertex.pos);
            let behind = egui::Rect::from_points(&behind.collect::<Vec<_>>());
            let selected = vertices[letters.clone()].iter().filter(|vertex| behind.contains(vertex.pos));
            found.extend(selected.map(|vertex| (text.override_text_color.unwrap_or(vertex.color), fill)));
        }
    }
    found
}

#[test]
fn selected_text_is_readable() {
    let mut bench = Bench::of_size(900.0, 700.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench.type_into("Navn", "x");
    bench.press_with(Modifiers::COMMAND, Key::A);
    for (theme, limits) in LIMITS {
        bench.window_mut().dispatch(WindowCommand::SetTheme(theme));
        bench.run();
        let letters = selected_letters(&bench);
        assert!(!letters.is_empty(), "{theme:?}: nothing is selected");
        for (front, behind) in letters {
            assert!(contrast(front, behind) >= limits.text, "{theme:?}: {front:?} on {behind:?}");
        }
    }
}
