//! No page begins with one line, or one point of a list or row, that belongs to what is on the page before, and none
//! ends with a heading.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;
use wgs_referral::case::Case;
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::report::layout::{ContentKind, DrawItem, Layout, StructureRole};
use wgs_referral::report::outline::{Block, CriterionPartKind, CriterionRow, Outline};
use wgs_referral::report::{ReportSettings, document, lay_out};

use crate::{SAMPLES, filled, random, sample};

/// The lines of a page in reading order, each as the index of its node. Drawn again, a heading is no line.
fn lines(layout: &Layout, page: usize) -> Vec<usize> {
    let items = layout.pages[page].iter();
    let lines = items.filter_map(|placed| match (placed.kind, &placed.item) {
        (ContentKind::Node(node), DrawItem::Text { run, .. }) if !run.glyphs.is_empty() => Some(node),
        _ => None,
    });
    lines.collect()
}

/// The nearest node above this one, or this one, with the role.
fn above(layout: &Layout, node: usize, role: StructureRole) -> Option<usize> {
    let parents = std::iter::successors(Some(node), |node| layout.nodes[*node].parent);
    parents.into_iter().find(|node| layout.nodes[*node].role == role)
}

/// The groups of the parts of each row, which stay on one page: the nodes with the kind of the first part.
fn groups(outline: &Outline, layout: &Layout) -> Vec<Vec<(CriterionPartKind, Vec<usize>)>> {
    let children =
        |parent| (0..layout.nodes.len()).filter(move |node| layout.nodes[*node].parent == Some(parent));
    let body = layout.nodes.iter().position(|node| node.role == StructureRole::TableBody).unwrap();
    let rows = outline.blocks.iter().find_map(|block| match block {
        Block::Criteria { rows, .. } => Some(rows),
        _ => None,
    });
    let of_row = |(row, node): (&CriterionRow, usize)| {
        let mut groups: Vec<(CriterionPartKind, Vec<usize>)> = Vec::new();
        for (part, node) in row.parts.iter().zip(children(children(node).next_back().unwrap())) {
            match part.kind {
                CriterionPartKind::Answer
                | CriterionPartKind::Advice
                | CriterionPartKind::Judgement
                | CriterionPartKind::Quote
                    if !groups.is_empty() =>
                {
                    groups.last_mut().unwrap().1.push(node);
                }
                kind => groups.push((kind, vec![node])),
            }
        }
        groups
    };
    rows.unwrap().iter().zip(children(body)).map(of_row).collect()
}

/// Whether a page that continues a row has too little of it: one line, or one requirement or note alone.
fn is_lone_in_row(groups: &[(CriterionPartKind, Vec<usize>)], before: &[usize], page: &[usize]) -> bool {
    /// The last two groups of a row may be parted if they have more lines: they would leave much of a page free.
    const MAX_JOINED_LINES: usize = 16;
    let lines_of =
        |nodes: &[usize], lines: &[usize]| lines.iter().filter(|node| nodes.contains(node)).count();
    let there: Vec<usize> = (0..groups.len()).filter(|at| lines_of(&groups[*at].1, page) > 0).collect();
    let [only] = there[..] else { return false };
    let (kind, nodes) = &groups[only];
    let is_continued = lines_of(nodes, before) > 0;
    let lines = lines_of(nodes, page);
    let joined = lines + only.checked_sub(1).map_or(0, |last| lines_of(&groups[last].1, before));
    lines < 2 || !is_continued && *kind != CriterionPartKind::Comment && joined <= MAX_JOINED_LINES
}

/// What is wrong at the upper and lower end of the pages.
fn faults(outline: &Outline, layout: &Layout) -> Vec<String> {
    let groups = groups(outline, layout);
    let pages: Vec<Vec<usize>> = (0..layout.pages.len()).map(|page| lines(layout, page)).collect();
    let mut faults = Vec::new();
    for (at, pair) in pages.windows(2).enumerate() {
        let [before, page] = pair else { continue };
        let (Some(first), Some(last)) = (page.first(), before.last()) else { continue };
        let role = |node: usize| layout.nodes[node].role;
        let mut fault = |what: &str| faults.push(format!("page {}: {what}, {:?}", at + 2, role(*first)));
        if matches!(role(*last), StructureRole::Heading | StructureRole::Subheading) {
            fault("the page before ends with a heading");
        }
        if above(layout, *first, StructureRole::Row).is_some() {
            let is_of_first =
                |row: &&Vec<(_, Vec<usize>)>| row.iter().any(|(_, nodes)| nodes.contains(first));
            if groups.iter().find(is_of_first).is_some_and(|row| is_lone_in_row(row, before, page)) {
                fault("one line, requirement or note of a row");
            }
        } else if let Some(list) = above(layout, *first, StructureRole::List) {
            let of_list = |lines: &[usize]| -> usize {
                let items: BTreeSet<_> = lines
                    .iter()
                    .filter(|node| above(layout, **node, StructureRole::List) == Some(list))
                    .collect();
                items.len()
            };
            if of_list(page) < 2 || of_list(before) < 2 {
                fault("a list with one point on a page");
            }
        } else if !matches!(role(*first), StructureRole::Heading | StructureRole::Subheading)
            && page.iter().filter(|node| *node == first).count() < 2
        {
            fault("one line");
        }
    }
    faults
}

/// All reports of the case: in both languages, with and without identity.
fn faults_of_reports(set: &CriteriaSet, case: &Case) -> (usize, Vec<String>) {
    let (mut breaks, mut found) = (0, Vec::new());
    for language in Language::ALL {
        for with_identity in [true, false] {
            let settings = ReportSettings { with_identity, ..ReportSettings::whole(language) };
            let outline = document(set, case, settings).outline;
            let layout = lay_out(&outline);
            breaks += layout.pages.len() - 1;
            let name = format!("{} {language:?} {with_identity}", case.indication);
            found.extend(faults(&outline, &layout).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    (breaks, found)
}

/// The case without what its judgements say.
fn without_judgements(mut case: Case) -> Case {
    case.judgements = BTreeMap::new();
    case
}

#[test]
fn no_page_of_a_sample_begins_with_one_line() {
    let set = embedded().unwrap();
    let (mut breaks, mut found) = (0, Vec::new());
    for name in SAMPLES {
        for indication in &set.indications {
            let case = Case { indication: indication.id.clone(), ..sample(&set, name) };
            for case in [without_judgements(case.clone()), case] {
                let (more, faults) = faults_of_reports(&set, &case);
                breaks += more;
                found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    assert!(breaks > 200, "{breaks}");
    assert!(found.is_empty(), "{} of {breaks}:\n{}", found.len(), found.join("\n"));
}

/// What stands above moves the page breaks through everything below it, line by line.
#[test]
fn no_page_of_a_filled_report_begins_with_one_line() {
    let set = embedded().unwrap();
    let (mut breaks, mut found) = (0, Vec::new());
    for indication in &set.indications {
        for lines in (1..60).step_by(6) {
            let mut case = filled::filled(&set, indication, 60, if lines % 12 == 1 { 40 } else { 400 });
            let row = indication.rows[lines % 3].id.clone();
            let comment = (0..lines).map(|at| format!("Linje {at}.")).collect::<Vec<_>>().join("\n");
            case.comments.insert((indication.id.clone(), row), comment);
            let (more, faults) = faults_of_reports(&set, &case);
            breaks += more;
            found.extend(faults.into_iter().map(|fault| format!("{lines}: {fault}")));
        }
    }
    assert!(breaks > 500, "{breaks}");
    assert!(found.is_empty(), "{} of {breaks}:\n{}", found.len(), found.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_page_of_any_report_begins_with_one_line(
        case in prop_oneof![random::any_case(), random::any_draft()],
        language in select(Language::ALL.to_vec()),
    ) {
        let outline = document(random::set(), &case, ReportSettings::whole(language)).outline;
        prop_assert_eq!(faults(&outline, &lay_out(&outline)), Vec::<String>::new());
    }
}
