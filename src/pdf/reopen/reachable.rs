//! Finds attachments wherever they hang: at a form, a media clip, an action, a part of the document. Programs that list
//! attachments look in different places.

use super::EmbeddedCaseError;
use super::case_streams;
use super::objects::PdfObjects;
use super::placed::unless_damaged;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Adds the streams of the cases in all file specifications that the catalog leads to. Damaged objects are left out.
pub(crate) fn in_all_objects(
    objects: &mut PdfObjects,
    catalog: &Dictionary,
    found: &mut BTreeSet<ObjectId>,
) -> Result<(), EmbeddedCaseError> {
    let mut seen = BTreeSet::new();
    let mut open = vec![Object::Dictionary(catalog.clone())];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if seen.insert(id) => {
                open.extend(unless_damaged(objects.resolve(object))?);
            }
            Object::Array(items) => open.extend(items.into_iter().filter(may_lead_on)),
            Object::Dictionary(dictionary) => {
                if dictionary.has(b"EF") || dictionary.has(b"RF") {
                    found.extend(unless_damaged(case_streams(objects, &dictionary))?.into_iter().flatten());
                }
                open.extend(values(dictionary));
            }
            Object::Stream(stream) => open.extend(values(stream.dict)),
            _ => {}
        }
    }
    Ok(())
}

/// Whether the content of a page belongs to a layer, so that viewers show or hide it. The layers of annotations hide
/// nothing of a page.
pub(crate) fn have_layers(objects: &mut PdfObjects, catalog: &Dictionary) -> Result<bool, EmbeddedCaseError> {
    let is_kind = |kind: &Object| kind.as_name().is_ok_and(|name| name == b"OCG" || name == b"OCMD");
    let mut layers = BTreeSet::new();
    if let Some(Object::Dictionary(listed)) = unless_damaged(objects.entry(catalog, b"OCProperties"))?
        && let Some(Object::Array(listed)) = unless_damaged(objects.entry(&listed, b"OCGs"))?
    {
        layers.extend(listed.iter().filter_map(|layer| layer.as_reference().ok()));
    }
    let mut seen = BTreeSet::new();
    let mut open: Vec<Object> = catalog.get(b"Pages").ok().cloned().into_iter().collect();
    while let Some(object) = open.pop() {
        let dictionary = match object {
            Object::Reference(id) if layers.contains(&id) => return Ok(true),
            Object::Reference(id) if seen.insert(id) => {
                open.extend(unless_damaged(objects.resolve(object))?);
                continue;
            }
            Object::Array(items) => {
                open.extend(items.into_iter().filter(may_lead_on));
                continue;
            }
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => stream.dict,
            _ => continue,
        };
        let names_layer = dictionary.has(b"OC") || dictionary.has(b"OCGs");
        if names_layer || unless_damaged(objects.entry(&dictionary, b"Type"))?.as_ref().is_some_and(is_kind) {
            return Ok(true);
        }
        let of_content = |key: &[u8]| !matches!(key, b"Annots" | b"Parent" | b"B" | b"PieceInfo");
        let values = dictionary.into_iter().filter(|(key, _)| of_content(key)).map(|(_, value)| value);
        open.extend(values.filter(may_lead_on));
    }
    Ok(false)
}

fn values(dictionary: Dictionary) -> impl Iterator<Item = Object> {
    dictionary.into_iter().map(|(_, value)| value).filter(may_lead_on)
}

fn may_lead_on(object: &Object) -> bool {
    matches!(object, Object::Reference(_) | Object::Array(_) | Object::Dictionary(_))
}
