//! Breaks texts into lines, and leaves out the lines that are not printed.

use super::fonts::{TextRun, TextStyle, slice, width};
use super::marks::is_joined;
use super::shaped::ShapedTexts;

/// The length of the part of a paragraph that is shaped at once, in bytes: many times that of a line.
const WINDOW_LEN: usize = 4096;

/// Breaks a text into lines of at most `most` points. A word that is wider than a line is broken at any
/// letter. A space at the end of a line is kept: without it, a screen reader would read the two words
/// around the line break as one.
pub(crate) fn wrap_lines(shaped: &ShapedTexts, style: TextStyle, text: &str, most: f32) -> Vec<TextRun> {
    wrap_up_to(shaped, style, text, [most, 0.0], usize::MAX)
}

/// Breaks a text like [`wrap_lines`], but leaves `indent` points of the first line free: if no word fits there, the
/// first line is empty. Stops once there are more than `max_lines` lines, so that a long text of which only a few
/// lines are printed costs no more than they do.
pub(crate) fn wrap_up_to(
    shaped: &ShapedTexts,
    style: TextStyle,
    text: &str,
    [most, indent]: [f32; 2],
    max_lines: usize,
) -> Vec<TextRun> {
    let mut lines = Vec::new();
    for (at, paragraph) in text.lines().enumerate() {
        if lines.len() > max_lines {
            break;
        }
        let indent = if at == 0 { indent } else { 0.0 };
        wrap_paragraph(shaped, style, paragraph, [most, indent], max_lines, &mut lines);
    }
    lines
}

/// Breaks a paragraph in parts of about [`WINDOW_LEN`], so that a long one is not shaped as a whole.
fn wrap_paragraph(
    shaped: &ShapedTexts,
    style: TextStyle,
    mut rest: &str,
    [most, mut indent]: [f32; 2],
    max_lines: usize,
    lines: &mut Vec<TextRun>,
) {
    let mut window = WINDOW_LEN;
    loop {
        let part = &rest[..rest.floor_char_boundary(window)];
        let mut broken = wrap_line(shaped, style, part, [most, indent]);
        if part.len() < rest.len() {
            // How the last lines end depends on what follows.
            broken.truncate(broken.len().saturating_sub(2));
            if broken.is_empty() {
                window *= 2;
                continue;
            }
        }
        let taken: usize = broken.iter().map(|line| line.text.len()).sum();
        lines.extend(broken);
        (rest, indent) = (&rest[taken..], 0.0);
        if rest.is_empty() || lines.len() > max_lines {
            return;
        }
    }
}

fn wrap_line(shaped: &ShapedTexts, style: TextStyle, line: &str, [most, indent]: [f32; 2]) -> Vec<TextRun> {
    let shaped = shaped.get(style, line);
    let (glyphs, breaks) = (&shaped.glyphs, shaped.breaks(line));
    let mut lines = Vec::new();
    let (mut start, mut end, mut last_break) = (0, 0, None);
    let mut used = indent;
    while end < glyphs.len() {
        let glyph = &glyphs[end];
        if end > start && breaks[end] {
            last_break = Some(end);
        }
        used += width(std::slice::from_ref(glyph), style.size);
        let is_space = || line[glyph.text.clone()].trim().is_empty();
        let has_indent = lines.is_empty() && indent > 0.0;
        // A letter is never parted from its marks.
        let can_break = || !is_space() && !is_joined(line, glyphs, end);
        if used > most && (end > start || has_indent) && can_break() {
            // A word is broken only if it begins at the left edge.
            let cut = last_break.unwrap_or(if has_indent { start } else { end });
            lines.push(slice(style, line, &glyphs[start..cut]));
            (start, end, last_break, used) = (cut, cut, None, 0.0);
        } else {
            end += 1;
        }
    }
    if start < glyphs.len() || lines.is_empty() {
        lines.push(slice(style, line, &glyphs[start..]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colors::INK;
    use crate::report::layout::fonts::FontFace;
    use crate::report::layout::shape::shape_line;

    const STYLE: TextStyle = TextStyle { face: FontFace::Regular, size: 10.0, color: INK };

    #[test]
    fn no_line_is_wider_than_it_may_be_and_no_letter_is_lost() {
        let text = "Patienten er vurderet af en onkologisk speciallæge, \
                    og almentilstanden tillader ambulant behandling.";
        for most in [40.0, 90.0, 200.0, 1000.0] {
            let lines = wrap_lines(&ShapedTexts::default(), STYLE, text, most);
            assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
            for line in lines {
                let inked = shape_line(STYLE, line.text.trim_end());
                assert!(inked.width() <= most + 0.01, "{:?} in {most}", line.text);
            }
        }
    }

    #[test]
    fn an_indented_first_line_takes_whole_words_alone() {
        let text = "Patienten er vurderet af en onkologisk speciallæge.";
        for indent in [1.0, 30.0, 60.0, 95.0] {
            let lines = wrap_up_to(&ShapedTexts::default(), STYLE, text, [100.0, indent], usize::MAX);
            assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
            let first = shape_line(STYLE, lines[0].text.trim_end());
            assert!(first.width() <= 100.0 - indent + 0.01, "{:?} after {indent}", first.text);
            assert!(lines[0].text.is_empty() || lines[0].text.ends_with(' '), "{:?}", lines[0].text);
        }
    }

    #[test]
    fn a_date_stays_together_but_a_sentence_may_end_in_a_number() {
        let first = |text: &str| wrap_lines(&ShapedTexts::default(), STYLE, text, 100.0)[0].text.clone();
        assert_eq!(first("Nationalt MTB, 18. november"), "Nationalt MTB, ");
        assert_eq!(first("Nationalt MTB 18. November"), "Nationalt MTB 18. ");
    }

    #[test]
    fn a_word_without_a_blank_is_broken_where_it_must_be() {
        let text = "x".repeat(500);
        let lines = wrap_lines(&ShapedTexts::default(), STYLE, &text, 100.0);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| line.width() <= 100.0));
    }

    #[test]
    fn a_long_paragraph_is_broken_like_a_short_one() {
        let words: String = (0..4000).map(|at| format!("ord{} ", at % 97)).collect();
        let lines = wrap_lines(&ShapedTexts::default(), STYLE, &words, 200.0);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), words);
        let whole = wrap_line(&ShapedTexts::default(), STYLE, &words, [200.0, 0.0]);
        let texts = |lines: &[TextRun]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&lines), texts(&whole));
        let first = wrap_up_to(&ShapedTexts::default(), STYLE, &words, [200.0, 0.0], 7);
        assert!(first.len() > 7 && first.len() < 400);
        assert_eq!(texts(&first)[..7], texts(&whole)[..7]);
    }

    #[test]
    fn a_letter_stays_with_its_marks() {
        let text = "x\u{323}\u{301}".repeat(300);
        let lines = wrap_lines(&ShapedTexts::default(), STYLE, &text, 100.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.text.starts_with('x') && line.width() <= 100.0));
    }
}
