//! The program's texts: complete in both languages, all used, and all in the fonts it brings.

mod calls;
mod manual;
mod old_phrases;
#[path = "../source/mod.rs"]
mod source;
mod test_persons;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use calls::{Call, Mentions, mentions};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use source::{parse_program, root, rust_files};
use wgs_referral::definition::{Language, embedded_files};
use wgs_referral::notation::{Content, Node, parse_value, scan};
use wgs_referral::wording::texts;

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
        for (id, message) in messages_in(&path) {
            assert!(
                found.insert(id.clone(), message).is_none(),
                "`{id}` stands twice in {}",
                folder.display()
            );
        }
    }
    found
}

/// The messages of a file, with their ids.
fn messages_in(path: &Path) -> Vec<(String, Message)> {
    let text = fs::read_to_string(path).unwrap();
    let resource = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
    let mut found = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut read = Message::default();
        read.pattern(message.value.as_ref().unwrap_or_else(|| panic!("`{}` is empty", message.id.name)));
        found.push((message.id.name, read));
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

/// What each file of the program says about messages.
fn all_mentions() -> Vec<(String, Mentions)> {
    let files = rust_files("src");
    let sources = parse_program(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    sources.into_iter().map(|file| (file.path, mentions(&file.syntax))).collect()
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
    let mentions = all_mentions();
    let wrong: Vec<String> =
        mentions.iter().flat_map(|(file, mentions)| wrong_calls(file, mentions, &messages)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let calls: usize = mentions.iter().map(|(_, mentions)| mentions.calls.len()).sum();
    assert!(calls > 200, "the calls were not found");
}

fn wrong_calls(file: &str, mentions: &Mentions, messages: &BTreeMap<String, Message>) -> Vec<String> {
    let mut wrong = Vec::new();
    for Call { line, ids, arguments } in &mentions.calls {
        for id in ids {
            match messages.get(id) {
                None => wrong.push(format!("{file}:{line}: there is no message `{id}`")),
                Some(message) if arguments.as_ref().is_some_and(|given| *given != message.arguments) => {
                    let needed = &message.arguments;
                    wrong.push(format!("{file}:{line}: `{id}` needs {needed:?}, not {arguments:?}"));
                }
                Some(_) => {}
            }
        }
    }
    wrong
}

#[test]
fn wrong_calls_are_found() {
    let message = Message { words: String::new(), arguments: BTreeSet::from(["count".to_owned()]) };
    let messages = BTreeMap::from([("a".to_owned(), message)]);
    let wrong = |text: &str| {
        let syntax = syn::parse_file(&format!("fn f() {{ {text} }}")).unwrap();
        wrong_calls("a.rs", &mentions(&syntax), &messages).len()
    };
    assert_eq!(wrong("texts.with(\"a\", &[(\"count\", 1.into())]); texts.with(\"a\", given);"), 0);
    assert_eq!(wrong("texts.get(\"b\");"), 1);
    assert_eq!(wrong("texts.get(\"a\");"), 1);
    assert_eq!(wrong("texts.with(\"a\", &[(\"name\", 1.into())]);"), 1);
}

#[test]
fn no_message_is_left_unused() {
    let mentions = all_mentions();
    let named: BTreeSet<&String> = mentions.iter().flat_map(|(_, mentions)| &mentions.literals).collect();
    let messages = messages(Language::Da);
    let unused: Vec<&String> = messages.keys().filter(|id| !named.contains(id)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// Where the report is made: of the folders of `src/`, those that need texts and not the window.
const REPORT: [&str; 2] = ["src/report/", "src/pdf/"];

/// An export parses the files of `common.ftl` and `report.ftl` alone. The others are ten times as long.
#[test]
fn the_report_needs_no_message_of_the_window() {
    let of_window: BTreeSet<String> = ["safety.ftl", "window.ftl"]
        .iter()
        .flat_map(|file| messages_in(&root().join("assets/texts/da").join(file)))
        .map(|(id, _)| id)
        .collect();
    let messages = messages(Language::Da);
    let arguments: BTreeSet<&String> = messages.values().flat_map(|message| &message.arguments).collect();
    let mentions = all_mentions();
    let of_report = mentions.iter().filter(|(path, _)| REPORT.iter().any(|folder| path.starts_with(folder)));
    let literals: BTreeSet<&String> = of_report.flat_map(|(_, mentions)| &mentions.literals).collect();
    assert!(literals.iter().filter(|literal| messages.contains_key(**literal)).count() > 40);
    let wrong: Vec<_> =
        literals.iter().filter(|id| of_window.contains(**id) && !arguments.contains(**id)).collect();
    assert!(wrong.is_empty(), "move them to `common.ftl`: {wrong:?}");
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
        found.extend(manual::lines(language));
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
