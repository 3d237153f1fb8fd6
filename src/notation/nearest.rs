//! Finds the known word that was probably meant by an unknown one.

/// In characters. A longer word is no typing error of an id or a field, and the time to compare it grows with the
/// square of its length.
const MAX_LENGTH: usize = 100;

/// The known word most similar to `word`, if it is similar enough for a hint.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A Jaro-Winkler similarity of 0.85 allows one or two typing errors in a word of ordinary length.
    const MIN_SIMILARITY: f64 = 0.85;
    if word.chars().nth(MAX_LENGTH).is_some() {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typing_error_gives_the_word_that_was_meant() {
        let known = ["metastatic", "recurrence", "performance-status"];
        assert_eq!(nearest("metastaic", known), Some("metastatic"));
        assert_eq!(nearest("preformance-status", known), Some("performance-status"));
    }

    #[test]
    fn a_long_word_is_not_compared() {
        let long = "a".repeat(100);
        assert_eq!(nearest(&long, [long.as_str()]), Some(long.as_str()));
        let is_looked_at = std::cell::Cell::new(false);
        let known = std::iter::once_with(|| {
            is_looked_at.set(true);
            "metastatic"
        });
        assert_eq!(nearest(&"metastatic".repeat(400_000), known), None);
        assert!(!is_looked_at.get());
    }

    #[test]
    fn a_word_without_a_similar_one_gives_no_hint() {
        assert_eq!(nearest("zebra", ["metastatic", "recurrence"]), None);
    }
}
