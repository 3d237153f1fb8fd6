//! Saving a case: encrypted by default, and never over a version that the window has not seen.

mod conflicts;
mod dialog;
mod in_flight;

use std::path::PathBuf;

use wgs_referral::desktop::{CaseRequest, Protection, Request};
use wgs_referral::files::Overwrite;

pub fn single_write(requests: &[Request]) -> (&PathBuf, &Protection, Overwrite) {
    let [Request::Case(CaseRequest::Write { path, protection, expected, .. })] = requests else {
        panic!("{requests:?}")
    };
    (path, protection, *expected)
}
