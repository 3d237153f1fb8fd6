//! Benchmarks: assessment, layout of a frame, export, encryption, and loading of the definitions.
//!
//! Where two costs can be compared in one run, their ratio is printed as well, since it depends less on the
//! machine.

#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

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
use wgs_referral::desktop::{OpenedCase, Output, Reply};
use wgs_referral::encryption::{Credential, Passphrase, Recipients, RecoveryKey, UserKeys, decrypt, encrypt};
use wgs_referral::files::Fingerprint;
use wgs_referral::pdf::{ATTACHMENT, Attachment, PdfProperties, export, write};
use wgs_referral::report::{CaseHash, Layout, ReportSettings, document, lay_out};
use wgs_referral::window::{App, UiCommand, View, WindowCommand};

fn criteria() -> CriteriaSet {
    embedded().expect("a test ensures that the embedded definitions are valid")
}

fn sample(set: &CriteriaSet) -> Case {
    let text = include_str!("../../samples/met-by-judgement.wgscase");
    case::read(text, set).expect("the sample is a valid case file").case
}

fn bench_assessment(c: &mut Criterion) {
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

/// The shipped files and `copies` further indications, each a copy of sarcoma.
fn with_copies(copies: usize) -> Vec<DefinitionFile> {
    let mut files = embedded_files();
    let model =
        files.iter().find(|file| file.name == "sarcoma.ron").expect("sarcoma.ron is embedded").text.clone();
    for copy in 0..copies {
        let id = format!("sarcoma-{copy}");
        let text = model.replacen("position: 2", &format!("position: {}", 1000 + copy), 1);
        files.push(DefinitionFile {
            display_path: format!("{id}.ron"),
            name: format!("{id}.ron"),
            // The first one is the id; the others are the answer of the same name.
            text: text.replacen("\"sarcoma\"", &format!("\"{id}\""), 1),
        });
    }
    files
}

fn bench_loading(c: &mut Criterion) {
    let files = embedded_files();
    c.bench_function("load the definitions", |b| b.iter(|| check_files(black_box(&files))));
    let many = with_copies(1000);
    if let Err(problems) = check_files(&many) {
        panic!("{}", problems.first().map(ToString::to_string).unwrap_or_default());
    }
    let mut group = c.benchmark_group("a thousand indications");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| check_files(black_box(&many))));
    group.finish();
    print_ratio(
        "load 1,000 more indications, compared with the shipped five",
        || {
            let _ = black_box(check_files(black_box(&many)));
        },
        || {
            let _ = black_box(check_files(black_box(&files)));
        },
    );
}

/// A closure that lays out one frame of a window which shows the sample.
fn frames(set: Arc<CriteriaSet>, view: View) -> impl FnMut() {
    let ctx = egui::Context::default();
    let mut app = App::without_desktop(&ctx, set.clone(), date(2026, 11, 22));
    let reading = Reading { case: sample(&set), faults: Vec::new(), more_faults: 0, migration: None };
    app.window_mut().dispatch(WindowCommand::Open("a.wgscase".into()));
    let read = app.take_jobs().pop().expect("the case is read");
    let opened = OpenedCase {
        reading: Box::new(reading),
        fingerprint: Fingerprint::of(b""),
        protection: None,
        pdf: None,
        text_hash: CaseHash::of(b""),
    };
    let result = Ok(Output::CaseRead(Ok(opened)));
    app.window_mut().handle_reply(Reply { job: read.id, result, notes: Vec::new() });
    if view == View::Overview {
        app.window_mut().dispatch(UiCommand::Overview);
    }
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

fn bench_frame(c: &mut Criterion) {
    let few = Arc::new(criteria());
    c.bench_function("lay out a frame of the main window", |b| b.iter(frames(few.clone(), View::Form)));
    c.bench_function("lay out a frame of the overview", |b| b.iter(frames(few.clone(), View::Overview)));
    let many = check_files(&with_copies(1000)).expect("the copies are as valid as the original");
    let many = Arc::new(many);
    for (what, view) in [("the main window", View::Form), ("the overview", View::Overview)] {
        let what = format!("a frame of {what}: 1,000 more indications, compared with the shipped five");
        print_ratio(&what, frames(many.clone(), view), frames(few.clone(), view));
    }
}

/// The sample's report, without the blocks that do not fit on two pages.
fn two_pages(set: &CriteriaSet) -> (Layout, PdfProperties, String) {
    let case = sample(set);
    let mut document = document(set, &case, ReportSettings::whole(Language::Da));
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
    let properties = PdfProperties {
        id: document.id,
        author: document.author,
        creator: "wgs-referral".into(),
        moment: document.moment,
        attachment: Some(attachment),
        provenance: None,
    };
    (layout, properties, text)
}

fn bench_export(c: &mut Criterion) {
    let set = criteria();
    let case = sample(&set);
    let settings = ReportSettings::whole(Language::Da);
    c.bench_function("export a PDF from a case", |b| b.iter(|| export(&set, black_box(&case), settings)));
    c.bench_function("build the outline of a report and lay it out", |b| {
        b.iter(|| lay_out(&document(&set, black_box(&case), settings).outline));
    });

    let (layout, properties, text) = two_pages(&set);
    let ours = write(&layout, &properties).expect("no input can make writing fail");
    let krillas = krilla::write(&layout, &text);
    println!(
        "two pages: {} bytes by printpdf and lopdf, {} by krilla: {:.2} times",
        ours.len(),
        krillas.len(),
        ours.len() as f64 / krillas.len() as f64
    );
    // Keep both files, to look at them and to check them with veraPDF.
    if let Some(folder) = std::env::var_os("PDF_SET").map(std::path::PathBuf::from) {
        std::fs::write(folder.join("bench-printpdf.pdf"), &ours).expect("the folder in PDF_SET exists");
        std::fs::write(folder.join("bench-krilla.pdf"), &krillas).expect("the folder in PDF_SET exists");
    }
    let mut group = c.benchmark_group("write a layout of two pages");
    group.bench_function("printpdf and lopdf", |b| b.iter(|| write(black_box(&layout), &properties)));
    group.bench_function("krilla", |b| b.iter(|| krilla::write(black_box(&layout), &text)));
    group.finish();
    print_ratio(
        "write a layout: printpdf and lopdf, compared with krilla",
        || {
            let _ = black_box(write(black_box(&layout), &properties));
        },
        || {
            black_box(krilla::write(black_box(&layout), &text));
        },
    );
}

/// Encryption of a case file and its inverse. A passphrase is slow by design, so that each guess is as slow.
fn bench_encryption(c: &mut Criterion) {
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
        let sealed = encrypt(text.as_bytes(), &closing).expect("encryption to memory succeeds");
        group.bench_function(format!("encrypted with {name}"), |b| {
            b.iter(|| encrypt(black_box(text.as_bytes()), &closing));
        });
        group.bench_function(format!("opened with {name}"), |b| {
            b.iter(|| decrypt(black_box(&sealed), &opening, 1 << 20));
        });
    }
    group.finish();
}

/// Prints the ratio of the median times of two closures. They run alternately, so that other load on the
/// machine affects both.
fn print_ratio(what: &str, mut one: impl FnMut(), mut other: impl FnMut()) {
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

criterion_group!(costs, bench_assessment, bench_loading, bench_frame, bench_export, bench_encryption);
criterion_main!(costs);
