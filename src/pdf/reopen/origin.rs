//! What a PDF says of its own origin: document id and metadata. Either may be lacking or damaged, because other
//! programs rewrite them; then it counts as absent.

use super::objects::PdfObjects;
use super::reachable::have_layers;
use super::{EmbeddedCaseError, PdfContents};
use crate::pdf::metadata::read_provenance;
use crate::report::{DocumentId, Provenance};
use lopdf::Object;

/// The longest metadata that is read, in bytes. Ours has some 4,000.
const METADATA_LIMIT: usize = 256 << 10;

/// What the PDF says of the report that it is, beside the case inside.
pub(super) fn contents(objects: &mut PdfObjects, case: Result<Vec<u8>, EmbeddedCaseError>) -> PdfContents {
    PdfContents {
        case,
        id: document_id(objects),
        provenance: provenance(objects),
        has_layers: have_layers_in_use(objects),
        has_wrong_size: false,
        is_searched_whole: false,
        repaired: None,
    }
}

/// Whether content of a page belongs to a layer. Some programs leave a list of layers without any. What can't be
/// searched is not known to be without.
fn have_layers_in_use(objects: &mut PdfObjects) -> bool {
    let Ok(catalog) = objects.catalog() else { return false };
    catalog.has(b"OCProperties") && have_layers(objects, &catalog).unwrap_or(true)
}

/// The first id in the trailer, which stays the same when a program writes a changed version. Programs that encrypt
/// may choose a new one, because the key depends on it.
fn document_id(objects: &mut PdfObjects) -> Option<DocumentId> {
    if objects.are_encrypted() {
        return None;
    }
    let trailer = objects.trailer();
    let Object::Array(ids) = objects.entry(&trailer, b"ID").ok()? else { return None };
    let id = objects.resolve(ids.into_iter().next()?).ok()?;
    Some(DocumentId::from_bytes(id.as_str().ok()?.try_into().ok()?))
}

/// How the report was made, from the metadata of the document.
fn provenance(objects: &mut PdfObjects) -> Option<Provenance> {
    let catalog = objects.catalog().ok()?;
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).ok()?;
    read_provenance(&objects.stream(metadata, METADATA_LIMIT).ok()?)
}
