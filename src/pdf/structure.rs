//! The structure tree: what the parts of the pages are, in reading order; and the reader's outline.

use super::finish::text;
use super::pages::Marked;
use crate::report::layout::{Layout, PAGE, Role};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// The standard name of a role.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Title => "H1",
        Role::Heading => "H2",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::ColumnHead | Role::RowHead => "TH",
        Role::Cell => "TD",
        Role::Link => "Link",
    }
}

/// Adds the structure tree, and gives its root.
pub fn add_tree(
    document: &mut Document,
    layout: &Layout,
    marked: &Marked,
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
    // Children stand after their parents, in reading order.
    for (at, node) in layout.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(ids[at].into());
        }
    }
    for ((at, node), children) in layout.nodes.iter().enumerate().zip(children) {
        let parent = node.parent.map_or(root, |parent| ids[parent]);
        let mut element = dictionary! { "Type" => "StructElem", "S" => role_name(node.role), "P" => parent, "K" => children };
        if let Some(page) = page_of[at] {
            element.set("Pg", page);
        }
        if let Some(attributes) = attributes(node.role) {
            element.set("A", attributes);
        }
        document.set_object(ids[at], element);
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => numbers });
    document.set_object(root, dictionary! {
        "Type" => "StructTreeRoot", "K" => ids[0], "ParentTree" => parent_tree, "ParentTreeNextKey" => next_key,
    });
    Ok(root)
}

fn attributes(role: Role) -> Option<Dictionary> {
    match role {
        Role::ColumnHead => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::RowHead => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
        Role::List => Some(dictionary! { "O" => "List", "ListNumbering" => "Disc" }),
        Role::Document
        | Role::Title
        | Role::Heading
        | Role::Paragraph
        | Role::ListItem
        | Role::ListBody
        | Role::Table
        | Role::TableHead
        | Role::TableBody
        | Role::Row
        | Role::Cell
        | Role::Link => None,
    }
}

fn add_link(
    document: &mut Document,
    link: &crate::report::layout::Link,
    page: ObjectId,
    key: i64,
) -> Result<ObjectId, lopdf::Error> {
    let [left, top, right, bottom] = link.rect;
    let rect = [left, PAGE.1 - bottom, right, PAGE.1 - top].map(Object::Real).to_vec();
    let annotation = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4, "Contents" => text(&link.text), "StructParent" => key,
        "A" => dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(link.uri.as_str()) },
    });
    let page = document.get_dictionary_mut(page)?;
    match page.get_mut(b"Annots") {
        Ok(Object::Array(annotations)) => annotations.push(annotation.into()),
        Ok(_) | Err(_) => page.set("Annots", vec![Object::from(annotation)]),
    }
    Ok(annotation)
}

/// Adds the reader's outline: the headings under the title. `None` when there is none.
pub fn add_outline(document: &mut Document, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    let (title, headings) = layout.bookmarks.split_first()?;
    let root = document.new_object_id();
    let top = document.new_object_id();
    let ids: Vec<ObjectId> = headings.iter().map(|_| document.new_object_id()).collect();
    let entry = |bookmark: &crate::report::layout::Bookmark, parent: ObjectId| {
        let page = pages.get(bookmark.page).copied().unwrap_or(parent);
        dictionary! {
            "Title" => text(&bookmark.title), "Parent" => parent,
            "Dest" => vec![page.into(), "XYZ".into(), Object::Null, Object::Real(PAGE.1 - bookmark.y), Object::Null],
        }
    };
    let mut first = entry(title, root);
    if let (Some(from), Some(to)) = (ids.first(), ids.last()) {
        first.set("First", *from);
        first.set("Last", *to);
        first.set("Count", i64::try_from(ids.len()).unwrap_or(0));
    }
    document.set_object(top, first);
    for (at, heading) in headings.iter().enumerate() {
        let mut entry = entry(heading, top);
        if at > 0 {
            entry.set("Prev", ids[at - 1]);
        }
        if let Some(next) = ids.get(at + 1) {
            entry.set("Next", *next);
        }
        document.set_object(ids[at], entry);
    }
    let count = i64::try_from(ids.len() + 1).unwrap_or(1);
    document.set_object(
        root,
        dictionary! { "Type" => "Outlines", "First" => top, "Last" => top, "Count" => count },
    );
    Some(root)
}
