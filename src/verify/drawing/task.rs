//! What the drawing process does, and how task and reply are written between the processes.

use super::DrawingError;
use super::codes::{codes_on_first_page, codes_on_further_pages};
use super::picture::codes_on_picture;
use crate::pdf::PdfPages;
use crate::verify::compare::pages_agree;
use std::borrow::Cow;
use std::io::{self, BufRead, Read, Write};

/// Something to draw.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Task<'a> {
    /// Read the marks on page 1 of a PDF, and compare its pages with those of others.
    Pages {
        /// The PDF from outside.
        pdf: Cow<'a, [u8]>,
        /// A PDF with the pages that it should have.
        expected: Option<Cow<'a, [u8]>>,
        /// The PDF from outside as programs read it that find other objects in it.
        repaired: Option<Cow<'a, [u8]>>,
    },
    /// Read the marks on the pages of a PDF after page 1.
    FurtherPages {
        /// The PDF from outside.
        pdf: Cow<'a, [u8]>,
    },
    /// Read the marks on a scan or photo.
    Picture {
        /// A PNG or JPEG file.
        bytes: Cow<'a, [u8]>,
    },
}

/// What was drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TaskReply {
    /// The reply to [`Task::Pages`].
    Pages(PagesRead),
    /// The reply to [`Task::FurtherPages`] and [`Task::Picture`]: the contents of the codes.
    Codes(Vec<String>),
}

/// What was read off the pages of a PDF.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PagesRead {
    /// The contents of the marks on page 1, in each reading of the PDF.
    pub codes: Vec<String>,
    /// Whether the pages are as expected; `None`: they were not compared.
    pub pages_agree: Option<bool>,
}

/// Draws. `None`: the file is damaged.
pub(super) fn carry_out(task: Task) -> Option<TaskReply> {
    match task {
        Task::Pages { pdf, expected, repaired } => {
            let pages = PdfPages::parse(pdf.into_owned())?;
            let mut read = PagesRead { codes: codes_on_first_page(&pages)?, pages_agree: None };
            if let Some(expected) = expected {
                read.pages_agree = pages_agree(&pages, &PdfPages::parse(expected.into_owned())?);
            }
            if let Some(repaired) = repaired {
                add_repaired(&mut read, &pages, PdfPages::parse(repaired.into_owned()));
            }
            Some(TaskReply::Pages(read))
        }
        Task::FurtherPages { pdf } => {
            codes_on_further_pages(&PdfPages::parse(pdf.into_owned())?).map(TaskReply::Codes)
        }
        Task::Picture { bytes } => codes_on_picture(&bytes).map(TaskReply::Codes),
    }
}

/// Adds what other programs see on the pages. Pages that can't be drawn are not known to be the same.
fn add_repaired(read: &mut PagesRead, pages: &PdfPages, repaired: Option<PdfPages>) {
    let codes = repaired.as_ref().and_then(codes_on_first_page);
    let are_same = repaired.and_then(|repaired| pages_agree(&repaired, pages));
    if are_same != Some(true) {
        read.pages_agree = Some(false);
    }
    for code in codes.unwrap_or_default() {
        if !read.codes.contains(&code) {
            read.codes.push(code);
        }
    }
}

/// The first bytes of a task, which tell its kind.
const PAGES: u8 = b'p';
const FURTHER_PAGES: u8 = b'f';
const PICTURE: u8 = b'i';

/// The most bytes of a file that the drawing process reads.
const MAX_LENGTH: u64 = 256 << 20;

impl Task<'_> {
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let (kind, parts): (u8, [&[u8]; 3]) = match self {
            Task::Pages { pdf, expected, repaired } => (
                PAGES,
                [pdf, expected.as_deref().unwrap_or_default(), repaired.as_deref().unwrap_or_default()],
            ),
            Task::FurtherPages { pdf } => (FURTHER_PAGES, [pdf, &[], &[]]),
            Task::Picture { bytes } => (PICTURE, [bytes, &[], &[]]),
        };
        to.write_all(&[kind])?;
        for part in parts {
            to.write_all(&(part.len() as u64).to_le_bytes())?;
            to.write_all(part)?;
        }
        to.flush()
    }

    pub(super) fn read(from: &mut impl Read) -> io::Result<Task<'static>> {
        let mut kind = [0];
        from.read_exact(&mut kind)?;
        let mut part = || {
            let mut length = [0; 8];
            from.read_exact(&mut length)?;
            let length = u64::from_le_bytes(length);
            if length > MAX_LENGTH {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            let mut bytes = vec![0; length as usize];
            from.read_exact(&mut bytes)?;
            Ok(Cow::from(bytes))
        };
        let [first, second, third] = [part()?, part()?, part()?];
        let optional = |part: Cow<'static, [u8]>| Some(part).filter(|part| !part.is_empty());
        match kind {
            [PAGES] => Ok(Task::Pages { pdf: first, expected: optional(second), repaired: optional(third) }),
            [FURTHER_PAGES] => Ok(Task::FurtherPages { pdf: first }),
            [PICTURE] => Ok(Task::Picture { bytes: first }),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// The words of a reply, a line each. Only a reply with one of the last two is whole.
const CODE: &str = "code ";
const AGREE: &str = "pages agree";
const DIFFER: &str = "pages differ";
const DONE: &str = "done";
const DAMAGED: &str = "damaged";

impl TaskReply {
    /// Writes a reply. `None`: the file is damaged.
    pub(super) fn write(reply: Option<&Self>, to: &mut impl Write) -> io::Result<()> {
        let Some(reply) = reply else { return writeln!(to, "{DAMAGED}") };
        let (codes, pages_agree) = match reply {
            TaskReply::Pages(read) => (&read.codes, read.pages_agree),
            TaskReply::Codes(codes) => (codes, None),
        };
        // A code of more than one line is no mark.
        for code in codes.iter().filter(|code| !code.contains(['\n', '\r'])) {
            writeln!(to, "{CODE}{code}")?;
        }
        match pages_agree {
            Some(true) => writeln!(to, "{AGREE}")?,
            Some(false) => writeln!(to, "{DIFFER}")?,
            None => {}
        }
        writeln!(to, "{DONE}")
    }

    /// Reads the reply to a task. One that is not whole means that the process was ended.
    pub(super) fn read(task: &Task, from: impl BufRead) -> Result<Self, DrawingError> {
        let cut = DrawingError::BeyondLimits;
        let (mut codes, mut pages_agree) = (Vec::new(), None);
        for line in from.lines() {
            match line.map_err(|_| cut)?.as_str() {
                DAMAGED => return Err(DrawingError::Damaged),
                AGREE => pages_agree = Some(true),
                DIFFER => pages_agree = Some(false),
                DONE => {
                    return Ok(match task {
                        Task::Pages { .. } => TaskReply::Pages(PagesRead { codes, pages_agree }),
                        Task::FurtherPages { .. } | Task::Picture { .. } => TaskReply::Codes(codes),
                    });
                }
                line => codes.push(line.strip_prefix(CODE).ok_or(cut)?.to_owned()),
            }
        }
        Err(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_and_replies_arrive_as_they_were_sent() {
        let tasks = [
            Task::Pages {
                pdf: b"%PDF".as_slice().into(),
                expected: None,
                repaired: Some(b"%PDF-3".as_slice().into()),
            },
            Task::Pages {
                pdf: b"%PDF".as_slice().into(),
                expected: Some(b"%PDF-2".as_slice().into()),
                repaired: None,
            },
            Task::FurtherPages { pdf: b"%PDF".as_slice().into() },
            Task::Picture { bytes: vec![0; 3000].into() },
        ];
        let replies = [
            TaskReply::Pages(PagesRead { codes: vec!["A B".to_owned(), String::new()], pages_agree: None }),
            TaskReply::Pages(PagesRead { codes: Vec::new(), pages_agree: Some(false) }),
            TaskReply::Codes(vec!["A B".to_owned()]),
            TaskReply::Codes(vec!["done".to_owned()]),
        ];
        for (task, reply) in tasks.iter().zip(replies) {
            let mut bytes = Vec::new();
            task.write(&mut bytes).unwrap();
            assert_eq!(Task::read(&mut bytes.as_slice()).unwrap(), *task);
            let mut bytes = Vec::new();
            TaskReply::write(Some(&reply), &mut bytes).unwrap();
            let cut = &bytes[..bytes.len() - DONE.len() - 1];
            assert_eq!(TaskReply::read(task, cut), Err(DrawingError::BeyondLimits));
            assert_eq!(TaskReply::read(task, bytes.as_slice()), Ok(reply));
        }
    }
}
