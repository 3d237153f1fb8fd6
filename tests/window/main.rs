//! Tests of the window through its accessibility tree. No renderer is needed.

mod answering;
mod bench;
mod calendar;
mod closing;
mod contrast;
mod dialogs;
mod fake_desktop;
mod file_notes;
mod files;
#[path = "../filled/mod.rs"]
mod filled;
mod frames;
mod jobs;
mod keyboard;
mod led_to_end;
mod locking;
mod long_texts;
mod movement;
mod opening;
mod outside;
mod overview;
mod patients;
mod recovery;
mod referrals;
mod report;
mod safety;
mod save_again;
mod saving;
mod second_reading;
mod settings;
mod settings_draft;
mod sight;
mod stale_replies;
mod typed_paths;
mod whole_case;
mod write_order;
