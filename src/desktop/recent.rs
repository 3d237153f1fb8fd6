//! Carries out what is asked of the list of recent files.

use super::{Output, RecentRequest};
use crate::files::{self, RecentList};

/// Carries out a request.
pub fn run(request: RecentRequest) -> Output {
    match request {
        RecentRequest::Note { folder, path } => Output::RecentChanged(files::note_recent(&folder, &path)),
        RecentRequest::Forget { folder, paths } => {
            Output::RecentChanged(files::forget_recent(&folder, &paths))
        }
        RecentRequest::Delete(folder) => {
            Output::RecentChanged(files::delete_recent(&folder).map(|()| RecentList::Files(Vec::new())))
        }
        RecentRequest::FindMissing(paths) => Output::RecentMissing(files::missing_files(paths)),
    }
}
