//! The program's texts: complete in both languages, all used, and all in the fonts it brings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use wgs_referral::definition::{Language, embedded_files};
use wgs_referral::notation::{Content, Node, parse_value, scan};
use wgs_referral::wording::texts;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a message holds: its words, with `…` for arguments, and the names of these.
#[derive(Debug, Default)]
struct Message {
    words: String,
    arguments: BTreeSet<String>,
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.words.push('…');
                self.arguments.insert(id.name.clone());
            }
            InlineExpression::StringLiteral { value } => self.words.push_str(value),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. } => panic!("not used here: {inline:?}"),
        }
    }
}

/// The messages of a language, by id. A message that stands twice or can't be read is a failure.
fn messages(language: Language) -> BTreeMap<String, Message> {
    let folder = root().join("assets/texts").join(language.tag());
    let mut found = BTreeMap::new();
    for path in files(&folder, "ftl") {
        let text = fs::read_to_string(&path).unwrap();
        let resource =
            parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut read = Message::default();
            read.pattern(message.value.as_ref().unwrap_or_else(|| panic!("`{}` is empty", message.id.name)));
            let id = message.id.name;
            assert!(found.insert(id.clone(), read).is_none(), "`{id}` stands twice in {}", folder.display());
        }
    }
    found
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Source text without comments, without what follows `#[cfg(test)]`, and without blanks but in
/// string literals.
fn squeezed(text: &str) -> String {
    let mut rest = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut squeezed = String::new();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if first == '"' {
            let length = literal_length(rest);
            squeezed.push_str(&rest[..length]);
            length
        } else {
            squeezed.extend((!first.is_whitespace()).then_some(first));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    squeezed
}

fn literal_length(text: &str) -> usize {
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

/// The string literals of a squeezed text.
fn literals(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let length = literal_length(&rest[at..]);
        found.push(&rest[at + 1..at + length.max(2) - 1]);
        rest = &rest[at + length..];
    }
    found
}

/// The arguments of the call whose bracket opens just before `text`.
fn call_arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut at, mut found) = (0, 0, 0, Vec::new());
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' => {
                at += literal_length(&text[at..]);
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                found.push(&text[start..at]);
                return found;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    found
}

/// Every call of `texts.get(…)` and `texts.with(…)`: the ids it may ask for, and the names of the
/// arguments it gives where they stand in the call.
fn calls(source: &str) -> Vec<(Vec<&str>, Option<BTreeSet<String>>)> {
    let mut found = Vec::new();
    for (call, with) in [("texts.get(", false), ("texts.with(", true)] {
        for (at, _) in source.match_indices(call) {
            let arguments = call_arguments(&source[at + call.len()..]);
            let ids = arguments.first().map_or_else(Vec::new, |first| literals(first));
            let given = match arguments.get(1) {
                None => (!with).then(BTreeSet::new),
                Some(given) if given.starts_with("&[") => {
                    let names = given.match_indices("(\"").map(|(at, _)| literals(&given[at + 1..])[0]);
                    Some(names.map(str::to_owned).collect())
                }
                Some(_) => None,
            };
            found.push((ids, given));
        }
    }
    found
}

fn sources() -> Vec<(String, String)> {
    let paths = files(&root().join("src"), "rs");
    paths
        .iter()
        .map(|path| (path.display().to_string(), squeezed(&fs::read_to_string(path).unwrap())))
        .collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let arguments = |language| -> BTreeMap<String, BTreeSet<String>> {
        messages(language).into_iter().map(|(id, message)| (id, message.arguments)).collect()
    };
    let (danish, english) = (arguments(Language::Da), arguments(Language::En));
    assert!(danish.len() > 40, "the messages were not found");
    assert_eq!(danish, english);
}

#[test]
fn every_message_can_be_said() {
    for language in Language::ALL {
        assert_eq!(texts(language).language(), language);
        for (id, message) in messages(language) {
            let values: Vec<_> = message.arguments.iter().map(|name| (name.as_str(), 1.into())).collect();
            let said = texts(language).with(&id, &values);
            assert!((said != id || message.words == id) && !said.is_empty(), "`{id}` in {language:?}");
            if message.arguments.is_empty() {
                assert_eq!(texts(language).get(&id), said);
            }
        }
    }
}

#[test]
fn every_message_asked_for_exists_and_gets_its_arguments() {
    let messages = messages(Language::Da);
    let mut wrong = Vec::new();
    for (file, source) in sources() {
        for (ids, given) in calls(&source) {
            for id in ids {
                match messages.get(id) {
                    None => wrong.push(format!("{file}: there is no message `{id}`")),
                    Some(message) if given.as_ref().is_some_and(|given| *given != message.arguments) => {
                        wrong.push(format!("{file}: `{id}` needs {:?}, not {given:?}", message.arguments));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_message_is_left_unused() {
    let sources = sources();
    let named: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| literals(source)).collect();
    let messages = messages(Language::Da);
    let unused: Vec<&String> = messages.keys().filter(|id| !named.contains(id.as_str())).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn calls_are_found_however_they_are_laid_out() {
    let source = squeezed(
        "let a = say.texts\n    .get(match x { // \"no\"\n A => \"a-b\", B => \"c\" });
         say.texts.with(\"d\", &[(\"count\", n.into()), (\"name\", f(\"x\", '\"').into())]);
         texts.with(\"e\", &arguments); texts.get(id);",
    );
    let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(
        calls(&source),
        [
            (vec!["a-b", "c"], names(&[])),
            (vec![], names(&[])),
            (vec!["d"], names(&["count", "name", "x"])),
            (vec!["e"], None),
        ]
    );
}

// ---- Characters ----

/// Every text a user may see, with where it comes from.
fn shown() -> Vec<(String, String)> {
    fn leaves<'t>(node: &Node, text: &'t str, found: &mut Vec<&'t str>) {
        match &node.content {
            Content::Leaf => found.push(&text[node.start..node.end]),
            Content::Items(items) => items.iter().for_each(|item| leaves(item, text, found)),
            Content::Entries(_, entries) => {
                entries.iter().for_each(|entry| leaves(&entry.value, text, found))
            }
        }
    }
    let mut found = Vec::new();
    for language in Language::ALL {
        for (id, message) in messages(language) {
            found.push((format!("{}/{id}", language.tag()), message.words));
        }
    }
    for file in embedded_files() {
        let mut written = Vec::new();
        leaves(&scan(&file.text).unwrap(), &file.text, &mut written);
        for leaf in written {
            if let Ok(ron::Value::String(text)) = parse_value(leaf) {
                found.push((file.name.clone(), text));
            }
        }
    }
    found
}

#[test]
fn no_text_shouts_or_holds_an_emoji() {
    for (place, text) in shown() {
        assert!(!text.contains('!'), "{place}: {text}");
        let emoji = |c: char| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..);
        assert!(!text.contains(emoji), "{place}: {text}");
    }
}

#[test]
fn no_text_holds_double_blanks_or_blanks_at_its_ends() {
    for (place, text) in shown() {
        assert_eq!(text.trim(), text, "{place}");
        assert!(!text.contains("  "), "{place}: {text:?}");
    }
}

#[test]
fn every_character_of_every_text_is_in_both_fonts() {
    let mut characters: BTreeMap<char, String> = BTreeMap::new();
    for (place, text) in shown() {
        for c in text.chars().filter(|c| *c != '\n') {
            characters.entry(c).or_insert_with(|| place.clone());
        }
    }
    assert!(characters.contains_key(&'≥') && characters.contains_key(&'å'), "the texts were not found");
    for name in ["IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf"] {
        let bytes = fs::read(root().join("assets/fonts").join(name)).unwrap();
        let lacking: Vec<_> = characters.iter().filter(|(c, _)| !has_glyph(&bytes, **c)).collect();
        assert!(lacking.is_empty(), "{name} lacks {lacking:?}");
    }
}

/// Shaping a letter that the font lacks gives its glyph 0.
fn has_glyph(font: &[u8], c: char) -> bool {
    let font = FontRef::new(font).unwrap();
    let data = ShaperData::new(&font);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&c.to_string());
    buffer.guess_segment_properties();
    let glyphs = data.shaper(&font).build().shape(buffer, ShapeOptions::new());
    !glyphs.glyph_infos().is_empty() && glyphs.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0)
}

#[test]
fn a_letter_the_fonts_lack_is_seen_to_be_lacking() {
    let bytes = fs::read(root().join("assets/fonts/IBMPlexSans-Regular.ttf")).unwrap();
    assert!(has_glyph(&bytes, 'ø'));
    for lacking in ['漢', '😀', '\u{1f7e2}'] {
        assert!(!has_glyph(&bytes, lacking), "{lacking:?}");
    }
}
