//! What serde would pass over in silence: keys that are there twice, keys that nobody knows.
//!
//! The short way of reading only needs to fail on them; the long way tells them.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};

use super::schema::Extra;

/// A map in which no key is there twice.
pub(super) fn distinct<'de, D, K, V>(deserializer: D) -> Result<IndexMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Hash + Eq,
    V: Deserialize<'de>,
{
    struct Distinct<K, V>(PhantomData<(K, V)>);

    impl<'de, K, V> Visitor<'de> for Distinct<K, V>
    where
        K: Deserialize<'de> + Hash + Eq,
        V: Deserialize<'de>,
    {
        type Value = IndexMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = IndexMap::new();
            while let Some((key, value)) = access.next_entry()? {
                if map.insert(key, value).is_some() {
                    return Err(A::Error::custom("a key is there twice"));
                }
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Distinct(PhantomData))
}

/// The user's own keys, and no others.
pub(super) fn own_keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Extra, D::Error> {
    let extra: Extra = distinct(deserializer)?;
    match extra.keys().find(|key| !key.starts_with("x-")) {
        Some(key) => Err(D::Error::custom(format!("unknown key `{key}`"))),
        None => Ok(extra),
    }
}
