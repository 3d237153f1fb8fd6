//! The metadata of the document in XMP, which archives read.

use super::PdfProperties;
use super::values::{PRODUCER, language_tag};
use crate::report::Layout;
use jiff::tz::TimeZone;

/// The XMP packet with the metadata of a report.
pub(crate) fn xmp(layout: &Layout, properties: &PdfProperties) -> String {
    let id = properties.id;
    let moment = properties.moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let properties_of_document = [
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
        ("pdfaExtension:schemas", UA_SCHEMA.to_owned()),
    ];
    let namespaces = [
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
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
const UA_SCHEMA: &str = "<rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>the part of PDF/UA that the document follows</pdfaProperty:description>\
    </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>";

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
