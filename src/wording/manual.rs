//! The manual, which the help of the window shows: its pages, and what their markup means. Nothing of it is drawn here.
//!
//! The markup is the part of Markdown that the pages need. One that they don't need is text like any other.

use crate::assessment::Status;
use crate::definition::Language;
use strum::VariantArray;

macro_rules! pages {
    ($($(#[doc = $about:literal])* $name:ident = $file:literal,)*) => {
        /// A page of the manual. The order is that of the list of pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
        pub enum ManualPage {
            $($(#[doc = $about])* $name,)*
        }

        impl ManualPage {
            /// The source of the page in a language.
            pub fn source(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (ManualPage::$name, Language::Da) => {
                            include_str!(concat!("../../assets/manual/da/", $file, ".md"))
                        }
                        (ManualPage::$name, Language::En) => {
                            include_str!(concat!("../../assets/manual/en/", $file, ".md"))
                        }
                    )*
                }
            }
        }
    };
}

pages! {
    /// From the patient to the report.
    Start = "start",
    /// Where things are in the window.
    Screen = "screen",
    /// All indications side by side.
    Overview = "overview",
    /// How the form is filled in.
    Form = "form",
    /// What shapes and colors mean.
    Verdicts = "verdicts",
    /// The criteria and the reasons of the verdicts.
    Criteria = "criteria",
    /// What the documents leave to the clinician.
    Judgements = "judgements",
    /// When a report is a draft.
    Draft = "draft",
    /// The preview of the report.
    Preview = "preview",
    /// Export, printing and the patient record.
    Export = "export",
    /// Saving, keys and passphrases.
    Saving = "saving",
    /// Recovery after a crash.
    Recovery = "recovery",
    /// Paper, and PDF files that were changed.
    Paper = "paper",
    /// What can be set, and where it is kept.
    Settings = "settings",
    /// All keys, with what they do.
    Keys = "keys",
}

macro_rules! pictures {
    ($($(#[doc = $about:literal])* $name:ident = $file:literal,)*) => {
        /// A picture of the window in the manual. `tests/pictures/manual.rs` draws it from the window itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
        pub enum ManualPicture {
            $($(#[doc = $about])* $name,)*
        }

        impl ManualPicture {
            /// The name of the file, beside the pages of the language.
            pub fn file(self) -> &'static str {
                match self {
                    $(ManualPicture::$name => concat!($file, ".png"),)*
                }
            }

            /// The contents of the file in a language, a PNG picture.
            pub fn png(self, language: Language) -> &'static [u8] {
                match (self, language) {
                    $(
                        (ManualPicture::$name, Language::Da) => {
                            include_bytes!(concat!("../../assets/manual/da/", $file, ".png"))
                        }
                        (ManualPicture::$name, Language::En) => {
                            include_bytes!(concat!("../../assets/manual/en/", $file, ".png"))
                        }
                    )*
                }
            }
        }
    };
}

pictures! {
    /// The window at the start.
    Start = "start",
    /// The form with the criteria beside it.
    Form = "form",
    /// A judgement with its reasons unfolded.
    Judgement = "judgement",
    /// The form with the preview beside it.
    Preview = "preview",
    /// The dialog before the export.
    Export = "export",
}

/// A part of a page, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum ManualPart {
    /// The title of the page.
    Title(String),
    /// The title of a section.
    Heading(String),
    /// A paragraph, which is one line of the source.
    Paragraph(Vec<Span>),
    /// An entry of a list.
    Item(Marker, Vec<Span>),
    /// A picture, and what it shows in words.
    Picture(ManualPicture, String),
    /// The list of all keys, which is made by the program.
    Keys,
}

/// What stands before an entry of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Marker {
    /// A bullet, where the order does not matter.
    Bullet,
    /// The number of the entry, from 1.
    Number(usize),
    /// The shape of a verdict.
    Shape(Status),
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Text as it is.
    Plain(String),
    /// Text that stands out.
    Bold(String),
    /// Keys to press.
    Key(String),
}

impl Span {
    /// The text without its markup.
    pub fn text(&self) -> &str {
        match self {
            Span::Plain(text) | Span::Bold(text) | Span::Key(text) => text,
        }
    }
}

impl ManualPage {
    /// The title of the page.
    pub fn title(self, language: Language) -> &'static str {
        let first = self.source(language).lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }

    /// The parts of the page.
    pub fn blocks(self, language: Language) -> Vec<ManualPart> {
        parse(self.source(language))
    }

    /// The text of the page, without its markup.
    fn text(self, language: Language) -> String {
        let mut text = String::new();
        for block in self.blocks(language) {
            match block {
                ManualPart::Title(words) | ManualPart::Heading(words) | ManualPart::Picture(_, words) => {
                    text.push_str(&words);
                }
                ManualPart::Paragraph(spans) | ManualPart::Item(_, spans) => {
                    text.extend(spans.iter().map(Span::text));
                }
                ManualPart::Keys => {}
            }
            text.push('\n');
        }
        text
    }

    /// Whether each word that was typed begins a word of the page.
    pub fn matches(self, language: Language, typed: &str) -> bool {
        let text = self.text(language).to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        typed.to_lowercase().split_whitespace().all(|part| words.iter().any(|word| word.starts_with(part)))
    }
}

/// Reads the parts of a page. Each paragraph and each entry stands in one line.
fn parse(source: &str) -> Vec<ManualPart> {
    source.lines().map(str::trim).filter(|line| !line.is_empty()).map(block).collect()
}

fn block(line: &str) -> ManualPart {
    if let Some(title) = line.strip_prefix("# ") {
        return ManualPart::Title(title.to_owned());
    }
    if let Some(heading) = line.strip_prefix("## ") {
        return ManualPart::Heading(heading.to_owned());
    }
    if line == "<!-- keys -->" {
        return ManualPart::Keys;
    }
    if let Some((picture, words)) = picture(line) {
        return ManualPart::Picture(picture, words.to_owned());
    }
    if let Some(entry) = line.strip_prefix("- ") {
        return match shape(entry) {
            Some((status, text)) => ManualPart::Item(Marker::Shape(status), spans(text)),
            None => ManualPart::Item(Marker::Bullet, spans(entry)),
        };
    }
    match line.split_once(". ") {
        Some((number, entry)) if number.parse::<usize>().is_ok() => {
            ManualPart::Item(Marker::Number(number.parse().unwrap_or_default()), spans(entry))
        }
        Some(_) | None => ManualPart::Paragraph(spans(line)),
    }
}

/// The picture that a line names, and what it shows in words: `![words](file.png)`.
fn picture(line: &str) -> Option<(ManualPicture, &str)> {
    let (words, file) = line.strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
    let picture = ManualPicture::VARIANTS.iter().find(|picture| picture.file() == file)?;
    Some((*picture, words))
}

/// The verdict that an entry names in a comment at its start, and the text after it.
fn shape(entry: &str) -> Option<(Status, &str)> {
    let (name, text) = entry.strip_prefix("<!-- ")?.split_once(" --> ")?;
    let status = Status::VARIANTS.iter().find(|status| status.as_str() == name)?;
    Some((*status, text))
}

/// The parts of a line: `**bold**`, `<kbd>key</kbd>` and text.
fn spans(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let bold = rest.find("**").and_then(|at| Some((at, "**", "**", at + 2 + rest[at + 2..].find("**")?)));
        let key = rest.find("<kbd>").and_then(|at| Some((at, "<kbd>", "</kbd>", rest.find("</kbd>")?)));
        let next = [bold, key].into_iter().flatten().min_by_key(|(at, ..)| *at);
        let Some((at, open, close, end)) = next.filter(|(at, _, _, end)| at < end) else {
            found.push(Span::Plain(rest.to_owned()));
            break;
        };
        if at > 0 {
            found.push(Span::Plain(rest[..at].to_owned()));
        }
        let text = rest[at + open.len()..end].to_owned();
        found.push(if open == "**" { Span::Bold(text) } else { Span::Key(text) });
        rest = &rest[end + close.len()..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line_is_read() {
        let source = "# T\n\n## H\n\nTo **se** <kbd>F8</kbd>.\n\n- a\n- <!-- met --> b\n2. c\n![d](form.png)\n\
             <!-- keys -->\n";
        let plain = |text: &str| Span::Plain(text.to_owned());
        let expected = [
            ManualPart::Title("T".to_owned()),
            ManualPart::Heading("H".to_owned()),
            ManualPart::Paragraph(vec![
                plain("To "),
                Span::Bold("se".to_owned()),
                plain(" "),
                Span::Key("F8".to_owned()),
                plain("."),
            ]),
            ManualPart::Item(Marker::Bullet, vec![plain("a")]),
            ManualPart::Item(Marker::Shape(Status::Met), vec![plain("b")]),
            ManualPart::Item(Marker::Number(2), vec![plain("c")]),
            ManualPart::Picture(ManualPicture::Form, "d".to_owned()),
            ManualPart::Keys,
        ];
        assert_eq!(parse(source), expected);
    }

    #[test]
    fn markup_that_is_not_closed_is_text() {
        for line in ["a ** b", "a <kbd> b", "</kbd> a <kbd>", "1.5. a", "****", "![a](b.png)", "![a]"] {
            let ManualPart::Paragraph(spans) = block(line) else { panic!("{line}") };
            assert!(spans.iter().all(|span| !span.text().is_empty() || line == "****"), "{line}: {spans:?}");
        }
    }

    #[test]
    fn a_page_is_found_by_the_beginnings_of_its_words() {
        let found = |typed: &str| -> Vec<ManualPage> {
            let pages = ManualPage::VARIANTS.iter().copied();
            pages.filter(|page| page.matches(Language::Da, typed)).collect()
        };
        assert_eq!(found("gendannelsesn netværksd"), [ManualPage::Saving]);
        assert_eq!(found("zzz"), []);
        // Markup is not searched.
        assert_eq!(found("kbd"), []);
        assert_eq!(found("png").len(), 1);
        assert_eq!(found("").len(), ManualPage::VARIANTS.len());
    }
}
