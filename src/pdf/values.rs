//! Values that are written in several parts of a document.

use crate::definition::Language;
use crate::report::layout::StructureRole;
use lopdf::{Object, StringFormat};

/// The producer in the metadata: the library that writes the pages.
pub(crate) const PRODUCER: &str = "printpdf 0.12";

/// The language with a region, as PDF/UA checkers and screen readers expect it.
pub(crate) fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Da => "da-DK",
        Language::En => "en-GB",
    }
}

/// A PDF text string: a literal if the text is ASCII, else UTF-16 with a byte order mark.
pub(crate) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.into(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The standard structure type of a role (ISO 32000-1, 14.8.4).
pub(crate) fn role_name(role: StructureRole) -> &'static str {
    match role {
        StructureRole::Document => "Document",
        StructureRole::Title => "H1",
        StructureRole::Heading => "H2",
        StructureRole::Subheading => "H3",
        StructureRole::Figure => "Figure",
        StructureRole::Paragraph => "P",
        StructureRole::Quote => "BlockQuote",
        StructureRole::List => "L",
        StructureRole::ListItem => "LI",
        StructureRole::Label => "Lbl",
        StructureRole::ListBody => "LBody",
        StructureRole::Table => "Table",
        StructureRole::TableHead => "THead",
        StructureRole::TableBody => "TBody",
        StructureRole::Row => "TR",
        StructureRole::ColumnHead | StructureRole::RowHead => "TH",
        StructureRole::Cell => "TD",
        StructureRole::Link => "Link",
    }
}
