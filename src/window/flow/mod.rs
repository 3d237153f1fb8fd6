//! What takes several steps: saving, opening, exporting, leaving a case, keeping a recovery copy.
//!
//! A step is a value that travels with the dialog or the job that it waits for. There is no state of a flow
//! beside them: a dialog that is closed and a job that nobody waits for end their flow, and no other.

mod crash_copies;
mod export;
mod leave;
mod open;
mod open_mode;
mod path_use;
mod recent_files;
mod recovery_copy;
mod save;
mod settings_file;

pub use crash_copies::CrashCopies;
pub use export::{AfterExport, ExportedState, ReportExport, ReportSubject, ReportUse};
pub use leave::{DiscardConsent, PendingAction};
pub use open::OpenAttempt;
pub use open_mode::OpenMode;
pub use path_use::{PathUse, with_extension};
pub use recent_files::RecentFiles;
pub use recovery_copy::{CaseVersion, CopyKeeper, CopyStatus, CopyStep};
pub use save::{AfterWrite, RecoveryKeySetup, SaveTarget, Way, Write};
pub use settings_file::{FoundSettings, SettingsStore};
