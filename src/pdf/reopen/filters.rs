//! Decodes the content of streams.

use super::EmbeddedCaseError;
use super::budget::ReadBudget;
use super::parser::{from_hex, is_space};
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Object};

/// The greatest number of filters on one stream. No known program uses more.
const MAX_FILTERS: usize = 4;
/// How much is inflated in one step, in bytes.
const INFLATED_AT_ONCE: usize = 1 << 16;
/// The greatest length of a row of a table, in bytes. Rows of cross-reference tables have a few bytes.
const MAX_ROW_LEN: usize = 1 << 16;

/// Applies the inverse of the filters that the dictionary names. Fails if the output of one of them is
/// longer than `limit` bytes.
pub(crate) fn decode(
    dictionary: &Dictionary,
    mut content: Vec<u8>,
    limit: usize,
    budget: &mut ReadBudget,
) -> Result<Vec<u8>, EmbeddedCaseError> {
    // The content is in another file, which is never opened.
    if dictionary.has(b"F") {
        return Err(EmbeddedCaseError::Damaged);
    }
    let filters = entry_as_list(dictionary, b"Filter");
    let parameters = entry_as_list(dictionary, b"DecodeParms");
    if filters.len() > MAX_FILTERS {
        return Err(EmbeddedCaseError::TooMuch);
    }
    for (at, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(at).and_then(|parameters| parameters.as_dict().ok());
        content = match filter.as_name().map_err(|_| EmbeddedCaseError::Damaged)? {
            b"FlateDecode" | b"Fl" => {
                let rows = inflate(&content, limit, budget)?;
                undo_predictor(rows, parameters)?
            }
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&content),
            b"ASCII85Decode" | b"A85" => base_85(&content)?,
            // Already undone by the decryption of the object.
            b"Crypt" => content,
            _ => return Err(EmbeddedCaseError::Damaged),
        };
        budget.spend(content.len())?;
    }
    if content.len() > limit { Err(EmbeddedCaseError::TooMuch) } else { Ok(content) }
}

/// An entry that may be a list or a single object. Empty if there is none.
fn entry_as_list(dictionary: &Dictionary, key: &[u8]) -> Vec<Object> {
    match dictionary.get(key) {
        Ok(Object::Array(items)) => items.clone(),
        Ok(Object::Null) | Err(_) => Vec::new(),
        Ok(one) => vec![one.clone()],
    }
}

/// Inflates data in the format of zlib. Some programs leave out the end of the data or of its checksum; a whole
/// checksum must be right.
fn inflate(content: &[u8], limit: usize, budget: &mut ReadBudget) -> Result<Vec<u8>, EmbeddedCaseError> {
    const DEFLATE: u8 = 8;
    let Some((&[method, flags], data)) = content.split_first_chunk() else {
        return Err(EmbeddedCaseError::Damaged);
    };
    let header = u16::from_be_bytes([method, flags]);
    let has_dictionary = flags & 0x20 != 0;
    if method & 0x0F != DEFLATE || !header.is_multiple_of(31) || has_dictionary {
        return Err(EmbeddedCaseError::Damaged);
    }
    let mut decompress = Decompress::new(false);
    let mut inflated = Vec::new();
    loop {
        let read = usize::try_from(decompress.total_in()).unwrap_or(data.len()).min(data.len());
        inflated.reserve(INFLATED_AT_ONCE);
        let before = (decompress.total_in(), decompress.total_out());
        let status = decompress.decompress_vec(&data[read..], &mut inflated, FlushDecompress::None);
        budget.spend(usize::try_from(decompress.total_out() - before.1).unwrap_or(usize::MAX))?;
        if inflated.len() > limit {
            return Err(EmbeddedCaseError::TooMuch);
        }
        match status.map_err(|_| EmbeddedCaseError::Damaged)? {
            Status::StreamEnd => {
                let end = usize::try_from(decompress.total_in()).unwrap_or(data.len()).min(data.len());
                let is_right = is_checksum(&data[end..], adler_32(&inflated));
                return if is_right { Ok(inflated) } else { Err(EmbeddedCaseError::Damaged) };
            }
            // Nothing more comes out of what is there.
            Status::Ok | Status::BufError if (decompress.total_in(), decompress.total_out()) == before => {
                return if inflated.is_empty() { Err(EmbeddedCaseError::Damaged) } else { Ok(inflated) };
            }
            Status::Ok | Status::BufError => {}
        }
    }
}

/// Whether what follows the data is its checksum, or the start of it and a line end.
fn is_checksum(written: &[u8], sum: u32) -> bool {
    let sum = sum.to_be_bytes();
    written.starts_with(&sum)
        || (0..sum.len()).any(|length| {
            written.strip_prefix(&sum[..length]).is_some_and(|rest| rest.iter().copied().all(is_space))
        })
}

/// The checksum of zlib.
fn adler_32(content: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    // So many sums can't overflow.
    const CHUNK: usize = 5552;
    let (mut low, mut high) = (1_u32, 0_u32);
    for chunk in content.chunks(CHUNK) {
        for byte in chunk {
            low += u32::from(*byte);
            high += low;
        }
        (low, high) = (low % MODULUS, high % MODULUS);
    }
    (high << 16) | low
}

/// Undoes the PNG predictors, which store each row as the difference to the row above.
fn undo_predictor(rows: Vec<u8>, parameters: Option<&Dictionary>) -> Result<Vec<u8>, EmbeddedCaseError> {
    let number = |key: &[u8], otherwise| {
        let written = parameters.and_then(|parameters| parameters.get(key).ok());
        written.map_or(Ok(otherwise), |written| written.as_i64().map_err(|_| EmbeddedCaseError::Damaged))
    };
    match number(b"Predictor", 1)? {
        1 => return Ok(rows),
        10..=15 => {}
        _ => return Err(EmbeddedCaseError::Damaged),
    }
    let short =
        |number: i64| usize::try_from(number).ok().filter(|number| (1..=MAX_ROW_LEN).contains(number));
    let columns = short(number(b"Columns", 1)?).ok_or(EmbeddedCaseError::Damaged)?;
    let colors = short(number(b"Colors", 1)?).ok_or(EmbeddedCaseError::Damaged)?;
    let bits = short(number(b"BitsPerComponent", 8)?)
        .filter(|bits| *bits <= 16)
        .ok_or(EmbeddedCaseError::Damaged)?;
    let pixel = (colors * bits).div_ceil(8);
    let width = Some((columns * colors * bits).div_ceil(8)).filter(|width| *width <= MAX_ROW_LEN);
    let width = width.ok_or(EmbeddedCaseError::Damaged)?;

    let mut above = vec![0; width];
    let mut plain = Vec::with_capacity(rows.len());
    for row in rows.chunks(width + 1) {
        let [kind, row @ ..] = row else { continue };
        let mut current = vec![0; width];
        for (at, byte) in row.iter().enumerate() {
            let left = if at < pixel { 0 } else { current[at - pixel] };
            let corner = if at < pixel { 0 } else { above[at - pixel] };
            let expected = match kind {
                0 => 0,
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => return Err(EmbeddedCaseError::Damaged),
            };
            current[at] = byte.wrapping_add(expected);
        }
        plain.extend_from_slice(&current[..row.len()]);
        above = current;
    }
    Ok(plain)
}

/// The PNG predictor Paeth: the neighbour that is nearest to left + above − corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    let nearest = [left, above, corner].into_iter().min_by_key(|byte| distance(*byte));
    nearest.unwrap_or_default()
}

fn hexadecimal(content: &[u8]) -> Vec<u8> {
    let written = content.split(|byte| *byte == b'>').next().unwrap_or_default();
    let digits: Vec<u8> = written.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    from_hex(&digits)
}

fn base_85(content: &[u8]) -> Result<Vec<u8>, EmbeddedCaseError> {
    let written = content.split(|byte| *byte == b'~').next().unwrap_or_default();
    let mut plain = Vec::new();
    let mut group = Vec::new();
    for byte in written.iter().copied().filter(|byte| !is_space(*byte)) {
        match byte {
            b'z' if group.is_empty() => plain.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => return Err(EmbeddedCaseError::Damaged),
        }
        if group.len() == 5 {
            plain.extend(from_85(&group)?);
            group.clear();
        }
    }
    if !group.is_empty() {
        let length = group.len() - 1;
        group.resize(5, 84);
        plain.extend(&from_85(&group)?[..length]);
    }
    Ok(plain)
}

fn from_85(group: &[u8]) -> Result<[u8; 4], EmbeddedCaseError> {
    let number = group.iter().fold(0_u64, |number, digit| number * 85 + u64::from(*digit));
    u32::try_from(number).map(u32::to_be_bytes).map_err(|_| EmbeddedCaseError::Damaged)
}
