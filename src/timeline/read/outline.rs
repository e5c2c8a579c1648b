//! Whether the two parsers see the same file.
//!
//! The typed reading follows libyaml, the tree follows YAML 1.2; in odd corners (`?:`, a key
//! without a text) they part. The long way of reading trusts the tree only where both have the
//! same maps, lists and scalars in the same order.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::timeline::tree::{Node, Shape};

/// What stands in a file, in its order.
#[derive(Debug, PartialEq, Eq)]
enum Mark {
    Scalar,
    List,
    Map,
    End,
}

/// Whether the tree has the outline that the parser sees.
pub(super) fn agrees(text: &str, root: &Node) -> bool {
    let mut seen = Vec::new();
    let parser = serde_yaml::Deserializer::from_str(text);
    if (Outline { marks: &mut seen }).deserialize(parser).is_err() {
        return false;
    }
    let mut walked = Vec::with_capacity(seen.len());
    walk(root, &mut walked);
    seen == walked
}

fn walk(node: &Node, marks: &mut Vec<Mark>) {
    match &node.shape {
        Shape::Empty | Shape::Lost | Shape::Scalar(_) => marks.push(Mark::Scalar),
        Shape::List { items, .. } => {
            marks.push(Mark::List);
            for item in items {
                walk(&item.value, marks);
            }
            marks.push(Mark::End);
        }
        Shape::Map(map) => {
            marks.push(Mark::Map);
            for entry in &map.entries {
                walk(&entry.key, marks);
                walk(&entry.value, marks);
            }
            marks.push(Mark::End);
        }
    }
}

struct Outline<'m> {
    marks: &'m mut Vec<Mark>,
}

impl<'de> DeserializeSeed<'de> for Outline<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// One method for each kind of scalar that a parser makes.
macro_rules! scalars {
    ($($visit:ident: $type:ty),+) => {
        $(
            fn $visit<E>(self, _: $type) -> Result<(), E> {
                self.marks.push(Mark::Scalar);
                Ok(())
            }
        )+
    };
}

impl<'de> Visitor<'de> for Outline<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
    scalars!(visit_i128: i128, visit_u128: u128);

    fn visit_unit<E>(self) -> Result<(), E> {
        self.marks.push(Mark::Scalar);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        self.marks.push(Mark::List);
        while access.next_element_seed(Outline { marks: &mut *self.marks })?.is_some() {}
        self.marks.push(Mark::End);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        self.marks.push(Mark::Map);
        while access.next_key_seed(Outline { marks: &mut *self.marks })?.is_some() {
            access.next_value_seed(Outline { marks: &mut *self.marks })?;
        }
        self.marks.push(Mark::End);
        Ok(())
    }
}
