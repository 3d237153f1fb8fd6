//! Flows through the window, by the tree that screen readers see. No renderer is needed.

mod answering;
mod bench;
mod calendar;
mod closing;
mod fake_desktop;
mod files;
mod jobs;
mod keyboard;
mod locking;
mod overview;
mod recovery;
mod referrals;
mod report;
mod safety;
mod saving;
mod settings;
mod stale_replies;
mod write_order;
