//! The columns of a wide form end at about the same height: nobody scrolls past an empty one.

use crate::bench::{Bench, criteria};
use egui::Rect;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::window::CaseCommand;

/// The places of the fields, answers and texts of the form.
fn form_controls(bench: &Bench) -> Vec<Rect> {
    let rows = bench.harness.query_all(By::new().role(Role::DisclosureTriangle));
    let criteria = rows.map(|row| row.rect().left()).fold(f32::INFINITY, f32::min);
    let is_control =
        |role| matches!(role, Role::RadioButton | Role::TextInput | Role::MultilineTextInput | Role::Label);
    let controls = bench.harness.query_all(By::new().predicate(move |node| is_control(node.role())));
    let is_in_form = |rect: &Rect| rect.left() > 250.0 && rect.right() < criteria && rect.top() > 100.0;
    controls.map(|node| node.rect()).filter(|rect| is_in_form(rect) && rect.bottom() < 5960.0).collect()
}

#[test]
fn no_column_of_a_wide_form_is_much_shorter_than_the_others() {
    // No card is divided: three columns can't be as even as two.
    for (width, columns, least) in [(2560.0, 2, 0.7), (3440.0, 3, 0.6)] {
        for indication in &criteria().indications {
            let mut bench = Bench::of_size(width, 6000.0);
            bench.dispatch(CaseCommand::ShowIndication(indication.id.clone()));
            let controls = form_controls(&bench);
            let right = controls.iter().map(|rect| rect.right()).fold(0.0, f32::max);
            let mut ends = vec![0.0_f32; columns];
            for rect in controls {
                let column = (rect.left() - 250.0) / ((right - 250.0) / columns as f32);
                let end = &mut ends[(column as usize).min(columns - 1)];
                *end = end.max(rect.bottom());
            }
            let longest = ends.iter().copied().fold(0.0, f32::max);
            let shortest = ends.iter().copied().fold(f32::INFINITY, f32::min);
            assert!(shortest > least * longest, "{width}, {}: {ends:?}", indication.id);
        }
    }
}
