//! Wordings that the clinicians who read the texts had changed, and that must not come back.

use std::collections::BTreeMap;
use std::process::Command;

use super::messages;
use super::source::{parse_program, rust_files};
use proc_macro2::TokenTree;
use syn::visit::Visit;
use wgs_referral::definition::{Language, embedded, embedded_files};
use wgs_referral::notation::{Content, Node, parse_value, scan};

/// Phrases that occur in no Danish text. In lower case: however it is written.
const DANISH: &[&str] = &[
    "anbefaling ubesvaret",
    "anbefalinger ubesvaret",
    "kriterierne er opfyldt",
    "kriterierne er ikke opfyldt",
    "acceptér",
    "accepteret",
    "afvis",
    "hidtil besvaret",
    "prøvet i rækkefølge",
    "vedlæg",
    "før biopsien",
    "kan ikke rettes",
    "bør overvejes",
    "skriv en begrundelse",
    "erstatningsnummer",
    "alderen viger",
    "uden identitet",
    "gem spørger",
    "næste mangel",
    "”",
    "“",
    "svarer ikke, og",
    "kopieres løbende",
    "blot dækket",
    "adgangskoden prøves",
    "fejlens sted",
    "kan biopteres",
    "sandsynlig høj",
    "restlevetid, og om",
    "der er friskt væv",
    "svaret må afventes",
    "allerede ved debut",
    "metastatisk debut",
    "gennemførte",
    "søges og er",
    "information er kendt",
    "friskt: ",
    "aftalt",
    "aftales",
    "rigshospitalets funktion",
    "ngc's kortlægning",
    "er påvist",
    "pancreas cancer",
    "under udarbejdelse",
    "thymusepit",
    "kan targeteres",
    "Patienter henvises",
    "netop 18 år",
    "Rekvisitionsseddel og",
    "dokumentet skriver",
    "WGS Center",
    "lås vinduet",
    "straks igen",
];

/// Phrases that occur in no English text. In lower case: however it is written.
const ENGLISH: &[&str] = &[
    "pancreas cancer",
    "familial disposition",
    "paraclinical",
    "remaining life",
    "general condition",
    "wgs is made",
    "says nothing of",
    "requester",
    "requisition",
    "time of the request",
    "time of wgs",
    "another biopsy",
    "tumour conference",
    "rigshospitalet's function",
    "see to ",
    "n't",
    "n’t",
    "day of assessment",
    "day of the assessment",
    "day of birth",
    "birth date",
    "birthday",
    "»",
    "«",
    "lock the window",
    "at once again",
    "is not made",
];

/// Texts that are wrong as a whole, where they stood: the words are right elsewhere. A place is the id of a message or
/// the name of a file in `indications/`.
const DANISH_IN_PLACE: &[(&str, &str)] = &[
    ("status-advisory", "Anbefaling"),
    ("status-judgement", "Lægeligt skøn"),
    ("status-missing", "Mangler"),
    ("status-unanswered-recommendation", "Anbefaling ubesvaret"),
    ("status-not-met-requirement", "Ikke opfyldt"),
    ("strength-must", "Skal"),
    ("strength-should", "Bør"),
    ("open-judgements", "… lægeligt skøn… lægelige skøn"),
    ("judged-on", "Den"),
    ("report-mtb", "Drøftet på MTB"),
    ("report-code", "Kode"),
    ("covered", "Vinduet er låst."),
    ("uncover", "Lås op"),
    ("questions.ron", "Sandsynlig"),
    ("questions.ron", "Behandling"),
    ("questions.ron", "Diagnostik"),
    ("questions.ron", "Begge"),
];

/// A text of the program, with the id of its message or the name of its file.
struct Shown {
    place: String,
    text: String,
}

/// Every text in a language: the messages, and what stands under `da` or `en` in the definitions. The quotes and
/// the title of a document are its own words.
fn texts_in(language: Language) -> Vec<Shown> {
    fn visit(node: &Node, language: Language, source: &str, found: &mut Vec<String>) {
        match &node.content {
            Content::Leaf => {}
            Content::Items(items) => items.iter().for_each(|item| visit(item, language, source, found)),
            Content::Entries(_, entries) => {
                for entry in entries {
                    match (&entry.value.content, string(&entry.value, source)) {
                        (Content::Leaf, Some(text)) if entry.key == language.tag() => found.push(text),
                        _ => visit(&entry.value, language, source, found),
                    }
                }
            }
        }
    }
    let mut shown: Vec<Shown> =
        messages(language).into_iter().map(|(place, message)| Shown { place, text: message.words }).collect();
    shown.extend(super::manual::lines(language).into_iter().map(|(place, text)| Shown { place, text }));
    for file in embedded_files() {
        let tree = scan(&file.text).unwrap();
        let document = tree.get("document").and_then(|node| string(node, &file.text));
        let mut found = Vec::new();
        visit(&tree, language, &file.text, &mut found);
        let own = found.into_iter().filter(|text| Some(text) != document.as_ref());
        shown.extend(own.map(|text| Shown { place: file.name.clone(), text }));
    }
    shown
}

fn string(node: &Node, source: &str) -> Option<String> {
    match parse_value(&source[node.start..node.end]) {
        Ok(ron::Value::String(text)) => Some(text),
        _ => None,
    }
}

fn has_phrase(text: &str, phrase: &str) -> bool {
    text.contains(phrase) || (phrase.to_lowercase() == phrase && text.to_lowercase().contains(phrase))
}

/// Whether the text has a range such as 0-2 or B1-B3, which is written with a dash.
fn has_range_with_hyphen(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(3).enumerate().any(|(at, around)| {
        let after = around[2].is_ascii_digit()
            || (around[2].is_ascii_uppercase() && characters.get(at + 3).is_some_and(char::is_ascii_digit));
        around[0].is_ascii_digit() && around[1] == '-' && after
    })
}

fn faults(shown: &[Shown], phrases: &[&str], in_place: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for Shown { place, text } in shown {
        let mut fault = |what: &str| faults.push(format!("{place}: {what}: {text}"));
        for phrase in phrases.iter().filter(|phrase| has_phrase(text, phrase)) {
            fault(phrase);
        }
        for (_, old) in in_place.iter().filter(|(at, old)| at == place && old == text) {
            fault(old);
        }
        if has_range_with_hyphen(text) {
            fault("a range with a hyphen");
        }
    }
    faults
}

/// What the command line program prints beside its results, which is in English: its help, and the messages of all
/// errors in the source.
fn texts_of_command_line() -> Vec<Shown> {
    let help = |command: &&str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
        let output = program.args(command.split_whitespace()).arg("--help").output().unwrap();
        assert!(output.status.success(), "{command}");
        Shown { place: format!("{command} --help"), text: String::from_utf8(output.stdout).unwrap() }
    };
    let mut shown: Vec<Shown> = ["", "evaluate", "export", "check"].iter().map(help).collect();
    let files = rust_files("src");
    for file in parse_program(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))) {
        let mut messages = ErrorMessages::default();
        messages.visit_file(&file.syntax);
        shown.extend(messages.0.into_iter().map(|text| Shown { place: file.path.clone(), text }));
    }
    shown
}

/// The messages in attributes such as `#[error("the key occurs twice")]`.
#[derive(Default)]
struct ErrorMessages(Vec<String>);

impl Visit<'_> for ErrorMessages {
    fn visit_attribute(&mut self, attribute: &syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta
            && list.path.is_ident("error")
        {
            let literals = list.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Literal(literal) => Some(syn::Lit::new(literal)),
                _ => None,
            });
            self.0.extend(literals.filter_map(|literal| match literal {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            }));
        }
    }
}

#[test]
fn no_old_phrase_comes_back_on_the_command_line() {
    let shown = texts_of_command_line();
    let found = faults(&shown, ENGLISH, &[]);
    assert!(found.is_empty(), "{}", found.join("\n"));
    for (place, text) in [
        ("export --help", "without it, the date of assessment"),
        ("src/case/fault.rs", "the birth is after the date of assessment"),
    ] {
        assert!(shown.iter().any(|shown| shown.place == place && shown.text.contains(text)), "{place}");
    }
}

#[test]
fn no_old_phrase_comes_back() {
    for (language, phrases, in_place) in
        [(Language::Da, DANISH, DANISH_IN_PLACE), (Language::En, ENGLISH, &[][..])]
    {
        let found = faults(&texts_in(language), phrases, in_place);
        assert!(found.is_empty(), "{language:?}\n{}", found.join("\n"));
    }
}

#[test]
fn the_places_of_old_texts_exist() {
    let shown = texts_in(Language::Da);
    for (place, _) in DANISH_IN_PLACE {
        assert!(shown.iter().any(|shown| shown.place == *place), "{place}");
    }
}

/// The title stands beside the short name and the texts of the form, which all write the disease in one way. `document`
/// keeps the words of the document, which is quoted by it.
#[test]
fn an_indication_is_spelled_in_one_way() {
    let joined = |text: &str| text.replace([' ', '-'], "").to_lowercase();
    let set = embedded().unwrap();
    for language in Language::ALL {
        for indication in &set.indications {
            let title = indication.title.get(language);
            let texts = texts_in(language).into_iter().map(|shown| shown.text);
            for text in texts.chain([indication.short.get(language).to_owned()]) {
                if joined(&text) == joined(title) {
                    assert_eq!(text.to_lowercase(), title.to_lowercase(), "{language:?}");
                }
            }
        }
    }
}

#[test]
fn texts_of_messages_and_definitions_are_found_and_quotes_are_not() {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for shown in texts_in(Language::Da) {
        *places.entry(shown.place).or_default() += 1;
    }
    for file in embedded_files() {
        assert!(places.get(&file.name).is_some_and(|count| *count > 10), "{}", file.name);
    }
    let quoted = "Pancreas cancer (uhelbredelig/metastisk sygdom)";
    assert!(embedded_files().iter().any(|file| file.text.contains(quoted)));
    assert!(texts_in(Language::Da).iter().all(|shown| !shown.text.contains(quoted)));
}

#[test]
fn an_old_phrase_is_found() {
    let found = |text: &str, phrases: &[&str]| {
        let shown = [Shown { place: "judged-on".into(), text: text.into() }];
        faults(&shown, phrases, DANISH_IN_PLACE).len()
    };
    assert_eq!(found("Paraclinical examinations", ENGLISH), 1);
    assert_eq!(found("It can't be read", ENGLISH), 1);
    assert_eq!(found("Patienter henvises dertil", DANISH), 1);
    assert_eq!(found("En del patienter henvises dertil", DANISH), 0);
    assert_eq!(found("Den", DANISH), 1);
    assert_eq!(found("Den dato", DANISH), 0);
    assert_eq!(found("PS 0-2, B1-B3", &[]), 1);
    assert_eq!(found("PS 0–2, B1–B3, dd-mm-åååå", &[]), 0);
}
