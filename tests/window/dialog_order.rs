//! In each dialog, Tab leads from left to right and from top to bottom, Enter in a text field presses the default
//! button, Escape cancels, and the patient is named only where the dialog acts on the case.

use crate::bench::Bench;
use crate::contrast::assert_focus_is_seen;
use crate::fake_desktop::JobKind;
use crate::views::{DIALOGS, PATH_OF_A_CASE};
use egui::accesskit::Role;
use egui::{Key, Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::BTreeSet;
use strum::VariantNames;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{KeyStatus, Output, PathCompletion, Protection};
use wgs_referral::settings::ThemeChoice;
use wgs_referral::window::{Dialog, UiCommand, WindowCommand};

fn bench_with(open: fn(&mut Bench), language: Language) -> Bench {
    // High enough for each dialog.
    let mut bench = Bench::of_size(1360.0, 1500.0);
    open(&mut bench);
    // The bench itself would answer the question which indication is meant.
    bench.window_mut().dispatch(WindowCommand::SetLanguage(language));
    bench.run();
    bench
}

/// The control with the focus.
fn focused(bench: &Bench) -> Option<(u64, Rect)> {
    let mut nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()).recursive(true));
    nodes.next().map(|node| (node.accesskit_node().locate().0.0, node.rect()))
}

/// Presses Tab until it has led through the whole dialog, and gives the places of the controls in that order.
fn tab_order(bench: &mut Bench) -> Vec<Rect> {
    const MOST: usize = 80;
    let mut order: Vec<(u64, Rect)> = Vec::new();
    // A dialog that has come by itself takes no keys before a pause.
    bench.harness.run_steps(4);
    if matches!(bench.window().dialog(), Some(Dialog::Leaving(_))) {
        // What is typed there is meant for the next case: it takes no key but Escape (`leaving`).
        return focused(bench).into_iter().map(|(_, rect)| rect).collect();
    }
    for _ in 0..MOST {
        bench.press(Key::Tab);
        if bench.latest_job(JobKind::CompletePath).is_some() {
            // The field of a path completes folders first.
            let typed = bench.field_text(path_label(bench));
            let completion = PathCompletion { completed: typed.clone(), typed, choices: Vec::new() };
            bench.reply(Output::PathCompleted(completion));
            bench.press(Key::Tab);
        }
        assert_focus_is_seen(bench);
        let Some(control) = focused(bench) else { continue };
        if order.first().is_some_and(|first| first.0 == control.0) {
            return order.into_iter().map(|(_, rect)| rect).collect();
        }
        order.push(control);
    }
    panic!("Tab never comes round: {order:?}");
}

fn path_label(bench: &Bench) -> &'static str {
    if bench.window().language() == Language::Da { "Sti" } else { "Path" }
}

/// Whether the second one is read after the first one: it is further to the right in the same row, or in a lower row.
fn is_read_after(first: Rect, second: Rect) -> bool {
    let overlap = first.bottom().min(second.bottom()) - first.top().max(second.top());
    let is_same_row = overlap > first.height().min(second.height()) / 2.0;
    if is_same_row { second.left() > first.left() } else { second.top() > first.top() }
}

#[test]
fn tab_leads_through_each_dialog_in_reading_order() {
    let mut seen = BTreeSet::new();
    for (language, theme) in [(Language::Da, ThemeChoice::Light), (Language::En, ThemeChoice::Dark)] {
        for (name, open) in DIALOGS {
            let mut bench = bench_with(*open, language);
            bench.window_mut().dispatch(WindowCommand::SetTheme(theme));
            let kind =
                bench.window().dialog().unwrap_or_else(|| panic!("no dialog: {name}")).as_ref().to_owned();
            let order = tab_order(&mut bench);
            // Where Tab comes round, it leads back to the top.
            let back = (0..order.len()).filter(|at| {
                let next = order[(at + 1) % order.len()];
                order.len() > 1 && !is_read_after(order[*at], next)
            });
            assert!(back.count() <= 1, "{name} in {language:?}: {order:?}");
            seen.insert(kind);
        }
    }
    let all: BTreeSet<String> = Dialog::VARIANTS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(seen, all);
}

#[test]
fn escape_cancels_each_dialog() {
    for (name, open) in DIALOGS {
        let mut bench = bench_with(*open, Language::Da);
        let before = bench.window().dialog().cloned();
        bench.press(Key::Escape);
        assert_ne!(bench.window().dialog().cloned(), before, "{name}");
    }
}

#[test]
fn the_patient_is_named_only_in_dialogs_that_act_on_the_case() {
    for (name, open) in DIALOGS {
        let count = |bench: &Bench| bench.harness.query_all(By::new().label_contains("Testperson")).count();
        let mut bench = bench_with(*open, Language::Da);
        let kind = bench.window().dialog().unwrap().as_ref().to_owned();
        let with_dialog = count(&bench);
        bench.press(Key::Escape);
        while bench.window().dialog().is_some() {
            bench.press(Key::Escape);
        }
        let is_named = with_dialog > count(&bench);
        let of_another_case = ["KeyStore", "OpenElsewhere", "Passphrase", "Recover", "RecoveryKey"];
        let window_only =
            ["About", "Help", "MakeRecoveryKey", "Palette", "Recent", "Settings", "UnsavedSettings"];
        let is_expected = !of_another_case.contains(&kind.as_str())
            && !window_only.contains(&kind.as_str())
            && *name != PATH_OF_A_CASE;
        assert_eq!(is_named, is_expected, "{name}");
    }
}

#[test]
fn enter_in_a_text_field_presses_the_default_button() {
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::Settings);
    bench.type_into("Autorisations-id", "TEST1");
    bench.press(Key::Enter);
    assert_eq!(bench.window().dialog(), None);
    assert_eq!(bench.window().settings().profile.requester.authorisation_id, "TEST1");
}

/// Enter in the first field of a new passphrase leads to the second one, which is needed too.
#[test]
fn enter_leads_from_a_new_passphrase_to_its_repetition() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.dispatch(UiCommand::MakeRecoveryKey);
    bench.look_up_keys(KeyStatus::Present);
    bench.type_secret("Adgangskode", "rigtig hest batteri klip");
    bench.press(Key::Enter);
    assert!(matches!(bench.window().dialog(), Some(Dialog::MakeRecoveryKey(_))));
    assert!(!bench.has_part("De to adgangskoder er ikke ens"));
    bench.harness.event(egui::Event::Text("rigtig hest batteri klip".to_owned()));
    bench.run();
    bench.press(Key::Enter);
    assert!(bench.latest_job(JobKind::PickPath).is_some());
}

/// A button that has the focus takes Enter itself.
#[test]
fn enter_on_another_button_presses_that_one_alone() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.take_all_requests();
    bench.dispatch(WindowCommand::Close);
    bench.harness.get_by_label("Annullér").focus();
    bench.run();
    bench.press(Key::Enter);
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.take_requests_of(JobKind::Write).is_empty() && !bench.window().is_closing());
}

/// A button as it is painted.
#[derive(Debug)]
struct PaintedButton {
    label: String,
    place: Rect,
    /// The height of what is filled, and the middle of the text.
    height: f32,
    middle: f32,
}

fn painted_buttons(bench: &Bench) -> Vec<PaintedButton> {
    let (mut texts, mut fills) = (Vec::new(), Vec::new());
    for clipped in &bench.harness.output().shapes {
        match &clipped.shape {
            Shape::Text(text) => texts.push((text.galley.text().to_owned(), text.visual_bounding_rect())),
            Shape::Rect(rect) => fills.push(rect.rect),
            _ => {}
        }
    }
    let dialog = bench.harness.get_by_role(Role::Dialog);
    let buttons = dialog.query_all(By::new().role(Role::Button)).filter_map(|node| {
        let (label, place) = (node.accesskit_node().label()?, node.rect());
        let (_, text) = texts.iter().find(|(text, at)| *text == label && place.contains_rect(*at))?;
        let inside = fills.iter().filter(|fill| place.expand(0.5).contains_rect(**fill));
        let height = inside.map(|fill| fill.height()).reduce(f32::max)?;
        Some(PaintedButton { label, place, height, middle: text.center().y })
    });
    buttons.collect()
}

#[test]
fn the_buttons_of_a_row_are_equally_high_whichever_has_the_focus() {
    let mut compared = 0;
    for (name, open) in DIALOGS {
        let mut bench = bench_with(*open, Language::Da);
        for _ in 0..8 {
            let buttons = painted_buttons(&bench);
            for (one, other) in buttons.iter().zip(buttons.iter().skip(1)) {
                if !one.place.y_range().contains(other.place.center().y) {
                    continue;
                }
                let is_level = (one.height - other.height).abs() < 0.1;
                // The letters of the text differ in height.
                let is_beside = (one.middle - other.middle).abs() < 3.1;
                assert!(is_level && is_beside, "{name}: {}, {}: {one:?}, {other:?}", one.label, other.label);
                compared += 1;
            }
            bench.press(Key::Tab);
        }
    }
    assert!(compared > 50, "{compared}");
}
