//! The manual: the same pages in both languages, which name only what the program has.

use std::collections::BTreeSet;
use std::mem::discriminant;

use super::messages;
use egui::os::OperatingSystem;
use strum::VariantArray;
use wgs_referral::assessment::Status;
use wgs_referral::definition::Language;
use wgs_referral::window::UiCommand;
use wgs_referral::wording::manual::{ManualPage, ManualPart, ManualPicture, Marker, Span};
use wgs_referral::wording::texts;

/// The keys that are no shortcut of a command.
const OTHER_KEYS: [&str; 14] = [
    "Alt",
    "F10",
    "Shift+F10",
    "J",
    "N",
    "Y",
    "Enter",
    "Delete",
    "Esc",
    "Tab",
    "Ctrl",
    "PageDown",
    "Alt+Pil ned",
    "Alt+Down arrow",
];

/// The lines of all pages in a language, each with its page.
pub fn lines(language: Language) -> Vec<(String, String)> {
    let pages = ManualPage::VARIANTS.iter();
    let lines = pages.flat_map(|page| {
        let blocks = page.blocks(language).into_iter();
        blocks.filter_map(move |block| Some((format!("manual/{page:?}"), text(&spans(block)?))))
    });
    lines.collect()
}

/// The parts of a line; `None`: the program makes it.
fn spans(block: ManualPart) -> Option<Vec<Span>> {
    match block {
        ManualPart::Title(text) | ManualPart::Heading(text) | ManualPart::Picture(_, text) => {
            Some(vec![Span::Plain(text)])
        }
        ManualPart::Paragraph(spans) | ManualPart::Item(_, spans) => Some(spans),
        ManualPart::Keys => None,
    }
}

fn text(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}

#[test]
fn both_languages_have_the_same_pages_with_the_same_parts() {
    for page in ManualPage::VARIANTS {
        let [danish, english] = Language::ALL.map(|language| page.blocks(language));
        assert!(danish.len() > 2, "{page:?} is empty");
        assert!(matches!(danish[0], ManualPart::Title(_)), "{page:?} has no title");
        let titles = danish.iter().filter(|block| matches!(block, ManualPart::Title(_))).count();
        assert_eq!(titles, 1, "{page:?}");
        assert_eq!(danish.len(), english.len(), "{page:?}");
        for (danish, english) in danish.iter().zip(&english) {
            assert_eq!(discriminant(danish), discriminant(english), "{page:?}: {danish:?}, {english:?}");
            if let (ManualPart::Item(one, _), ManualPart::Item(other, _)) = (danish, english) {
                assert_eq!(one, other, "{page:?}");
            }
            if let (ManualPart::Picture(one, _), ManualPart::Picture(other, _)) = (danish, english) {
                assert_eq!(one, other, "{page:?}");
            }
        }
    }
}

#[test]
fn all_markup_is_understood() {
    for language in Language::ALL {
        for (page, line) in lines(language) {
            assert!(!line.contains(['*', '<', '>', '#', '`', '[', ']']), "{page}: {line}");
        }
    }
}

#[test]
fn what_is_quoted_is_what_the_window_says() {
    for language in Language::ALL {
        let (open, close) = match language {
            Language::Da => ('»', '«'),
            Language::En => ('“', '”'),
        };
        let whole = |words: &str| words.trim_end_matches('…').to_owned();
        let said: BTreeSet<String> =
            messages(language).into_values().map(|message| whole(&message.words)).collect();
        let mut count = 0;
        for (page, line) in lines(language) {
            for quote in line.split(open).skip(1) {
                let name = quote.split(close).next().unwrap();
                assert!(said.contains(&whole(name)), "{page}: the window does not say {open}{name}{close}");
                count += 1;
            }
        }
        assert!(count > 20, "the quotes were not found");
    }
}

#[test]
fn every_key_is_one_of_the_program() {
    let shortcuts = UiCommand::VARIANTS.iter().flat_map(|command| command.shortcuts(OperatingSystem::Nix));
    let name = |keys: egui::KeyboardShortcut| {
        let name = keys.format(&egui::ModifierNames::NAMES, false);
        name.replace("Comma", ",").replace("Plus", "+").replace("Minus", "-")
    };
    let mut known: BTreeSet<String> = shortcuts.map(name).collect();
    known.extend(OTHER_KEYS.map(str::to_owned));
    for language in Language::ALL {
        for page in ManualPage::VARIANTS {
            for span in page.blocks(language).into_iter().filter_map(spans).flatten() {
                if let Span::Key(keys) = span {
                    assert!(known.contains(&keys), "{page:?}: {keys} is no shortcut of {known:?}");
                }
            }
        }
    }
}

#[test]
fn each_picture_is_on_one_page_and_said_in_words() {
    for language in Language::ALL {
        let blocks = ManualPage::VARIANTS.iter().flat_map(|page| page.blocks(language));
        let shown: Vec<(ManualPicture, String)> = blocks
            .filter_map(|block| match block {
                ManualPart::Picture(picture, words) => Some((picture, words)),
                _ => None,
            })
            .collect();
        for picture in ManualPicture::VARIANTS {
            assert_eq!(shown.iter().filter(|(shown, _)| shown == picture).count(), 1, "{picture:?}");
        }
        assert!(shown.iter().all(|(_, words)| words.len() > 30), "{shown:?}");
    }
}

#[test]
fn the_pictures_are_small_enough_to_be_part_of_the_program() {
    let pictures = ManualPicture::VARIANTS.iter();
    let bytes = pictures.flat_map(|picture| Language::ALL.map(|language| picture.png(language).len()));
    let bytes: usize = bytes.sum();
    assert!(bytes <= 600_000, "the pictures of the manual take {bytes} bytes");
}

#[test]
fn each_word_of_a_verdict_stands_beside_its_shape() {
    // A row that lacks answers to recommendations alone has a word of its own, with the shape of what is missing.
    let of_recommendations = (Status::Missing, "status-unanswered-recommendation".to_owned());
    let ids = Status::VARIANTS.iter().map(|status| (*status, format!("status-{}", status.as_str())));
    let ids: Vec<(Status, String)> = ids.chain([of_recommendations]).collect();
    for language in Language::ALL {
        let of = |(status, id): &(Status, String)| (status.as_str(), texts(language).get(id).to_owned());
        let expected: BTreeSet<(&str, String)> = ids.iter().map(of).collect();
        let shown = ManualPage::Verdicts.blocks(language).into_iter().filter_map(|block| match block {
            ManualPart::Item(Marker::Shape(status), spans) => {
                Some((status.as_str(), spans[0].text().to_owned()))
            }
            _ => None,
        });
        assert_eq!(shown.collect::<BTreeSet<_>>(), expected);
    }
}
