//! The layers of `src/`: a lower one never looks up, and each outer thing is touched in one place.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/`, from low to high.
const LAYERS: [&str; 14] = [
    "notation",
    "definition",
    "case",
    "settings",
    "assessment",
    "colors",
    "wording",
    "report",
    "pdf",
    "encryption",
    "files",
    "desktop",
    "window",
    "cli",
];

/// The core: pure, without files, clock, environment or windows.
const CORE: [&str; 8] =
    ["notation", "definition", "case", "settings", "assessment", "colors", "wording", "report"];

/// What may be named in one layer alone.
const ONE_PLACE: [(&str, &str); 26] = [
    ("age::armor", "encryption"),
    ("age::scrypt", "encryption"),
    ("age::secrecy", "encryption"),
    ("age::x25519", "encryption"),
    ("age::Decryptor", "encryption"),
    ("age::Encryptor", "encryption"),
    ("zxcvbn", "encryption"),
    ("printpdf", "pdf"),
    ("lopdf", "pdf"),
    ("hayro", "pdf"),
    ("flate2", "pdf"),
    ("std::fs", "files"),
    ("tempfile", "files"),
    ("etcetera", "files"),
    ("gethostname", "files"),
    ("io::stdout", "cli"),
    ("std::io::stdout", "cli"),
    ("io::stderr", "cli"),
    ("std::io::stderr", "cli"),
    ("rfd", "desktop"),
    ("arboard", "desktop"),
    ("keyring_core", "desktop"),
    ("zbus", "desktop"),
    ("rpassword", "cli"),
    ("egui", "window"),
    ("eframe", "window"),
];

/// What touches files though no path names it.
const FILE_METHODS: [&str; 11] = [
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "set_permissions",
    "symlink_metadata",
    "try_exists",
];

/// Layers that stand side by side, though one of them is listed later.
const APART: [(&str, &str); 2] = [("cli", "window"), ("cli", "desktop")];

/// What the core never names.
const IMPURE: [&str; 10] = [
    "io::stdin",
    "std::io::stdin",
    "std::time",
    "std::env",
    "std::net",
    "std::process",
    "jiff::Zoned",
    "Zoned::now",
    "jiff::Timestamp::now",
    "Timestamp::now",
];

/// Colours that are none: nothing, and "whatever is set later".
const NO_COLOURS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];

/// The layer of a file, by its path within `src/`. `None` for the programs and `lib.rs`, which hold
/// the layers together.
fn layer(file: &str) -> Option<&str> {
    let first = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    (!["lib", "main", "bin"].contains(&first)).then_some(first)
}

/// What is wrong with a file, by its path within `src/` and its text.
fn wrongs(file: &str, text: &str) -> Vec<String> {
    let Some(own) = layer(file) else { return Vec::new() };
    let Some(height) = LAYERS.iter().position(|layer| *layer == own) else {
        return vec![format!("{file}: `{own}` is no layer: give it a place among them")];
    };
    let mut wrong = Vec::new();
    let tokens = tokens(text);
    for call in tokens.windows(3).filter(|call| call[0] == "." && call[2] == "(") {
        if FILE_METHODS.contains(&call[1].as_str()) && own != "files" {
            wrong.push(format!("{file}: `.{}(` belongs to `files`", call[1]));
        }
    }
    for path in paths(&tokens) {
        let path = from_the_root(file, &path);
        if let Some(other) = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next())
            && LAYERS.iter().position(|layer| *layer == other).is_some_and(|other| other > height)
        {
            wrong.push(format!("{file}: `{own}` looks up to `{other}`"));
        }
        for (one, other) in APART {
            if own == one && leads_to(&path, &format!("crate::{other}")) {
                wrong.push(format!("{file}: `{one}` knows nothing of `{other}`"));
            }
        }
        for (name, place) in ONE_PLACE {
            if leads_to(&path, name) && own != place {
                wrong.push(format!("{file}: `{name}` belongs to `{place}`"));
            }
        }
        for name in IMPURE {
            if leads_to(&path, name) && CORE.contains(&own) {
                wrong.push(format!("{file}: `{name}` in the core"));
            }
        }
        let colour = path.rsplit_once("Color32::").map(|(_, name)| name);
        let makes_one = colour.is_some_and(|name| {
            name.starts_with("from_") || name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        });
        if makes_one && !NO_COLOURS.contains(&colour.unwrap_or_default()) && !file.starts_with("window/theme")
        {
            wrong.push(format!("{file}: the colour `{path}` belongs to the theme"));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

fn leads_to(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `super::super::x` as `crate::x`, where it leads so far.
fn from_the_root(file: &str, path: &str) -> String {
    let (mut depth, mut rest) = (module_depth(file), path);
    while let Some(inner) = rest.strip_prefix("super::") {
        depth = depth.saturating_sub(1);
        rest = inner;
    }
    if rest.len() < path.len() && depth == 0 { format!("crate::{rest}") } else { path.to_owned() }
}

/// How many modules deep a file is: `case/mod.rs` 1, `case/read.rs` 2.
fn module_depth(file: &str) -> usize {
    let parts = file.split('/').count();
    if file.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// Words, `::`, and single other characters; comments, texts and what follows `#[cfg(test)]` left out.
fn tokens(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |at| at + 2)
        } else if first == '"' {
            string_length(rest)
        } else if let Some(length) = character_length(rest) {
            length
        } else {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match word {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                _ => word,
            };
            if !first.is_whitespace() {
                found.push(rest[..length].to_owned());
            }
            length
        };
        rest = &rest[length..];
    }
    found
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `'x'` or `'\n'`; `None` for a lifetime.
fn character_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let mut characters = inside.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        return Some(1 + inside[2..].find('\'')? + 2 + 1);
    }
    let (at, close) = characters.next()?;
    (close == '\'').then_some(1 + at + 1)
}

/// Every path, with groups spread out: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn paths(tokens: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_word(&tokens[at]) && (at == 0 || tokens[at - 1] != "::") {
            at = spread(tokens, at, "", &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one path from `at` and gives where it ends.
fn spread(tokens: &[String], mut at: usize, before: &str, found: &mut Vec<String>) -> usize {
    let mut path = before.to_owned();
    while at < tokens.len() && is_word(&tokens[at]) {
        path.push_str(&tokens[at]);
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        path.push_str("::");
        at += 1;
        if tokens.get(at).is_some_and(|token| token == "{") {
            at += 1;
            while at < tokens.len() && tokens[at] != "}" {
                at = if is_word(&tokens[at]) { spread(tokens, at, &path, found) } else { at + 1 };
            }
            return at + 1;
        }
    }
    found.push(path.trim_end_matches("::").to_owned());
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn source_files() -> Vec<(String, String)> {
    fn visit(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    visit(&root, &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn no_layer_looks_up_and_each_outer_thing_is_touched_in_one_place() {
    let files = source_files();
    assert!(files.len() > 30, "the sources were not found");
    let wrong: Vec<String> = files.iter().flat_map(|(file, text)| wrongs(file, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A check that never fails checks nothing.
#[test]
fn bad_samples_are_caught() {
    let check = |file: &str, text: &str, expected: &[&str]| {
        let expected: Vec<String> = expected.iter().map(|wrong| format!("{file}: {wrong}")).collect();
        assert_eq!(wrongs(file, text), expected, "{text}");
    };
    check("case/mod.rs", "use crate::window::App;", &["`case` looks up to `window`"]);
    check("case/mod.rs", "fn f() { crate::files::replace() }", &["`case` looks up to `files`"]);
    check(
        "case/mod.rs",
        "use crate::{definition::Answer, wording::{Phrases, texts}};",
        &["`case` looks up to `wording`"],
    );
    check("case/read.rs", "use super::super::report::lay_out;", &["`case` looks up to `report`"]);
    check("case/mod.rs", "use super::report;", &["`case` looks up to `report`"]);
    check("report/mod.rs", "use std::{fs, fmt};", &["`std::fs` belongs to `files`"]);
    check(
        "report/a/b.rs",
        "let x = egui::Color32::from_rgb(1, 2, 3);",
        &["`egui` belongs to `window`", "the colour `egui::Color32::from_rgb` belongs to the theme"],
    );
    check("window/views/a.rs", "x(Color32::WHITE)", &["the colour `Color32::WHITE` belongs to the theme"]);
    check("wording/mod.rs", "let now = jiff::Zoned::now();", &["`jiff::Zoned` in the core"]);
    check(
        "wording/mod.rs",
        "use std::time::Instant; use std::env;",
        &["`std::env` in the core", "`std::time` in the core"],
    );
    check(
        "window/app.rs",
        "use rfd::FileDialog; use printpdf::Op;",
        &["`printpdf` belongs to `pdf`", "`rfd` belongs to `desktop`"],
    );
    check("window/app.rs", "if path.exists() {}", &["`.exists(` belongs to `files`"]);
    check("case/read.rs", "path\n    .metadata()", &["`.metadata(` belongs to `files`"]);
    check("window/app.rs", "use tempfile::NamedTempFile;", &["`tempfile` belongs to `files`"]);
    check("window/app.rs", "std::io::stdout().lock()", &["`std::io::stdout` belongs to `cli`"]);
    check("report/mod.rs", "use std::io; io::stdin()", &["`io::stdin` in the core"]);
    check(
        "cli/mod.rs",
        "use crate::{window::App, desktop};",
        &["`cli` knows nothing of `desktop`", "`cli` knows nothing of `window`"],
    );
    check("gadgets/mod.rs", "", &["`gadgets` is no layer: give it a place among them"]);
}

#[test]
fn good_samples_pass() {
    for (file, text) in [
        ("case/mod.rs", "use crate::definition::Answer; use super::definition; use jiff::civil::Date;"),
        (
            "case/read.rs",
            "use super::Case; // crate::window\n/* egui */ const A: &str = \"crate::window::\\\"x\";",
        ),
        ("case/read.rs", "let quote = '\"'; let tick = '\\''; fn f<'a>(a: &'a str) {}"),
        ("case/read.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::window; use std::fs; }"),
        ("window/theme.rs", "let x = Color32::from_rgb(1, 2, 3);"),
        ("window/theme/dark.rs", "let x = Color32::WHITE;"),
        (
            "window/views/a.rs",
            "let x = Color32::TRANSPARENT; let y: Color32 = theme.text.gamma_multiply(2.0);",
        ),
        ("files/read.rs", "use std::fs::File; path.exists(); tempfile::tempdir()"),
        ("case/read.rs", "struct A { metadata: u8 } let x = a.metadata; exists(b)"),
        ("cli/output.rs", "use std::io; io::stdout()"),
        ("main.rs", "use wgs_referral::window; std::env::args_os()"),
        ("report/mod.rs", "let wide = egui_like::x; let std_fs = 1;"),
    ] {
        assert_eq!(wrongs(file, text), [""; 0], "{text}");
    }
}
