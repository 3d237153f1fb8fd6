//! What the program costs: assessing, laying out a frame, exporting, loading the definitions.
//!
//! Figures that can be compared in one run are also given as ratios to a measure of this machine.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use wgs_referral::assessment::assess;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, Language, check_files, embedded, embedded_files};
use wgs_referral::desktop::Outcome;
use wgs_referral::pdf::export;
use wgs_referral::report::Settings;
use wgs_referral::window::App;

fn criteria() -> CriteriaSet {
    embedded().expect("the embedded definitions have no fault")
}

fn sample(set: &CriteriaSet) -> Case {
    let text = include_str!("../samples/met-by-judgement.wgscase");
    case::read(text, set).expect("the sample is a case").case
}

fn assessing(c: &mut Criterion) {
    let set = criteria();
    let case = sample(&set);
    c.bench_function("assess all five indications", |b| {
        b.iter(|| {
            for indication in &set.indications {
                black_box(assess(indication, black_box(&case)));
            }
        });
    });
}

fn loading(c: &mut Criterion) {
    let files = embedded_files();
    c.bench_function("load the definitions", |b| b.iter(|| check_files(black_box(&files))));
}

fn frame(c: &mut Criterion) {
    let set = Arc::new(criteria());
    let ctx = egui::Context::default();
    let mut app = App::without_desktop(&ctx, set.clone(), date(2026, 11, 22));
    let text = include_str!("../samples/missing.wgscase");
    let reading = Box::new(case::read(text, &set).expect("the sample is a case"));
    app.state_mut().receive(Outcome::CaseRead("sample.wgscase".into(), Ok(reading)));
    let input = || egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1360.0, 860.0))),
        ..egui::RawInput::default()
    };
    let mut frame = move || ctx.run_ui(input(), |ui| app.draw(ui));
    // The first frames fill the caches.
    for _ in 0..3 {
        frame().drop_without_applying_deltas();
    }
    c.bench_function("lay out a frame of the main window", |b| {
        b.iter(|| black_box(frame()).drop_without_applying_deltas());
    });
}

fn exporting(c: &mut Criterion) {
    let set = criteria();
    let case = sample(&set);
    let settings = Settings::whole(Language::Da);
    c.bench_function("export a PDF", |b| b.iter(|| export(&set, black_box(&case), settings)));
}

criterion_group!(costs, assessing, loading, frame, exporting);
criterion_main!(costs);
