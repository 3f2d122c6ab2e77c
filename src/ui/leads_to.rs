//! Where in the article a key or a click is likely to lead next, so that it can be laid out before.

use crate::model::article::Article;
use crate::model::id::StatementId;
use crate::model::span::Span;
use crate::workbench::Workbench;
use crate::workbench::find::state::Place;
use crate::workbench::find::text_hits::{TextHits, Walk};

/// What [`push`] is made from, as numbers. `pressed`: the statement on which a click is being made elsewhere in the window.
pub fn version(bench: &Workbench, pressed: Option<StatementId>) -> [u64; 4] {
    let (generation, state) = bench.revision();
    let leading = pressed.or(bench.focus().statement).map_or(0, |id| id.raw().wrapping_add(1).rotate_left(u32::from(pressed.is_some())));
    let find = bench.find();
    let hit = find.current().filter(|_| find.place() == Place::Article).map_or(0, |current| current.bytes.start as u64 + 1);
    // More hits may be known by now, the next one among them.
    let known = find.number().rotate_left(32) ^ find.text_hits().map_or(0, TextHits::version);
    [generation ^ state.rotate_left(32), leading, hit, known]
}

/// Pushes the first bytes of what is likely to be gone to in an article: the pressed statement, else the hit after the one that is shown and the
/// statements after and before the one in focus.
pub fn push(bench: &Workbench, article: &Article, pressed: Option<StatementId>, bytes: &mut Vec<usize>) {
    let project = bench.project();
    let start_of = |id| {
        let statement = project.statement(id).filter(|statement| statement.article == article.id)?;
        statement.first_span().map(Span::start)
    };
    if let Some(pressed) = pressed {
        bytes.extend(start_of(pressed));
        return;
    }
    let find = bench.find();
    if let (Place::Article, Some(current), Some(hits)) = (find.place(), find.current(), find.text_hits())
        && hits.article() == article.id
        && let Walk::Hit(hit, _) = hits.at_or_after(current.bytes.end)
    {
        bytes.push(hit.start);
    }
    let (index, ranks) = (project.index(), project.index().ranks(article.id));
    if let Some(rank) = bench.statement().filter(|statement| statement.article == article.id).and_then(|statement| index.rank(statement)) {
        let beside = [rank.checked_add(1), rank.checked_sub(1)].into_iter().flatten().filter(|rank| ranks.contains(rank));
        bytes.extend(beside.filter_map(|rank| start_of(index.at_rank(rank)?)));
    }
}
