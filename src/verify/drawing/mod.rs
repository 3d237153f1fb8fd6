//! Draws files from outside in a process of its own: what it costs and whether it ends is decided there.

mod codes;
mod finders;
mod limits;
mod modules;
mod picture;
mod process;
mod task;

pub use process::{DRAWING_ARGUMENT, draw_for_parent};
pub(super) use task::PagesRead;

use std::borrow::Cow;
use std::path::PathBuf;
use task::{Task, TaskReply};

/// The reason why nothing was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawingError {
    /// The file is damaged, or has more pixels than are read.
    Damaged,
    /// Drawing the file takes more memory or time than is allowed.
    BeyondLimits,
    /// This computer could not start the drawing process, or gives it less than it needs.
    NotStarted,
}

/// Reads marks off pages and pictures, and compares pages.
#[derive(Clone, Debug)]
pub struct PageReader(DrawingProcess);

#[derive(Clone, Debug)]
enum DrawingProcess {
    /// This program, started once for each file.
    Own(PathBuf),
    /// This process, for tests and benches, whose program is another one.
    This,
    /// No process, so that nothing is drawn.
    Nowhere,
}

impl PageReader {
    /// A reader that starts this program anew for each file; see [`draw_for_parent`].
    pub fn in_own_process() -> Self {
        if cfg!(test) {
            return PageReader::in_this_process();
        }
        // The link leads to the program that runs, even where an update has replaced its file.
        if cfg!(target_os = "linux") {
            return PageReader(DrawingProcess::Own(PathBuf::from("/proc/self/exe")));
        }
        // A path that leads nowhere can't be started.
        PageReader(DrawingProcess::Own(std::env::current_exe().unwrap_or_default()))
    }

    /// A reader without limits, for programs that can't be started with [`DRAWING_ARGUMENT`], as tests.
    pub fn in_this_process() -> Self {
        PageReader(DrawingProcess::This)
    }

    /// A reader that draws nothing, as if each file were beyond the limits. For fuzzing what is compared.
    pub fn without_drawing() -> Self {
        PageReader(DrawingProcess::Nowhere)
    }

    /// Reads the marks off page 1 of a PDF, and compares its pages with the expected ones and with those of its
    /// `repaired` version.
    pub(super) fn read_pages(
        &self,
        pdf: &[u8],
        expected: Option<&[u8]>,
        repaired: Option<&[u8]>,
    ) -> Result<PagesRead, DrawingError> {
        let (expected, repaired) = (expected.map(Cow::from), repaired.map(Cow::from));
        match self.carry_out(Task::Pages { pdf: pdf.into(), expected, repaired })? {
            TaskReply::Pages(read) => Ok(read),
            TaskReply::Codes(_) => Err(DrawingError::Damaged),
        }
    }

    /// The contents of the marks on the pages of a PDF after page 1.
    pub(super) fn read_further_pages(&self, pdf: &[u8]) -> Result<Vec<String>, DrawingError> {
        self.read_codes(Task::FurtherPages { pdf: pdf.into() })
    }

    /// The contents of all marks on a picture.
    pub(super) fn read_picture(&self, picture: &[u8]) -> Result<Vec<String>, DrawingError> {
        self.read_codes(Task::Picture { bytes: picture.into() })
    }

    fn read_codes(&self, task: Task) -> Result<Vec<String>, DrawingError> {
        match self.carry_out(task)? {
            TaskReply::Codes(codes) => Ok(codes),
            TaskReply::Pages(_) => Err(DrawingError::Damaged),
        }
    }

    fn carry_out(&self, task: Task) -> Result<TaskReply, DrawingError> {
        match &self.0 {
            DrawingProcess::Own(program) => process::carry_out(program, &task),
            DrawingProcess::This => task::carry_out(task).ok_or(DrawingError::Damaged),
            DrawingProcess::Nowhere => Err(DrawingError::BeyondLimits),
        }
    }
}
