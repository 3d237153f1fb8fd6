//! Finds attachments wherever they hang: at a form, a media clip, an action, a part of the document. Programs that list
//! attachments look in different places.

use super::EmbeddedCaseError;
use super::case_streams;
use super::objects::PdfObjects;
use super::placed::unless_damaged;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// The streams of the cases in all file specifications that the catalog leads to. Damaged objects are left out.
pub(crate) fn in_all_objects(
    objects: &mut PdfObjects,
    catalog: &Dictionary,
) -> Result<BTreeSet<ObjectId>, EmbeddedCaseError> {
    let mut found = BTreeSet::new();
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
    Ok(found)
}

fn values(dictionary: Dictionary) -> impl Iterator<Item = Object> {
    dictionary.into_iter().map(|(_, value)| value).filter(may_lead_on)
}

fn may_lead_on(object: &Object) -> bool {
    matches!(object, Object::Reference(_) | Object::Array(_) | Object::Dictionary(_))
}
