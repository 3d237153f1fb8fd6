//! The locks of this process, by the path of the case.
//!
//! The mutex guards this table alone. While a thread creates or removes the files of a lock, which may take for ever on
//! a drive that hangs, the path is claimed: only who wants the same path waits.

use super::LockEntry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What this process has to do with a path.
enum Slot {
    /// A thread acquires, releases or probes the lock.
    Claimed,
    Held(LockEntry),
}

static SLOTS: Mutex<BTreeMap<PathBuf, Slot>> = Mutex::new(BTreeMap::new());
static CLAIM_ENDED: Condvar = Condvar::new();

fn slots() -> MutexGuard<'static, BTreeMap<PathBuf, Slot>> {
    SLOTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right of one thread to touch the files of a lock. It ends when it is dropped, also by a panic.
pub struct Claim<'a>(&'a Path);

impl Claim<'_> {
    /// Ends the claim, and holds the lock from now on.
    pub fn hold(self, entry: LockEntry) {
        slots().insert(self.0.to_owned(), Slot::Held(entry));
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut slots = slots();
        if matches!(slots.get(self.0), Some(Slot::Claimed)) {
            slots.remove(self.0);
        }
        CLAIM_ENDED.notify_all();
    }
}

/// Shares the lock of this process, or claims the path to acquire one. Waits for a thread that acquires or releases it.
pub fn share_or_claim(path: &Path) -> Option<Claim<'_>> {
    let mut slots = slots();
    loop {
        match slots.get_mut(path) {
            Some(Slot::Held(entry)) => {
                entry.shares += 1;
                return None;
            }
            Some(Slot::Claimed) => {
                slots = CLAIM_ENDED.wait(slots).unwrap_or_else(PoisonError::into_inner);
            }
            None => {
                slots.insert(path.to_owned(), Slot::Claimed);
                return Some(Claim(path));
            }
        }
    }
}

/// Claims the path, unless this process has to do with it already.
pub fn claim_unused(path: &Path) -> Option<Claim<'_>> {
    let mut slots = slots();
    if slots.contains_key(path) {
        return None;
    }
    slots.insert(path.to_owned(), Slot::Claimed);
    Some(Claim(path))
}

/// Ends one use of the lock. With the last one, returns the lock and a claim, to remove its files under.
pub fn unshare(path: &Path) -> Option<(LockEntry, Claim<'_>)> {
    let mut slots = slots();
    let Some(Slot::Held(entry)) = slots.get_mut(path) else { return None };
    entry.shares -= 1;
    if entry.shares > 0 {
        return None;
    }
    match slots.insert(path.to_owned(), Slot::Claimed) {
        Some(Slot::Held(entry)) => Some((entry, Claim(path))),
        // INVARIANT: it was held above, under the same guard.
        Some(Slot::Claimed) | None => None,
    }
}

/// Takes all locks out of the table.
pub fn take_all() -> Vec<LockEntry> {
    let entries = slots().extract_if(.., |_, slot| matches!(slot, Slot::Held(_))).collect::<Vec<_>>();
    let held = |(_, slot)| match slot {
        Slot::Held(entry) => Some(entry),
        Slot::Claimed => None,
    };
    entries.into_iter().filter_map(held).collect()
}
