//! A sorted set that knows what stands before each of its items, persistent: a clone costs nothing and shares whatever stays the same.
//!
//! A tree of short lists: finding, rank, nth, putting in and taking out cost the logarithm of its length. Persistent vectors
//! of others are cut and joined for each item in their middle, which costs tens of times as much among a million; persistent maps of others
//! have no ranks.

mod node;

use std::slice::Iter as SliceIter;
use std::sync::Arc;

use crate::model::ranked::node::{Child, Node, in_parts};
pub use crate::model::ranked::node::{Item, Sum};

/// The set.
#[derive(Debug, Clone)]
pub struct Ranked<T: Item> {
    root: Arc<Node<T>>,
}

impl<T: Item> Default for Ranked<T> {
    fn default() -> Self {
        Self { root: Arc::new(Node::Leaf(Vec::new())) }
    }
}

impl<T: Item> FromIterator<T> for Ranked<T> {
    /// Of items in any order; of two with the same key either stays. All nodes are as good as full.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort_unstable_by_key(Item::key);
        items.dedup_by(|next, item| next.key() == item.key());
        let mut nodes: Vec<Node<T>> = in_parts(items).map(Node::Leaf).collect();
        while nodes.len() > 1 {
            nodes = in_parts(nodes.into_iter().filter_map(Child::of).collect()).map(Node::Inner).collect();
        }
        nodes.pop().map_or_else(Self::default, |root| Self { root: Arc::new(root) })
    }
}

impl<T: Item> Ranked<T> {
    /// What is known of all together.
    pub fn total(&self) -> T::Sum {
        self.root.sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.root.len() == 0
    }

    /// Puts an item in, in place of the one with its key, if there is one: that is the answer.
    pub fn insert(&mut self, item: T) -> Option<T> {
        let (before, split) = Arc::make_mut(&mut self.root).insert(item);
        if let Some(right) = split {
            let left = std::mem::take(self).root;
            let children = Child::shared(left).into_iter().chain(Child::of(right)).collect();
            self.root = Arc::new(Node::Inner(children));
        }
        before
    }

    /// Takes the item with this key out.
    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        self.get(key)?;
        let removed = Arc::make_mut(&mut self.root).remove(key);
        while let Node::Inner(children) = &*self.root
            && let [only] = children.as_slice()
        {
            self.root = Arc::clone(&only.node);
        }
        removed
    }

    /// The item with this key.
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.place(key).1
    }

    /// What is known of all items before this key together, and the item with it.
    pub fn place(&self, key: &T::Key) -> (T::Sum, Option<&T>) {
        let mut before = T::Sum::default();
        let mut node = &*self.root;
        loop {
            match node {
                Node::Leaf(items) => {
                    let found = items.binary_search_by_key(key, Item::key);
                    let at = found.unwrap_or_else(|at| at);
                    let item = found.ok().and_then(|at| items.get(at));
                    return (items.iter().take(at).fold(before, |sum, item| sum.and(item.sum())), item);
                }
                Node::Inner(children) => {
                    let at = children.partition_point(|child| child.last < *key);
                    before = children.iter().take(at).fold(before, |sum, child| sum.and(child.sum));
                    let Some(child) = children.get(at) else { return (before, None) };
                    node = &*child.node;
                }
            }
        }
    }

    /// Where items are laid end to end, each as long as `measure` says: the item over the place `at`, and how far into it that is.
    pub fn at(&self, mut at: usize, measure: impl Fn(&T::Sum) -> usize) -> Option<(&T, usize)> {
        let mut is_here = |sum: &T::Sum| {
            let length = measure(sum);
            let is_here = at < length;
            if !is_here {
                at -= length;
            }
            is_here
        };
        let mut node = &*self.root;
        let item = loop {
            match node {
                Node::Leaf(items) => break items.iter().find(|item| is_here(&item.sum()))?,
                Node::Inner(children) => node = &*children.iter().find(|child| is_here(&child.sum))?.node,
            }
        };
        Some((item, at))
    }

    /// All items, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let mut those = Those { inner: Vec::new(), leaf: [].iter(), wanted: |_: &T::Sum| true };
        those.go_into(&self.root);
        those
    }

    /// The items from this key on that are `wanted`, in order. Where that says no of several together, none of them is looked at.
    pub fn those<'a, W: Fn(&T::Sum) -> bool + 'a>(&'a self, from: &T::Key, wanted: W) -> impl Iterator<Item = &'a T> + use<'a, T, W> {
        let mut those = Those { inner: Vec::new(), leaf: [].iter(), wanted };
        let mut node = &*self.root;
        loop {
            match node {
                Node::Leaf(items) => {
                    let at = items.partition_point(|item| item.key() < *from);
                    those.leaf = items.get(at..).unwrap_or_default().iter();
                    return those;
                }
                Node::Inner(children) => {
                    let at = children.partition_point(|child| child.last < *from);
                    let mut rest = children.get(at..).unwrap_or_default().iter();
                    let Some(child) = rest.next() else { return those };
                    those.inner.push(rest);
                    node = &*child.node;
                }
            }
        }
    }
}

struct Those<'a, T: Item, W> {
    // What is still to be gone into, the deepest last.
    inner: Vec<SliceIter<'a, Child<T>>>,
    leaf: SliceIter<'a, T>,
    wanted: W,
}

impl<'a, T: Item, W> Those<'a, T, W> {
    fn go_into(&mut self, node: &'a Node<T>) {
        match node {
            Node::Leaf(items) => self.leaf = items.iter(),
            Node::Inner(children) => self.inner.push(children.iter()),
        }
    }
}

impl<'a, T: Item, W: Fn(&T::Sum) -> bool> Iterator for Those<'a, T, W> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        loop {
            let wanted = &self.wanted;
            if let Some(item) = self.leaf.find(|item| wanted(&item.sum())) {
                return Some(item);
            }
            match self.inner.last_mut()?.find(|child| wanted(&child.sum)) {
                Some(child) => self.go_into(&child.node),
                None => _ = self.inner.pop(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;
    use crate::model::ranked::node::{LEAST, MOST};

    /// Sorted by `key`, `long` wide.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Thing {
        key: u32,
        long: usize,
    }

    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    struct Known {
        count: usize,
        long: usize,
        most: usize,
    }

    impl Sum for Known {
        fn and(self, other: Self) -> Self {
            Self { count: self.count + other.count, long: self.long + other.long, most: self.most.max(other.most) }
        }
    }

    impl Item for Thing {
        type Key = u32;
        type Sum = Known;

        fn key(&self) -> u32 {
            self.key
        }

        fn sum(&self) -> Known {
            Known { count: 1, long: self.long, most: self.long }
        }
    }

    fn known(things: &[Thing]) -> Known {
        things.iter().fold(Known::default(), |sum, thing| sum.and(thing.sum()))
    }

    /// How deep it is, where all leaves are as deep and no node is too short or too long.
    fn depth<T: Item>(node: &Node<T>, is_root: bool) -> usize {
        assert!(node.len() <= MOST && (is_root || node.len() >= LEAST), "{}", node.len());
        let Node::Inner(children) = node else { return 1 };
        assert!(children.len() > 1);
        let depths: Vec<usize> = children.iter().map(|child| depth(&child.node, false)).collect();
        assert!(depths.iter().all(|depth| *depth == depths[0]), "{depths:?}");
        depths[0] + 1
    }

    fn check(set: &Ranked<Thing>, plain: &[Thing], rng: &mut Rng) {
        depth(&set.root, true);
        assert_eq!(set.total(), known(plain));
        assert_eq!(set.is_empty(), plain.is_empty());
        assert!(set.iter().eq(plain), "all of them, in order");
        for _ in 0..8 {
            let most = 1 << rng.u32(1..16);
            let key = rng.u32(..most);
            let at = plain.partition_point(|thing| thing.key < key);
            let there = plain.get(at).filter(|thing| thing.key == key);
            assert_eq!(set.place(&key), (known(&plain[..at]), there));
            assert_eq!(set.get(&key), there);
            let least = rng.usize(..7);
            let wanted: Vec<&Thing> = plain[at..].iter().filter(|thing| thing.long >= least).collect();
            assert_eq!(set.those(&key, move |sum| sum.most >= least).collect::<Vec<_>>(), wanted);
            let nth = rng.usize(..=plain.len());
            assert_eq!(set.at(nth, |sum| sum.count), plain.get(nth).map(|thing| (thing, 0)));
            let place = rng.usize(..=known(plain).long);
            let mut before = 0;
            let over = plain.iter().find_map(|thing| {
                before += thing.long;
                (place < before).then(|| (thing, place + thing.long - before))
            });
            assert_eq!(set.at(place, |sum| sum.long), over);
        }
    }

    #[test]
    fn it_is_a_plain_sorted_list_whatever_is_done_to_it() {
        for seed in 0..24 {
            println!("seed {seed}");
            let mut rng = Rng::with_seed(seed);
            let keys = 1 << rng.u32(2..15);
            let mut plain: Vec<Thing> =
                (0..rng.u32(..keys)).map(|_| Thing { key: rng.u32(..keys), long: rng.usize(..6) }).collect::<Vec<_>>();
            plain.sort_by_key(|thing| thing.key);
            plain.dedup_by_key(|thing| thing.key);
            let mut mixed = plain.clone();
            rng.shuffle(&mut mixed);
            let mut set: Ranked<Thing> = mixed.into_iter().collect();
            check(&set, &plain, &mut rng);
            let mut held = (set.clone(), plain.clone());
            // Waves: it grows to all keys and shrinks to none.
            for wave in 0..6 {
                for step in 0..600 {
                    let key = rng.u32(..keys);
                    let at = plain.binary_search_by_key(&key, |thing| thing.key);
                    if rng.u32(..8) < if wave % 2 == 0 { 6 } else { 1 } {
                        let thing = Thing { key, long: rng.usize(..6) };
                        let before = at.ok().map(|at| std::mem::replace(&mut plain[at], thing));
                        if let Err(at) = at {
                            plain.insert(at, thing);
                        }
                        assert_eq!(set.insert(thing), before);
                    } else {
                        // One that is there, as often as not.
                        let near = plain.get(at.unwrap_or_else(|at| at)).map_or(key, |thing| thing.key);
                        let key = if rng.bool() { near } else { key };
                        let there = plain.iter().position(|thing| thing.key == key).map(|at| plain.remove(at));
                        assert_eq!(set.remove(&key), there);
                    }
                    if step % 100 == 0 {
                        check(&set, &plain, &mut rng);
                        // What was cloned is still what it was then.
                        check(&held.0, &held.1, &mut rng);
                        held = (set.clone(), plain.clone());
                    }
                }
            }
            let keys: Vec<u32> = plain.iter().map(|thing| thing.key).collect();
            for key in keys {
                assert!(set.remove(&key).is_some());
            }
            check(&set, &[], &mut rng);
            check(&held.0, &held.1, &mut rng);
        }
    }

    #[test]
    fn what_is_full_has_no_room_to_spare() {
        let thing = |key| Thing { key, long: 1 };
        for count in [0, 1, 63, 64, 65, 4096, 4097, 70_000] {
            let mut set: Ranked<Thing> = (0..count).rev().map(thing).collect();
            let plain: Vec<Thing> = (0..count).map(thing).collect();
            check(&set, &plain, &mut Rng::with_seed(u64::from(count)));
            assert!(room(&set.root) <= plain.len() + MOST);
            for key in count..count + 1000 {
                set.insert(thing(key));
            }
            assert!(room(&set.root) < plain.len() + 2200, "what comes in order leaves halves behind, not less");
        }
    }

    /// For how many items there is room in all leaves together.
    fn room(node: &Node<Thing>) -> usize {
        match node {
            Node::Leaf(items) => items.capacity(),
            Node::Inner(children) => children.iter().map(|child| room(&child.node)).sum(),
        }
    }
}
