//! What was added, changed and deleted between two states of a project, by record.

use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use crate::model::article::Article;
use crate::model::difference::fields;
use crate::model::id::{ArticleId, AsideId, PassId, SilenceId, SourceId, StatementId, UnmergedId};
use crate::model::project::Project;
use crate::model::statement::Statement;

/// Records of one kind, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<I> {
    /// Only in the newer state.
    pub added: Vec<I>,
    /// In both, each with what of it is not the same, in plain words: "note", "said by", "evidence".
    pub changed: Vec<(I, Vec<&'static str>)>,
    /// Only in the older state.
    pub deleted: Vec<I>,
}

/// All that differs. What both states share costs nothing to compare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is of the records of the same name")]
pub struct Changes {
    pub articles: Changed<ArticleId>,
    pub sources: Changed<SourceId>,
    pub statements: Changed<StatementId>,
    pub asides: Changed<AsideId>,
    pub passes: Changed<PassId>,
    pub silences: Changed<SilenceId>,
    pub unmerged: Changed<UnmergedId>,
    /// Whether the articles that both have stand in another order, or other rules hold.
    pub has_other_order_or_rules: bool,
}

impl<I> Default for Changed<I> {
    fn default() -> Self {
        Self { added: Vec::new(), changed: Vec::new(), deleted: Vec::new() }
    }
}

impl<I> Changed<I> {
    /// How many records differ.
    pub const fn len(&self) -> usize {
        self.added.len() + self.changed.len() + self.deleted.len()
    }

    /// Whether none does.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Changes {
    /// How many records differ.
    pub const fn len(&self) -> usize {
        let of_the_text = self.articles.len() + self.statements.len() + self.asides.len();
        of_the_text + self.sources.len() + self.passes.len() + self.silences.len() + self.unmerged.len()
    }

    /// Whether the two states are the same.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0 && !self.has_other_order_or_rules
    }
}

/// What was added, changed and deleted from `old` to `new`.
pub fn changes(old: &Project, new: &Project) -> Changes {
    let common = |from: &Project, other: &Project| {
        from.shown.iter().copied().filter(|id| other.articles.contains_key(id)).collect::<Vec<ArticleId>>()
    };
    let has_other_order = old.shown != new.shown && common(old, new) != common(new, old);
    Changes {
        articles: changed(&old.articles, &new.articles, of_article),
        sources: changed(&old.sources, &new.sources, |old, new| {
            fields::of_sources(old, new).iter().map(crate::model::field::SourceField::name).collect()
        }),
        statements: changed(&old.statements, &new.statements, of_statement),
        asides: changed(&old.asides, &new.asides, |_, _| Vec::new()),
        passes: changed(&old.passes, &new.passes, |_, _| Vec::new()),
        silences: changed(&old.silences, &new.silences, |_, _| Vec::new()),
        unmerged: changed(&old.unmerged, &new.unmerged, |_, _| Vec::new()),
        has_other_order_or_rules: has_other_order || old.rules != new.rules,
    }
}

fn changed<I: Ord + Copy, T: Eq>(
    old: &OrdMap<I, Arc<T>>,
    new: &OrdMap<I, Arc<T>>,
    names: impl Fn(&T, &T) -> Vec<&'static str>,
) -> Changed<I> {
    let mut changed = Changed::default();
    for difference in old.diff(new) {
        match difference {
            DiffItem::Add(id, _) => changed.added.push(*id),
            DiffItem::Remove(id, _) => changed.deleted.push(*id),
            DiffItem::Update { old: (id, old), new: (_, new) } => changed.changed.push((*id, names(old, new))),
        }
    }
    changed
}

fn of_article(old: &Article, new: &Article) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = fields::of_articles(old, new).iter().map(crate::model::field::ArticleField::name).collect();
    names.extend((old.text != new.text).then_some("text"));
    names
}

fn of_statement(old: &Statement, new: &Statement) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = fields::of_statements(old, new).iter().map(crate::model::field::StatementField::name).collect();
    names.extend((old.article != new.article).then_some("article"));
    names.extend((old.evidence != new.evidence).then_some("evidence"));
    names.extend((old.checks().remarks != new.checks().remarks).then_some("remarks"));
    names
}
