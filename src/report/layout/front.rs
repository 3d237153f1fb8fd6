//! Fills the first page: who, what disease, the clinical question, the verdict, and the judgements behind it.
//!
//! What the clinician wrote is of any length, and the first page is one page. If not everything fits, it is set
//! smaller, then the strip moves to the next page, then the longest texts are cut after a number of lines; they
//! say so, and stand in full on the next page.

use super::composer::{LEFT, PAGE_ROOM, PageComposer, WIDTH, WrappedText, style};
use super::field::{FieldFonts, FieldLayout, FieldLimit};
use super::fonts::{FontFace, TextStyle};
use super::front_contents::FrontContents;
use super::mark::QrModules;
use super::paths::{rounded_rectangle, status_shape};
use super::strip::strip;
use super::{ContentKind, DrawItem, StructureRole};
use crate::assessment::Status;
use crate::colors::{INK, status as status_color};
use crate::report::outline::{
    Block, DocumentMark, Fact, Outline, PrintedJudgement, VerdictLine, VerdictLineKind,
};
use std::rc::Rc;

/// How the first page is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FrontPlan {
    /// Decides how large the texts are set.
    size: TextSize,
    /// After so many lines over the whole width, a text is cut; in a column, after twice as many.
    max_lines: usize,
    /// Whether the criteria at a glance are on the first page.
    has_strip: bool,
}

/// The size of the texts on the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextSize {
    Large,
    Medium,
    Small,
}

/// More lines than a page has. A text that is cut there is too long for one page, and the rest of it can be left out.
const PAGE_LINES: usize = 64;
/// No text of ordinary length, of 300 characters, takes more lines over the whole width.
const ORDINARY_LINES: usize = 4;

/// The first page, filled.
#[derive(Clone)]
pub(crate) struct FrontPage {
    /// Holds all blocks before the first heading.
    pub(crate) composer: PageComposer,
    /// Label and whole text of what was cut.
    pub(crate) overleaf: Vec<(String, String)>,
    /// Whether the criteria at a glance are on it.
    pub(crate) has_strip: bool,
}

/// Fills the first page according to the most generous plan with which everything is on one page. If there is none,
/// the blocks go on on the next page.
pub(crate) fn front(outline: &Outline) -> FrontPage {
    let contents = FrontContents::new(outline, &outline.blocks[..front_len(outline)]);
    let sizes = [TextSize::Large, TextSize::Medium, TextSize::Small];
    let whole = |has_strip| sizes.map(|size| FrontPlan { size, max_lines: PAGE_LINES, has_strip });
    let mut plans = whole(true).into_iter().chain(whole(false));
    if let Some(page) = plans.find_map(|plan| plan.single_page(&contents)) {
        return page;
    }
    let small = FrontPlan { size: TextSize::Small, max_lines: PAGE_LINES, has_strip: true };
    let without_strip = FrontPlan { has_strip: false, ..small };
    let cut = |plan: FrontPlan, least: usize| {
        let plan = |max_lines| FrontPlan { max_lines, ..plan };
        greatest(least..PAGE_LINES, |max_lines| plan(max_lines).single_page(&contents))
    };
    cut(small, ORDINARY_LINES)
        .or_else(|| cut(without_strip, 1))
        .unwrap_or_else(|| FrontPlan { max_lines: 1, ..without_strip }.fill(&contents))
}

impl FrontPlan {
    fn single_page(self, contents: &FrontContents) -> Option<FrontPage> {
        Some(self.fill(contents)).filter(|page| page.composer.page_index() == 0)
    }

    fn fill(self, contents: &FrontContents) -> FrontPage {
        let composer = PageComposer::new(Rc::clone(&contents.shaped));
        let mut front = FrontComposer { composer, plan: self, contents, overleaf: Vec::new() };
        for block in contents.blocks {
            front.draw_block(block);
        }
        FrontPage { composer: front.composer, overleaf: front.overleaf, has_strip: self.has_strip }
    }

    /// The size and leading of values, and the size of labels.
    fn sizes(self) -> (f32, f32, f32) {
        match self.size {
            TextSize::Large => (10.0, 13.5, 8.5),
            TextSize::Medium => (9.5, 12.5, 8.5),
            TextSize::Small => (9.0, 11.5, 8.0),
        }
    }

    /// The style of short answers, or that of running text.
    fn field_style(self, is_text: bool) -> FieldFonts {
        let (value, leading, label) = self.sizes();
        let (label_face, value_face) = if is_text {
            (FontFace::SemiBold, FontFace::Regular)
        } else {
            (FontFace::Regular, FontFace::SemiBold)
        };
        FieldFonts { label: style(label_face, label, INK), value: style(value_face, value, INK), leading }
    }

    /// The space between blocks, in points.
    fn space(self) -> f32 {
        match self.size {
            TextSize::Large => 9.0,
            TextSize::Medium => 7.0,
            TextSize::Small => 5.0,
        }
    }
}

/// The result for the greatest number in a range that has one, if there is one up to some number and none from there.
fn greatest<T>(range: std::ops::Range<usize>, result: impl Fn(usize) -> Option<T>) -> Option<T> {
    let (mut low, mut high, mut best) = (range.start, range.end, None);
    while low < high {
        let middle = low + (high - low) / 2;
        match result(middle) {
            Some(found) => (low, best) = (middle + 1, Some(found)),
            None => high = middle,
        }
    }
    best
}

/// The number of blocks that make up the first page.
pub(crate) fn front_len(outline: &Outline) -> usize {
    let first_heading = outline.blocks.iter().position(|block| matches!(block, Block::Heading(_)));
    first_heading.unwrap_or(outline.blocks.len())
}

/// A first page being filled.
struct FrontComposer<'a> {
    composer: PageComposer,
    plan: FrontPlan,
    contents: &'a FrontContents<'a>,
    /// Label and whole text of what was cut.
    overleaf: Vec<(String, String)>,
}

/// Draws the criteria at a glance where the first page has no room for them.
pub(crate) fn overleaf_strip(composer: &mut PageComposer, outline: &Outline) {
    for block in &outline.blocks[..front_len(outline)] {
        if let Block::Strip { alt, cells } = block {
            composer.y += 8.0;
            strip(composer, alt, cells);
        }
    }
}

/// Draws title, lines and notice, with the mark to their right and the document's id below the mark.
fn title(
    composer: &mut PageComposer,
    [text, below, notice]: [&str; 3],
    draft: Option<&str>,
    (mark, alt): (&DocumentMark, &str),
    code: Option<&QrModules>,
) {
    const MARK: f32 = 58.0;
    let width = WIDTH - MARK - 24.0;
    composer.add_bookmark(1, text);
    let top = composer.y;
    let node = composer.add_node(StructureRole::Title, 0);
    let lines = composer.wrap_text(style(FontFace::SemiBold, 19.0, INK), text, width);
    composer.draw_lines(node, LEFT, lines);
    let lines = [(FontFace::SemiBold, 11.0, Some(below)), (FontFace::Regular, 10.0, Some(notice))];
    for (face, size, text) in lines.into_iter().chain([(FontFace::SemiBold, 10.0, draft)]) {
        let Some(text) = text else { continue };
        let node = composer.add_node(StructureRole::Paragraph, 0);
        let lines = composer.wrap_text(style(face, size, INK), text, width);
        composer.draw_lines(node, LEFT, lines);
    }
    let end = composer.y;

    let (left, right) = (LEFT + WIDTH - MARK, LEFT + WIDTH);
    if let Some(code) = code {
        let figure = composer.add_figure([left, top, right, top + MARK], alt);
        composer.draw(ContentKind::Node(figure), code.draw(left, top, MARK));
    }
    let node = composer.add_node(StructureRole::Paragraph, 0);
    let lines = composer.wrap_text(style(FontFace::Regular, 8.0, INK), &mark.id, MARK);
    let mut y = top + MARK + 1.0;
    for run in lines.runs {
        let x = right - run.width();
        composer.draw_line(ContentKind::Node(node), x, y, lines.leading, run);
        y += lines.leading;
    }
    composer.y = y.max(end) + 4.0;
}

/// Adds a list with a node for the label and one for the value of each field.
fn field_nodes(composer: &mut PageComposer, fields: usize) -> Vec<(usize, usize)> {
    let list = composer.add_node(StructureRole::List, 0);
    let node = |_| {
        let item = composer.add_node(StructureRole::ListItem, list);
        (composer.add_node(StructureRole::Label, item), composer.add_node(StructureRole::ListBody, item))
    };
    (0..fields).map(node).collect()
}

fn height_of(fields: &[FieldLayout]) -> f32 {
    fields.iter().map(FieldLayout::height).sum()
}

impl<'a> FrontComposer<'a> {
    fn draw_block(&mut self, block: &Block) {
        match block {
            Block::Title { text, below, notice, draft, mark: (mark, alt) } => {
                let code = self.contents.code.as_ref();
                title(&mut self.composer, [text, below, notice], draft.as_deref(), (mark, alt), code)
            }
            Block::Facts(columns) => self.draw_people(columns),
            Block::Clinical(groups) => self.draw_clinical(groups),
            Block::ClinicalQuestion(facts) => self.draw_question(facts),
            Block::Verdict { status, sentence, lines } => self.draw_verdict(*status, sentence, lines),
            Block::Judgements { heading, items } => self.draw_judgements(heading, items),
            Block::Strip { alt, cells } if self.plan.has_strip => strip(&mut self.composer, alt, cells),
            Block::Strip { .. } => {}
            // They stand after the first heading.
            Block::Heading(_)
            | Block::Paragraph { .. }
            | Block::List(_)
            | Block::Link { .. }
            | Block::Criteria { .. }
            | Block::Signature(_) => {}
        }
    }

    fn limit(&self, width: f32) -> FieldLimit<'a> {
        let max_lines = if width < 0.6 * WIDTH { 2 * self.plan.max_lines } else { self.plan.max_lines };
        FieldLimit { max_lines, mark: &self.contents.outline.overleaf.mark }
    }

    /// Breaks a field into lines, and remembers it for the next page if it is cut.
    fn lay_field(&mut self, fact: &Fact, width: f32) -> FieldLayout {
        let style = self.plan.field_style(fact.is_text);
        let limit = self.limit(width);
        let field = FieldLayout::new(&mut self.composer, style, [&fact.label, &fact.value], width, limit);
        if field.is_cut {
            self.overleaf.push((fact.label.clone(), fact.value.clone()));
        }
        field
    }

    /// Draws two columns of fields from the current position on; one below another if they are higher than a page.
    fn draw_columns(&mut self, columns: [Vec<FieldLayout>; 2], x: [f32; 2]) {
        let [left, right] = &columns;
        let nodes = field_nodes(&mut self.composer, left.len() + right.len());
        let mut nodes = nodes.into_iter();
        if height_of(left).max(height_of(right)) > PAGE_ROOM {
            for (field, nodes) in columns.into_iter().flatten().zip(nodes) {
                self.composer.ensure_room(field.height());
                let (y, height) = (self.composer.y, field.height());
                field.draw(&mut self.composer, nodes, x[0], y);
                self.composer.y += height;
            }
            return;
        }
        let top = self.composer.y;
        for (column, x) in columns.into_iter().zip(x) {
            let mut y = top;
            for (field, nodes) in column.into_iter().zip(nodes.by_ref()) {
                let height = field.height();
                field.draw(&mut self.composer, nodes, x, y);
                y += height;
            }
            self.composer.y = self.composer.y.max(y);
        }
    }

    /// Draws patient and requester in a frame.
    fn draw_people(&mut self, columns: &[Vec<Fact>; 2]) {
        const GAP: f32 = 14.0;
        let padding = self.plan.space() + 1.0;
        let width = (WIDTH - 2.0 * padding - GAP) / 2.0;
        let laid =
            columns.each_ref().map(|facts| facts.iter().map(|fact| self.lay_field(fact, width)).collect());
        let height = laid.iter().map(|fields: &Vec<FieldLayout>| height_of(fields)).fold(0.0, f32::max);
        let height = height + 2.0 * padding;
        if height <= PAGE_ROOM {
            self.composer.ensure_room(height);
            let segments = rounded_rectangle(LEFT, self.composer.y, WIDTH, height, 4.0);
            let frame = DrawItem::Path { segments, fill: None, stroke: Some((INK, 0.6)) };
            self.composer.draw(ContentKind::Decoration, frame);
        }
        self.composer.y += padding;
        self.draw_columns(laid, [LEFT + padding, LEFT + padding + width + GAP]);
        self.composer.y += padding + self.plan.space();
    }

    /// Draws the answers in two columns of about equal height. A group is split only if that saves some lines.
    fn draw_clinical(&mut self, groups: &[Vec<Fact>]) {
        const GAP: f32 = 14.0;
        const SPLIT_COST: f32 = 40.0;
        const GROUP_GAP: f32 = 4.0;
        let width = (WIDTH - GAP) / 2.0;
        let mut left = Vec::new();
        let mut group_starts = Vec::new();
        for group in groups {
            group_starts.push(left.len());
            for (at, fact) in group.iter().enumerate() {
                let mut field = self.lay_field(fact, width);
                field.before = if at == 0 {
                    GROUP_GAP
                } else if fact.is_text {
                    GROUP_GAP / 2.0
                } else {
                    0.0
                };
                left.push(field);
            }
        }
        let cost = |at: &usize| {
            let height = height_of(&left[..*at]).max(height_of(&left[*at..]));
            height + if group_starts.contains(at) || *at == left.len() { 0.0 } else { SPLIT_COST }
        };
        let split = (1..=left.len()).min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(0);
        let mut right = left.split_off(split);
        for column in [&mut left, &mut right] {
            column.first_mut().into_iter().for_each(|field| field.before = 0.0);
        }
        let height = height_of(&left).max(height_of(&right));
        if height <= PAGE_ROOM {
            self.composer.ensure_room(height);
        }
        self.draw_columns([left, right], [LEFT, LEFT + width + GAP]);
        self.composer.y += self.plan.space();
    }

    fn draw_question(&mut self, facts: &[Fact]) {
        let nodes = field_nodes(&mut self.composer, facts.len());
        for (fact, nodes) in facts.iter().zip(nodes) {
            let field = self.lay_field(fact, WIDTH);
            let height = field.height();
            self.composer.ensure_room(height);
            let y = self.composer.y;
            field.draw(&mut self.composer, nodes, LEFT, y);
            self.composer.y += height;
        }
        self.composer.y += self.plan.space();
    }

    fn draw_verdict(&mut self, status: Status, sentence: &str, lines: &[VerdictLine]) {
        const TEXT_AT: f32 = 32.0;
        const SIGN: f32 = 12.0;
        let (size, leading, _) = self.plan.sizes();
        let padding = self.plan.space() + 1.0;
        let width = WIDTH - TEXT_AT - padding;
        let composer = &mut self.composer;
        let sentence = composer.wrap_text(style(FontFace::SemiBold, 12.5, INK), sentence, width);
        let lines: Vec<(bool, WrappedText)> = lines
            .iter()
            .map(|line| {
                let is_caution = line.kind == VerdictLineKind::Caution;
                let (face, indent) =
                    if is_caution { (FontFace::SemiBold, SIGN) } else { (FontFace::Regular, 0.0) };
                let text = composer.wrap_text(style(face, size, INK), &line.text, width - indent);
                (is_caution, WrappedText { leading, ..text })
            })
            .collect();
        let height =
            sentence.height() + lines.iter().map(|(_, lines)| lines.height()).sum::<f32>() + 2.0 * padding;
        composer.ensure_room(height);
        let (top, centre) = (composer.y, composer.y + padding + sentence.leading / 2.0);
        let segments = rounded_rectangle(LEFT, top, WIDTH, height, 4.0);
        let frame = DrawItem::Path { segments, fill: None, stroke: Some((status_color(status), 1.5)) };
        composer.draw(ContentKind::Decoration, frame);
        for item in status_shape(status, LEFT + 17.0, centre, 16.0) {
            composer.draw(ContentKind::Decoration, item);
        }
        composer.y += padding;
        let node = composer.add_node(StructureRole::Paragraph, 0);
        composer.draw_lines(node, LEFT + TEXT_AT, sentence);
        for (is_caution, lines) in lines {
            let indent = if is_caution { SIGN } else { 0.0 };
            if is_caution {
                let y = composer.y + leading / 2.0;
                for item in status_shape(Status::Advisory, LEFT + TEXT_AT + 4.0, y, 8.0) {
                    composer.draw(ContentKind::Decoration, item);
                }
            }
            let node = composer.add_node(StructureRole::Paragraph, 0);
            composer.draw_lines(node, LEFT + TEXT_AT + indent, lines);
        }
        composer.y = composer.y.max(top) + padding + self.plan.space();
    }

    /// Draws each judgement as its question with the decision, and below it the name and the reason.
    fn draw_judgements(&mut self, heading: &str, items: &[PrintedJudgement]) {
        const INDENT: f32 = 15.0;
        let (size, leading, label) = self.plan.sizes();
        let text_style = |face: FontFace, size: f32| -> TextStyle { style(face, size, INK) };
        let heading_lines = self.composer.wrap_text(text_style(FontFace::SemiBold, 11.0), heading, WIDTH);
        self.composer.ensure_room(heading_lines.height() + 3.0 * leading);
        self.composer.add_bookmark(2, heading);
        let node = self.composer.add_node(StructureRole::Heading, 0);
        self.composer.draw_lines(node, LEFT, heading_lines);
        let nodes = field_nodes(&mut self.composer, items.len());
        for (item, (question, reason)) in items.iter().zip(nodes) {
            let decision =
                self.composer.wrap_text(text_style(FontFace::SemiBold, size), &item.decision, WIDTH - INDENT);
            let decision = WrappedText { leading, ..decision };
            let field_style = FieldFonts {
                label: text_style(FontFace::Regular, label),
                value: text_style(FontFace::Regular, size),
                leading,
            };
            let signed = item.signed.as_deref().unwrap_or_default();
            let texts = [signed, item.rationale.as_str()];
            let limit = self.limit(WIDTH);
            let field = FieldLayout::new(&mut self.composer, field_style, texts, WIDTH - INDENT, limit);
            if field.is_cut {
                let prefix = if signed.is_empty() { String::new() } else { format!("{signed}: ") };
                self.overleaf.push((item.decision.clone(), format!("{prefix}{}", item.rationale)));
            }
            self.composer.ensure_room(decision.height() + field.height());
            let y = self.composer.y;
            for shape in status_shape(Status::Judgement, LEFT + 5.5, y + leading / 2.0, 9.0) {
                self.composer.draw(ContentKind::Decoration, shape);
            }
            self.composer.draw_lines(question, LEFT + INDENT, decision);
            let (y, height) = (self.composer.y, field.height());
            field.draw(&mut self.composer, (reason, reason), LEFT + INDENT, y);
            self.composer.y += height + self.plan.space() / 2.0;
        }
        self.composer.y += self.plan.space() / 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case;
    use crate::definition::{Language, embedded};
    use crate::report::{ReportSettings, document};

    #[test]
    fn no_plan_shapes_a_text_again() {
        let set = embedded().unwrap();
        let case = case::read(include_str!("../../../samples/met.wgscase"), &set).unwrap().case;
        let outline = document(&set, &case, ReportSettings::whole(Language::Da)).outline;
        let contents = FrontContents::new(&outline, &outline.blocks[..front_len(&outline)]);
        let fill = |size| {
            FrontPlan { size, max_lines: PAGE_LINES, has_strip: true }.fill(&contents);
            contents.shaped.len()
        };
        let shaped = fill(TextSize::Large);
        assert!(shaped > 20);
        assert_eq!([fill(TextSize::Medium), fill(TextSize::Small)], [shaped; 2]);
    }
}
