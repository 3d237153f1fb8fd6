//! Every text that is painted has enough contrast with what is painted below it, in every theme. The test reads the
//! shapes of real frames, so that no pair of colors is forgotten.

use crate::bench::{Bench, SAMPLE, criteria, plain, settings_file};
use egui::accesskit::Role;
use egui::epaint::{ClippedShape, TextShape, Vertex};
use egui::{Color32, Key, Modifiers, Pos2, Rgba, Shape};
use egui_kittest::kittest::{By, Queryable};
use std::collections::BTreeMap;
use wgs_referral::desktop::{KeyStatus, KeyStoreError, Protection};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::CaseFileError;
use wgs_referral::pdf::EmbeddedCaseError;
use wgs_referral::policy::{PolicyReading, PolicyValue};
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{CaseCommand, Field, UiCommand};

/// WCAG 2 level AA, and level AAA for the theme with high contrast.
const LIMITS: [(ThemeChoice, f32); 3] =
    [(ThemeChoice::Light, 4.5), (ThemeChoice::Dark, 4.5), (ThemeChoice::HighContrast, 7.0)];

fn luminance(color: Color32) -> f32 {
    let color = Rgba::from(color);
    0.2126 * color.r() + 0.7152 * color.g() + 0.0722 * color.b()
}

fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The shapes of a frame, in the order in which they are painted.
fn flat(shapes: &[ClippedShape]) -> Vec<(egui::Rect, &Shape)> {
    fn collect<'a>(clip: egui::Rect, shape: &'a Shape, found: &mut Vec<(egui::Rect, &'a Shape)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(clip, shape, found)),
            shape => found.push((clip, shape)),
        }
    }
    let mut found = Vec::new();
    for clipped in shapes {
        collect(clipped.clip_rect, &clipped.shape, &mut found);
    }
    found
}

/// The color at a place, after these areas were filled.
fn color_at(place: Pos2, filled: &[(egui::Rect, Color32)]) -> Color32 {
    let here = filled.iter().filter(|(rect, _)| rect.contains(place));
    here.fold(Color32::BLACK, |below, (_, fill)| below.blend(*fill))
}

/// The corners of the letters of a text.
fn letters(text: &TextShape) -> impl Iterator<Item = &Vertex> {
    text.galley.rows.iter().flat_map(|row| &row.visuals.mesh.vertices[row.visuals.glyph_vertex_range.clone()])
}

/// The colors of a text, each once.
fn colors(text: &TextShape) -> Vec<Color32> {
    let chosen = |color: Color32| if color == Color32::PLACEHOLDER { text.fallback_color } else { color };
    let mut colors: Vec<Color32> = match text.override_text_color {
        Some(color) => vec![chosen(color)],
        // Not those of the text as it was laid out: a control that is disabled is painted in fainter ones.
        None => letters(text).map(|vertex| chosen(vertex.color)).collect(),
    };
    colors.dedup();
    // Such a part paints nothing: it keeps the place of a text that stands there already.
    colors.retain(|color| *color != Color32::TRANSPARENT);
    colors.into_iter().map(|color| color.gamma_multiply(text.opacity_factor)).collect()
}

/// The texts of the last frame whose contrast is below a limit, each with the worst contrast.
fn faint_texts(bench: &Bench, limit: f32) -> BTreeMap<String, f32> {
    let shapes = flat(&bench.harness.output().shapes);
    let front = front(bench, &shapes);
    let mut faint = BTreeMap::new();
    let mut filled = Vec::new();
    for (at, (clip, shape)) in shapes.iter().enumerate() {
        if let Shape::Rect(rect) = shape {
            filled.push((rect.rect.intersect(*clip), rect.fill));
        }
        let Shape::Text(text) = shape else { continue };
        let place = text.visual_bounding_rect().center();
        if at < front || text.galley.text().trim().is_empty() || !clip.contains(place) {
            continue;
        }
        let below = color_at(place, &filled);
        for color in colors(text) {
            let found = contrast(below.blend(color), below);
            if found < limit {
                faint.insert(format!("»{}« in {color:?} on {below:?}", text.galley.text()), found);
            }
        }
    }
    faint
}

/// The index of the first shape that counts: with a dialog open, that of its background, as what is behind it is
/// darkened on purpose.
fn front(bench: &Bench, shapes: &[(egui::Rect, &Shape)]) -> usize {
    if bench.window().dialog().is_none() {
        return 0;
    }
    let is_background = |shape: &Shape| {
        matches!(shape, Shape::Rect(rect) if rect.fill.is_opaque() && rect.rect.width() > 250.0
            && rect.corner_radius == egui::CornerRadius::same(10))
    };
    shapes.iter().rposition(|(_, shape)| is_background(shape)).expect("the background of the dialog")
}

fn bench(theme: ThemeChoice, case: Option<&str>, width: f32) -> Bench {
    let mut bench = Bench::of_size(width, 4000.0);
    let settings = UserSettings { theme, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    bench.run();
    if let Some(case) = case {
        bench.open_file("/t/a.wgscase", Ok(plain(case)));
    }
    bench
}

/// Draws what a step shows, in each theme, and fails with the texts that are too faint.
fn check(what: &str, case: Option<&str>, step: impl Fn(&mut Bench)) {
    // In the narrow window, choices are cards and the verdict is folded.
    check_at(&[1360.0, 600.0], what, case, step);
}

/// As [`check`], in windows of these widths.
fn check_at(widths: &[f32], what: &str, case: Option<&str>, step: impl Fn(&mut Bench)) {
    let mut faults = Vec::new();
    for (theme, limit) in LIMITS {
        for &width in widths {
            let mut bench = bench(theme, case, width);
            step(&mut bench);
            for (text, found) in faint_texts(&bench, limit) {
                faults.push(format!("{what}, {theme:?}, {width}: {text}: {found:.2} < {limit}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_start_and_the_overview_are_readable() {
    check("start", None, |_| {});
    check("overview", Some(SAMPLE), |bench| bench.dispatch(UiCommand::Overview));
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
fn the_dialogs_are_readable() {
    for command in [
        UiCommand::ExportPdf,
        UiCommand::PrintPdf,
        UiCommand::Palette,
        UiCommand::Help,
        UiCommand::OpenRecent,
        UiCommand::MakeRecoveryKey,
        UiCommand::SaveAs,
        UiCommand::About,
    ] {
        check_at(&[1360.0], &format!("{command:?}"), Some(SAMPLE), |bench| {
            bench.dispatch(command);
            assert!(bench.window().dialog().is_some(), "{command:?}");
        });
    }
    check_at(&[1360.0], "an indication is chosen", Some(SAMPLE), |bench| {
        bench.dispatch(UiCommand::Overview);
        bench.window_mut().dispatch(UiCommand::ExportPdf);
        bench.run();
        expect(bench, "Hvilken indikation?");
    });
    check_at(&[1360.0], "another patient", Some(SAMPLE), |bench| {
        bench.dispatch(CaseCommand::Edit(Field::Cpr, "020160-9992".into()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
        expect(bench, "Er det en ny patient?");
    });
}

#[test]
fn each_form_is_readable() {
    for indication in &criteria().indications {
        for case in [None, Some(SAMPLE)] {
            check(indication.id.as_str(), case, |bench| {
                bench.dispatch(CaseCommand::ShowIndication(indication.id.clone()));
                for row in &indication.rows {
                    bench.dispatch(CaseCommand::ToggleRow(row.id.clone()));
                }
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
    for turns in 0..4 {
        check("menu", Some(SAMPLE), |bench| {
            bench.press(egui::Key::F10);
            for _ in 0..turns {
                bench.press(egui::Key::ArrowRight);
            }
        });
    }
}

#[test]
fn a_covered_window_is_readable() {
    for protection in [None, Some(Protection::Passphrase(crate::bench::passphrase("hest sofa lampe")))] {
        let mut faults = Vec::new();
        for (theme, limit) in LIMITS {
            let mut bench = bench(theme, None, 1360.0);
            let opened =
                wgs_referral::desktop::OpenedCase { protection: protection.clone(), ..plain(SAMPLE) };
            bench.open_file("/t/a.wgscase", Ok(opened));
            bench.dispatch(UiCommand::Lock);
            faults.extend(faint_texts(&bench, limit).into_keys());
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
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
    let mut bench = bench(ThemeChoice::Light, None, 1360.0);
    let found = |bench: &Bench, part: &str| faint_texts(bench, 21.0).keys().any(|text| text.contains(part));
    assert!(found(&bench, "Ny sag"));
    bench.dispatch(UiCommand::About);
    assert!(found(&bench, "»Luk«") && !found(&bench, "Ny sag"), "{:?}", faint_texts(&bench, 21.0));
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
    for (theme, limit) in LIMITS {
        let mut bench = bench(theme, Some(SAMPLE), 1360.0);
        bench.type_into("Navn", "x");
        bench.press_with(Modifiers::COMMAND, Key::A);
        let letters = selected_letters(&bench);
        assert!(!letters.is_empty(), "{theme:?}: nothing is selected");
        for (front, behind) in letters {
            assert!(contrast(front, behind) >= limit, "{theme:?}: {front:?} on {behind:?}");
        }
    }
}
