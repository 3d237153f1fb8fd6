//! Writes the structure tree, which gives screen readers the type and order of all content, and the
//! document outline.

use super::pages::MarkedContentNodes;
use super::values::{language_tag, role_name, text_string};
use crate::definition::Language;
use crate::report::layout::{Figure, Layout, PAGE, StructureRole};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// Adds the structure tree. Returns its root.
pub(crate) fn add_tree(
    document: &mut Document,
    layout: &Layout,
    marked: &MarkedContentNodes,
    pages: &[ObjectId],
) -> Result<ObjectId, lopdf::Error> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = layout.nodes.iter().map(|_| document.new_object_id()).collect();
    let mut children: Vec<Vec<Object>> = vec![Vec::new(); ids.len()];
    let mut page_of: Vec<Option<ObjectId>> = vec![None; ids.len()];
    let mut numbers: Vec<Object> = Vec::new();
    for ((page, nodes), key) in pages.iter().zip(marked).zip(0_i64..) {
        for (node, number) in nodes.iter().zip(0_i64..) {
            let first = *page_of[*node].get_or_insert(*page);
            children[*node].push(if first == *page {
                Object::Integer(number)
            } else {
                dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => number }.into()
            });
        }
        let parents: Vec<Object> = nodes.iter().map(|node| ids[*node].into()).collect();
        let parents = document.add_object(parents);
        numbers.extend([Object::Integer(key), parents.into()]);
        let page = document.get_dictionary_mut(*page)?;
        page.set("StructParents", key);
        page.set("Tabs", "S");
        page.remove(b"Annots");
    }
    let mut next_key = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    for link in &layout.links {
        let Some(page) = pages.get(link.page).copied() else { continue };
        let annotation = add_link(document, link, page, next_key)?;
        children[link.node].push(dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => page }.into());
        numbers.extend([Object::Integer(next_key), ids[link.node].into()]);
        next_key += 1;
    }
    // In a layout, children come after their parents and in reading order.
    for (at, node) in layout.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(ids[at].into());
        }
    }
    let figures: BTreeMap<usize, &Figure> =
        layout.figures.iter().map(|figure| (figure.node, figure)).collect();
    for ((at, node), children) in layout.nodes.iter().enumerate().zip(children) {
        let parent = node.parent.map_or(root, |parent| ids[parent]);
        let mut element = dictionary! {
            "Type" => "StructElem", "S" => role_name(node.role), "P" => parent, "K" => children,
        };
        if let Some(page) = page_of[at] {
            element.set("Pg", page);
        }
        if let Some(attributes) = attributes(node.role) {
            element.set("A", attributes);
        }
        if node.role == StructureRole::Quote {
            element.set("Lang", Object::string_literal(language_tag(Language::Da)));
        }
        if let Some(figure) = figures.get(&at) {
            let [left, top, right, bottom] = figure.rect;
            let bounds = [left, PAGE.1 - bottom, right, PAGE.1 - top].map(Object::Real).to_vec();
            element.set("Alt", text_string(&figure.alt));
            element.set("A", dictionary! { "O" => "Layout", "BBox" => bounds, "Placement" => "Block" });
        }
        document.set_object(ids[at], element);
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => numbers });
    document.set_object(root, dictionary! {
        "Type" => "StructTreeRoot", "K" => ids[0], "ParentTree" => parent_tree, "ParentTreeNextKey" => next_key,
    });
    Ok(root)
}

fn attributes(role: StructureRole) -> Option<Dictionary> {
    match role {
        StructureRole::ColumnHead => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        StructureRole::RowHead => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
        StructureRole::List => Some(dictionary! { "O" => "List", "ListNumbering" => "None" }),
        StructureRole::Document
        | StructureRole::Title
        | StructureRole::Heading
        | StructureRole::Subheading
        | StructureRole::Figure
        | StructureRole::Paragraph
        | StructureRole::Quote
        | StructureRole::ListItem
        | StructureRole::Label
        | StructureRole::ListBody
        | StructureRole::Table
        | StructureRole::TableHead
        | StructureRole::TableBody
        | StructureRole::Row
        | StructureRole::Cell
        | StructureRole::Link => None,
    }
}

fn add_link(
    document: &mut Document,
    link: &crate::report::layout::PageLink,
    page: ObjectId,
    key: i64,
) -> Result<ObjectId, lopdf::Error> {
    let [left, top, right, bottom] = link.rect;
    let rect = [left, PAGE.1 - bottom, right, PAGE.1 - top].map(Object::Real).to_vec();
    let annotation = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4, "Contents" => text_string(&link.text), "StructParent" => key,
        "A" => dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(link.uri.as_str()) },
    });
    let page = document.get_dictionary_mut(page)?;
    match page.get_mut(b"Annots") {
        Ok(Object::Array(annotations)) => annotations.push(annotation.into()),
        Ok(_) | Err(_) => page.set("Annots", vec![Object::from(annotation)]),
    }
    Ok(annotation)
}

/// Adds the document outline, where each heading is below the one that it belongs to. Returns `None` if
/// there are no headings.
pub(crate) fn add_outline(document: &mut Document, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    let bookmarks = &layout.bookmarks;
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let root = document.new_object_id();
    let first = *ids.first()?;
    // The indices of the entries by their parent; `None` is the root.
    let mut under: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    // The entries that the next one may be below, each below the one before.
    let mut above: Vec<usize> = Vec::new();
    for (at, bookmark) in bookmarks.iter().enumerate() {
        while above.pop_if(|before| bookmarks[*before].level >= bookmark.level).is_some() {}
        under.entry(above.last().copied()).or_default().push(at);
        above.push(at);
    }
    for (parent, entries) in &under {
        let above = parent.map_or(root, |parent| ids[parent]);
        for (place, at) in entries.iter().enumerate() {
            let bookmark = &bookmarks[*at];
            let page = pages.get(bookmark.page).copied().unwrap_or(root);
            let height = Object::Real(PAGE.1 - bookmark.y);
            let mut entry = dictionary! {
                "Title" => text_string(&bookmark.title), "Parent" => above,
                "Dest" => vec![page.into(), "XYZ".into(), Object::Null, height, Object::Null],
            };
            if place > 0 {
                entry.set("Prev", ids[entries[place - 1]]);
            }
            if let Some(next) = entries.get(place + 1) {
                entry.set("Next", ids[*next]);
            }
            if let Some(below) = under.get(&Some(*at)) {
                entry.set("First", ids[below[0]]);
                entry.set("Last", ids[below[below.len() - 1]]);
                // A positive count shows the children at first, a negative one hides them: only headings of
                // levels 1 and 2 are visible.
                let count = i64::try_from(below.len()).unwrap_or(i64::MAX);
                entry.set("Count", if bookmark.level == 1 { count } else { -count });
            }
            document.set_object(ids[*at], entry);
        }
    }
    let top = &under[&None];
    let shown = bookmarks.iter().filter(|bookmark| bookmark.level <= 2).count();
    document.set_object(
        root,
        dictionary! {
            "Type" => "Outlines", "First" => first, "Last" => ids[top[top.len() - 1]],
            "Count" => i64::try_from(shown).unwrap_or(i64::MAX),
        },
    );
    Some(root)
}
