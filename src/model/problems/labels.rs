//! Numbers for articles that grow in the order in which they are shown, and stay the same when others come or go.

use std::collections::HashMap;

use crate::model::id::ArticleId;

/// Room between two articles that follow each other, so that another one finds its place there.
const GAP: u64 = 1 << 32;

/// The label of each article.
#[derive(Debug, Default)]
pub struct Labels(HashMap<ArticleId, u64>);

impl Labels {
    /// The label of an article.
    pub fn of(&self, article: ArticleId) -> Option<u64> {
        self.0.get(&article).copied()
    }

    /// Labels for these articles, as shown, those of before where they have one; `None` where that cannot be.
    pub fn follow(&self, shown: impl IntoIterator<Item = ArticleId>) -> Option<Self> {
        let shown: Vec<ArticleId> = shown.into_iter().collect();
        let mut labels = HashMap::with_capacity(shown.len());
        let mut last = 0;
        let mut at = 0;
        while let Some(rest) = shown.get(at..).filter(|rest| !rest.is_empty()) {
            // Those that are new, up to one that has its label.
            let new = rest.iter().take_while(|id| !self.0.contains_key(id)).count();
            let next = rest.get(new).and_then(|id| self.of(*id));
            let step = match next {
                Some(next) => next.checked_sub(last)? / (new as u64 + 1),
                None => GAP,
            };
            if step == 0 {
                return None;
            }
            for id in rest.iter().take(new) {
                last = last.checked_add(step)?;
                labels.insert(*id, last);
            }
            if let (Some(id), Some(next)) = (rest.get(new), next) {
                labels.insert(*id, next);
                last = next;
            }
            at += new + usize::from(next.is_some());
        }
        Some(Self(labels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_grow_and_stay_where_articles_come_and_go() {
        let id = ArticleId::from_raw;
        let mut labels = Labels::default();
        let states: &[&[u64]] = &[&[1, 2, 3], &[1, 2, 3, 4], &[9, 1, 2, 3, 4], &[9, 1, 3, 4], &[9, 1, 7, 8, 3, 4], &[], &[5], &[6, 5]];
        for shown in states {
            let before = labels;
            labels = before.follow(shown.iter().map(|raw| id(*raw))).expect("there is room");
            let now: Vec<u64> = shown.iter().map(|raw| labels.of(id(*raw)).expect("a label")).collect();
            assert!(now.is_sorted_by(|one, other| one < other), "{now:?}");
            for raw in *shown {
                assert!(before.of(id(*raw)).is_none_or(|label| labels.of(id(*raw)) == Some(label)));
            }
        }
    }

    #[test]
    fn another_order_and_a_place_without_room_are_told() {
        let id = ArticleId::from_raw;
        let labels = Labels::default().follow([id(1), id(2)]).expect("there is room");
        assert!(labels.follow([id(2), id(1)]).is_none());
        let mut labels = labels;
        let mut rounds = 0;
        while let Some(next) = labels.follow([id(1), id(100 + rounds), id(2)]) {
            // Each comes right after the first, and stays beside the next for one round only.
            labels = next.follow([id(1), id(100 + rounds)]).expect("there is room");
            let second = labels.of(id(100 + rounds)).expect("a label");
            labels = Labels(HashMap::from([(id(1), GAP), (id(2), second)]));
            rounds += 1;
        }
        assert_eq!(rounds, 32);
    }
}
