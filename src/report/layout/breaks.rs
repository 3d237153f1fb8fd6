//! Where the lines of a text may end.

use super::fonts::Glyph;
use std::collections::BTreeSet;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// For each glyph of a line, whether the line may be broken before it.
pub(crate) fn break_opportunities(line: &str, glyphs: &[Glyph]) -> Vec<bool> {
    let breaks: BTreeSet<usize> = linebreaks(line)
        .filter(|(at, kind)| *kind == BreakOpportunity::Allowed && *at < line.len())
        .filter(|(at, _)| !is_inside_date(&line[..*at], &line[*at..]))
        .map(|(at, _)| at)
        .collect();
    glyphs.iter().map(|glyph| breaks.contains(&glyph.text.start)).collect()
}

/// Whether a line would break after the day of a Danish date, as in "18. november".
fn is_inside_date(before: &str, after: &str) -> bool {
    let Some(number) = before.strip_suffix(". ") else { return false };
    number.ends_with(|character: char| character.is_ascii_digit()) && after.starts_with(char::is_lowercase)
}
