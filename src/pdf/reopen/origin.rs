//! What a PDF says of its own origin: document id and metadata. Either may be lacking or damaged, because other
//! programs rewrite them; then it counts as absent.

use super::objects::PdfObjects;
use crate::pdf::metadata::read_provenance;
use crate::report::{DocumentId, Provenance};
use lopdf::Object;

/// The longest metadata that is read, in bytes. Ours has some 4,000.
const METADATA_LIMIT: usize = 256 << 10;

/// The first id in the trailer, which stays the same when a program writes a changed version.
pub(super) fn document_id(objects: &mut PdfObjects) -> Option<DocumentId> {
    let trailer = objects.trailer();
    let Object::Array(ids) = objects.entry(&trailer, b"ID").ok()? else { return None };
    let id = objects.resolve(ids.into_iter().next()?).ok()?;
    Some(DocumentId::from_bytes(id.as_str().ok()?.try_into().ok()?))
}

/// How the report was made, from the metadata of the document.
pub(super) fn provenance(objects: &mut PdfObjects) -> Option<Provenance> {
    let catalog = objects.catalog().ok()?;
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).ok()?;
    read_provenance(&objects.stream(metadata, METADATA_LIMIT).ok()?)
}
