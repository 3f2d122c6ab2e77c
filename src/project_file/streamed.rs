//! A file of the newest format read record by record: no list of all its statements stands beside what is made of them.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::project_file::v4::{Project, Statement};

/// Told how many bytes of a file are done; whether the rest is wanted.
pub type GoesOn = Box<dyn FnMut(u64) -> bool>;

/// What becomes of the statements of a file while it is read.
pub trait Taking<'t> {
    /// Takes statement after statement as `next` reads them, until there is none or the file is damaged. What stands in the file before them
    /// is in `head`: articles and sources at least. Whether the rest of the file is to be read.
    fn take<E>(&mut self, head: &mut Project<'t>, next: impl FnMut() -> Result<Option<Statement<'t>>, E>) -> Result<bool, E>;
}

/// Reads a file and answers with all of it but the statements that were taken. Those that stand before articles or sources, where somebody
/// has changed the order by hand, are among the answer.
pub struct Streamed<'a, T>(pub &'a mut T);

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Format,
    Rules,
    Articles,
    Sources,
    Statements,
    SetAside,
    Passes,
    Silenced,
    Unmerged,
}

const FIELDS: &[&str] = &["format", "rules", "articles", "sources", "statements", "set_aside", "passes", "silenced", "unmerged"];

impl<'t, T: Taking<'t>> DeserializeSeed<'t> for Streamed<'_, T> {
    type Value = Project<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Project<'t>, D::Error> {
        deserializer.deserialize_struct("Project", FIELDS, self)
    }
}

impl<'t, T: Taking<'t>> Visitor<'t> for Streamed<'_, T> {
    type Value = Project<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct Project")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Project<'t>, A::Error> {
        let mut file = Project::default();
        let mut seen: Vec<Field> = Vec::with_capacity(FIELDS.len());
        while let Some(field) = map.next_key::<Field>()? {
            if seen.contains(&field) {
                return Err(A::Error::duplicate_field(FIELDS.get(field as usize).copied().unwrap_or_default()));
            }
            seen.push(field);
            match field {
                Field::Format => file.format = map.next_value()?,
                Field::Rules => file.rules = Some(map.next_value()?),
                Field::Articles => file.articles = map.next_value()?,
                Field::Sources => file.sources = map.next_value()?,
                Field::Statements if seen.contains(&Field::Articles) && seen.contains(&Field::Sources) => {
                    map.next_value_seed(Statements { taking: &mut *self.0, head: &mut file })?;
                }
                Field::Statements => file.statements = map.next_value()?,
                Field::SetAside => file.set_aside = map.next_value()?,
                Field::Passes => file.passes = map.next_value()?,
                Field::Silenced => file.silenced = map.next_value()?,
                Field::Unmerged => file.unmerged = map.next_value()?,
            }
        }
        if seen.contains(&Field::Format) { Ok(file) } else { Err(A::Error::missing_field("format")) }
    }
}

struct Statements<'a, 't, T> {
    taking: &'a mut T,
    head: &'a mut Project<'t>,
}

impl<'t, T: Taking<'t>> DeserializeSeed<'t> for Statements<'_, 't, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t, T: Taking<'t>> Visitor<'t> for Statements<'_, 't, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        if !self.taking.take(self.head, || list.next_element())? {
            return Err(A::Error::custom("the rest is not wanted"));
        }
        // The end of the list has to be read, whatever was taken.
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
