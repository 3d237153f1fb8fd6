//! A map in a definition file, which remembers whether a key stood in it twice.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A map by name. Of two equal keys the last is taken, as `ron` does.
#[derive(Debug)]
pub(crate) struct SourceMap<T> {
    entries: BTreeMap<String, T>,
    has_equal_keys: bool,
}

impl<T> SourceMap<T> {
    /// Whether a key stood in it more than once. `ron` reads such a map without an error.
    pub(crate) fn has_equal_keys(&self) -> bool {
        self.has_equal_keys
    }
}

impl<T> Default for SourceMap<T> {
    fn default() -> Self {
        SourceMap { entries: BTreeMap::new(), has_equal_keys: false }
    }
}

impl<T> Deref for SourceMap<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

impl<'a, T> IntoIterator for &'a SourceMap<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = std::collections::btree_map::Iter<'a, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for SourceMap<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SourceMapVisitor(PhantomData))
    }
}

struct SourceMapVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SourceMapVisitor<T> {
    type Value = SourceMap<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // The words of `serde` for its own maps.
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut read = SourceMap::default();
        while let Some((key, value)) = map.next_entry()? {
            read.has_equal_keys |= read.entries.insert(key, value).is_some();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::parse;

    #[test]
    fn equal_keys_are_remembered() {
        for (text, equal, last) in [
            ("{}", false, None),
            ("{\"a\": 1, \"b\": 2}", false, Some(1)),
            ("{\"a\": 1, \"a\": 2}", true, Some(2)),
        ] {
            let map: SourceMap<u32> = parse(text).unwrap();
            assert_eq!((map.has_equal_keys(), map.get("a").copied()), (equal, last), "{text}");
        }
    }
}
