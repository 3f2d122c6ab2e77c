//! A value that most records leave empty: kept apart, so that a million records that have none stay small.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What can be empty.
pub trait Empty: PartialEq + 'static {
    /// The empty one.
    fn empty() -> &'static Self;
}

impl Empty for String {
    fn empty() -> &'static Self {
        static EMPTY: String = String::new();
        &EMPTY
    }
}

impl<T: PartialEq + 'static> Empty for Vec<T> {
    fn empty() -> &'static Self {
        const { &Self::new() }
    }
}

/// A value that reads as the empty one where there is none.
#[derive(Debug, Clone)]
pub struct Rare<T>(Option<Box<T>>);

impl<T: Empty> Rare<T> {
    /// The empty one.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Puts a value in the place of what was there: that is the answer.
    pub fn replace(&mut self, value: T) -> T
    where
        T: Default,
    {
        std::mem::replace(self, Self::from(value)).0.map_or_else(T::default, |value| *value)
    }
}

impl<T: Empty> From<T> for Rare<T> {
    fn from(value: T) -> Self {
        Self((value != *T::empty()).then(|| Box::new(value)))
    }
}

impl From<&str> for Rare<String> {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}

impl<T: Empty> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::empty())
    }
}

impl<T: Empty + Default> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Empty> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        // One may have been emptied where it stands.
        **self == **other
    }
}

impl<T: Empty + Eq> Eq for Rare<T> {}

impl PartialEq<&str> for Rare<String> {
    fn eq(&self, other: &&str) -> bool {
        **self == *other
    }
}

impl<T: Empty + Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Empty + Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static NONE: Name = Name(String::new());

    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
    struct Name(String);

    impl Empty for Name {
        fn empty() -> &'static Self {
            &NONE
        }
    }

    #[test]
    fn it_reads_and_compares_as_the_value_itself() {
        let mut rare = Rare::from(Name::default());
        assert!(rare.0.is_none(), "nothing is kept of an empty one");
        assert_eq!((rare.0.as_deref(), &*rare), (None, &NONE));
        assert_eq!(rare.replace(Name("Vale".into())), NONE);
        assert_eq!(rare.0.as_deref(), Some(&Name("Vale".into())));
        rare.0.as_mut().expect("a value").0.push('s');
        let text = ron::to_string(&rare).expect("it is written");
        assert_eq!(text, ron::to_string(&Name("Vales".into())).expect("it is written"), "as if it stood there itself");
        assert_eq!(ron::from_str::<Rare<Name>>(&text).expect("it is read"), rare);
        rare.0.as_mut().expect("a value").0.clear();
        assert_eq!(rare, Rare::none());
        assert_eq!(rare.replace(Name::default()), NONE);
        rare.0 = None;
        rare.deref_mut().0.push('V');
        assert_eq!(*rare, Name("V".into()));
    }
}
