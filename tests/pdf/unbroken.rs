//! No page break stands inside a requirement, a judgement, a note or a point of a list, unless it is too high for a
//! page. The clinician's comment on a row may continue on the next page.

use std::collections::{BTreeMap, BTreeSet};

use wgs_referral::case::Case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::report::layout::{ContentKind, DrawItem, Layout, PathSegment, PlacedItem, StructureRole};
use wgs_referral::report::outline::{Block, CriterionPartKind, CriterionRow, Outline};
use wgs_referral::report::{ReportSettings, document, lay_out};

use crate::{SAMPLES, filled, sample};

/// No page has room for more lines below a heading and the head of the table; the highest line has 12 points.
const PAGE_LINES: usize = 53;

/// The least distance between the headings of two rows, in points: a line with the least space around it.
const LEAST_DISTANCE: f32 = 19.0;

/// Where the headings of the rows stand, in points.
const HEADING_AT: f32 = 149.0;

/// The pages and the number of lines of each structure node.
struct Lines(BTreeMap<usize, (BTreeSet<usize>, usize)>);

impl Lines {
    fn of(layout: &Layout) -> Self {
        let mut lines: BTreeMap<usize, (BTreeSet<usize>, usize)> = BTreeMap::new();
        for (page, items) in layout.pages.iter().enumerate() {
            for item in items {
                if let (ContentKind::Node(node), DrawItem::Text { .. }) = (item.kind, &item.item) {
                    let (pages, count) = lines.entry(node).or_default();
                    pages.insert(page);
                    *count += 1;
                }
            }
        }
        Lines(lines)
    }

    /// Whether the nodes are on several pages together, although one page would have room.
    fn are_split(&self, nodes: &[usize]) -> bool {
        let found: Vec<_> = nodes.iter().filter_map(|node| self.0.get(node)).collect();
        let pages: BTreeSet<_> = found.iter().flat_map(|(pages, _)| pages).collect();
        pages.len() > 1 && found.iter().map(|(_, count)| count).sum::<usize>() <= PAGE_LINES
    }
}

fn children(layout: &Layout, parent: usize) -> Vec<usize> {
    (0..layout.nodes.len()).filter(|node| layout.nodes[*node].parent == Some(parent)).collect()
}

fn rows(outline: &Outline) -> &[CriterionRow] {
    let rows = outline.blocks.iter().find_map(|block| match block {
        Block::Criteria { rows, .. } => Some(rows),
        _ => None,
    });
    rows.unwrap()
}

/// What is split between pages: the texts of requirements, and the roles of other nodes.
fn splits(outline: &Outline, layout: &Layout) -> Vec<String> {
    let lines = Lines::of(layout);
    let mut found = Vec::new();
    let body = layout.nodes.iter().position(|node| node.role == StructureRole::TableBody).unwrap();
    let mut in_table = BTreeSet::new();
    for (row, node) in rows(outline).iter().zip(children(layout, body)) {
        let parts = children(layout, *children(layout, node).last().unwrap());
        assert_eq!(parts.len(), row.parts.len(), "{}", row.heading);
        in_table.extend(parts.iter().copied());
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (part, node) in row.parts.iter().zip(parts) {
            match part.kind {
                CriterionPartKind::Comment => {}
                CriterionPartKind::Requirement(..) | CriterionPartKind::Note => {
                    groups.push((&part.text, vec![node]));
                }
                CriterionPartKind::Answer
                | CriterionPartKind::Advice
                | CriterionPartKind::Judgement
                | CriterionPartKind::Quote => match groups.last_mut() {
                    Some((_, nodes)) => nodes.push(node),
                    None => groups.push((&part.text, vec![node])),
                },
            }
            if part.kind != CriterionPartKind::Comment && lines.are_split(&[node]) {
                found.push(format!("inside: {}", part.text));
            }
        }
        let split = groups.into_iter().filter(|(_, nodes)| lines.are_split(nodes));
        found.extend(split.map(|(text, _)| text.to_owned()));
    }
    let mut label = None;
    for (node, there) in layout.nodes.iter().enumerate().filter(|(node, _)| !in_table.contains(node)) {
        // A text that was cut on the first page stands with its label on a later one.
        let nodes = label.take().map_or(vec![node], |label| vec![label, node]);
        match there.role {
            StructureRole::Subheading => label = Some(node),
            StructureRole::Paragraph | StructureRole::ListBody if lines.are_split(&nodes) => {
                found.push(format!("{:?} {node}", there.role));
            }
            _ => {}
        }
    }
    found
}

/// The headings of rows that stand on the repeated heading of the row before.
fn overprinted(layout: &Layout) -> usize {
    let headings = layout.pages.iter().map(|items| {
        let at = |item: &DrawItem| match item {
            DrawItem::Text { x, y, .. } if *x == HEADING_AT => Some(*y),
            DrawItem::Text { .. } | DrawItem::Path { .. } => None,
        };
        let ys = items.iter().filter_map(|placed| Some((placed.kind, at(&placed.item)?))).collect::<Vec<_>>();
        ys.windows(2)
            .filter(|pair| pair[0].0 == ContentKind::Head && matches!(pair[1].0, ContentKind::Node(_)))
            .filter(|pair| pair[1].1 < pair[0].1 + LEAST_DISTANCE)
            .count()
    });
    headings.sum()
}

/// The rules between rows that run through a line of text or touch it.
fn crossing_rules(layout: &Layout) -> usize {
    /// From the top of the letters and below their tails to the baseline, in points.
    const ABOVE: f32 = 7.0;
    const BELOW: f32 = 3.5;
    /// From the left margin to the right one.
    const RULE_WIDTH: f32 = 400.0;
    let crossings = layout.pages.iter().map(|items| {
        let baselines: Vec<f32> = items
            .iter()
            .filter_map(|placed| match (placed.kind, &placed.item) {
                (ContentKind::Node(_) | ContentKind::Head, DrawItem::Text { y, .. }) => Some(*y),
                _ => None,
            })
            .collect();
        let rules = items.iter().filter_map(|placed| match &placed.item {
            DrawItem::Path { segments, stroke: Some(_), .. } => match segments.as_slice() {
                [PathSegment::Move(left, y), PathSegment::Line(right, end)]
                    if y == end && right - left > RULE_WIDTH =>
                {
                    Some(*y)
                }
                _ => None,
            },
            DrawItem::Text { .. } | DrawItem::Path { .. } => None,
        });
        rules.filter(|y| baselines.iter().any(|base| (base - ABOVE..base + BELOW).contains(y))).count()
    });
    crossings.sum()
}

/// Cases whose reports have their page breaks in many places.
fn cases(set: &CriteriaSet) -> Vec<Case> {
    let mut cases: Vec<Case> = SAMPLES.iter().map(|name| sample(set, name)).collect();
    for indication in &set.indications {
        for length in [0, 300, 900] {
            cases.push(filled::filled(set, indication, 120, length));
        }
        // A comment above moves the break through the requirements of the rows below it.
        for length in (100..2400).step_by(570) {
            let mut case = filled::filled(set, indication, 60, 250);
            let row = indication.rows[length % 4].id.clone();
            case.comments.insert((indication.id.clone(), row), filled::text("Drøftet.", length));
            cases.push(case);
        }
    }
    // Texts that are cut on the first page and stand in full on a later one.
    cases.push(filled::filled(set, &set.indications[0], 120, 3000));
    cases
}

#[test]
fn requirements_and_judgements_are_whole() {
    let set = embedded().unwrap();
    let (mut breaks, mut faults) = (0, Vec::new());
    for (at, case) in cases(&set).iter().enumerate() {
        let language = Language::ALL[at % Language::ALL.len()];
        let outline = document(&set, case, ReportSettings::whole(language)).outline;
        let layout = lay_out(&outline);
        breaks += layout.pages.len() - 1;
        let name = format!("{at} {} {language:?}", case.indication);
        faults.extend(splits(&outline, &layout).into_iter().map(|split| format!("{name}: {split}")));
        if overprinted(&layout) > 0 {
            faults.push(format!("{name}: a heading stands on another"));
        }
        if crossing_rules(&layout) > 0 {
            faults.push(format!("{name}: a rule runs through a text"));
        }
        // No page is begun for nothing.
        let is_of_node = |placed: &PlacedItem| matches!(placed.kind, ContentKind::Node(_));
        if !layout.pages.iter().all(|items| items.iter().any(is_of_node)) {
            faults.push(format!("{name}: a page is blank"));
        }
    }
    assert!(breaks > 80, "{breaks} page breaks");
    assert!(faults.is_empty(), "{} of {breaks} breaks:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_is_too_high_for_a_page_continues_on_the_next() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met-by-judgement");
    let lines =
        (1..=150).map(|number| format!("Linje {number} af begrundelsen.")).collect::<Vec<_>>().join("\n");
    case.judgements.values_mut().for_each(|judgement| judgement.rationale.clone_from(&lines));
    let outline = document(&set, &case, ReportSettings::whole(Language::Da)).outline;
    let layout = lay_out(&outline);
    assert_eq!(
        (splits(&outline, &layout), overprinted(&layout), crossing_rules(&layout)),
        (Vec::new(), 0, 0)
    );
    let printed = layout.pages.iter().flatten().filter_map(|placed| match &placed.item {
        DrawItem::Text { run, .. } if run.text.contains("Linje 150 af begrundelsen.") => Some(()),
        DrawItem::Text { .. } | DrawItem::Path { .. } => None,
    });
    let judged = rows(&outline).iter().flat_map(|row| &row.parts);
    let judged = judged.filter(|part| part.kind == CriterionPartKind::Judgement).count();
    assert!(printed.count() >= judged && judged > 0);
}
