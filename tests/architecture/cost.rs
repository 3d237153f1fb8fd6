//! What a typical addition costs: the files that name one dialog, export format or question kind are those
//! that `ARCHITECTURE.md` lists for the task, and not too many.

use std::collections::BTreeSet;
use std::fs;

use crate::model::{Binding, Model, program};
use crate::paths::Target;
use crate::source::root;

/// One thing of a kind that is added from time to time.
struct Example {
    /// The paragraph of "How to …" with the files to touch.
    task: &'static str,
    /// Its variants and modules, by their paths from the root of the crate.
    items: &'static [&'static str],
    /// How the ids of its messages start.
    messages: &'static [&'static str],
    /// The most files it may take. The texts of all languages count as one file, as one line of the list names them.
    limit: usize,
}

const DIALOG: Example = Example {
    task: "add a dialog",
    items: &["crate::window::dialog::about", "crate::window::shortcut::UiCommand::About"],
    messages: &["about", "command-about"],
    limit: 5,
};

const EXPORT_FORMAT: Example = Example {
    task: "add an export format",
    items: &["crate::report::plain", "crate::window::shortcut::UiCommand::CopySummary"],
    messages: &["command-copy-summary"],
    limit: 5,
};

const QUESTION_KIND: Example = Example {
    task: "add a question kind",
    items: &[
        "crate::definition::question::Answer::Percentage",
        "crate::definition::question::TypedKind::Percentage",
        "crate::definition::source::KindSource::Percentage",
    ],
    messages: &[],
    limit: 10,
};

/// The files of the program that name an item, or declare it.
fn source_files(model: &Model, item: &str) -> BTreeSet<String> {
    let is_item =
        |path: &str| path.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let mut files = BTreeSet::new();
    for file in &model.files {
        let named = file.references.iter().flat_map(|reference| model.resolve(reference));
        let is_module = model.path_of(&Target::Module(file.module)) == item;
        if is_module || named.into_iter().any(|target| is_item(&model.path_of(&target))) {
            files.insert(file.path.clone());
        }
    }
    for (scope, file) in model.scopes.iter().enumerate().filter_map(|(scope, it)| Some((scope, it.file?))) {
        for (name, bindings) in &model.scopes[scope].names {
            let variants = bindings.iter().filter_map(|binding| match binding {
                Binding::Enum(variants) => Some(variants),
                _ => None,
            });
            for variant in variants.flatten() {
                let path = vec![name.clone(), variant.clone()];
                if model.path_of(&Target::Item { scope, path }) == item {
                    files.insert(model.files[file].path.clone());
                }
            }
        }
    }
    files
}

/// The text files, given by path and text, with a message whose id is `start` or begins with `start-`.
fn message_files(texts: &[(String, String)], start: &str) -> BTreeSet<String> {
    let is_message = |line: &str| {
        line.strip_prefix(start).is_some_and(|rest| rest.starts_with('-') || rest.starts_with(" ="))
    };
    let files = texts.iter().filter(|(_, text)| text.lines().any(is_message));
    files.map(|(path, _)| path.clone()).collect()
}

/// The files that the paragraph of a task lists between backticks, from the root of the project; `*` and
/// `<name>` stand for any name.
fn listed_files(document: &str, task: &str) -> Vec<String> {
    let start = format!("**{task}**");
    let paragraph = document.split("\n\n").find(|paragraph| paragraph.starts_with(&start));
    let paragraph = paragraph.unwrap_or_else(|| panic!("there is no paragraph `{start}`"));
    let quoted = paragraph.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|quoted| quoted.ends_with(".rs") || quoted.ends_with(".ftl"));
    let from_root = |path: &str| match path.split('/').next() {
        Some("assets" | "src" | "tests") => path.to_owned(),
        _ => format!("src/{path}"),
    };
    paths.map(from_root).collect()
}

fn is_match(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    let is_any = |part: &str| part == "*" || part.starts_with('<');
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(part, name)| is_any(part) || part == name)
}

/// The path of a file, with `*` for the language of a text.
fn in_any_language(path: &str) -> String {
    match path.strip_prefix("assets/texts/").and_then(|rest| rest.split_once('/')) {
        Some((_, name)) => format!("assets/texts/*/{name}"),
        None => path.to_owned(),
    }
}

/// What is wrong with the files of an example, and with the list of its task.
fn differences(example: &Example, model: &Model, texts: &[(String, String)], document: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut files = BTreeSet::new();
    let items = example.items.iter().map(|item| (item, source_files(model, item)));
    let messages = example.messages.iter().map(|start| (start, message_files(texts, start)));
    for (name, found) in items.chain(messages) {
        if found.is_empty() {
            wrong.push(format!("{}: nothing names `{name}`: choose another example", example.task));
        }
        files.extend(found);
    }
    let listed = listed_files(document, example.task);
    for file in files.iter().filter(|file| !listed.iter().any(|pattern| is_match(pattern, file))) {
        wrong.push(format!("{}: {file} is not listed", example.task));
    }
    for pattern in listed.iter().filter(|pattern| !files.iter().any(|file| is_match(pattern, file))) {
        wrong.push(format!("{}: {pattern} is listed, and has nothing of the example", example.task));
    }
    let count = files.iter().map(|file| in_any_language(file)).collect::<BTreeSet<_>>().len();
    if count > example.limit {
        wrong.push(format!("{}: {count} files, {} are the most", example.task, example.limit));
    }
    wrong
}

fn check(example: &Example) {
    let mut texts = Vec::new();
    for language in ["da", "en"] {
        for entry in fs::read_dir(root().join("assets/texts").join(language)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("assets/texts/{language}/{name}");
            let text = fs::read_to_string(root().join(&path)).unwrap();
            texts.push((path, text));
        }
    }
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let wrong = differences(example, program(), &texts, &document);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_dialog_takes_the_listed_files() {
    check(&DIALOG);
}

#[test]
fn an_export_format_takes_the_listed_files() {
    check(&EXPORT_FORMAT);
}

#[test]
fn a_question_kind_takes_the_listed_files() {
    check(&QUESTION_KIND);
}

#[test]
fn differences_are_found() {
    const EXAMPLE: Example = Example {
        task: "add a dialog",
        items: &["crate::state::Dialog::Help", "crate::views::help"],
        messages: &["help"],
        limit: 4,
    };
    let model = Model::read([
        ("src/state.rs", "pub enum Dialog { Help, Other }"),
        ("src/views/mod.rs", "mod help; use super::state::*; fn f() { m!(Dialog::Help => help::show()) }"),
        ("src/views/help.rs", "pub fn show() {}"),
        ("src/other.rs", "use crate::state::Dialog; fn f() { Dialog::Other }"),
        ("src/keys.rs", "use crate::state::Dialog as D; fn f() -> bool { x == D::Help }"),
    ]);
    let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let texts = [
        text("assets/texts/da/a.ftl", "help-title = Hjælp\n"),
        text("assets/texts/en/a.ftl", "help-title = Help\n"),
        text("assets/texts/da/b.ftl", "helper = Other\n"),
    ];
    let found = |document: &str| differences(&EXAMPLE, &model, &texts, document);
    let listed = "# How to\n\n**add a dialog**: `state.rs`, `views/mod.rs`, `views/<name>.rs`,\n`keys.rs`, `assets/texts/*/a.ftl`; see `Dialog`.\n\n**add more**: `b.rs`";
    assert_eq!(found(listed), ["add a dialog: 5 files, 4 are the most"]);
    let mut example = EXAMPLE;
    example.limit = 5;
    assert_eq!(differences(&example, &model, &texts, listed), [""; 0]);
    let document = listed.replace("`keys.rs`", "`other.rs`");
    assert_eq!(
        differences(&example, &model, &texts, &document),
        [
            "add a dialog: src/keys.rs is not listed",
            "add a dialog: src/other.rs is listed, and has nothing of the example",
        ]
    );
    example.items = &["crate::state::Dialog::Gone"];
    assert_eq!(
        differences(&example, &model, &texts, listed)[0],
        "add a dialog: nothing names `crate::state::Dialog::Gone`: choose another example"
    );
}
