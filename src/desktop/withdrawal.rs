//! Whether what was asked for is still to be done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the window wants something no more that it has asked for. It is shared by both, as the thread that does it
/// may wait for a drive before.
#[derive(Clone, Debug, Default)]
pub struct Withdrawal(Arc<AtomicBool>);

impl Withdrawal {
    /// Nothing is to be done any more.
    pub fn withdraw(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether nothing is to be done any more.
    pub fn is_withdrawn(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
