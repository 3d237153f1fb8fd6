//! A name means one type, state is private, and nobody keeps the list of an enum's variants by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use crate::model::{Array, FileId, Model, Reference, ReferenceKind, Type, program};
use crate::paths::Target;

/// Names of several types, each with the reason why no better names were found.
const SHARED_NAMES: [(&str, &str); 0] = [];

/// Every name of two types, traits or aliases at module level in the library, with their places.
fn shared_names(model: &Model) -> BTreeMap<&str, Vec<String>> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in model.files.iter().filter(|file| !is_program(&file.path)) {
        for found in &file.types {
            places.entry(&found.name).or_default().push(format!("{}:{}", file.path, found.line));
        }
    }
    places.retain(|_, places| places.len() > 1);
    places
}

/// Whether a file is a program beside the library, and so a crate of its own.
fn is_program(path: &str) -> bool {
    path == "src/main.rs" || path.starts_with("src/bin/")
}

/// The struct that holds the window's state.
const STATE: &str = "Window";

/// Where the parts of the state are declared. A part from a lower layer, such as a case, is a value there.
const STATE_FILES: [&str; 8] = [
    "src/window/state.rs",
    "src/window/state/",
    "src/window/flow/",
    "src/window/dialog/",
    "src/window/case/",
    "src/window/cover.rs",
    "src/window/jobs.rs",
    "src/window/jobs/follow_up.rs",
];

/// Values that travel with a job or a dialog through several steps. Whoever takes one over takes it apart: nobody
/// changes it where it stands. Each is made in one place, with all of its fields.
const TRAVELLING: [&str; 6] =
    ["CaseVersion", "OpenAttempt", "RecoveryKeySetup", "ReportExport", "SaveTarget", "Write"];

/// The fields of the window's state that other modules can change.
///
/// The rule: a struct in [`STATE_FILES`] that can be reached from a field of `Window`, directly or through other types
/// there, has no field with a visibility (`pub`, `pub(crate)`, `pub(super)`). Exempt are the values in [`TRAVELLING`].
/// A struct counts as reached where the declaration of a reached type names it, or the macro call that makes one.
fn visible_state(model: &Model) -> Vec<String> {
    let mut visible = Vec::new();
    for (file, found) in state_types(model) {
        if TRAVELLING.contains(&found.name.as_str()) {
            continue;
        }
        for (line, field) in &found.visible_fields {
            let path = &model.files[file].path;
            visible.push(format!("{path}:{line}: `{}::{field}` is visible outside", found.name));
        }
    }
    visible
}

/// The types that can be reached from the fields of `Window`, each with its file.
fn state_types(model: &Model) -> Vec<(FileId, &Type)> {
    let is_state_file = |path: &str| {
        STATE_FILES.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
    };
    let mut types: BTreeMap<String, (FileId, &Type)> = BTreeMap::new();
    for (id, file) in model.files.iter().enumerate().filter(|(_, file)| is_state_file(&file.path)) {
        for found in &file.types {
            let target = Target::Item { scope: file.module, path: vec![found.name.clone()] };
            types.insert(model.path_of(&target), (id, found));
        }
    }
    // A type that no file declares is made by a macro call of its module, which names what the type has.
    let start = types.iter().filter(|(_, (_, found))| found.name == STATE);
    let mut ahead: Vec<(String, FileId)> = start.map(|(path, (file, _))| (path.clone(), *file)).collect();
    let mut reached = BTreeSet::new();
    while let Some((path, file)) = ahead.pop() {
        if !reached.insert(path.clone()) {
            continue;
        }
        let file = &model.files[file];
        let lines =
            types.get(&path).map_or(&file.macro_lines[..], |(_, found)| slice::from_ref(&found.lines));
        let is_of_type = |line: usize| lines.iter().any(|lines| lines.contains(&line));
        for reference in file.references.iter().filter(|reference| is_of_type(reference.line)) {
            for target in model.resolve(reference) {
                if let Target::Item { scope, .. } = &target
                    && let Some(file) = model.scopes[*scope].file
                    && is_state_file(&model.files[file].path)
                {
                    ahead.push((model.path_of(&target), file));
                }
            }
        }
    }
    reached.iter().filter_map(|path| types.get(path).copied()).collect()
}

/// The arrays that list all variants of an enum of the crate.
fn variant_lists(model: &Model) -> Vec<String> {
    let mut lists = Vec::new();
    for file in &model.files {
        for array in &file.arrays {
            if let Some(name) = listed_enum(model, array) {
                let place = format!("{}:{}", file.path, array.line);
                lists.push(format!("{place}: `{}` lists all variants of `{name}`", array.name));
            }
        }
    }
    lists
}

/// The enum whose variants an array holds, if it holds all of them and nothing else.
fn listed_enum(model: &Model, array: &Array) -> Option<String> {
    let mut enums = BTreeSet::new();
    let mut listed = BTreeSet::new();
    let mut variants = None;
    for segments in &array.elements {
        let (scope, line, kind) = (array.scope, array.line, ReferenceKind::Use);
        let targets = model.resolve(&Reference { scope, line, kind, segments: segments.clone() });
        let Some(Target::Item { scope, path }) = targets.into_iter().next() else { return None };
        let (variant, name) = path.split_last()?;
        let target = Target::Item { scope, path: name.to_vec() };
        variants = Some(model.enum_variants(&target)?);
        enums.insert(model.path_of(&target));
        listed.insert(variant.clone());
    }
    let is_whole = variants?.iter().all(|variant| listed.contains(variant));
    if enums.len() == 1 && is_whole { enums.pop_first() } else { None }
}

#[test]
fn no_two_types_have_the_same_name() {
    let shared = shared_names(program());
    let allowed = |name: &str| SHARED_NAMES.iter().any(|(shared, _)| *shared == name);
    let wrong: Vec<String> = shared
        .iter()
        .filter(|(name, _)| !allowed(name))
        .map(|(name, places)| format!("`{name}` at {}", places.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (name, _) in SHARED_NAMES {
        assert!(shared.contains_key(name), "`{name}` is one type now: take it off the list");
    }
}

#[test]
fn the_state_of_the_window_is_private() {
    let visible = visible_state(program());
    assert!(visible.is_empty(), "{}", visible.join("\n"));
    let reached: BTreeSet<&str> =
        state_types(program()).iter().map(|(_, found)| found.name.as_str()).collect();
    for name in ["Window", "CaseView", "Session", "Calendar", "Cover", "ChangedDialog", "SaveDialog"] {
        assert!(reached.contains(name), "`{name}` was not reached from `Window`: {reached:?}");
    }
    for name in TRAVELLING {
        assert!(reached.contains(name), "`{name}` is no part of the state: take it off the list");
    }
}

#[test]
fn nobody_keeps_a_list_of_an_enums_variants() {
    let lists = variant_lists(program());
    assert!(lists.is_empty(), "{}", lists.join("\n"));
}

#[test]
fn shared_names_are_found_at_module_level() {
    let model = Model::read([
        ("src/a.rs", "pub struct Found;\nmod inner {\n    enum Written {}\n}\nfn f() { struct Local; }"),
        ("src/b.rs", "pub type Found = u8;\npub trait Written {}\nfn f() { struct Local; }"),
        ("src/main.rs", "struct Found;"),
        ("src/c.rs", "use crate::a::Found;\n#[cfg(test)]\nmod tests { struct Found; }"),
    ]);
    let places = |places: [&str; 2]| places.map(str::to_owned).to_vec();
    let expected =
        [("Found", places(["src/a.rs:1", "src/b.rs:1"])), ("Written", places(["src/a.rs:3", "src/b.rs:2"]))];
    assert_eq!(shared_names(&model), BTreeMap::from(expected));
}

#[test]
fn visible_fields_are_found() {
    let model = Model::read([
        (
            "src/window/state.rs",
            "use super::case::View;\npub struct Window {\n    pub one: u8,\n    two: Option<View>,\n    pub(super) three: u8,\n}",
        ),
        (
            "src/window/case/mod.rs",
            "mod a; pub use a::*; pub enum View {\n    A(A),\n}\npub struct Request { pub one: u8 }",
        ),
        (
            "src/window/case/a.rs",
            "pub struct A { pub one: u8, b: Option<B> }\npub struct B { pub(crate) two: u8 }",
        ),
        ("src/case/a.rs", "pub struct Window { pub one: u8 }"),
    ]);
    assert_eq!(
        visible_state(&model),
        [
            "src/window/case/a.rs:1: `A::one` is visible outside",
            "src/window/case/a.rs:2: `B::two` is visible outside",
            "src/window/state.rs:3: `Window::one` is visible outside",
            "src/window/state.rs:5: `Window::three` is visible outside",
        ]
    );
}

#[test]
fn lists_of_variants_are_found() {
    let lists = |text: &str| {
        let files = [("src/a.rs", text), ("src/b.rs", "pub enum E { One, Two }")];
        variant_lists(&Model::read(files)).len()
    };
    assert_eq!(lists("enum F { X, Y } impl F { const ALL: [F; 2] = [Self::X, F::Y]; }"), 1);
    assert_eq!(lists("use crate::b::E as F; static ALL: &[F] = &[F::Two, super::b::E::One];"), 1);
    assert_eq!(lists("use crate::b::E::*; fn f() { const ALL: [E; 2] = [One, Two]; }"), 1);
    assert_eq!(lists("use crate::b::E; const SOME: [E; 1] = [E::One];"), 0);
    assert_eq!(lists("use crate::b::E; const PAIRS: [(E, u8); 2] = [(E::One, 1), (E::Two, 2)];"), 0);
    assert_eq!(lists("const A: u8 = 1; const B: u8 = 2; const ALL: [u8; 2] = [A, B];"), 0);
}
