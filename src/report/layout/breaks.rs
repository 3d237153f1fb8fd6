//! Where the lines of a text may end.

use super::fonts::Glyph;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// For each glyph of a line, whether the line may be broken before it.
pub(crate) fn break_opportunities(line: &str, glyphs: &[Glyph]) -> Vec<bool> {
    let mut is_break = vec![false; line.len() + 1];
    for (at, kind) in linebreaks(line) {
        is_break[at] =
            kind == BreakOpportunity::Allowed && at < line.len() && !is_inside_date(&line[..at], &line[at..]);
    }
    glyphs.iter().map(|glyph| is_break[glyph.text.start]).collect()
}

/// Whether a line would break after the day of a Danish date, as in "18. november".
fn is_inside_date(before: &str, after: &str) -> bool {
    let Some(number) = before.strip_suffix(". ") else { return false };
    number.ends_with(|character: char| character.is_ascii_digit()) && after.starts_with(char::is_lowercase)
}
