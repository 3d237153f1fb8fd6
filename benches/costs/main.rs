//! What the program costs: assessing, laying out a frame, exporting, encrypting, loading the definitions.
//!
//! What can be compared in one run is also printed as a ratio.

#![expect(clippy::print_stdout, reason = "a bench prints what it found")]

mod krilla;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use wgs_referral::assessment::assess;
use wgs_referral::case::{self, Case, Reading};
use wgs_referral::definition::{
    CriteriaSet, DefinitionFile, Language, check_files, embedded, embedded_files,
};
use wgs_referral::desktop::{Opened, Outcome};
use wgs_referral::encryption::{Credential, Passphrase, Recipients, RecoveryKey, UserKeys, decrypt, encrypt};
use wgs_referral::files::Fingerprint;
use wgs_referral::pdf::{ATTACHMENT, Attachment, Properties, export, write};
use wgs_referral::report::{Layout, Settings, document, lay_out};
use wgs_referral::window::{App, View};

fn criteria() -> CriteriaSet {
    embedded().expect("the embedded definitions have no fault")
}

fn sample(set: &CriteriaSet) -> Case {
    let text = include_str!("../../samples/met-by-judgement.wgscase");
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

/// The shipped criteria with so many indications more, each the size of a real one.
fn enlarged(copies: usize) -> Vec<DefinitionFile> {
    let mut files = embedded_files();
    let model = files.iter().find(|file| file.name == "sarcoma.ron").expect("it is shipped").text.clone();
    for copy in 0..copies {
        let id = format!("sarcoma-{copy}");
        let text = model.replacen("position: 2", &format!("position: {}", 1000 + copy), 1);
        files.push(DefinitionFile {
            shown: format!("{id}.ron"),
            name: format!("{id}.ron"),
            text: text.replace("\"sarcoma\"", &format!("\"{id}\"")),
        });
    }
    files
}

fn loading(c: &mut Criterion) {
    let files = embedded_files();
    c.bench_function("load the definitions", |b| b.iter(|| check_files(black_box(&files))));
    let many = enlarged(1000);
    if let Err(problems) = check_files(&many) {
        panic!("{}", problems.first().map(ToString::to_string).unwrap_or_default());
    }
    let mut group = c.benchmark_group("a thousand indications");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| check_files(black_box(&many))));
    group.finish();
    ratio(
        "load a thousand indications more, to the shipped five",
        || {
            let _ = black_box(check_files(black_box(&many)));
        },
        || {
            let _ = black_box(check_files(black_box(&files)));
        },
    );
}

/// Lays out frames of a window that shows the sample's case.
fn frames(set: Arc<CriteriaSet>, view: View) -> impl FnMut() {
    let ctx = egui::Context::default();
    let mut app = App::without_desktop(&ctx, set.clone(), date(2026, 11, 22));
    let reading = Reading { case: sample(&set), faults: Vec::new() };
    app.state_mut().receive(Outcome::CaseRead(
        0,
        "a.wgscase".into(),
        Ok(Opened {
            reading: Box::new(reading),
            fingerprint: Fingerprint::of(b""),
            protection: None,
            is_inside_a_pdf: false,
        }),
    ));
    app.state_mut().view = view;
    let input = || egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1360.0, 860.0))),
        ..egui::RawInput::default()
    };
    let mut frame = move || black_box(ctx.run_ui(input(), |ui| app.draw(ui))).drop_without_applying_deltas();
    // The first frames fill the caches.
    for _ in 0..3 {
        frame();
    }
    frame
}

fn frame(c: &mut Criterion) {
    let few = Arc::new(criteria());
    c.bench_function("lay out a frame of the main window", |b| b.iter(frames(few.clone(), View::Form)));
    c.bench_function("lay out a frame of the overview", |b| b.iter(frames(few.clone(), View::Overview)));
    let many = check_files(&enlarged(1000)).expect("the copies have no fault");
    let many = Arc::new(many);
    for (what, view) in [("the main window", View::Form), ("the overview", View::Overview)] {
        let what = format!("a frame of {what}: a thousand indications more to the shipped five");
        ratio(&what, frames(many.clone(), view), frames(few.clone(), view));
    }
}

/// The sample's report with the criteria cut to what stands on two pages.
fn two_pages(set: &CriteriaSet) -> (Layout, Properties, String) {
    let case = sample(set);
    let mut document = document(set, &case, Settings::whole(Language::Da));
    let text = case::write(&case);
    let layout = loop {
        let layout = lay_out(&document.outline);
        if layout.pages.len() <= 2 {
            break layout;
        }
        document.outline.blocks.pop();
    };
    let attachment =
        Attachment { name: ATTACHMENT.into(), description: "case".into(), bytes: text.clone().into_bytes() };
    let properties = Properties {
        id: document.id,
        author: document.author,
        creator: "wgs-referral".into(),
        moment: document.moment,
        attachment: Some(attachment),
    };
    (layout, properties, text)
}

fn exporting(c: &mut Criterion) {
    let set = criteria();
    let case = sample(&set);
    let settings = Settings::whole(Language::Da);
    c.bench_function("export a PDF from a case", |b| b.iter(|| export(&set, black_box(&case), settings)));
    c.bench_function("say the report and lay it out", |b| {
        b.iter(|| lay_out(&document(&set, black_box(&case), settings).outline));
    });

    let (layout, properties, text) = two_pages(&set);
    let ours = write(&layout, &properties).expect("the report is written");
    let krillas = krilla::write(&layout, &text);
    println!(
        "two pages: {} bytes by printpdf and lopdf, {} by krilla: {:.2} times",
        ours.len(),
        krillas.len(),
        ours.len() as f64 / krillas.len() as f64
    );
    // For a look at both, and at what veraPDF says of both.
    if let Some(folder) = std::env::var_os("PDF_SET").map(std::path::PathBuf::from) {
        std::fs::write(folder.join("bench-printpdf.pdf"), &ours).expect("the folder is there");
        std::fs::write(folder.join("bench-krilla.pdf"), &krillas).expect("the folder is there");
    }
    let mut group = c.benchmark_group("write a layout of two pages");
    group.bench_function("printpdf and lopdf", |b| b.iter(|| write(black_box(&layout), &properties)));
    group.bench_function("krilla", |b| b.iter(|| krilla::write(black_box(&layout), &text)));
    group.finish();
    ratio(
        "write a layout: printpdf and lopdf to krilla",
        || {
            let _ = black_box(write(black_box(&layout), &properties));
        },
        || {
            black_box(krilla::write(black_box(&layout), &text));
        },
    );
}

/// What saving and opening cost beside reading and writing. A passphrase is slow by intent: guessing
/// takes as long for each try.
fn encrypting(c: &mut Criterion) {
    let text = case::write(&sample(&criteria()));
    let passphrase = Passphrase::take(&mut "fire tilfældige danske ord".to_owned());
    let keys = UserKeys::new(&RecoveryKey::generate());
    let ways = [
        ("keys", keys.recipients(), Credential::Keys(keys.identities())),
        ("a passphrase", Recipients::Passphrase(passphrase.clone()), Credential::Passphrase(passphrase)),
    ];
    let mut group = c.benchmark_group("a case");
    group.sample_size(10);
    for (name, closing, opening) in ways {
        let sealed = encrypt(text.as_bytes(), &closing).expect("it is encrypted");
        group.bench_function(format!("encrypted with {name}"), |b| {
            b.iter(|| encrypt(black_box(text.as_bytes()), &closing));
        });
        group.bench_function(format!("opened with {name}"), |b| {
            b.iter(|| decrypt(black_box(&sealed), &opening, 1 << 20));
        });
    }
    group.finish();
}

/// Prints how many times longer one takes than the other: medians of turns taken alternately, so
/// that what else the machine does weighs on both.
fn ratio(what: &str, mut one: impl FnMut(), mut other: impl FnMut()) {
    const TURNS: usize = 31;
    let timed = |act: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        act();
        start.elapsed()
    };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        first.push(timed(&mut one));
        second.push(timed(&mut other));
    }
    first.sort_unstable();
    second.sort_unstable();
    let (a, b) = (first[TURNS / 2], second[TURNS / 2]);
    println!("{what}: {:.2} times ({a:?} to {b:?})", a.as_secs_f64() / b.as_secs_f64());
}

criterion_group!(costs, assessing, loading, frame, exporting, encrypting);
criterion_main!(costs);
