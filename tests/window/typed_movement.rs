//! Nothing moves while an answer is typed: what may be wrong with it has its room.

use crate::bench::{Bench, criteria};
use crate::movement::{controls, moved};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::{By, Queryable};
use std::collections::BTreeSet;
use wgs_referral::definition::{Language, QuestionKind, TypedKind};

/// Texts for a question whose answer is typed, of which some are wrong.
fn texts_for(kind: TypedKind) -> &'static [&'static str] {
    match kind {
        TypedKind::Count => &["x", "1000000", "3"],
        TypedKind::Percentage => &["900", "x", "40"],
        TypedKind::Date => &["32-13-2026", "x", "01-01-1850", "30-12-2026", "20-11-2026"],
        TypedKind::SksCode => &["d", "abc", "DC221"],
        TypedKind::Line | TypedKind::Lines => &["x"],
    }
}

#[test]
fn nothing_moves_while_an_answer_is_typed_or_when_its_field_is_left() {
    let set = criteria();
    for (width, language) in [(1360.0, Language::Da), (1024.0, Language::En)] {
        // Most forms ask the same.
        let mut typed = BTreeSet::new();
        for indication in &set.indications {
            let mut bench = Bench::of_size(width, 5000.0);
            if language == Language::En {
                bench.switch_to_english();
            }
            bench.show_indication(indication.id.as_str());
            let before = controls(&bench);
            for question in indication.questions() {
                let QuestionKind::Typed(kind) = question.kind else { continue };
                let label = question.label.get(language);
                if typed.contains(label) {
                    continue;
                }
                let field = |role| By::new().role(role).label(label);
                let is_there = [Role::TextInput, Role::MultilineTextInput]
                    .into_iter()
                    .any(|role| bench.harness.query_all(field(role)).next().is_some());
                for text in texts_for(kind).iter().filter(|_| is_there) {
                    bench.type_into(label, "");
                    bench.press_with(Modifiers::COMMAND, Key::A);
                    bench.press(Key::Delete);
                    bench.harness.event(Event::Text((*text).to_owned()));
                    bench.run();
                    let while_typed = moved(&before, &controls(&bench), Pos2::new(0.0, 5000.0));
                    assert!(while_typed.is_empty(), "{width} {label}, {text}: {while_typed:#?}");
                    bench.press(Key::Tab);
                    let moved = moved(&before, &controls(&bench), Pos2::new(0.0, 5000.0));
                    assert!(moved.is_empty(), "{width} {label}, {text}: {moved:#?}");
                }
                if is_there {
                    typed.insert(label);
                }
            }
        }
        assert!(typed.len() > 7, "{typed:?}");
    }
}

#[test]
fn a_code_is_not_called_unusual_while_it_is_typed() {
    for (language, label, told) in [
        (Language::Da, "Diagnosekode (SKS)", "Ligner ikke en SKS-kode"),
        (Language::En, "Diagnosis code (SKS)", "Not like an SKS code"),
    ] {
        let mut bench = Bench::of_size(1360.0, 5000.0);
        if language == Language::En {
            bench.switch_to_english();
        }
        bench.show_indication("sarcoma");
        bench.type_into(label, "D");
        assert!(!bench.has_part(told));
        bench.press(Key::Tab);
        assert!(bench.has_part(told));
        bench.type_into(label, "C");
        assert!(!bench.has_part(told), "it is corrected now");
    }
}
