//! No files that need each other.
//!
//! File A needs file B where a path in A names an item that B defines. It counts where the item is defined,
//! not how it is reached: a re-export is followed to the file behind it, `Type::function` and
//! `self.function()` lead to the file of the `impl` block that has the function, and an item that a macro
//! makes belongs to the file that calls the macro. A path that only names a module needs nothing yet: what
//! is used of the module is counted where it is used. Fields, and methods of other values than `self`,
//! don't count, because their types are not known here.
//!
//! A module and the modules directly inside of it may need each other: a parent is built from its children, and
//! they use what is private to it. A cycle that leads through the parent from one child to another is not found:
//! nearly every child names the parent's type, and a type with methods in several files is such a parent. Code that
//! only tests compile doesn't count.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FileId, Model, program};
use crate::paths::Target;

/// From file to file, with the names that make the edge and the line of each where it stands first.
type Graph = BTreeMap<FileId, BTreeMap<FileId, BTreeMap<String, usize>>>;

fn graph(model: &Model) -> Graph {
    let functions = model.function_files();
    let files_of = |target: &Target| match target {
        Target::Module(_) | Target::External(_) => Vec::new(),
        Target::Item { scope, path } => {
            let function = path.split_last().and_then(|(function, self_type)| {
                functions.get(&(*scope, self_type.join("::"), function.clone())).cloned()
            });
            function.unwrap_or_else(|| Vec::from_iter(model.scopes[*scope].file))
        }
    };
    let mut graph = Graph::new();
    for (from, file) in model.files.iter().enumerate() {
        for reference in &file.references {
            let targets = model.resolve(reference);
            // A name of a module and of a function is taken for the module: a call counts where it stands.
            if targets.iter().any(|target| matches!(target, Target::Module(_))) {
                continue;
            }
            for target in &targets {
                for to in files_of(target) {
                    if !is_same_unit(model, from, to) {
                        let names = graph.entry(from).or_default().entry(to).or_default();
                        let first = names.entry(model.path_of(target)).or_insert(reference.line);
                        *first = reference.line.min(*first);
                    }
                }
            }
        }
    }
    graph
}

/// Whether two files are the same, or the module of one is directly inside of the other's.
fn is_same_unit(model: &Model, one: FileId, other: FileId) -> bool {
    let path = |file: FileId| model.module_path(model.files[file].module);
    let (one, other) = (path(one), path(other));
    let is_parent =
        |parent: &[&str], child: &[&str]| child.starts_with(parent) && child.len() <= parent.len() + 1;
    is_parent(&one, &other) || is_parent(&other, &one)
}

/// The files that need each other, each group as a text with the lines that make it.
fn cycles(model: &Model) -> Vec<String> {
    let graph = graph(model);
    let reach: BTreeMap<FileId, BTreeSet<FileId>> =
        graph.keys().map(|file| (*file, reachable(&graph, *file))).collect();
    let mut groups: BTreeSet<Vec<FileId>> = BTreeSet::new();
    for (file, reached) in &reach {
        let back = |other: &&FileId| reach.get(other).is_some_and(|reached| reached.contains(file));
        let group: Vec<FileId> = reached.iter().filter(back).copied().collect();
        if !group.is_empty() {
            groups.insert(group);
        }
    }
    groups.iter().map(|group| describe(model, &graph, group)).collect()
}

fn reachable(graph: &Graph, from: FileId) -> BTreeSet<FileId> {
    let mut reached = BTreeSet::new();
    let mut ahead = vec![from];
    while let Some(file) = ahead.pop() {
        for next in graph.get(&file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(*next) {
                ahead.push(*next);
            }
        }
    }
    reached
}

fn describe(model: &Model, graph: &Graph, group: &[FileId]) -> String {
    let mut text = format!("{} files need each other:", group.len());
    for from in group {
        for (to, names) in graph[from].iter().filter(|(to, _)| group.contains(to)) {
            let (from, to) = (&model.files[*from].path, &model.files[*to].path);
            text.push_str(&format!("\n  {from} needs {to}"));
            for (name, line) in names {
                text.push_str(&format!("\n    {from}:{line} names {name}"));
            }
        }
    }
    text
}

#[test]
fn no_files_need_each_other() {
    let cycles = cycles(program());
    assert!(cycles.is_empty(), "{}", cycles.join("\n"));
}

#[test]
fn cycles_are_found_with_their_lines() {
    let model = Model::read([
        ("src/a/mod.rs", "pub use one::One as Uno;"),
        ("src/a/one.rs", "pub struct One(\n    super::two::Two);"),
        ("src/a/two.rs", "use crate::a;\npub struct Two(Option<Box<a::Uno>>);"),
    ]);
    assert_eq!(
        cycles(&model),
        ["2 files need each other:\
        \n  src/a/one.rs needs src/a/two.rs\
        \n    src/a/one.rs:2 names crate::a::two::Two\
        \n  src/a/two.rs needs src/a/one.rs\
        \n    src/a/two.rs:2 names crate::a::one::One"]
    );
}

#[test]
fn cycles_through_functions_macros_and_third_files_are_found() {
    let count = |files: &[(&str, &str)]| cycles(&Model::read(files.iter().copied())).len();
    let state = ("src/state.rs", "pub struct State; impl State { fn f(&self) { self.save() } }");
    let saving = ("src/saving.rs", "use crate::state::State; impl State { pub fn save(&self) {} }");
    assert_eq!(count(&[state, saving]), 1);
    let ids = ("src/ids.rs", "id! { QuestionId } pub type T = super::model::M;");
    assert_eq!(count(&[ids, ("src/model.rs", "pub struct M(crate::ids::QuestionId);")]), 1);
    let ring = [
        ("src/a.rs", "fn f() { assert!(crate::b::f()) }"),
        ("src/b.rs", "use super::c::*; fn f() { g() }"),
        ("src/c.rs", "use crate::a::f as other; fn g() { other() }"),
    ];
    assert_eq!(count(&ring), 1);
    assert_eq!(count(&ring[..2]), 0);
}

#[test]
fn a_module_and_its_children_may_need_each_other() {
    let model = Model::read([
        ("src/a/mod.rs", "mod b; pub struct A(b::B); fn f() { b::f() }"),
        ("src/a/b/mod.rs", "pub mod c; use c::C; pub struct B; pub fn f() {}"),
        ("src/a/b/c.rs", "use super::B; pub struct C; #[cfg(test)] mod tests { use crate::d::D; }"),
        ("src/d.rs", "use crate::a; pub struct D(a::b::c::C);"),
    ]);
    assert_eq!(cycles(&model), [""; 0]);
    let grandparent = Model::read([
        ("src/a/mod.rs", "mod b; pub struct A(b::c::C);"),
        ("src/a/b/mod.rs", "pub mod c;"),
        ("src/a/b/c.rs", "use crate::a::A; pub struct C(Option<Box<A>>);"),
    ]);
    assert_eq!(cycles(&grandparent).len(), 1);
}
