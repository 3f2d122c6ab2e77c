//! The nodes of a ranked set: lists of no more than [`MOST`], shared by all sets that have not changed them.

use std::fmt::Debug;
use std::sync::Arc;

/// What a node holds at most: a copy of one is a page of memory, and a million items are four nodes deep.
pub const MOST: usize = 64;
/// A node with fewer is joined to its neighbour.
pub const LEAST: usize = MOST / 4;
/// Room for so many more is made at once.
const ROOM: usize = 4;

/// What stands in such a set.
pub trait Item: Clone {
    /// What it is sorted by; two items with the same are one.
    type Key: Ord + Copy + Debug;
    /// What is known of several together.
    type Sum: Sum;

    /// What this one is sorted by.
    fn key(&self) -> Self::Key;

    /// What is known of this one alone.
    fn sum(&self) -> Self::Sum;
}

/// What is known of several items together; the default is of none.
pub trait Sum: Copy + Default + Debug {
    /// Of these and those.
    fn and(self, other: Self) -> Self;
}

/// Every leaf of a set is as deep as any other; none but the root has fewer than [`LEAST`].
#[derive(Debug, Clone)]
pub enum Node<T: Item> {
    /// Items, sorted.
    Leaf(Vec<T>),
    /// What stands deeper, sorted; never empty.
    Inner(Vec<Child<T>>),
}

/// A node, and what is known of it without a look into it.
#[derive(Debug, Clone)]
pub struct Child<T: Item> {
    /// The key of its last item.
    pub last: T::Key,
    /// Of all its items.
    pub sum: T::Sum,
    /// Itself.
    pub node: Arc<Node<T>>,
}

impl<T: Item> Node<T> {
    /// How many items or nodes it holds.
    pub fn len(&self) -> usize {
        match self {
            Self::Leaf(items) => items.len(),
            Self::Inner(children) => children.len(),
        }
    }

    /// Of all its items.
    pub fn sum(&self) -> T::Sum {
        match self {
            Self::Leaf(items) => items.iter().fold(T::Sum::default(), |sum, item| sum.and(item.sum())),
            Self::Inner(children) => children.iter().fold(T::Sum::default(), |sum, child| sum.and(child.sum)),
        }
    }

    fn last(&self) -> Option<T::Key> {
        match self {
            Self::Leaf(items) => items.last().map(Item::key),
            Self::Inner(children) => children.last().map(|child| child.last),
        }
    }

    /// Puts an item in: what was there under its key, and the other half of this node, where it has become too long.
    pub fn insert(&mut self, item: T) -> (Option<T>, Option<Self>) {
        match self {
            Self::Leaf(items) => match items.binary_search_by_key(&item.key(), Item::key) {
                Ok(at) => (items.get_mut(at).map(|there| std::mem::replace(there, item)), None),
                Err(at) => {
                    insert_at(items, at, item);
                    (None, cut(items).map(Self::Leaf))
                }
            },
            Self::Inner(children) => {
                let key = item.key();
                let at = children.partition_point(|child| child.last < key).min(children.len().saturating_sub(1));
                let Some(child) = children.get_mut(at) else { return (None, None) };
                let (before, split) = Arc::make_mut(&mut child.node).insert(item);
                child.look_again();
                if let Some(right) = split.and_then(Child::of) {
                    insert_at(children, at + 1, right);
                }
                (before, cut(children).map(Self::Inner))
            }
        }
    }

    /// Takes the item with this key out.
    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        match self {
            Self::Leaf(items) => {
                let at = items.binary_search_by_key(key, Item::key).ok()?;
                Some(items.remove(at))
            }
            Self::Inner(children) => {
                let at = children.partition_point(|child| child.last < *key);
                let child = children.get_mut(at)?;
                let removed = Arc::make_mut(&mut child.node).remove(key);
                child.look_again();
                if child.node.len() < LEAST && children.len() > 1 {
                    join(children, at.saturating_sub(1));
                }
                removed
            }
        }
    }

    /// Takes up all that another of the same depth has; the other half, where that is too much.
    fn append(&mut self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Leaf(items), Self::Leaf(others)) => {
                items.extend_from_slice(others);
                cut(items).map(Self::Leaf)
            }
            (Self::Inner(children), Self::Inner(others)) => {
                children.extend_from_slice(others);
                cut(children).map(Self::Inner)
            }
            // They are as deep as each other.
            _ => None,
        }
    }
}

impl<T: Item> Child<T> {
    /// `None` of an empty node.
    pub fn of(node: Node<T>) -> Option<Self> {
        Self::shared(Arc::new(node))
    }

    /// The same of one that others may have too.
    pub fn shared(node: Arc<Node<T>>) -> Option<Self> {
        Some(Self { last: node.last()?, sum: node.sum(), node })
    }

    fn look_again(&mut self) {
        self.sum = self.node.sum();
        self.last = self.node.last().unwrap_or(self.last);
    }
}

/// Joins the child at this place and the next, or shares out between them what they have.
fn join<T: Item>(children: &mut Vec<Child<T>>, at: usize) {
    let right = children.remove(at + 1);
    let Some(left) = children.get_mut(at) else { return };
    let half = Arc::make_mut(&mut left.node).append(&right.node);
    left.look_again();
    if let Some(half) = half.and_then(Child::of) {
        insert_at(children, at + 1, half);
    }
}

/// A list never has room for twice what it holds.
fn insert_at<I>(list: &mut Vec<I>, at: usize, item: I) {
    if list.len() == list.capacity() {
        list.reserve_exact(ROOM);
    }
    list.insert(at, item);
}

/// The second half of a list that is too long.
fn cut<I>(list: &mut Vec<I>) -> Option<Vec<I>> {
    (list.len() > MOST).then(|| {
        let half = list.split_off(list.len() / 2);
        list.shrink_to_fit();
        half
    })
}

/// A list in parts that may each be a node, as few as can be, one as long as the other.
pub fn in_parts<I>(list: Vec<I>) -> impl Iterator<Item = Vec<I>> {
    let (length, count) = (list.len(), list.len().div_ceil(MOST));
    let mut items = list.into_iter();
    (0..count).map(move |part| {
        let size = length * (part + 1) / count - length * part / count;
        let mut list = Vec::with_capacity(size);
        list.extend(items.by_ref().take(size));
        list
    })
}
