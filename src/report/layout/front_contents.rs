//! What each plan puts on the first page.

use super::mark::QrModules;
use super::shaped::ShapedTexts;
use crate::report::outline::{Block, Outline};
use std::rc::Rc;

/// What is put on the first page, however it is filled. The plans share what was shaped and encoded once.
pub(crate) struct FrontContents<'a> {
    pub(crate) outline: &'a Outline,
    /// Those before the first heading.
    pub(crate) blocks: &'a [Block],
    /// The document's mark; `None` if its text is too long for a code.
    pub(crate) code: Option<QrModules>,
    /// The texts that a plan has shaped.
    pub(crate) shaped: Rc<ShapedTexts>,
}

impl<'a> FrontContents<'a> {
    pub(crate) fn new(outline: &'a Outline, blocks: &'a [Block]) -> Self {
        let code = blocks.iter().find_map(|block| {
            let Block::Title { mark: (mark, _), .. } = block else { return None };
            QrModules::new(&mark.code)
        });
        FrontContents { outline, blocks, code, shaped: Rc::default() }
    }
}
