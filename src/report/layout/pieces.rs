//! What follows the first page, broken into lines once: pieces in which no page break stands, and which of them
//! stay together.
//!
//! No page begins with one line or one point of a list that belongs to what is on the page before, and none ends
//! with a heading.

use super::composer::{MAX_WHOLE, PAGE_ROOM, PageComposer, WIDTH, WrappedText, style};
use super::fonts::{FontFace, TextStyle};
use super::table::height_to_start;
use crate::colors::INK;
use crate::report::outline::{Block, CriterionRow};

/// The style of running text.
const TEXT: TextStyle = style(FontFace::Regular, 9.5, INK);
/// How far the text of a point is from the left edge, in points.
pub(super) const POINT_INDENT: f32 = 12.0;
/// The height of the lines for date, name and signature, in points.
pub(super) const SIGNATURE_HEIGHT: f32 = 50.0;
/// The last part of the report stays together with the signature if it is at most this high, in points.
const MAX_SIGNED_PART: f32 = 240.0;

/// A part of the report that is drawn as a whole if it is not too high for a page.
pub(super) struct Piece<'a> {
    pub(super) content: PieceContent<'a>,
    /// The height with the space above and below, in points; of a table, what it needs to start.
    height: f32,
    tie: Tie,
}

/// What is drawn.
pub(super) enum PieceContent<'a> {
    Heading {
        text: &'a str,
        lines: WrappedText,
    },
    Paragraph {
        label: Option<(&'a str, WrappedText)>,
        lines: WrappedText,
    },
    /// A point of a list.
    Point {
        lines: WrappedText,
        is_first: bool,
        is_last: bool,
    },
    Link {
        lines: WrappedText,
        uri: &'a str,
    },
    Table {
        head: &'a [String; 3],
        continued: &'a str,
        rows: &'a [CriterionRow],
    },
    Signature(&'a [String]),
}

/// How a piece belongs to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// A page may begin with it.
    Loose,
    /// A page begins with it only if the part that it belongs to is high.
    Section,
    /// A page begins with it only if the pieces are too high for one page.
    Fixed,
}

/// Breaks the blocks that follow the first page into lines.
pub(super) fn measure<'a>(composer: &mut PageComposer, blocks: &'a [Block]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for block in blocks {
        add_block(composer, block, &mut pieces);
    }
    tie_signed_part(&mut pieces);
    pieces
}

/// Breaks a paragraph into lines. A single line without a label stays with what is above it.
pub(super) fn measured_paragraph<'a>(
    composer: &mut PageComposer,
    label: Option<&'a str>,
    text: &str,
) -> Piece<'a> {
    let label = label.map(|label| {
        (label, composer.wrap_text(TextStyle { face: FontFace::SemiBold, ..TEXT }, label, WIDTH))
    });
    let lines = composer.wrap_text(TEXT, text, WIDTH);
    let label_height = label.as_ref().map_or(0.0, |(_, lines)| lines.height());
    let height = label_height + lines.height() + 2.0 * composer.spacing.around_paragraph;
    let tie = if label.is_none() && lines.runs.len() < 2 { Tie::Fixed } else { Tie::Loose };
    Piece { content: PieceContent::Paragraph { label, lines }, height, tie }
}

/// Breaks a heading into lines.
pub(super) fn measured_heading<'a>(composer: &mut PageComposer, text: &'a str) -> Piece<'a> {
    let lines = composer.wrap_text(style(FontFace::SemiBold, 12.5, INK), text, WIDTH);
    let height = lines.height() + composer.spacing.around_heading.iter().sum::<f32>();
    Piece { content: PieceContent::Heading { text, lines }, height, tie: Tie::Loose }
}

fn add_block<'a>(composer: &mut PageComposer, block: &'a Block, pieces: &mut Vec<Piece<'a>>) {
    let follows_heading = matches!(pieces.last(), Some(Piece { content: PieceContent::Heading { .. }, .. }));
    let start = pieces.len();
    match block {
        Block::Heading(text) => pieces.push(measured_heading(composer, text)),
        Block::Paragraph { label, text } => pieces.push(measured_paragraph(composer, label.as_deref(), text)),
        Block::List(points) => add_points(composer, points, pieces),
        Block::Link { text, uri } => {
            let lines = composer.wrap_text(TEXT, text, WIDTH);
            let height = lines.leading;
            pieces.push(Piece { content: PieceContent::Link { lines, uri }, height, tie: Tie::Fixed });
        }
        Block::Criteria { head, continued, rows } => {
            let height = height_to_start(composer, rows);
            let content = PieceContent::Table { head, continued, rows };
            pieces.push(Piece { content, height, tie: Tie::Loose });
        }
        Block::Signature(labels) => {
            let content = PieceContent::Signature(labels);
            pieces.push(Piece { content, height: SIGNATURE_HEIGHT, tie: Tie::Fixed });
        }
        // They stand before the first heading: see `front`.
        Block::Title { .. }
        | Block::Facts(_)
        | Block::Clinical(_)
        | Block::ClinicalQuestion(_)
        | Block::Verdict { .. }
        | Block::Judgements { .. }
        | Block::Strip { .. } => {}
    }
    if let Some(first) = pieces.get_mut(start).filter(|_| follows_heading) {
        first.tie = Tie::Fixed;
    }
}

/// A page break in a list leaves at least two points on either side.
fn add_points<'a>(composer: &mut PageComposer, points: &[String], pieces: &mut Vec<Piece<'a>>) {
    for (at, point) in points.iter().enumerate() {
        let lines = composer.wrap_text(TEXT, point, WIDTH - POINT_INDENT);
        let (is_first, is_last) = (at == 0, at + 1 == points.len());
        let height = lines.height() + if is_last { composer.spacing.below_list } else { 0.0 };
        let can_break = at >= 2 && points.len() - at >= 2;
        let tie = if can_break { Tie::Loose } else { Tie::Fixed };
        pieces.push(Piece { content: PieceContent::Point { lines, is_first, is_last }, height, tie });
    }
}

/// A signature stays with the part that it stands below.
fn tie_signed_part(pieces: &mut [Piece]) {
    let is_signed = matches!(pieces.last(), Some(Piece { content: PieceContent::Signature(_), .. }));
    let is_heading = |piece: &Piece| matches!(piece.content, PieceContent::Heading { .. });
    let Some(start) = pieces.iter().rposition(is_heading).filter(|_| is_signed) else { return };
    let height: f32 = pieces[start..].iter().map(|piece| piece.height).sum();
    if height <= MAX_SIGNED_PART {
        for piece in &mut pieces[start + 1..] {
            piece.tie = piece.tie.max(Tie::Section);
        }
    }
}

/// The room that a piece needs with those that are tied to it.
pub(super) struct RoomOfPiece {
    /// The height that must be left on a page for the piece to start there, in points.
    pub(super) to_start: f32,
    /// How many pieces, from this one on, have their place then.
    pub(super) placed: usize,
    /// The height of what stays with its last lines if it is too high for a page, in points.
    pub(super) below: f32,
}

impl RoomOfPiece {
    /// The room of the piece at this index.
    pub(super) fn of(pieces: &[Piece], at: usize) -> Self {
        let pieces = &pieces[at..];
        let is_split = pieces[0].height > MAX_WHOLE;
        let below = if is_split { height_tied_below(&pieces[1..]) } else { 0.0 };
        let tied = |least: Tie| 1 + pieces.iter().skip(1).take_while(|piece| piece.tie >= least).count();
        let height = |count: usize| pieces[..count].iter().map(|piece| piece.height).sum::<f32>();
        let fixed = tied(Tie::Fixed);
        let whole = [tied(Tie::Section), fixed, fixed.min(2)];
        if let Some(placed) = whole.into_iter().find(|count| height(*count) <= PAGE_ROOM) {
            return RoomOfPiece { to_start: height(placed), placed, below };
        }
        // One of the two is too high for a page, and goes on on the next.
        let placed = fixed.min(2);
        let to_start = pieces[..placed].iter().map(Piece::least).sum();
        RoomOfPiece { to_start, placed, below }
    }
}

/// The height of the pieces that stay with the one before them, in points; 0 if they are too high to do so.
fn height_tied_below(below: &[Piece]) -> f32 {
    let tied = below.iter().take_while(|piece| piece.tie == Tie::Fixed);
    Some(tied.map(|piece| piece.height).sum()).filter(|height| *height <= PAGE_ROOM / 2.0).unwrap_or(0.0)
}

impl Piece<'_> {
    /// The height without which the piece does not start on a page, in points.
    fn least(&self) -> f32 {
        if self.height <= MAX_WHOLE {
            return self.height;
        }
        match &self.content {
            PieceContent::Paragraph { label, lines } => {
                label.as_ref().map_or(0.0, |(_, lines)| lines.height()) + 2.0 * lines.leading
            }
            PieceContent::Heading { lines, .. } | PieceContent::Point { lines, .. } => 2.0 * lines.leading,
            PieceContent::Link { .. } | PieceContent::Table { .. } | PieceContent::Signature(_) => {
                self.height
            }
        }
    }
}
