//! Whether what was asked for is still to be done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells a thread that the window does not want any more what it has asked for. The thread may wait for a drive before
/// it acts, and looks here then.
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
