//! Adds what PDF/A and PDF/UA ask for beyond the pages: structure, metadata, color profile, attachment and
//! ids.

use super::metadata::xmp;
use super::pages::MarkedContentNodes;
use super::structure::{add_outline, add_tree};
use super::values::{PRODUCER, language_tag, text_string};
use super::{Attachment, PdfError, PdfProperties};
use crate::report::Layout;
use jiff::tz::TimeZone;
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

const SRGB: &[u8] = include_bytes!("../../assets/colour/sRGB-v2-magic.icc");

/// Turns a document with pages only into one that is valid PDF/A-3a and PDF/UA-1.
pub(crate) fn finish(
    document: &mut Document,
    layout: &Layout,
    marked: &MarkedContentNodes,
    properties: &PdfProperties,
) -> Result<(), PdfError> {
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let tree = add_tree(document, layout, marked, &pages)?;
    let outline = add_outline(document, layout, &pages);
    let attachment =
        properties.attachment.as_ref().map(|attachment| attach(document, attachment, properties));
    let profile = Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, SRGB.to_vec());
    let profile = document.add_object(profile);
    let mut metadata = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(layout, properties).into_bytes(),
    );
    // PDF/A requires that programs can read the metadata without decompressing it.
    metadata.allows_compression = false;
    let metadata = document.add_object(metadata);
    rebuild_info(document, layout, properties);
    let id = Object::String(properties.id.bytes().to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);

    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal(language_tag(layout.language)));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", tree);
    catalog.set("Metadata", metadata);
    catalog.set("PageMode", "UseNone");
    catalog.remove(b"Outlines");
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    if let (Some(file), Some(attachment)) = (attachment, &properties.attachment) {
        catalog.set("AF", vec![Object::from(file)]);
        let names = vec![text_string(&attachment.name), file.into()];
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
    };
    catalog.set("OutputIntents", vec![Object::from(intent)]);
    Ok(())
}

fn pdf_date(properties: &PdfProperties) -> Object {
    let date = properties.moment.to_zoned(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string();
    Object::string_literal(date)
}

fn rebuild_info(document: &mut Document, layout: &Layout, properties: &PdfProperties) {
    if let Ok(Object::Reference(old)) = document.trailer.get(b"Info") {
        let old = *old;
        document.objects.remove(&old);
    }
    let info = document.add_object(dictionary! {
        "Title" => text_string(&layout.title), "Author" => text_string(&properties.author),
        "Creator" => text_string(&properties.creator), "Producer" => text_string(PRODUCER),
        "CreationDate" => pdf_date(properties), "ModDate" => pdf_date(properties),
    });
    document.trailer.set("Info", info);
}

/// Embeds a file. Returns its file specification.
fn attach(document: &mut Document, attachment: &Attachment, properties: &PdfProperties) -> ObjectId {
    let size = i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX);
    let embedded = document.add_object(Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile", "Subtype" => "text/plain",
            "Params" => dictionary! { "Size" => size, "ModDate" => pdf_date(properties) },
        },
        attachment.bytes.clone(),
    ));
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(attachment.name.as_str()), "UF" => text_string(&attachment.name),
        "Desc" => text_string(&attachment.description), "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => embedded, "UF" => embedded },
    })
}
