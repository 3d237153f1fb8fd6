//! Leaves out of a RON text what its reader skips. The build script includes this file, to embed texts that are read in
//! less time.

/// The text without comments and without blanks between its words. What is not used in definition files is not known
/// here: a text with raw strings, characters or comments of several lines is returned as it is.
pub(crate) fn compact(text: &str) -> String {
    compacted(text).unwrap_or_else(|| text.to_owned())
}

fn compacted(text: &str) -> Option<String> {
    let mut compact = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' => string_length(rest)?,
            '/' => {
                rest = rest.strip_prefix("//")?;
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            ' ' | '\t' | '\r' | '\n' => {
                rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
                // Two words would be one.
                if compact.ends_with(is_of_word) && rest.starts_with(is_of_word) {
                    compact.push(' ');
                }
                continue;
            }
            // A character, or a raw string.
            '\'' | '#' => return None,
            other => other.len_utf8(),
        };
        let (taken, after) = rest.split_at(length);
        if next == '"' && compact.ends_with(is_of_word) {
            // A raw string, or one of bytes.
            return None;
        }
        compact.push_str(taken);
        rest = after;
    }
    Some(compact)
}

/// The length of the string at the start of a text, with its quotes.
fn string_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let closing = text.char_indices().skip(1).find(|(_, character)| {
        let is_closing = *character == '"' && !is_escaped;
        is_escaped = *character == '\\' && !is_escaped;
        is_closing
    });
    closing.map(|(at, _)| at + 1)
}

fn is_of_word(character: char) -> bool {
    !matches!(character, ' ' | '(' | ')' | '[' | ']' | '{' | '}' | ':' | ',' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse_value;

    #[test]
    fn only_what_is_skipped_is_left_out() {
        let text = "// Note: \"not a text\"\n(\n  id: \"a // \\\" b \\\\\", // (\n  some: Some ( 1 ),\n)\n//";
        let compact = compact(text);
        assert_eq!(compact, "(id:\"a // \\\" b \\\\\",some:Some(1),)");
        assert_eq!(parse_value(&compact).unwrap(), parse_value(text).unwrap());
    }

    #[test]
    fn words_stay_apart() {
        assert_eq!(compact("a // b\n\r\n\tc"), "a c");
        assert_eq!(compact("[ - 1 , 2 ]"), "[- 1,2]");
    }

    #[test]
    fn a_text_with_what_is_not_known_stays_as_it_is() {
        for text in [
            "( r\"a  b\" )",
            "( r#\"a \" b\"# )",
            "( b\"a\" )",
            "( '\"' )",
            "( /* \" */ 1 )",
            "( \"a )",
            "( 1 / 2 )",
        ] {
            assert_eq!(compact(text), text);
        }
    }
}
