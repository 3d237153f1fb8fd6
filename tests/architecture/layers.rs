//! The layers of `src/`: a lower one never uses a higher one, and one layer alone uses each outer thing.

use std::collections::BTreeSet;

use crate::model::{File, Model, Reference, ReferenceKind, program};
use crate::paths::Target;
use crate::rules::{
    APART, CORE, FILE_METHODS, IMPURE, LAYERS, NO_COLOURS, ONE_FOLDER, ONE_PLACE, PLUGIN_METHODS,
    TOOLTIP_METHODS,
};

/// What is wrong in all files, each with its place.
fn violations(model: &Model) -> BTreeSet<String> {
    model.files.iter().flat_map(|file| violations_of_file(model, file)).collect()
}

fn violations_of_file(model: &Model, file: &File) -> Vec<String> {
    // The programs and `lib.rs` hold the layers together, and belong to none.
    let Some(own) = model.module_path(file.module).first().copied() else { return Vec::new() };
    let Some(height) = LAYERS.iter().position(|layer| *layer == own) else {
        return vec![format!("{}: `{own}` is no layer: give it a place among them", file.path)];
    };
    let mut wrong = Vec::new();
    let mut report = |line: usize, rule: String| wrong.push(format!("{}:{line}: {rule}", file.path));
    for call in &file.method_calls {
        if FILE_METHODS.contains(&call.name.as_str()) && own != "files" {
            report(call.line, format!("`.{}(` belongs to `files`", call.name));
        }
        let (methods, place) = PLUGIN_METHODS;
        if methods.contains(&call.name.as_str()) && file.path != place {
            report(call.line, format!("`.{}(`: plugins are registered in `window::plugins`", call.name));
        }
        if TOOLTIP_METHODS.contains(&call.name.as_str()) {
            report(call.line, format!("`.{}(`: tooltips are made by `widget::tip`", call.name));
        }
    }
    for reference in &file.references {
        for other in layers_named(model, reference) {
            if LAYERS.iter().position(|layer| *layer == other).is_some_and(|other| other > height) {
                report(reference.line, format!("`{own}` looks up to `{other}`"));
            }
            if APART.contains(&(own, other.as_str())) {
                report(reference.line, format!("`{own}` knows nothing of `{other}`"));
            }
        }
        for target in model.resolve(reference) {
            if let Target::External(path) = target {
                for rule in external_violations(own, &file.path, &path.join("::")) {
                    report(reference.line, rule);
                }
            }
        }
    }
    wrong
}

/// The layers that a path leads through or to. A path to another crate may lead through the imports of
/// a layer.
fn layers_named(model: &Model, reference: &Reference) -> BTreeSet<String> {
    let through = (1..reference.segments.len()).map(|length| Reference {
        kind: ReferenceKind::Import,
        segments: reference.segments[..length].to_vec(),
        ..*reference
    });
    let targets = through.flat_map(|prefix| model.resolve(&prefix)).chain(model.resolve(reference));
    let layer = |target: Target| match target {
        Target::External(_) => None,
        Target::Module(_) | Target::Item { .. } => {
            model.path_of(&target).split("::").nth(1).map(str::to_owned)
        }
    };
    targets.filter_map(layer).collect()
}

/// What is wrong with naming a path of another crate in a layer.
fn external_violations(own: &str, file: &str, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, place) in ONE_PLACE {
        if leads_to(path, name) && own != place {
            wrong.push(format!("`{name}` belongs to `{place}`"));
        }
    }
    for (name, place) in ONE_FOLDER {
        if leads_to(path, name) && !file.starts_with(place) {
            wrong.push(format!("`{name}` belongs to `{place}`"));
        }
    }
    for name in IMPURE {
        if leads_to(path, name) && CORE.contains(&own) {
            wrong.push(format!("`{name}` in the core"));
        }
    }
    let method = path.strip_prefix("std::path::Path").and_then(|rest| rest.split_once("::"));
    if method.is_some_and(|(_, method)| FILE_METHODS.contains(&method)) && own != "files" {
        wrong.push(format!("`{path}` belongs to `files`"));
    }
    let colour = path.rsplit_once("Color32::").map_or("", |(_, name)| name);
    let is_constant = !colour.is_empty() && colour.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let makes_one = colour.starts_with("from_") || is_constant && !NO_COLOURS.contains(&colour);
    if makes_one && !file.starts_with("src/window/widget/theme") {
        wrong.push(format!("the colour `{path}` belongs to the theme"));
    }
    wrong
}

fn leads_to(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn no_layer_looks_up_and_each_outer_thing_is_touched_in_one_place() {
    let wrong = violations(program());
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

#[test]
fn bad_samples_are_caught() {
    for (file, text, expected) in [
        ("case/mod.rs", "use crate::window::App;", &["1: `case` looks up to `window`"][..]),
        ("case/mod.rs", "\nfn f() { crate::files::replace() }", &["2: `case` looks up to `files`"]),
        (
            "case/mod.rs",
            "use crate::{definition::Answer, wording::{Phrases, texts}};",
            &["1: `case` looks up to `wording`"],
        ),
        ("case/mod.rs", "use crate::files as case;", &["1: `case` looks up to `files`"]),
        ("case/mod.rs", "use crate::files::*;", &["1: `case` looks up to `files`"]),
        ("case/read.rs", "use super::super::report::lay_out;", &["1: `case` looks up to `report`"]),
        ("case/mod.rs", "use super::report;", &["1: `case` looks up to `report`"]),
        ("case/mod.rs", "type A = Vec<crate::window::App>;", &["1: `case` looks up to `window`"]),
        ("case/mod.rs", "fn f() { use crate::cli as c; c::run() }", &["1: `case` looks up to `cli`"]),
        ("case/mod.rs", "fn f() { assert!(1 == crate::cli::run()) }", &["1: `case` looks up to `cli`"]),
        ("case/mod.rs", "m! { use crate::{a, cli::run}; }", &["1: `case` looks up to `cli`"]),
        ("case/mod.rs", "#[derive(crate::cli::D)] struct A;", &["1: `case` looks up to `cli`"]),
        ("report/mod.rs", "use std::{fmt, fs};", &["1: `std::fs` belongs to `files`"]),
        ("report/mod.rs", "use ::std::fs;", &["1: `std::fs` belongs to `files`"]),
        ("report/mod.rs", "extern crate zbus as bus;", &["1: `zbus` belongs to `desktop`"]),
        ("report/mod.rs", "use std::*;\nfn f() { fs::read(a) }\n", &["2: `std::fs` belongs to `files`"]),
        ("report/a.rs", "fn f() { age::x25519::parse() }", &["1: `age` belongs to `encryption`"]),
        (
            "report/a/b.rs",
            "fn f() { egui::Color32::from_rgb(1, 2, 3) }",
            &[
                "1: `egui` belongs to `window`",
                "1: the colour `egui::Color32::from_rgb` belongs to the theme",
            ],
        ),
        (
            "window/views/a.rs",
            "use egui::Color32 as C;\nfn f() { x(C::WHITE) }",
            &["2: the colour `egui::Color32::WHITE` belongs to the theme"],
        ),
        (
            "wording/mod.rs",
            "fn f() { jiff::Zoned::now() }",
            &["1: `jiff::Zoned::now` belongs to `clock`", "1: `jiff::Zoned` in the core"],
        ),
        (
            "wording/mod.rs",
            "use jiff::Timestamp;\nfn f() { Timestamp::now() }",
            &["2: `jiff::Timestamp::now` belongs to `clock`", "2: `jiff::Timestamp::now` in the core"],
        ),
        (
            "wording/mod.rs",
            "use std::time::Instant; use std::env;",
            &["1: `std::env` in the core", "1: `std::time` in the core"],
        ),
        (
            "window/app.rs",
            "use rfd::FileDialog; use printpdf::Op;",
            &["1: `printpdf` belongs to `pdf`", "1: `rfd` belongs to `desktop`"],
        ),
        ("window/app.rs", "fn f() { if path.exists() {} }", &["1: `.exists(` belongs to `files`"]),
        ("window/app.rs", "fn f() { assert!(path.exists()) }", &["1: `.exists(` belongs to `files`"]),
        (
            "window/app.rs",
            "use std::path::Path; fn f() { a.map(Path::exists) }",
            &["1: `std::path::Path::exists` belongs to `files`"],
        ),
        ("case/read.rs", "fn f() { path\n    .metadata() }", &["2: `.metadata(` belongs to `files`"]),
        (
            "window/panel/a.rs",
            "use egui::{ScrollArea as Area, Ui};\nfn f(ui: &mut Ui) { egui::Tooltip::for_enabled(r) }",
            &[
                "1: `egui::ScrollArea` belongs to `src/window/widget/`",
                "2: `egui::Tooltip` belongs to `src/window/widget/tip.rs`",
            ],
        ),
        (
            "window/panel/a.rs",
            "fn f() { r.on_hover_text(a);\nui.add(b).on_disabled_hover_ui(|_| {}) }",
            &[
                "1: `.on_hover_text(`: tooltips are made by `widget::tip`",
                "2: `.on_disabled_hover_ui(`: tooltips are made by `widget::tip`",
            ],
        ),
        (
            "window/app.rs",
            "fn f() { ctx.add_plugin(Keys::default()) }",
            &["1: `.add_plugin(`: plugins are registered in `window::plugins`"],
        ),
        ("window/app.rs", "use tempfile::NamedTempFile;", &["1: `tempfile` belongs to `files`"]),
        ("window/app.rs", "fn f() { std::io::stdout().lock() }", &["1: `std::io::stdout` belongs to `cli`"]),
        ("report/mod.rs", "use std::io; fn f() { io::stdin() }", &["1: `std::io::stdin` in the core"]),
        (
            "cli/mod.rs",
            "use crate::{window::App, desktop};",
            &["1: `cli` knows nothing of `desktop`", "1: `cli` knows nothing of `window`"],
        ),
    ] {
        let file = format!("src/{file}");
        let expected = expected.iter().map(|wrong| format!("{file}:{wrong}")).collect();
        assert_eq!(violations(&Model::read([(file.as_str(), text)])), expected, "{text}");
    }
    let unlisted = violations(&Model::read([("src/gadgets/mod.rs", "")]));
    assert_eq!(
        Vec::from_iter(unlisted),
        ["src/gadgets/mod.rs: `gadgets` is no layer: give it a place among them"]
    );
}

#[test]
fn a_re_export_does_not_hide_a_layer_or_a_crate() {
    let model = Model::read([
        ("src/files/mod.rs", "pub use std::fs as disk; pub use crate::window::App;"),
        ("src/report/mod.rs", "use crate::files::disk;\nuse crate::files::App;"),
    ]);
    assert_eq!(
        Vec::from_iter(violations(&model)),
        [
            "src/files/mod.rs:1: `files` looks up to `window`",
            "src/report/mod.rs:1: `report` looks up to `files`",
            "src/report/mod.rs:1: `std::fs` belongs to `files`",
            "src/report/mod.rs:2: `report` looks up to `files`",
            "src/report/mod.rs:2: `report` looks up to `window`",
        ]
    );
}

#[test]
fn good_samples_pass() {
    for (file, text) in [
        ("case/mod.rs", "use crate::definition::Answer; use super::definition; use jiff::civil::Date;"),
        (
            "case/read.rs",
            "use super::Case; // crate::window\n/* egui */ const A: &str = \"crate::window::\";",
        ),
        ("case/read.rs", "const QUOTE: char = '\"'; fn f<'egui>(a: &'egui str) { m!('egui) }"),
        ("case/read.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::window; use std::fs; }"),
        ("case/mod.rs", "mod age { pub fn of() {} } use age::of; fn f(age: u8) { of(age) }"),
        ("window/panel/a.rs", "fn f() { response.on_hover_cursor(CursorIcon::PointingHand) }"),
        ("window/plugins.rs", "fn f() { ctx.add_plugin(Keys::default()) }"),
        ("window/widget/scroll.rs", "use egui::ScrollArea; fn f() { ScrollArea::vertical() }"),
        ("window/widget/theme.rs", "fn f() { Color32::from_rgb(1, 2, 3) }"),
        ("window/widget/theme/dark.rs", "const WHITE: Color32 = Color32::WHITE;"),
        (
            "window/views/a.rs",
            "fn f() { let x = Color32::TRANSPARENT; let y: Color32 = theme.text.gamma_multiply(2.0); }",
        ),
        ("files/read.rs", "use std::fs::File; fn f() { path.exists(); tempfile::tempdir() }"),
        ("case/read.rs", "struct A { metadata: u8 } fn f() { a.metadata; exists(b); m!(a.metadata) }"),
        ("cli/output.rs", "use std::io; fn f() { io::stdout() }"),
        ("main.rs", "use wgs_referral::window; fn f() { std::env::args_os() }"),
        ("report/mod.rs", "fn f() { let wide = egui_like::x; let zbus = 1; g(zbus) }"),
    ] {
        let path = format!("src/{file}");
        assert_eq!(violations(&Model::read([(path.as_str(), text)])), BTreeSet::new(), "{text}");
    }
}
