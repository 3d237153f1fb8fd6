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
        PageReader(std::env::current_exe().map_or(DrawingProcess::Nowhere, DrawingProcess::Own))
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
    /// `repaired` version. `None`: it can't be drawn within the limits.
    pub(super) fn read_pages(
        &self,
        pdf: &[u8],
        expected: Option<&[u8]>,
        repaired: Option<&[u8]>,
    ) -> Option<PagesRead> {
        let (expected, repaired) = (expected.map(Cow::from), repaired.map(Cow::from));
        match self.carry_out(Task::Pages { pdf: pdf.into(), expected, repaired })? {
            TaskReply::Pages(read) => Some(read),
            TaskReply::Picture(_) => None,
        }
    }

    /// The contents of all QR codes on a picture. `None`: it can't be read within the limits.
    pub(super) fn read_picture(&self, picture: &[u8]) -> Option<Vec<String>> {
        match self.carry_out(Task::Picture { bytes: picture.into() })? {
            TaskReply::Picture(codes) => Some(codes),
            TaskReply::Pages(_) => None,
        }
    }

    fn carry_out(&self, task: Task) -> Option<TaskReply> {
        match &self.0 {
            DrawingProcess::Own(program) => process::carry_out(program, &task),
            DrawingProcess::This => task::carry_out(task),
            DrawingProcess::Nowhere => None,
        }
    }
}
