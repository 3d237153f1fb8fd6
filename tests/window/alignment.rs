//! In the forms, a control and a mark stand beside the first line of the words that they belong to, and controls end
//! where their card does, or before their mark. The tests measure it in the shapes of real frames.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use egui::accesskit::Role;
use egui::{Pos2, Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::{IndicationId, Language, Question, QuestionKind};
use wgs_referral::window::CaseCommand;

/// The widths of the usual windows. The height has room for a whole form.
const WIDTHS: [f32; 3] = [1024.0, 1360.0, 1600.0];
const HEIGHT: f32 = 5000.0;
/// How far the middles may be apart, in points: places are rounded to pixels.
const TOLERANCE: f32 = 1.5;

/// A text of a frame, and the middle of its first line.
struct FirstLine {
    words: String,
    left: f32,
    right: f32,
    middle: f32,
}

/// The texts of the last frame and the places of its other shapes.
fn painted(bench: &Bench) -> (Vec<FirstLine>, Vec<Rect>) {
    fn collect(shape: &Shape, texts: &mut Vec<FirstLine>, signs: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts, signs)),
            Shape::Text(text) if !text.galley.text().trim().is_empty() => {
                let line = text.galley.rows[0].rect().translate(text.pos.to_vec2());
                texts.push(FirstLine {
                    words: text.galley.text().to_owned(),
                    left: line.left(),
                    right: line.right(),
                    middle: line.center().y,
                });
            }
            Shape::Text(_) => {}
            shape => signs.push(shape.visual_bounding_rect()),
        }
    }
    let (mut texts, mut signs) = (Vec::new(), Vec::new());
    for clipped in &bench.harness.output().shapes {
        collect(&clipped.shape, &mut texts, &mut signs);
    }
    (texts, signs)
}

/// The forms of all indications, blank and with answers, each with its name.
fn for_each_form(check: impl FnMut(&Bench, &IndicationId, f32)) {
    for_each_form_of(WIDTHS, check);
}

/// The same in windows of these widths.
fn for_each_form_of(
    widths: impl IntoIterator<Item = f32>,
    mut check: impl FnMut(&Bench, &IndicationId, f32),
) {
    for width in widths {
        for case in [None, Some(SAMPLE)] {
            let mut bench = Bench::of_size(width, HEIGHT);
            if let Some(case) = case {
                bench.open_file("/t/a.wgscase", Ok(plain(case)));
            }
            for indication in &criteria().indications {
                bench.show_indication(indication.id.as_str());
                check(&bench, &indication.id, width);
            }
        }
    }
}

/// The middle of the first line of a text that starts in the form, near a control.
fn line_near(texts: &[FirstLine], words: &str, control: Rect) -> Option<(f32, f32)> {
    let lines = texts.iter().filter(|text| text.words == words && text.left < control.right());
    let nearest = lines.min_by(|a, b| {
        let far = |text: &FirstLine| (text.middle - control.center().y).abs();
        far(a).total_cmp(&far(b))
    })?;
    Some((nearest.middle, nearest.right))
}

/// The place of the control of a question; `None`: it is not asked, or is a text of several lines.
fn place_of_control(bench: &Bench, question: &Question, label: &str) -> Option<Rect> {
    let role = match question.kind {
        QuestionKind::YesNo | QuestionKind::Choice(_) => Role::RadioGroup,
        QuestionKind::Typed(_) => Role::TextInput,
    };
    let mut found = bench.harness.query_all(By::new().role(role).label(label));
    found.next().map(|node| node.rect())
}

#[test]
fn controls_and_marks_stand_beside_the_first_line_of_their_question() {
    let (mut faults, mut controls, mut marks) = (Vec::new(), 0, 0);
    for_each_form(|bench, id, width| {
        let (texts, _) = painted(bench);
        let indication = criteria();
        let indication = indication.indication(id).unwrap();
        for question in indication.questions() {
            let label = question.label.get(Language::Da);
            let mut check = |what: &str, place: Rect, middle: f32| {
                let off = place.center().y - middle;
                if off.abs() > TOLERANCE {
                    faults.push(format!("{id}, {width}: the {what} of `{label}` is {off} too low"));
                }
            };
            if let Some(control) = place_of_control(bench, question, label) {
                let (middle, right) = line_near(&texts, label, control).expect("the label is painted");
                // Below its label, a control starts where the label does.
                if control.left() > right {
                    check("control", control, middle);
                    controls += 1;
                }
            }
            let start = format!("{label}: ");
            for mark in bench.harness.query_all(By::new().role(Role::Image).label_contains(&start)) {
                let (middle, _) = line_near(&texts, label, mark.rect()).expect("the label is painted");
                check("mark", mark.rect(), middle);
                marks += 1;
            }
        }
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(controls > 100 && marks > 100, "{controls} controls and {marks} marks were measured");
}

/// The right end of the rules between the questions of the first card, and the left one.
fn ends_of_rules(bench: &Bench) -> (f32, f32) {
    let (_, signs) = painted(bench);
    let is_rule = |sign: &&Rect| sign.height() < 3.0 && sign.width() > 250.0 && sign.left() > 150.0;
    let rules: Vec<Rect> = signs.iter().filter(is_rule).copied().collect();
    let left = rules.iter().map(|rule| rule.left()).fold(f32::INFINITY, f32::min);
    let of_form = rules.iter().filter(|rule| (rule.left() - left).abs() < 1.0);
    (left, of_form.map(|rule| rule.right()).fold(0.0, f32::max))
}

#[test]
fn what_fills_a_card_ends_with_its_rules_and_what_has_a_mark_ends_before_it() {
    /// The least width of a field for a text, in points: the others have a fixed length.
    const TEXT: f32 = 130.0;
    let (mut faults, mut filling, mut beside_mark) = (Vec::new(), 0, 0);
    for_each_form(|bench, id, width| {
        let (left, end) = ends_of_rules(bench);
        let controls = |role| {
            let nodes = bench.harness.query_all(By::new().role(role));
            let placed = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
            placed.filter(|(_, rect)| rect.left() >= left - 1.0 && rect.left() < end).collect::<Vec<_>>()
        };
        let is_boxed = |rect: &Rect| (rect.left() - left).abs() > 5.0 && (rect.left() - left).abs() < 20.0;
        let mut check = |name: &str, rect: &Rect| {
            // The box of a judgement has its own margin.
            let expected = if is_boxed(rect) { end - 11.0 } else { end };
            filling += 1;
            if (rect.right() - expected).abs() > TOLERANCE {
                faults.push(format!("{id}, {width}: `{name}` ends at {}, not {expected}", rect.right()));
            }
        };
        for (name, rect) in controls(Role::MultilineTextInput) {
            check(&name, &rect);
        }
        let groups = controls(Role::RadioGroup);
        for (name, rect) in groups.iter().filter(|(_, rect)| rect.height() > 40.0) {
            check(name, rect);
        }
        // Lines of fields: the last one of a line in which one is stretched.
        let fields = controls(Role::TextInput);
        let is_beside_label = |rect: &Rect| rect.left() > left + 150.0 && rect.width() < TEXT;
        for (name, rect) in &fields {
            let line = || fields.iter().filter(|(_, other)| (other.top() - rect.top()).abs() < 2.0);
            let is_last = line().all(|(_, other)| other.right() <= rect.right());
            let has_text = line().any(|(_, other)| other.width() >= TEXT);
            // The birth date that is known from the number is no field.
            let is_before_known =
                name == "CPR-nummer" && !fields.iter().any(|(name, _)| name == "Fødselsdato");
            if is_last && has_text && !is_before_known {
                // A line in a box starts with its first field.
                let first = line().map(|(_, other)| other.left()).fold(f32::INFINITY, f32::min);
                check(name, &Rect::from_x_y_ranges(first..=rect.right(), rect.y_range()));
            }
        }
        let segments = groups.iter().filter(|(_, rect)| rect.height() <= 40.0 && rect.left() > left + 150.0);
        let alone = |rect: &Rect| {
            fields.iter().filter(|(_, other)| (other.top() - rect.top()).abs() < 2.0).count() == 1
        };
        let typed = fields.iter().filter(|(_, rect)| is_beside_label(rect) && alone(rect));
        let ends: Vec<(&str, f32)> =
            segments.chain(typed).map(|(name, rect)| (name.as_str(), rect.right())).collect();
        beside_mark += ends.len();
        // A number has a button behind its field.
        const BESIDE_NUMBER: f32 = 36.0;
        for (name, right) in ends {
            let off = [end - 28.0, end - 28.0 - BESIDE_NUMBER].map(|expected| (right - expected).abs());
            if off.iter().all(|off| *off > TOLERANCE) {
                faults.push(format!("{id}, {width}: `{name}` beside its mark ends at {right} of {end}"));
            }
        }
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(filling > 60 && beside_mark > 60, "{filling} and {beside_mark} controls were measured");
}

#[test]
fn shapes_stand_beside_the_first_line_of_what_is_needed_before_the_biopsy() {
    let (mut faults, mut measured) = (Vec::new(), 0);
    for_each_form(|bench, id, width| {
        let (texts, signs) = painted(bench);
        let heading = texts.iter().find(|text| text.words == "Før biopsi/operation");
        let Some(heading) = heading else { return };
        let links = bench.harness.query_all(By::new().role(Role::Link));
        let links = links.map(|node| node.rect()).filter(|rect| rect.left() >= heading.left);
        for link in links {
            let is_in_link = |text: &&FirstLine| link.contains(Pos2::new(text.left + 1.0, text.middle));
            let Some(line) = texts.iter().find(is_in_link) else { continue };
            let beside = Rect::from_x_y_ranges(heading.left - 1.0..=line.left, link.y_range());
            let parts = signs.iter().filter(|sign| sign.is_positive() && beside.contains_rect(**sign));
            let Some(shape) = parts.copied().reduce(Rect::union) else { continue };
            measured += 1;
            let off = shape.center().y - line.middle;
            if off.abs() > TOLERANCE {
                faults.push(format!("{id}, {width}: the shape of `{}` is {off} too low", line.words));
            }
        }
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(measured > 10, "{measured} shapes were measured");
}

#[test]
fn the_fields_of_a_judgement_between_the_cards_end_where_those_of_the_cards_do() {
    const BRAIN: &str = include_str!("../../samples/met-by-judgement.wgscase");
    for width in [480.0, 800.0, 1024.0, 1360.0] {
        let mut bench = Bench::of_size(width, HEIGHT);
        bench.open_file("/t/a.wgscase", Ok(plain(BRAIN)));
        let field = |role, label: &str| {
            bench
                .harness
                .query_all(By::new().role(role).label(label))
                .next()
                .expect("the field is drawn")
                .rect()
        };
        let reason = field(Role::MultilineTextInput, "Begrundelse");
        let (left, right) = (field(Role::TextInput, "Navn").left(), {
            let lines = bench.harness.query_all(By::new().role(Role::MultilineTextInput));
            // Those of a card that are no part of a judgement.
            lines
                .filter(|node| node.accesskit_node().label().as_deref() != Some("Begrundelse"))
                .map(|node| node.rect())
                .find(|rect| rect.left() < width * 0.6)
                .unwrap()
                .right()
        });
        assert!((reason.left() - left).abs() < TOLERANCE, "{width}: {} and {left}", reason.left());
        assert!((reason.right() - right).abs() < TOLERANCE, "{width}: {} and {right}", reason.right());
    }
}

#[test]
fn the_second_line_of_what_is_in_place_before_the_biopsy_starts_below_the_first_words() {
    const PANCREAS: &str = include_str!("../../samples/judgement.wgscase");
    let mut wrapped = 0;
    for width in [480.0, 680.0, 800.0, 1024.0, 1360.0] {
        let mut bench = Bench::of_size(width, 2000.0);
        bench.open_file("/t/a.wgscase", Ok(plain(PANCREAS)));
        bench.dispatch(CaseCommand::ShowCriteria(true));
        let mut lines = Vec::new();
        for clipped in &bench.harness.output().shapes {
            collect_lines(&clipped.shape, &mut lines);
        }
        let title = lines.iter().find(|(words, _)| words == "Før biopsi/operation").expect("it is drawn").1;
        for (words, line) in lines.iter().filter(|(words, _)| words.contains("er på plads")) {
            assert!(line.left() > title.left() - 1.0, "{width}: `{words}` starts at {line:?}");
            wrapped += usize::from(line.top() > title.bottom() - 2.0);
        }
        let beside = Rect::from_x_y_ranges(title.left() - 24.0..=title.left(), title.y_range()).expand(4.0);
        let (_, signs) = painted(&bench);
        let tick = signs.into_iter().filter(|sign| sign.is_positive() && beside.contains_rect(*sign));
        let tick = tick.reduce(Rect::union).expect("a tick stands beside the title");
        let off = tick.center().y - title.center().y;
        assert!(off.abs() < TOLERANCE, "{width}: the tick is {off} too low");
    }
    assert!(wrapped > 0, "no line was wrapped");
}

/// All lines of the texts in a shape, each with the whole text.
fn collect_lines(shape: &Shape, lines: &mut Vec<(String, Rect)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_lines(shape, lines)),
        Shape::Text(text) => {
            let rows = text.galley.rows.iter().filter(|row| !row.text().trim().is_empty());
            let words = text.galley.text().replace('\u{a0}', " ");
            lines.extend(rows.map(|row| (words.clone(), row.rect().translate(text.pos.to_vec2()))));
        }
        _ => {}
    }
}

#[test]
fn no_row_of_the_criteria_has_a_hole_between_its_name_and_its_reasons() {
    let mut measured = 0;
    for_each_form_of([1024.0, 1360.0, 2560.0], |bench, id, width| {
        let mut lines = Vec::new();
        for clipped in &bench.harness.output().shapes {
            collect_lines(&clipped.shape, &mut lines);
        }
        let rows = bench.harness.query_all(By::new().role(Role::DisclosureTriangle));
        let rows: Vec<Rect> = rows.map(|node| node.rect()).collect();
        for (at, row) in rows.iter().enumerate() {
            let inside = lines.iter().filter(|(_, line)| row.contains(line.center()));
            let end = inside.map(|(_, line)| line.bottom()).fold(0.0, f32::max);
            let next = rows.get(at + 1).map_or(row.bottom() + 40.0, |next| next.top());
            let below = Rect::from_x_y_ranges(row.x_range(), row.bottom() - 6.0..=next);
            let reasons =
                lines.iter().filter(|(_, line)| below.contains(line.center()) && line.top() > end - 2.0);
            let first = reasons.map(|(_, line)| line.top()).reduce(f32::min);
            if let Some(first) = first {
                measured += 1;
                let gap = first - end;
                assert!(gap < 8.0, "{} {width}: {gap} points above the reasons at {first}", id);
            }
        }
    });
    assert!(measured > 20, "{measured} rows with reasons");
}
