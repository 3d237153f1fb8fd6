//! How the window is divided at its size: what stands side by side, and what folds where there is no room for it.

use super::people::PATIENT_WIDTHS;
use super::text_field::least_width_of_lines;
use crate::window::case::View;
use crate::window::room::NARROW;
use crate::window::widget::CARD_MARGIN;
use egui::{Rect, Ui, UiBuilder, Vec2, pos2};
use std::ops::RangeInclusive;

/// The least widths of the columns of a window, in points.
#[derive(Clone, Copy)]
struct LeastWidths {
    /// The list of the indications; `None`: there is a rail of shapes with short names.
    list: Option<f32>,
    form: f32,
    criteria: f32,
}

impl LeastWidths {
    /// From the most generous to the tightest. A window is divided by the first that it has room for, and by the last
    /// if it has room for none: form, criteria and preview take turns then.
    const ALL: [LeastWidths; 3] = [
        LeastWidths { list: Some(250.0), form: 560.0, criteria: 390.0 },
        LeastWidths { list: Some(200.0), form: 470.0, criteria: 310.0 },
        LeastWidths { list: None, form: 325.0, criteria: MIN_CRITERIA },
    ];

    fn of(width: f32, rail: f32) -> Self {
        let fits = |least: &&LeastWidths| least.list.unwrap_or(rail) + least.form + least.criteria <= width;
        let [.., tightest] = Self::ALL;
        *Self::ALL.iter().find(fits).unwrap_or(&tightest)
    }
}

/// The least width of the criteria, in points.
const MIN_CRITERIA: f32 = 290.0;
/// The least width of the preview in points: for its controls, and for a page that can be read without zooming.
const MIN_PREVIEW: f32 = 300.0;
const MIN_LEGIBLE_PREVIEW: f32 = 480.0;
/// The range of the width of the criteria's names beside a preview, in points.
const NAMES: RangeInclusive<f32> = 160.0..=220.0;
/// The greatest width of the preview, in points. The page is as high as most windows then.
const MAX_PREVIEW: f32 = 1000.0;
/// The width of the criteria that are beside a form with columns of cards, in points.
const WIDE_CRITERIA: f32 = 500.0;
/// The greatest width of the criteria and of the list of indications, in points.
const MAX_CRITERIA: f32 = 720.0;
const MAX_LIST: f32 = 300.0;
/// The width of a card column, in points. With more, its lines are hard to read and its controls far from their labels.
const MAX_CARDS: f32 = 860.0;
/// With less than this for each, cards stand below each other in one column. In points.
const MIN_CARDS: f32 = 600.0;
/// The distance between columns of cards, in points.
const GAP: f32 = 12.0;
/// The width of the overview from which it has two columns, in points.
const MIN_OVERVIEW_COLUMNS: f32 = 1332.0;
/// The width of its two columns, and of the only one, in points. Longer rows are hard to follow.
const MAX_OVERVIEW: f32 = 2400.0;
const MAX_OVERVIEW_CARDS: f32 = 1200.0;
/// At most this many columns of cards, as the eye has to find the next one.
const MAX_CARD_COLUMNS: usize = 3;
/// The room between cards and the scroll bar, in points.
pub const BESIDE_SCROLL_BAR: f32 = 14.0;
/// What a pane has beside its cards: its margins (26), the scroll bar (12) and the room before that. In points.
pub const BESIDE_CARDS: f32 = 26.0 + 12.0 + BESIDE_SCROLL_BAR;

/// Where the criteria are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CriteriaPlace {
    /// Beside the form, with this width in points.
    Beside(f32),
    /// Beside the form and the preview, with this width in points: names and verdicts alone. A row leads to its
    /// criterion in the place of the preview.
    Names(f32),
    /// In the place of the form in turn. The verdict stands below both.
    Folded,
    /// Nowhere: the overview or the preview has their place.
    Hidden,
}

/// How the indications are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SidebarStyle {
    /// Names and verdicts in words.
    List,
    /// The shapes of the verdicts, with the names in small letters below them.
    Rail,
}

/// The areas side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// The width of the indications, in points.
    pub indications: f32,
    /// How they are listed.
    pub sidebar: SidebarStyle,
    /// The width of the form or the overview, in points; 0 where the preview has its place.
    pub form: f32,
    /// Where the criteria are.
    pub criteria: CriteriaPlace,
    /// The width of the preview, in points; 0 while it is closed.
    pub preview: f32,
}

impl Columns {
    /// Divides a window of this width. `rail`: the width that the names in a rail need.
    pub fn of(width: f32, rail: f32, view: View, has_preview: bool) -> Self {
        let least = LeastWidths::of(width, rail);
        let (mut indications, mut sidebar) = match least.list {
            Some(list) => ((width * 0.13).clamp(list, list.max(MAX_LIST)).floor(), SidebarStyle::List),
            None => (rail, SidebarStyle::Rail),
        };
        let mut room = (width - indications).max(0.0);
        let (criteria, preview) = match (view, has_preview) {
            (View::Overview, _) => (CriteriaPlace::Hidden, 0.0),
            (View::Form, true) => {
                let form = least_width_with_same_lines(room - criteria_place(room, least).width());
                if !matches!(beside_preview(room, form).0, CriteriaPlace::Beside(_)) {
                    // The criteria say more about the report than the words in the list.
                    (indications, sidebar) = (rail.min(indications), SidebarStyle::Rail);
                    room = (width - indications).max(0.0);
                }
                beside_preview(room, form)
            }
            (View::Form, false) => (criteria_place(room, least), 0.0),
        };
        Columns { indications, sidebar, form: room - criteria.width() - preview, criteria, preview }
    }
}

impl CriteriaPlace {
    /// The width that they take from the form, in points.
    fn width(self) -> f32 {
        match self {
            CriteriaPlace::Beside(width) | CriteriaPlace::Names(width) => width,
            CriteriaPlace::Folded | CriteriaPlace::Hidden => 0.0,
        }
    }
}

fn criteria_place(room: f32, least: LeastWidths) -> CriteriaPlace {
    if room < least.form + least.criteria {
        return CriteriaPlace::Folded;
    }
    // The criteria get the width that the form can't use, up to a limit for readable lines.
    let after = |cards: f32| (room - cards - BESIDE_CARDS).floor();
    CriteriaPlace::Beside(if after(2.0 * MIN_CARDS + GAP) >= WIDE_CRITERIA {
        let columns = card_columns(after(WIDE_CRITERIA));
        after(columns as f32 * (MAX_CARDS + GAP) - GAP).clamp(WIDE_CRITERIA, MAX_CRITERIA)
    } else {
        after(MAX_CARDS).clamp(least.criteria, MAX_CRITERIA)
    })
}

/// The least width of a form, in points, in which the fields of the patient stand in the same lines as in a form of
/// this width, in points.
fn least_width_with_same_lines(form: f32) -> f32 {
    let card = card_widths(View::Form, form - BESIDE_CARDS)[0];
    least_width_of_lines(&PATIENT_WIDTHS, card - beside_fields()) + beside_fields() + BESIDE_CARDS
}

/// The least width of a form, in points, in which the fields of the patient stand in one line.
fn least_width_with_one_line() -> f32 {
    least_width_of_lines(&PATIENT_WIDTHS, f32::INFINITY) + beside_fields() + BESIDE_CARDS
}

/// What a card has beside its fields, in points.
fn beside_fields() -> f32 {
    /// The line around a card, on both sides.
    const EDGES: f32 = 2.0;
    CARD_MARGIN.sum().x + EDGES
}

/// The preview shows what the user types, so that it stands beside the form wherever both have room, and beside the
/// criteria as well where all three have. `form`: what the form needs to keep the fields of the patient, which are
/// being typed into, where they are when the preview opens.
fn beside_preview(room: f32, form: f32) -> (CriteriaPlace, f32) {
    let after_form = room - form.max(NARROW);
    if after_form >= MIN_CRITERIA + MIN_LEGIBLE_PREVIEW {
        let criteria = (room * 0.24).clamp(MIN_CRITERIA, 560.0).min(after_form - MIN_LEGIBLE_PREVIEW).floor();
        let preview = ((room - criteria) / 2.0).clamp(MIN_LEGIBLE_PREVIEW, MAX_PREVIEW);
        return (CriteriaPlace::Beside(criteria), preview.min(after_form - criteria).floor());
    }
    // In a window that is a little wider, the fields stand in one line, and the names must not go again.
    let after_line = room - form.max(least_width_with_one_line());
    if after_line >= NAMES.start() + MIN_LEGIBLE_PREVIEW {
        let names = (after_form - MIN_LEGIBLE_PREVIEW).clamp(*NAMES.start(), *NAMES.end()).floor();
        return (CriteriaPlace::Names(names), (after_form - names).floor());
    }
    let half = (room / 2.0).floor();
    let beside_same_lines = half.min((room - form).floor());
    let preview = if beside_same_lines >= MIN_PREVIEW {
        beside_same_lines
    } else if half >= MIN_PREVIEW {
        half
    } else {
        room
    };
    (CriteriaPlace::Hidden, preview)
}

/// The widths of the columns of cards in a pane with this much room, in points: together all of it, as long as lines
/// stay readable and rows can be followed.
pub fn card_widths(view: View, room: f32) -> Vec<f32> {
    match view {
        View::Form => {
            let count = card_columns(room);
            // One column may be a little wider, rather than leave room that nothing can use.
            let most = if count == 1 { MAX_CARDS + 120.0 } else { MAX_CARDS + 100.0 };
            vec![((room + GAP) / count as f32 - GAP).min(most).floor(); count]
        }
        // The answers are beside what follows from them where its matrix has room for all indications.
        View::Overview if room >= MIN_OVERVIEW_COLUMNS => {
            let room = room.min(MAX_OVERVIEW);
            let left = (room * 0.42).floor();
            vec![left, (room - GAP - left).floor()]
        }
        View::Overview => vec![room.min(MAX_OVERVIEW_CARDS).floor()],
    }
}

/// The width of all cards of a form, for what stands outside of their scroll area and ends where they do. In points.
pub fn form_cards_width(ui: &Ui) -> f32 {
    let beside = ui.spacing().scroll.allocated_width() + BESIDE_SCROLL_BAR;
    total_width(&card_widths(View::Form, ui.available_width() - beside))
}

/// The width of columns of cards with the distances between them, in points.
pub fn total_width(widths: &[f32]) -> f32 {
    widths.iter().map(|width| width + GAP).sum::<f32>() - GAP
}

fn card_columns(room: f32) -> usize {
    (((room + GAP) / (MIN_CARDS + GAP)).floor() as usize).clamp(1, MAX_CARD_COLUMNS)
}

/// Draws columns side by side, each with the part of the contents that its index names. The order of the Tab key is one
/// column after the other.
pub fn side_by_side(ui: &mut Ui, widths: &[f32], mut contents: impl FnMut(&mut Ui, usize)) {
    let top = ui.cursor().min;
    let mut whole = Rect::from_min_size(top, Vec2::ZERO);
    let mut left = top.x;
    for (at, width) in widths.iter().enumerate() {
        let place = Rect::from_min_max(pos2(left, top.y), pos2(left + width, ui.max_rect().max.y));
        let mut column = ui.new_child(UiBuilder::new().id_salt(("column", at)).max_rect(place));
        contents(&mut column, at);
        whole |= column.min_rect();
        left += width + GAP;
    }
    ui.advance_cursor_after_rect(whole);
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAIL: f32 = 105.0;

    fn form(width: f32) -> Columns {
        Columns::of(width, RAIL, View::Form, false)
    }

    fn widths() -> impl Iterator<Item = f32> {
        (480..=3840).step_by(4).map(|width| width as f32)
    }

    #[test]
    fn the_areas_fill_the_window_at_every_width() {
        for width in widths() {
            for (view, has_preview) in [(View::Form, false), (View::Form, true), (View::Overview, false)] {
                let columns = Columns::of(width, RAIL, view, has_preview);
                let criteria = columns.criteria.width();
                let sum = columns.indications + columns.form + criteria + columns.preview;
                assert!((sum - width).abs() < 0.1, "{width}: {columns:?}");
                assert!(columns.form >= 270.0 || columns.preview >= 370.0, "{width}: {columns:?}");
            }
        }
    }

    #[test]
    fn no_gutter_beside_the_cards_is_wider_than_their_margin() {
        for width in widths().filter(|width| *width <= 3440.0) {
            let room = form(width).form - BESIDE_CARDS;
            let gutter = room - total_width(&card_widths(View::Form, room));
            assert!(gutter <= 40.0, "{width}: {gutter}");
            let room = Columns::of(width, RAIL, View::Overview, false).form - BESIDE_CARDS;
            let gutter = room - total_width(&card_widths(View::Overview, room));
            assert!(gutter <= 135.0 || width > 2800.0, "{width}: {gutter}");
        }
    }

    /// What a wider window shows of the columns; a resize must not make any of them come and go twice.
    fn shown(columns: &Columns) -> [usize; 3] {
        let sidebar = usize::from(columns.sidebar == SidebarStyle::List);
        let criteria = match columns.criteria {
            CriteriaPlace::Folded | CriteriaPlace::Hidden => 0,
            CriteriaPlace::Names(_) => 1,
            CriteriaPlace::Beside(_) => 2,
        };
        [sidebar, criteria, usize::from(columns.form > 0.0)]
    }

    #[test]
    fn no_column_goes_while_the_window_becomes_wider() {
        for rail in [60.0, RAIL, 132.0] {
            for (view, has_preview) in [(View::Form, false), (View::Form, true), (View::Overview, false)] {
                let mut before = [0; 3];
                for width in 480..=3840 {
                    let columns = Columns::of(width as f32, rail, view, has_preview);
                    let now = shown(&columns);
                    let stays = now.iter().zip(before).all(|(now, before)| *now >= before);
                    assert!(stays, "{width}: {before:?} {columns:?}");
                    before = now;
                }
            }
        }
    }

    #[test]
    fn the_usual_windows_are_divided_as_designed() {
        let columns = form(1360.0);
        assert_eq!((columns.indications, columns.criteria), (250.0, CriteriaPlace::Beside(390.0)));
        let columns = form(1024.0);
        assert_eq!((columns.indications, columns.criteria), (200.0, CriteriaPlace::Beside(310.0)));
        assert_eq!((form(800.0).sidebar, form(680.0).criteria), (SidebarStyle::Rail, CriteriaPlace::Folded));
    }

    #[test]
    fn a_wide_window_shows_form_criteria_and_preview_side_by_side() {
        for width in [1920.0, 2560.0, 3840.0] {
            let columns = Columns::of(width, RAIL, View::Form, true);
            assert!(matches!(columns.criteria, CriteriaPlace::Beside(390.0..)), "{columns:?}");
            assert!(columns.form >= 600.0 && columns.preview >= 600.0, "{columns:?}");
        }
        // So has one of 1680 points, as the page can be read there.
        let columns = Columns::of(1680.0, RAIL, View::Form, true);
        assert!(matches!(columns.criteria, CriteriaPlace::Beside(MIN_CRITERIA..)), "{columns:?}");
        assert!(columns.preview >= MIN_LEGIBLE_PREVIEW, "{columns:?}");
        // So have laptops, beside a rail. Narrower ones show their names. The page can be read in all of them.
        for (width, is_whole) in
            [(1660.0, true), (1536.0, true), (1500.0, false), (1440.0, false), (1400.0, false)]
        {
            let columns = Columns::of(width, RAIL, View::Form, true);
            let has_names = matches!(columns.criteria, CriteriaPlace::Names(_));
            let has_criteria = matches!(columns.criteria, CriteriaPlace::Beside(_));
            assert_eq!((has_criteria, has_names), (is_whole, !is_whole), "{columns:?}");
            assert_eq!(columns.sidebar, SidebarStyle::Rail, "{columns:?}");
            assert!(columns.preview >= MIN_LEGIBLE_PREVIEW, "{columns:?}");
        }
        // Beside names, a page in a narrower window could not be read.
        assert_eq!(Columns::of(1360.0, RAIL, View::Form, true).criteria, CriteriaPlace::Hidden);
        assert_eq!(card_columns(form(2560.0).form - BESIDE_CARDS), 2);
    }
}
