//! A doc comment says something. One or two words repeat the name, or label it.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::size::all_files;

/// Derives that make doc comments texts of the command line.
const INTERFACE: [&str; 4] = ["Args", "Parser", "Subcommand", "ValueEnum"];

/// The doc comments of a file of at most two words, each with its first line. Consecutive lines are one
/// comment. Comments that are texts of the command line are left out.
fn short_comments(path: &str, text: &str) -> Vec<String> {
    let stream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut comments = Vec::new();
    add_comments(stream, &mut comments);
    comments.retain(|(_, text)| text.split_whitespace().count() <= 2);
    comments.into_iter().map(|(line, text)| format!("{path}:{line}: `{}`", text.trim())).collect()
}

fn add_comments(stream: TokenStream, comments: &mut Vec<(usize, String)>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    // Where the last comment ends and which kind it is, and how many came before the item.
    let (mut end, mut first_of_item) = (None, comments.len());
    let (mut at, mut is_interface) = (0, false);
    while at < trees.len() {
        let inner = matches!(trees.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        match (&trees[at], trees.get(at + 1 + usize::from(inner))) {
            (TokenTree::Punct(hash), Some(TokenTree::Group(group)))
                if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                at += 2 + usize::from(inner);
                if let Some(text) = doc_text(group.stream()) {
                    match comments.last_mut() {
                        Some((_, comment)) if end == Some((at - 2 - usize::from(inner), inner)) => {
                            comment.push(' ');
                            comment.push_str(&text);
                        }
                        _ => comments.push((hash.span().start().line, text)),
                    }
                    end = Some((at, inner));
                } else {
                    is_interface |= derives_interface(group.stream());
                }
            }
            (TokenTree::Group(group), _) => {
                add_comments(group.stream(), comments);
                if is_interface && group.delimiter() == Delimiter::Brace {
                    comments.truncate(first_of_item);
                }
                if group.delimiter() == Delimiter::Brace {
                    (is_interface, first_of_item) = (false, comments.len());
                }
                at += 1;
            }
            (TokenTree::Punct(mark), _) if matches!(mark.as_char(), ';' | ',') => {
                (is_interface, first_of_item) = (false, comments.len());
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The text of `#[doc = "…"]`, which the compiler makes of a doc comment.
fn doc_text(stream: TokenStream) -> Option<String> {
    match Vec::from_iter(stream).as_slice() {
        [TokenTree::Ident(name), _, TokenTree::Literal(literal)] if name == "doc" => {
            syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
        }
        _ => None,
    }
}

fn derives_interface(stream: TokenStream) -> bool {
    match Vec::from_iter(stream).as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "derive" => group
            .stream()
            .into_iter()
            .any(|tree| matches!(tree, TokenTree::Ident(name) if INTERFACE.iter().any(|it| name == it))),
        _ => false,
    }
}

#[test]
fn no_doc_comment_is_a_label() {
    let short: Vec<String> = all_files().iter().flat_map(|(path, text)| short_comments(path, text)).collect();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for comment in &short {
        let path = comment.split(':').next().unwrap_or_default();
        *folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    assert!(short.is_empty(), "{}\n{} in all: {folders:#?}", short.join("\n"), short.len());
}

#[test]
fn short_comments_are_found_wherever_they_stand() {
    let found = |text: &str| short_comments("a.rs", text);
    assert_eq!(
        found(
            "//! Two words\n\n/// One.\nstruct A {\n    /// Where.\n    a: u8,\n    /// It is read here.\n    b: u8 }"
        ),
        ["a.rs:1: `Two words`", "a.rs:3: `One.`", "a.rs:5: `Where.`"]
    );
    assert_eq!(
        found("id! {\n/// Which.\nA }\nfn f() { /** How. */ struct B; }"),
        ["a.rs:2: `Which.`", "a.rs:4: `How.`"]
    );
    assert_eq!(found("/// One\n/// two\n/// three.\nstruct A;\n/// Four five six.\nstruct B;"), [""; 0]);
    assert_eq!(
        found("/// The\n#[derive(Clone, ValueEnum)]\nenum A {\n/// Software\nS }\n/// One.\nfn f() {}"),
        ["a.rs:6: `One.`"]
    );
    assert_eq!(found("// One.\nconst A: &str = \"/// One.\";"), [""; 0]);
}
