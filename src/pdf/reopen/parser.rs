//! Parses the bytes of a PDF into values.

use super::EmbeddedCaseError;
use super::budget::{ReadBudget, VALUE_COST};
use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// The greatest depth of arrays and dictionaries inside each other.
const MAX_DEPTH: usize = 32;

/// Parses values from an offset on, and takes their cost from the budget.
pub(crate) struct PdfParser<'a, 'b> {
    bytes: &'a [u8],
    at: usize,
    budget: &'b mut ReadBudget,
}

impl<'a, 'b> PdfParser<'a, 'b> {
    /// Starts at an offset, which may be behind the end.
    pub(crate) fn new(bytes: &'a [u8], at: usize, budget: &'b mut ReadBudget) -> Self {
        PdfParser { bytes, at: at.min(bytes.len()), budget }
    }

    /// Parses any value but a stream.
    pub(crate) fn value(&mut self) -> Result<Object, EmbeddedCaseError> {
        let start = self.at;
        let value = self.value_at_depth(MAX_DEPTH);
        // One that is damaged costs as much, as others may be tried after it.
        self.budget.spend(self.at - start)?;
        value
    }

    /// Parses a dictionary.
    pub(crate) fn dictionary(&mut self) -> Result<Dictionary, EmbeddedCaseError> {
        match self.value()? {
            Object::Dictionary(dictionary) => Ok(dictionary),
            _ => Err(EmbeddedCaseError::Damaged),
        }
    }

    /// Parses an unsigned number.
    pub(crate) fn number<T: TryFrom<u64>>(&mut self) -> Result<T, EmbeddedCaseError> {
        let start = self.at;
        self.skip_space()?;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok());
        self.budget.spend(self.at - start)?;
        number.and_then(|number| T::try_from(number).ok()).ok_or(EmbeddedCaseError::Damaged)
    }

    /// Skips a word if it comes next. Returns whether it did.
    pub(crate) fn skip_word(&mut self, word: &[u8]) -> Result<bool, EmbeddedCaseError> {
        self.skip_space()?;
        let stands = self.rest().starts_with(word);
        if stands {
            self.at += word.len();
        }
        Ok(stands)
    }

    /// Parses the header of an object, such as `7 0 obj`.
    pub(crate) fn object_header(&mut self) -> Result<ObjectId, EmbeddedCaseError> {
        let id = (self.number()?, self.number()?);
        if self.skip_word(b"obj")? { Ok(id) } else { Err(EmbeddedCaseError::Damaged) }
    }

    /// Parses the content of a stream, between the words `stream` and `endstream`. Where the length is not known or
    /// wrong, the content ends before the next `endstream`; a line end there may or may not belong to it.
    pub(crate) fn stream(&mut self, length: Option<usize>) -> Result<&'a [u8], EmbeddedCaseError> {
        const END: &[u8] = b"endstream";
        if !self.skip_word(b"stream")? {
            return Err(EmbeddedCaseError::Damaged);
        }
        self.take_if(b'\r');
        self.take_if(b'\n');
        let start = self.at;
        if let Some(content) = length.and_then(|length| self.rest().get(..length)) {
            self.budget.spend(content.len())?;
            self.at += content.len();
            if self.skip_word(END)? {
                return Ok(content);
            }
            self.at = start;
        }
        let rest = self.rest();
        let length = find(rest, END);
        self.budget.spend(length.unwrap_or(rest.len()))?;
        let length = length.ok_or(EmbeddedCaseError::Damaged)?;
        self.at += length + END.len();
        Ok(&rest[..length])
    }

    /// Takes the cost of something created from the parsed values from the budget.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), EmbeddedCaseError> {
        self.budget.spend(bytes)
    }

    /// The offset of the next byte.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    fn value_at_depth(&mut self, depth: usize) -> Result<Object, EmbeddedCaseError> {
        let depth = depth.checked_sub(1).ok_or(EmbeddedCaseError::TooMuch)?;
        self.budget.spend(VALUE_COST)?;
        self.skip_space()?;
        match self.rest() {
            [b'<', b'<', ..] => self.entries(depth),
            [b'[', ..] => self.array(depth),
            [b'/', ..] => Ok(Object::Name(self.name())),
            [b'(', ..] => self.text(),
            [b'<', ..] => self.hexadecimal(),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.numeric(),
            _ => match self.take_while(is_regular) {
                b"true" => Ok(Object::Boolean(true)),
                b"false" => Ok(Object::Boolean(false)),
                b"null" => Ok(Object::Null),
                _ => Err(EmbeddedCaseError::Damaged),
            },
        }
    }

    fn entries(&mut self, depth: usize) -> Result<Object, EmbeddedCaseError> {
        self.at += 2;
        let mut dictionary = Dictionary::new();
        while !self.skip_word(b">>")? {
            if self.rest().first() != Some(&b'/') {
                return Err(EmbeddedCaseError::Damaged);
            }
            let key = self.name();
            dictionary.set(key, self.value_at_depth(depth)?);
        }
        Ok(Object::Dictionary(dictionary))
    }

    fn array(&mut self, depth: usize) -> Result<Object, EmbeddedCaseError> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.skip_word(b"]")? {
            items.push(self.value_at_depth(depth)?);
        }
        Ok(Object::Array(items))
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let written = self.take_while(is_regular);
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let [first, after @ ..] = rest {
            rest = after;
            match (first, after) {
                (b'#', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    name.push(hex(*high) << 4 | hex(*low));
                    rest = after;
                }
                _ => name.push(*first),
            }
        }
        name
    }

    /// Parses a number, or a reference, which starts with one.
    fn numeric(&mut self) -> Result<Object, EmbeddedCaseError> {
        let written = self.take_while(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        let written = std::str::from_utf8(written).map_err(|_| EmbeddedCaseError::Damaged)?;
        if let Ok(id) = written.parse()
            && let Some(generation) = self.rest_of_reference()?
        {
            return Ok(Object::Reference((id, generation)));
        }
        let whole = written.parse().map(Object::Integer).ok();
        whole.or_else(|| written.parse().map(Object::Real).ok()).ok_or(EmbeddedCaseError::Damaged)
    }

    /// Parses the rest of a reference after the object number. Stays where it is if this is not a
    /// reference.
    fn rest_of_reference(&mut self) -> Result<Option<u16>, EmbeddedCaseError> {
        let start = self.at;
        self.skip_space()?;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let generation = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        let ends = self.skip_word(b"R")? && !self.rest().first().copied().is_some_and(is_regular);
        let generation = generation.filter(|_| ends);
        if generation.is_none() {
            self.at = start;
        }
        Ok(generation)
    }

    fn text(&mut self) -> Result<Object, EmbeddedCaseError> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1;
        loop {
            let byte = self.next()?;
            match byte {
                b'\\' => text.extend(self.escaped()?),
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Object::String(text, StringFormat::Literal));
                    }
                    text.push(byte);
                }
                b'\r' => {
                    self.take_if(b'\n');
                    text.push(b'\n');
                }
                _ => text.push(byte),
            }
        }
    }

    fn escaped(&mut self) -> Result<Option<u8>, EmbeddedCaseError> {
        Ok(match self.next()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.take_if(b'\n');
                None
            }
            first @ b'0'..=b'7' => {
                let mut code = first - b'0';
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.rest().first() {
                        code = code.wrapping_mul(8).wrapping_add(digit - b'0');
                        self.at += 1;
                    }
                }
                Some(code)
            }
            other => Some(other),
        })
    }

    fn hexadecimal(&mut self) -> Result<Object, EmbeddedCaseError> {
        self.at += 1;
        let written = self.take_while(|byte| byte.is_ascii_hexdigit() || is_space(byte));
        let digits: Vec<u8> = written.iter().copied().filter(u8::is_ascii_hexdigit).collect();
        if self.next()? != b'>' {
            return Err(EmbeddedCaseError::Damaged);
        }
        Ok(Object::String(from_hex(&digits), StringFormat::Hexadecimal))
    }

    fn skip_space(&mut self) -> Result<(), EmbeddedCaseError> {
        let start = self.at;
        self.take_while(is_space);
        while self.rest().first() == Some(&b'%') {
            self.take_while(|byte| byte != b'\n' && byte != b'\r');
            self.take_while(is_space);
        }
        self.budget.spend(self.at - start)
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn take_if(&mut self, wanted: u8) {
        if self.rest().first() == Some(&wanted) {
            self.at += 1;
        }
    }

    fn next(&mut self) -> Result<u8, EmbeddedCaseError> {
        let byte = *self.rest().first().ok_or(EmbeddedCaseError::Damaged)?;
        self.at += 1;
        Ok(byte)
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }
}

/// The offset of the first occurrence of a word.
fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
}

/// The content of a stream without the line end before `endstream`.
pub(crate) fn without_line_end(content: &[u8]) -> &[u8] {
    let content = content.strip_suffix(b"\n").unwrap_or(content);
    content.strip_suffix(b"\r").unwrap_or(content)
}

/// Converts hexadecimal digits to bytes. A missing last digit counts as zero, as the standard says.
pub(crate) fn from_hex(digits: &[u8]) -> Vec<u8> {
    digits.chunks(2).map(|pair| hex(pair[0]) << 4 | pair.get(1).map_or(0, |low| hex(*low))).collect()
}

/// Whether a byte is white space in PDF.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}
