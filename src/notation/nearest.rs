//! The hint for a near miss: which known word was probably meant.

/// The known word most like `word`, if one is like enough to be worth a hint.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A jaro-winkler likeness of 0.85 lets one or two slips pass in a word of ordinary length.
    const LIKE_ENOUGH: f64 = 0.85;
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_the_word_meant() {
        let known = ["metastatic", "recurrence", "performance-status"];
        assert_eq!(nearest("metastaic", known), Some("metastatic"));
        assert_eq!(nearest("preformance-status", known), Some("performance-status"));
    }

    #[test]
    fn an_unlike_word_gets_no_hint() {
        assert_eq!(nearest("zebra", ["metastatic", "recurrence"]), None);
    }
}
