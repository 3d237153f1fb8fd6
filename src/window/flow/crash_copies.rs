//! The recovery copies that a crash left, and when they are offered.

use crate::desktop::{FoundRecovery, KeyStoreError, UnreadableReason};
use std::path::Path;

/// The recovery copies that a crash left.
#[derive(Default)]
pub struct CrashCopies {
    found: Vec<FoundRecovery>,
    search: Search,
    /// Whether they have still to be offered.
    is_to_offer: bool,
}

/// How the copies were searched for, from the least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Search {
    #[default]
    Never,
    /// They were counted, and could not be read.
    WithoutKey,
    WithKey,
}

impl CrashCopies {
    /// The copies that were found last.
    pub fn found(&self) -> &[FoundRecovery] {
        &self.found
    }

    /// Whether to search now: once, and once more when there is a key. It counts as done.
    pub fn is_to_search(&mut self, has_key: bool) -> bool {
        let now = if has_key { Search::WithKey } else { Search::WithoutKey };
        let before = self.search;
        self.search = before.max(now);
        now > before
    }

    /// Whether a copy could not be read because the key store was locked.
    pub fn wait_for_key_store(&self) -> bool {
        let locked = Err(UnreadableReason::Temporary(Some(KeyStoreError::Locked)));
        self.found.iter().any(|copy| copy.indication == locked)
    }

    /// Takes over what was found. Copies that the user sees already are not offered again.
    pub fn note_found(&mut self, found: Vec<FoundRecovery>, are_shown: bool) {
        self.is_to_offer = !found.is_empty() && !are_shown;
        self.found = found;
    }

    /// Removes a copy from the list: it was discarded, or is this window's own from now on.
    pub fn remove(&mut self, file: &Path) {
        self.found.retain(|found| found.file != file);
    }

    /// Whether copies have still to be offered.
    pub fn are_to_offer(&self) -> bool {
        self.is_to_offer
    }

    /// Notes that the copies were offered.
    pub fn offered(&mut self) {
        self.is_to_offer = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str) -> FoundRecovery {
        FoundRecovery {
            file: file.into(),
            written_at: None,
            indication: Ok("sarcoma".into()),
            initials: String::new(),
        }
    }

    #[test]
    fn copies_are_searched_for_once_and_again_when_there_is_a_key() {
        let mut copies = CrashCopies::default();
        let searches = [false, false, true, true, false].map(|has_key| copies.is_to_search(has_key));
        assert_eq!(searches, [true, false, true, false, false]);
    }

    #[test]
    fn copies_are_offered_once() {
        let mut copies = CrashCopies::default();
        copies.note_found(vec![found("/r/1"), found("/r/2")], false);
        assert!(copies.are_to_offer());
        copies.offered();
        copies.remove(Path::new("/r/1"));
        assert!(!copies.are_to_offer());
        assert_eq!(copies.found().len(), 1);
        copies.note_found(vec![found("/r/2")], true);
        assert!(!copies.are_to_offer());
    }
}
