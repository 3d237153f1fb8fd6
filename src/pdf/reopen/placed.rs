//! Finds attachments that are placed at a page, as the sign of an attached file or as a file associated with the page,
//! or that are associated with the structure of the document.

use super::EmbeddedCaseError;
use super::case_streams;
use super::objects::PdfObjects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Adds the streams of the cases that are attached to pages. Damaged pages are left out.
pub(crate) fn at_pages(
    objects: &mut PdfObjects,
    catalog: &Dictionary,
    found: &mut BTreeSet<ObjectId>,
) -> Result<(), EmbeddedCaseError> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<Object> = catalog.get(b"Pages").ok().cloned().into_iter().collect();
    if let Some(structure) = dictionary_at(objects, catalog, b"StructTreeRoot")? {
        add_associated(objects, &structure, found)?;
    }
    while let Some(node) = open.pop() {
        // A tree may lead back to itself.
        if node.as_reference().is_ok_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(node) = dictionary(objects, node)? else { continue };
        open.extend(items(objects, &node, b"Kids")?);
        add_associated(objects, &node, found)?;
        for annotation in items(objects, &node, b"Annots")? {
            let Some(annotation) = dictionary(objects, annotation)? else { continue };
            add_associated(objects, &annotation, found)?;
            if let Ok(file) = annotation.get(b"FS") {
                add_case(objects, file.clone(), found)?;
            }
        }
    }
    Ok(())
}

fn add_associated(
    objects: &mut PdfObjects,
    of: &Dictionary,
    found: &mut BTreeSet<ObjectId>,
) -> Result<(), EmbeddedCaseError> {
    items(objects, of, b"AF")?.into_iter().try_for_each(|file| add_case(objects, file, found))
}

fn add_case(
    objects: &mut PdfObjects,
    file: Object,
    found: &mut BTreeSet<ObjectId>,
) -> Result<(), EmbeddedCaseError> {
    if let Some(file) = dictionary(objects, file)? {
        found.extend(unless_damaged(case_streams(objects, &file))?.into_iter().flatten());
    }
    Ok(())
}

fn dictionary(objects: &mut PdfObjects, object: Object) -> Result<Option<Dictionary>, EmbeddedCaseError> {
    let resolved = unless_damaged(objects.resolve(object))?;
    Ok(resolved.and_then(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }))
}

fn dictionary_at(
    objects: &mut PdfObjects,
    of: &Dictionary,
    key: &[u8],
) -> Result<Option<Dictionary>, EmbeddedCaseError> {
    of.get(key).map_or(Ok(None), |value| dictionary(objects, value.clone()))
}

fn items(objects: &mut PdfObjects, of: &Dictionary, key: &[u8]) -> Result<Vec<Object>, EmbeddedCaseError> {
    Ok(match unless_damaged(objects.entry(of, key))? {
        Some(Object::Array(items)) => items,
        Some(_) | None => Vec::new(),
    })
}

/// `None` for what is damaged.
pub(crate) fn unless_damaged<T>(
    result: Result<T, EmbeddedCaseError>,
) -> Result<Option<T>, EmbeddedCaseError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(EmbeddedCaseError::Damaged) => Ok(None),
        Err(error) => Err(error),
    }
}
