//! Removes objects that nothing refers to, and numbers the others without gaps. The same functions of lopdf search a
//! list for each reference, which takes minutes for a report of many pages.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Leaves only the objects that the trailer leads to, numbered from 1 in their old order.
pub(crate) fn prune_and_renumber(document: &mut Document) {
    let used = reachable(document);
    let numbers: BTreeMap<ObjectId, ObjectId> =
        used.into_iter().zip((1..).map(|number| (number, 0))).collect();
    let old = std::mem::take(&mut document.objects);
    for (id, mut object) in old {
        if let Some(new) = numbers.get(&id) {
            renumber(&mut object, &numbers);
            document.objects.insert(*new, object);
        }
    }
    for (_, object) in document.trailer.iter_mut() {
        renumber(object, &numbers);
    }
    document.max_id = u32::try_from(document.objects.len()).unwrap_or(u32::MAX);
}

fn reachable(document: &Document) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    add_references(&document.trailer, &mut open);
    while let Some(id) = open.pop() {
        let Some(object) = document.objects.get(&id) else { continue };
        if found.insert(id) {
            add_references_of(object, &mut open);
        }
    }
    found
}

fn add_references(dictionary: &Dictionary, open: &mut Vec<ObjectId>) {
    dictionary.iter().for_each(|(_, value)| add_references_of(value, open));
}

fn add_references_of(object: &Object, open: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => open.push(*id),
        Object::Array(items) => items.iter().for_each(|item| add_references_of(item, open)),
        Object::Dictionary(dictionary) => add_references(dictionary, open),
        Object::Stream(stream) => add_references(&stream.dict, open),
        _ => {}
    }
}

fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = numbers.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| renumber(value, numbers));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers));
        }
        _ => {}
    }
}
