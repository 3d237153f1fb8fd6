//! Takes back what mail programs do to the lines of armor and keys.

use crate::text::{TextForm, clean};
use zeroize::Zeroizing;

/// The lines of a text. A tag of HTML divides lines too, because a mail program may have written it in place of a line
/// end.
pub(super) struct MailLines<'a>(&'a str);

impl<'a> MailLines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        MailLines(text)
    }
}

impl<'a> Iterator for MailLines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let Some(end) = self.0.find(['\n', '\r', '<', '\u{2028}', '\u{2029}']) else {
            return Some(std::mem::take(&mut self.0));
        };
        let (line, rest) = self.0.split_at(end);
        self.0 = match tag_length(rest) {
            Some(length) => &rest[length..],
            None => rest.split_at(rest.chars().next().map_or(0, char::len_utf8)).1,
        };
        Some(line)
    }
}

/// The length of the tag of HTML that a text starts with.
fn tag_length(text: &str) -> Option<usize> {
    let is_tag = text.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
    // Looking no further than the next "<" takes time in proportion to the text.
    let end = text[1..].find(['<', '>']).map(|at| at + 1).filter(|end| text[*end..].starts_with('>'))?;
    is_tag.then_some(end + 1)
}

/// A line as it was before a mail program quoted or encoded it: without the marks of quotation before it, blanks of any
/// kind around it, the "=" of a line end that is none, and codes for blanks and signs. Dashes are hyphens.
pub(super) fn unquoted(line: &str) -> Zeroizing<String> {
    let line = Zeroizing::new(clean(&decoded(line), TextForm::Value));
    // The initials of the writer may stand before the mark.
    let line = line.rsplit('>').next().unwrap_or_default();
    let is_mark = |c: char| c.is_whitespace() || "|»›:*".contains(c);
    Zeroizing::new(line.trim_start_matches(is_mark).trim_end_matches(|c| is_mark(c) || c == '=').to_owned())
}

/// A line without the codes that HTML and mails ("quoted-printable") have for blanks and signs.
fn decoded(line: &str) -> Zeroizing<String> {
    const ENTITIES: [(&str, char); 6] =
        [("&nbsp;", ' '), ("&#160;", ' '), ("&#xa0;", ' '), ("&#xA0;", ' '), ("&gt;", '>'), ("&#62;", '>')];
    // Nothing grows here: no copy is left that nobody wipes.
    let mut decoded = Zeroizing::new(String::with_capacity(line.len()));
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
        let length = if let Some((name, character)) = entity {
            decoded.push(*character);
            name.len()
        } else if let Some(byte) = byte_of_code(rest) {
            decoded.push(if byte.is_ascii_graphic() { byte.into() } else { ' ' });
            3
        } else {
            decoded.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    decoded
}

/// The byte that a text such as "=3D" stands for.
fn byte_of_code(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('=')?.get(..2)?;
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        u8::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_tags_too() {
        for (text, lines) in [
            ("", &[][..]),
            ("a\nb\r\nc", &["a", "b", "", "c"]),
            ("<p>a<br>b<br />c</p>d", &["", "a", "b", "c", "d"]),
            ("<div style=\"x\">a</div>", &["", "a"]),
            ("a < b <c", &["a ", " b ", "c"]),
            ("1<2", &["1", "2"]),
            ("<", &[""]),
        ] {
            assert_eq!(MailLines::of(text).collect::<Vec<_>>(), lines, "{text:?}");
        }
    }

    #[test]
    fn marks_and_codes_around_a_line_are_taken_back() {
        for line in [
            "AB1+/",
            "> AB1+/ ",
            ">> AB1+/\t",
            "> > > AB1+/",
            "&gt; AB1+/&nbsp;",
            "\u{a0}\u{200b}AB1+/\u{a0}",
            "JD> AB1+/",
            "| AB1+/",
            "AB1+/=20",
            "AB1=2B/=",
            "=C2=A0AB1+/=C2=A0=",
            "AB1+/==",
            "*AB1+/*",
        ] {
            assert_eq!(unquoted(line).as_str(), "AB1+/", "{line:?}");
        }
        assert_eq!(unquoted("> \u{2014}-A\u{a0}B\u{2013}").as_str(), "--A B-");
        assert_eq!(unquoted("=3=æø").as_str(), "=3=æø");
    }
}
