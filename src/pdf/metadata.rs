//! The metadata of the document in XMP, which archives read, and how the report was made,
//! which this program reads again.

use super::PdfProperties;
use super::values::{PRODUCER, language_tag};
use crate::report::{DocumentId, Layout, Mark, PageOrigin, Provenance};
use jiff::tz::TimeZone;
use roxmltree::{Document as XmlDocument, ParsingOptions};

/// The XMP packet with the metadata of a report.
pub(crate) fn xmp(layout: &Layout, properties: &PdfProperties) -> String {
    let id = properties.id;
    let moment = properties.moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut properties_of_document = vec![
        ("dc:format", "application/pdf".to_owned()),
        (
            "dc:title",
            format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(&layout.title)),
        ),
        ("dc:creator", format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escaped(&properties.author))),
        ("dc:language", format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", language_tag(layout.language))),
        ("xmp:CreatorTool", escaped(&properties.creator)),
        ("xmp:CreateDate", moment.clone()),
        ("xmp:ModifyDate", moment),
        ("pdf:Producer", PRODUCER.to_owned()),
        ("xmpMM:DocumentID", format!("uuid:{id}")),
        ("xmpMM:InstanceID", format!("uuid:{id}")),
        ("pdfaid:part", "3".to_owned()),
        ("pdfaid:conformance", "A".to_owned()),
        ("pdfuaid:part", "1".to_owned()),
        ("pdfaExtension:schemas", format!("<rdf:Bag>{UA_SCHEMA}{WGS_SCHEMA}</rdf:Bag>")),
    ];
    if let Some(provenance) = &properties.provenance {
        properties_of_document.push(("wgs:mark", escaped(&provenance.mark.to_string())));
        if let Some(layout) = provenance.layout {
            properties_of_document.push(("wgs:layoutVersion", layout.to_string()));
        }
        if let Some(pages) = &provenance.pages {
            properties_of_document.push(("wgs:pages", escaped(&pages.to_string())));
        }
    }
    let namespaces = [
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("xmpMM", MEDIA_MANAGEMENT),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
        ("wgs", NAMESPACE),
    ];
    let declared: String =
        namespaces.iter().map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).collect();
    let body: String =
        properties_of_document.iter().map(|(name, value)| format!("<{name}>{value}</{name}>\n")).collect();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\"{declared}>\n{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n\
         <?xpacket end=\"r\"?>"
    )
}

/// PDF/A requires a description of every property outside its own schemas, and the one that declares PDF/UA
/// is such a property.
const UA_SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>the part of PDF/UA that the document follows</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";

/// The namespace of the ids of a document.
const MEDIA_MANAGEMENT: &str = "http://ns.adobe.com/xap/1.0/mm/";

/// The namespace of this program's own properties.
const NAMESPACE: &str = "urn:wgs-henvisning:report:1";

/// Describes this program's own properties, as PDF/A requires.
const WGS_SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>WGS-henvisning report schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>urn:wgs-henvisning:report:1</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>wgs</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq>\
    <rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>mark</pdfaProperty:name>\
    <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>the content of the QR code on page 1</pdfaProperty:description>\
    </rdf:li><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>layoutVersion</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>the version of the layout of the pages</pdfaProperty:description>\
    </rdf:li><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>pages</pdfaProperty:name>\
    <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>the program and the settings that the pages were made with</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";

/// What the metadata says of how a report was made. Other programs may have rewritten the packet. Returns `None`
/// if it is not readable or does not name a mark.
pub(crate) fn read_provenance(packet: &[u8]) -> Option<Provenance> {
    let packet = std::str::from_utf8(packet).ok()?.trim_start_matches('\u{feff}');
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let parsed = XmlDocument::parse_with_options(packet.trim_end_matches('\0'), options).ok()?;
    let property = |namespace: &str, name: &str| {
        parsed.descendants().find_map(|node| {
            let is_element = node.has_tag_name((namespace, name));
            let value = if is_element { node.text() } else { node.attribute((namespace, name)) };
            value.map(str::trim)
        })
    };
    let mark = Mark::parse(property(NAMESPACE, "mark")?)?;
    let document = || DocumentId::parse(property(MEDIA_MANAGEMENT, "DocumentID")?.strip_prefix("uuid:")?);
    let layout = property(NAMESPACE, "layoutVersion").and_then(|layout| layout.parse().ok());
    let pages = property(NAMESPACE, "pages").and_then(PageOrigin::parse);
    Some(Provenance { mark, document: document(), layout, pages })
}

/// The greatest number of nodes that metadata may have.
const MAX_NODES: u32 = 10_000;

/// Escapes the markup characters of XML, and drops characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
