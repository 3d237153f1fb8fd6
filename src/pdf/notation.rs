//! Writes numbers, strings and objects in the notation of PDF, as bytes. The writer of lopdf formats each byte of a
//! string and each number by itself, which takes several times as long.

use lopdf::{Dictionary, Object, StringFormat};
use std::io::Write as _;

/// Writes a whole number.
pub(crate) fn push_integer(bytes: &mut Vec<u8>, value: i64) {
    if value < 0 {
        bytes.push(b'-');
    }
    let mut rest = value.unsigned_abs();
    let first = bytes.len();
    loop {
        bytes.push(digit(rest % 10));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    bytes[first..].reverse();
}

/// Writes a length in hundredths, without zeros at its end.
pub(crate) fn push_hundredths(bytes: &mut Vec<u8>, hundredths: i64) {
    if hundredths < 0 {
        bytes.push(b'-');
    }
    let hundredths = hundredths.unsigned_abs();
    push_integer(bytes, i64::try_from(hundredths / 100).unwrap_or(i64::MAX));
    let (tenths, last) = (hundredths / 10 % 10, hundredths % 10);
    if (tenths, last) != (0, 0) {
        bytes.extend([b'.', digit(tenths)]);
    }
    if last != 0 {
        bytes.push(digit(last));
    }
}

fn digit(value: u64) -> u8 {
    b'0' + u8::try_from(value).unwrap_or(0)
}

/// Writes any number, so that it is read back as the same one.
pub(crate) fn push_real(bytes: &mut Vec<u8>, value: f32) {
    // Writing to memory does not fail.
    let _ = write!(bytes, "{value}");
}

/// Writes the digits of a string in hexadecimal notation, without its brackets.
pub(crate) fn push_hex(bytes: &mut Vec<u8>, content: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in content {
        bytes.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

/// Writes an object, with all that is inside of it.
pub(crate) fn push_object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(true) => bytes.extend(b"true"),
        Object::Boolean(false) => bytes.extend(b"false"),
        Object::Integer(value) => push_integer(bytes, *value),
        Object::Real(value) => push_real(bytes, *value),
        Object::Name(name) => push_name(bytes, name),
        Object::String(text, format) => push_string(bytes, text, format),
        Object::Array(items) => {
            bytes.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 && needs_space(item) {
                    bytes.push(b' ');
                }
                push_object(bytes, item);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => push_dictionary(bytes, dictionary),
        Object::Stream(stream) => {
            push_dictionary(bytes, &stream.dict);
            bytes.extend(b"stream\n");
            bytes.extend(&stream.content);
            bytes.extend(b"\nendstream");
        }
        Object::Reference((number, generation)) => {
            push_integer(bytes, i64::from(*number));
            bytes.push(b' ');
            push_integer(bytes, i64::from(*generation));
            bytes.extend(b" R");
        }
    }
}

fn push_dictionary(bytes: &mut Vec<u8>, dictionary: &Dictionary) {
    bytes.extend(b"<<");
    for (key, value) in dictionary {
        push_name(bytes, key);
        if needs_space(value) {
            bytes.push(b' ');
        }
        push_object(bytes, value);
    }
    bytes.extend(b">>");
}

/// Whether an object starts with a letter or digit, which would become a part of what is before it.
fn needs_space(object: &Object) -> bool {
    match object {
        Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_) => {
            true
        }
        Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Dictionary(_)
        | Object::Stream(_) => false,
    }
}

/// Writes a name (ISO 32000-1, 7.3.5).
pub(crate) fn push_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.push(b'#');
            push_hex(bytes, &[*byte]);
        }
    }
}

fn push_string(bytes: &mut Vec<u8>, text: &[u8], format: &StringFormat) {
    match format {
        StringFormat::Hexadecimal => {
            bytes.push(b'<');
            push_hex(bytes, text);
            bytes.push(b'>');
        }
        StringFormat::Literal => {
            bytes.push(b'(');
            for byte in text {
                match byte {
                    b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
                    // A line end of any kind would be read as a line feed.
                    b'\r' => bytes.extend(b"\\r"),
                    _ => bytes.push(*byte),
                }
            }
            bytes.push(b')');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, Stream, dictionary};

    fn written(push: impl Fn(&mut Vec<u8>)) -> String {
        let mut bytes = Vec::new();
        push(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_does() {
        for value in [0, 1, 9, 10, 99, 100, -7, 1234, -1205, i64::MAX, i64::MIN] {
            assert_eq!(written(|bytes| push_integer(bytes, value)), value.to_string());
        }
        for hundredths in (-3000..3000).chain([84_189, 59_528]) {
            let expected = (hundredths as f64 / 100.0).to_string();
            assert_eq!(written(|bytes| push_hundredths(bytes, hundredths)), expected);
        }
    }

    #[test]
    fn objects_are_read_back_as_they_were() {
        let inner =
            dictionary! { "Name" => "a b/c#(d)", "Null" => Object::Null, "Yes" => true, "No" => false };
        let objects = vec![
            Object::Integer(-12),
            Object::Real(0.172_549),
            Object::Real(-512.5),
            Object::Name(b"Name".to_vec()),
            Object::string_literal("(a) b) \\ \r c\n("),
            Object::String(vec![0xFE, 0xFF, 0, 65, 0x1F], StringFormat::Hexadecimal),
            Object::Array(vec![1.into(), (2, 0).into(), "x".into(), vec![Object::Null].into(), 3.into()]),
            Object::Dictionary(inner),
        ];
        let array = Object::Array(objects);
        let mut file = b"%PDF-1.7\n1 0 obj\n".to_vec();
        push_object(&mut file, &array);
        file.extend(b"\nendobj\n");
        let second = file.len();
        file.extend(b"2 0 obj\n");
        push_object(&mut file, &Stream::new(dictionary! { "Key" => 1 }, b"content".to_vec()).into());
        file.extend(b"\nendobj\n");
        let table = file.len();
        let rows = format!("xref\n0 3\n0000000000 65535 f \n{:010} 00000 n \n{second:010} 00000 n \n", 9);
        file.extend(format!("{rows}trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
        let read = Document::load_mem(&file).unwrap();
        assert_eq!(read.get_object((1, 0)).unwrap(), &array);
        assert_eq!(read.get_object((2, 0)).and_then(Object::as_stream).unwrap().content, b"content");
    }
}
