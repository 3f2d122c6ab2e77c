//! Going from hit to hit, and marking hits as statements.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::edit::{Edit, Transaction};
use crate::model::id::StatementId;
use crate::model::span::Span;
use crate::model::statement::Part;
use crate::model::tag::TagKind;
use crate::workbench::command::FindCommand;
use crate::workbench::desk::Workbench;
use crate::workbench::find::record_hits::Record;
use crate::workbench::find::state::{Current, Place, Way};
use crate::workbench::find::text_hits::Walk;
use crate::workbench::focus::{Focus, Target};
use crate::workbench::marking;
use crate::workbench::notice::Weight;
use crate::workbench::world::World;

/// So many hits are marked at once and no more: nobody looks through more of them.
pub const MOST_MARKED: usize = 10_000;

impl Workbench {
    pub(crate) fn find_command(&mut self, command: FindCommand, world: &mut dyn World) {
        match command {
            FindCommand::Open => {
                let find = &mut self.find;
                if !find.is_open {
                    find.is_open = true;
                    find.from = self.focus.selection.map_or(self.focus.scroll.byte, Span::start);
                    // What was looked for last, until something else is typed.
                    let query = std::mem::take(&mut find.query);
                    self.look_for_query(query, world);
                }
            }
            FindCommand::Close => {
                self.find.is_open = false;
                self.find.forget();
            }
            FindCommand::Ask(query) => self.look_for_query(query, world),
            FindCommand::Look(place) => {
                if self.find.place != place {
                    (self.find.place, self.find.at) = (place, None);
                }
            }
            FindCommand::Go(way) => self.go(way),
        }
    }

    fn go(&mut self, way: Way) {
        if !self.find.is_open || self.find.finder().is_none() {
            return;
        }
        if self.find.place == Place::Article {
            self.find.wanted = Some(way);
            self.walk_hits();
        } else {
            self.go_to_record(way);
        }
    }

    /// Goes the way that is wanted, once the text was searched so far.
    pub(crate) fn walk_hits(&mut self) {
        let find = &self.find;
        let (Some(way), Some(hits)) = (find.wanted, &find.text) else { return };
        // From the hit that is shown, unless the reader has selected something else since.
        let selection = self.focus.selection.map(Span::range);
        let from = find.current.as_ref().map(|current| current.bytes.clone()).or(selection);
        let walk = match way {
            Way::Here => hits.at_or_after(find.from),
            Way::Next => hits.at_or_after(from.map_or(find.from, |from| from.end)),
            Way::Previous => hits.before(from.map_or(find.from, |from| from.start)),
        };
        match walk {
            Walk::NotYet => {}
            Walk::Nowhere => self.find.wanted = None,
            Walk::Hit(bytes, number) => {
                self.find.wanted = None;
                let Some(span) = self.article().and_then(|article| Span::new(&article.text, bytes.clone())) else { return };
                self.find.current = Some(Current { bytes, number });
                if way != Way::Here {
                    // So that the keys that mark words mark it.
                    self.focus.selection = Some(span);
                }
                self.wish_for(Target::Bytes(span));
            }
        }
    }

    fn go_to_record(&mut self, way: Way) {
        let find = &mut self.find;
        let Some(count) = find.hits(find.place).map(<[_]>::len).filter(|count| *count > 0) else { return };
        let at = match (way, find.at) {
            (Way::Next, Some(at)) => (at + 1) % count,
            (Way::Previous, Some(at)) => (at + count - 1) % count,
            (Way::Previous, None) => count - 1,
            (Way::Here | Way::Next, None) | (Way::Here, Some(_)) => 0,
        };
        find.at = Some(at);
        find.shown += 1;
        if let Some(Record::Statement(id)) = find.shown().1.map(|hit| hit.record) {
            self.focus_on(Some(id));
        }
    }

    /// Tags every hit in the article as a new statement, but for those that are one already.
    pub(crate) fn tag_hits(&mut self, kind: TagKind, world: &mut dyn World) {
        let (Some(article), Some(hits)) = (self.article().map(Arc::clone), self.find.text_hits()) else { return };
        let Some(all) = hits.all(MOST_MARKED + 1).filter(|_| hits.is_complete() && hits.article() == article.id) else {
            self.notices.say(Weight::Hint, "The article is still being searched; mark the hits once all are counted");
            return;
        };
        if all.len() > MOST_MARKED {
            self.notices.say(
                Weight::Hint,
                format!("Nothing was marked: at most {MOST_MARKED} hits are marked at once. Look for something narrower"),
            );
            return;
        }
        let there: HashSet<Range<usize>> = all.iter().filter(|hit| self.is_statement(&article, hit)).cloned().collect();
        let checker = self.checker(world);
        let mut edits: Vec<Edit> = Vec::with_capacity(all.len());
        for span in
            all.iter().filter(|hit| !there.contains(*hit)).filter_map(|hit| Span::new(&article.text, hit.clone())?.trimmed(&article.text))
        {
            let plan = marking::mark(&article, span, kind, StatementId::from_raw(world.draw()), &checker);
            edits.extend(plan.edits);
        }
        let count = edits.len();
        if count == 0 {
            self.notices.say(Weight::Hint, if all.is_empty() { "There is no hit to mark" } else { "Every hit is a statement already" });
            return;
        }
        let label = format!("tag {count} hits");
        let after = Focus { selection: None, ..self.focus.clone() };
        if self.commit(Transaction { label, edits }, after) {
            let rest = if there.is_empty() { String::new() } else { format!("; {} were one already", there.len()) };
            self.notices.say(Weight::Hint, format!("{count} hits are statements now{rest}. Undo takes all of them back"));
        }
    }

    /// Whether a statement consists of just these bytes.
    fn is_statement(&self, article: &crate::model::article::Article, bytes: &Range<usize>) -> bool {
        let Some(span) = Span::new(&article.text, bytes.clone()).and_then(|span| span.trimmed(&article.text)) else { return true };
        let index = self.project.index();
        let mut there = index.beginning_in(article.id, span.start()..span.start() + 1).filter_map(|id| self.project.statement(id));
        there.any(|statement| statement.parts.as_slice() == [Part::At(span)])
    }
}
