//! What rests on a clinical judgement says so wherever a row is shown, and says it of nothing else.

use crate::bench::{Bench, PaintedText, plain};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, Target, UiCommand};

/// A patient of 18 years, for whom the age and the time are judgements, and a recommendation is not followed.
const BRAIN: &str = include_str!("../../samples/met-by-judgement.wgscase");

fn brain(text: &str, width: f32) -> Bench {
    let mut bench = Bench::of_size(width, 900.0);
    bench.open_file("/t/a.wgscase", Ok(plain(text)));
    bench
}

/// The brain tumour at an operation for recurrence, with a decision that the histology can be awaited.
fn histology_awaited() -> String {
    let decision = "(accept: true, rationale: \"Aftalt\", by: \"Ditte Testlæge\", on: \"2026-11-20\"),";
    let id = "\"primary-brain-tumour/paraclinical.primary-histopathology\"";
    BRAIN
        .replace("\"operation\": \"first\"", "\"operation\": \"recurrence\"")
        .replace("    judgements: {\n", &format!("    judgements: {{\n        {id}: {decision}\n"))
}

/// The names of the criteria beside the preview: what a screen reader says of each.
fn names(bench: &Bench) -> Vec<String> {
    let links = bench.harness.query_all(By::new().role(Role::Link).label_contains(": "));
    let right = links.filter(|link| link.rect().left() > 700.0);
    right.filter_map(|link| link.accesskit_node().label()).collect()
}

#[test]
fn beside_the_preview_a_row_that_rests_on_a_judgement_says_so() {
    for (is_english, judged, plain_row) in [
        (false, "Alderskriterier: Opfyldt efter lægeligt skøn", "Målgruppe: Opfyldt"),
        (true, "Age criteria: Met, by clinical judgement", "Target group: Met"),
    ] {
        let mut bench = brain(BRAIN, 1440.0);
        if is_english {
            bench.switch_to_english();
        }
        bench.dispatch(UiCommand::ShowPdf);
        let names = names(&bench);
        assert!(names.iter().any(|name| name == judged), "{names:?}");
        assert!(names.iter().any(|name| name == plain_row), "{names:?}");
        let word = judged.split_once(": ").unwrap().1;
        let painted = bench.painted_texts();
        assert!(painted.iter().any(|text| text.words == word && text.rect.left() > 700.0), "{word}");
    }
}

#[test]
fn beside_the_preview_a_row_keeps_its_height_when_it_comes_to_rest_on_a_judgement() {
    let tops = |text: &str| {
        let mut bench = brain(text, 1440.0);
        bench.dispatch(UiCommand::ShowPdf);
        let links = bench.harness.query_all(By::new().role(Role::Link).label_contains(": "));
        let right = links.map(|link| link.rect()).filter(|rect| rect.left() > 700.0 && rect.top() > 0.0);
        right.map(|rect| rect.top()).collect::<Vec<_>>()
    };
    // Adult without a judgement: no row moves.
    let judged = tops(BRAIN);
    assert!(judged.len() > 10, "{judged:?}");
    assert_eq!(judged, tops(&BRAIN.replace("0306085123", "2408471233")));
}

#[test]
fn beside_the_preview_each_word_is_directly_below_its_name() {
    for is_english in [false, true] {
        let mut bench = brain(BRAIN, 1440.0);
        if is_english {
            bench.switch_to_english();
        }
        bench.dispatch(UiCommand::ShowPdf);
        let painted = bench.painted_texts();
        let rows = bench.harness.query_all(By::new().role(Role::Link).label_contains(": "));
        let rows: Vec<_> = rows.map(|row| row.rect()).filter(|rect| rect.left() > 700.0).collect();
        assert!(rows.len() > 10, "the names of the criteria are beside the preview");
        for row in rows {
            let inside = |text: &&PaintedText| row.contains(text.rect.center());
            let mut texts: Vec<_> = painted.iter().filter(inside).collect();
            texts.sort_by(|a, b| a.rect.top().total_cmp(&b.rect.top()));
            for pair in texts.windows(2) {
                let gap = pair[1].rect.top() - pair[0].rect.bottom();
                assert!(gap < 9.0, "`{}` is {gap} below `{}`", pair[1].words, pair[0].words);
            }
        }
    }
}

#[test]
fn a_row_that_something_else_decides_names_what_was_judged() {
    const JUDGED: &str = "Kan WGS rekvireres, mens den primære histopatologi afventer? Ja, efter skøn";
    let mut bench = brain(&histology_awaited(), 1360.0);
    assert_eq!(
        bench.row_status("Parakliniske undersøgelser, før helgenomsekventering"),
        "Anbefaling ikke fulgt"
    );
    assert!(bench.has("Anbefaling ikke fulgt: Indsamling af friskt væv er sikret: Nej"));
    assert!(bench.has(JUDGED));
    let waived = |bench: &Bench| bench.harness.query_all(By::new().label("efter lægeligt skøn")).count();
    // The rows on age and time are met by judgement, and say it in words of their own.
    assert_eq!(waived(&bench), 2);
    // Once the recommendation is followed, the row itself rests on the judgement.
    let followed = Some(Answer::YesNo(true));
    bench.dispatch(CaseCommand::Answer("biobank-collection".into(), followed));
    assert_eq!((bench.has(JUDGED), waived(&bench)), (false, 3));
}

/// The cells of a column of the matrix in the overview: what a screen reader says of each.
fn cells(text: &str, column: &str) -> Vec<String> {
    let mut bench = brain(text, 1360.0);
    bench.press(Key::F2);
    let cells = bench.harness.query_all(By::new().role(Role::Button).label_contains(column));
    cells.filter_map(|cell| cell.accesskit_node().label()).collect()
}

#[test]
fn a_cell_of_the_overview_names_a_judgement_only_where_its_verdict_rests_on_one() {
    const BY_JUDGEMENT: &str = "efter lægeligt skøn";
    let cell = |text: &str, row: &str| {
        let cells = cells(text, &format!(", {row}: "));
        let found = cells.iter().find(|cell| cell.starts_with("Primær hjernetumor"));
        found.unwrap_or_else(|| panic!("{cells:?}")).clone()
    };
    assert!(cell(BRAIN, "Alderskriterier").ends_with(BY_JUDGEMENT));
    assert!(cell(&BRAIN.replace("accept: true", "accept: false"), "Alderskriterier").ends_with(BY_JUDGEMENT));
    // A recommendation that is not followed decides the row, and a judgement does not.
    let awaited = cell(&histology_awaited(), "Parakliniske undersøgelser");
    assert!(awaited.contains("Anbefaling ikke fulgt") && !awaited.contains(BY_JUDGEMENT), "{awaited}");
}

#[test]
fn the_keys_of_a_judgement_stand_behind_its_reason_or_below_it() {
    let brain_department = BRAIN.replace("\"brain-department\": true", "\"brain-department\": false");
    for width in [800.0, 1024.0, 1100.0, 1200.0, 1280.0, 1360.0] {
        for is_english in [false, true] {
            let mut bench = brain(&brain_department, width);
            if is_english {
                bench.switch_to_english();
            }
            let id = "primary-brain-tumour/competence.brain-department";
            bench.dispatch(CaseCommand::GoTo(Target::Judgement(id.into())));
            bench.settle();
            let painted = bench.painted_texts();
            let starts =
                ["Rekvirenten er ikke tilknyttet en afdeling", "The requesting clinician is not attached"];
            let reason = painted.iter().find(|text| text.words.starts_with(starts[usize::from(is_english)]));
            let reason = reason.expect("the reason is in sight");
            let letters = ["J/N", "Y/N"][usize::from(is_english)];
            let keys =
                painted.iter().find(|text| text.words.starts_with(letters)).expect("the keys are shown");
            let is_below = keys.rect.left() < reason.last_line.left() + 3.0
                && (keys.rect.top() - reason.last_line.bottom()).abs() < 6.0;
            let is_behind = (keys.rect.left() - reason.last_line.right() - 13.0).abs() < 4.0
                && (keys.rect.center().y - reason.last_line.center().y).abs() < 4.0;
            assert!(is_below || is_behind, "{width} {:?}: {} {}", keys.words, keys.rect, reason.last_line);
        }
    }
}
