//! The names in the tokens of a macro or attribute, whatever its grammar.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

pub enum TokenName {
    /// One path of a group: `a::{b, c}` gives `a::b` and `a::c`.
    Path { segments: Vec<String>, span: Span },
    /// A method that is called, on `self` or on anything else.
    Method { name: Ident, on_self: bool },
}

pub fn names_in(stream: TokenStream) -> Vec<TokenName> {
    let mut names = Vec::new();
    add_names(stream, &mut names);
    names
}

fn add_names(stream: TokenStream, names: &mut Vec<TokenName>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        at = match &trees[at] {
            TokenTree::Group(group) => {
                add_names(group.stream(), names);
                at + 1
            }
            TokenTree::Ident(name) if is_lifetime_or_parameter(&trees, at) && name != "crate" => at + 1,
            TokenTree::Ident(name) if is_member(&trees, at) => {
                if group(&trees, at + 1, Delimiter::Parenthesis).is_some() {
                    let receiver = trees.get(at.wrapping_sub(2));
                    let on_self = matches!(receiver, Some(TokenTree::Ident(name)) if name == "self");
                    names.push(TokenName::Method { name: name.clone(), on_self });
                }
                at + 1
            }
            TokenTree::Ident(_) => add_path(&trees, at, &[], names),
            _ => at + 1,
        };
    }
}

/// Reads one path from `at`, with its groups, and returns where it ends.
fn add_path(trees: &[TokenTree], mut at: usize, before: &[String], names: &mut Vec<TokenName>) -> usize {
    let span = trees[at].span();
    let mut segments = before.to_vec();
    while let Some(TokenTree::Ident(name)) = trees.get(at) {
        segments.push(name.to_string());
        at += 1;
        if !(is(trees, at, ':') && is(trees, at + 1, ':')) {
            break;
        }
        at += 2;
        if let Some(stream) = group(trees, at, Delimiter::Brace) {
            let inner: Vec<TokenTree> = stream.into_iter().collect();
            let mut position = 0;
            while position < inner.len() {
                position = match inner[position] {
                    TokenTree::Ident(_) => add_path(&inner, position, &segments, names),
                    _ => position + 1,
                };
            }
            return at + 1;
        }
    }
    names.push(TokenName::Path { segments, span });
    at
}

fn group(trees: &[TokenTree], at: usize, delimiter: Delimiter) -> Option<TokenStream> {
    match trees.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

fn is(trees: &[TokenTree], at: usize, character: char) -> bool {
    matches!(trees.get(at), Some(TokenTree::Punct(found)) if found.as_char() == character)
}

/// Whether `'a` or `$a` stands at `at`.
fn is_lifetime_or_parameter(trees: &[TokenTree], at: usize) -> bool {
    at > 0 && (is(trees, at - 1, '\'') || is(trees, at - 1, '$'))
}

/// Whether a field or method stands at `at`: after one dot, where two are a range.
fn is_member(trees: &[TokenTree], at: usize) -> bool {
    at > 0 && is(trees, at - 1, '.') && !(at > 1 && is(trees, at - 2, '.'))
}
