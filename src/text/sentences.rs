//! Texts put together as sentences, each with one mark at its end.

/// The texts as sentences one after the other. One that has its own mark at its end gets no other.
pub(crate) fn sentences<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    join_texts(texts, ". ")
}

/// The texts on one line, with this between them. After a text with a mark at its end there is only a blank. Texts that
/// are blank are left out.
pub(crate) fn join_texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut joined = String::new();
    for text in texts {
        let text = text.as_ref();
        if text.trim().is_empty() {
            continue;
        }
        if !joined.is_empty() {
            joined.truncate(joined.trim_end().len());
            joined.push_str(if ends_with_mark(&joined) { " " } else { between });
        }
        joined.push_str(text);
    }
    joined
}

/// The text as a sentence: with a full stop, unless it has a mark at its end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || ends_with_mark(text) { text.to_owned() } else { format!("{text}.") }
}

/// The text as a part of a sentence that goes on or gets its own full stop.
pub(crate) fn without_full_stop(text: &str) -> &str {
    let text = text.trim_end();
    // Dots leave something out, and stay.
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest,
        Some(_) | None => text,
    }
}

/// Whether a text ends like a sentence, also inside of quotation marks.
fn ends_with_mark(text: &str) -> bool {
    text.trim_end_matches(['»', '«', '“', '”', '"']).ends_with(['.', '?', '!', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_one_mark_at_their_end() {
        assert_eq!(sentences(["a", "b", ""]), "a. b");
        assert_eq!(sentences(["a.", "b?", "c"]), "a. b? c");
        assert_eq!(sentences(["a:", "b…", "c ", " ", "d"]), "a: b… c. d");
        assert_eq!(sentences(["»a.«", "»b«", "(fx mv.)", "c"]), "»a.« »b«. (fx mv.). c");
        assert_eq!(sentences::<&str>([]), "");
    }

    #[test]
    fn texts_on_a_line_have_no_second_mark_between_them() {
        assert_eq!(join_texts(["a", "b.", "c"], " · "), "a · b. c");
    }

    #[test]
    fn a_sentence_gets_a_full_stop_only_where_it_has_no_mark() {
        let texts = ["a", "a.", "a? ", "»a«", ""];
        assert_eq!(texts.map(sentence), ["a.", "a.", "a?", "»a«.", ""]);
        let parts = ["a", "a.", "a. ", "a...", "a?"];
        assert_eq!(parts.map(without_full_stop), ["a", "a", "a", "a...", "a?"]);
    }
}
