//! The project's own Rust source files, found and parsed for the tests that check the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::{Attribute, ImplItem, Item, Meta};

/// A file of the program, without the code that only tests compile.
pub struct SourceFile {
    /// Relative to the project, with `/` on every system: `src/case/read.rs`.
    pub path: String,
    /// Without items under `#[cfg(test)]`.
    pub syntax: syn::File,
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Path and text of every Rust file below a folder of the project, sorted by path.
pub fn rust_files(folder: &str) -> Vec<(String, String)> {
    fn visit(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((relative, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    visit(&root().join(folder), &mut found);
    found.sort();
    found
}

/// Parses the files of the program. Files whose `mod` declaration only tests compile are left out.
pub fn parse_program<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<SourceFile> {
    let mut parsed = Vec::new();
    let mut test_files = BTreeSet::new();
    for (path, text) in files {
        let mut syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let folder = child_folder(path);
        remove_tests(&mut syntax.items, &mut |module| {
            test_files.insert(format!("{folder}/{module}.rs"));
            test_files.insert(format!("{folder}/{module}/mod.rs"));
        });
        parsed.push(SourceFile { path: path.to_owned(), syntax });
    }
    parsed.retain(|file| !test_files.contains(&file.path));
    parsed
}

/// The folder in which the modules of a file stand: `src/a` for `src/a/mod.rs` and for `src/a.rs`.
pub fn child_folder(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder,
        _ => path.trim_end_matches(".rs"),
    }
}

/// Removes the items that only tests compile, and passes on the names of their modules in files.
fn remove_tests(items: &mut Vec<Item>, test_module: &mut impl FnMut(String)) {
    items.retain_mut(|item| {
        let is_test = attributes(item).iter().any(is_test_attribute);
        match item {
            Item::Mod(module) if is_test && module.content.is_none() => test_module(module.ident.to_string()),
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    remove_tests(items, test_module);
                }
            }
            Item::Impl(block) => block.items.retain(|item| match item {
                ImplItem::Const(item) => !item.attrs.iter().any(is_test_attribute),
                ImplItem::Fn(item) => !item.attrs.iter().any(is_test_attribute),
                _ => true,
            }),
            _ => {}
        }
        !is_test
    });
}

/// Whether it is `#[cfg(test)]` or `#[cfg(all(test, …))]`. Code under `not(test)` or `any(…)` is part of
/// the program.
fn is_test_attribute(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let condition: String = list.tokens.to_string().split_whitespace().collect();
    list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all(test,"))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
