//! Going from hit to hit, and marking hits as statements.

use std::ops::Range;
use std::sync::Arc;

use crate::model::edit::{Edit, Transaction};
use crate::model::id::{ArticleId, StatementId};
use crate::model::span::Span;
use crate::model::tag::TagKind;
use crate::workbench::arrival::Arrival;
use crate::workbench::command::FindCommand;
use crate::workbench::desk::Workbench;
use crate::workbench::find::record_hits::Record;
use crate::workbench::find::state::{Current, FindPart, Place, Way};
use crate::workbench::find::text_hits::Walk;
use crate::workbench::focus::{Focus, Target};
use crate::workbench::jobs;
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
                    (self.find.place, self.find.at, self.find.wanted) = (place, None, None);
                }
            }
            FindCommand::Go(way) => self.go(way),
        }
    }

    fn go(&mut self, way: Way) {
        if !self.find.is_open || self.find.query.words.is_empty() || self.find.error().is_some() {
            return;
        }
        self.find.wanted = Some(way);
        if self.find.place == Place::Article {
            self.walk_hits();
        } else if self.find.records.is_some() {
            self.find.wanted = None;
            self.go_to_record(way);
        }
    }

    /// Goes the way that is wanted, once the text was searched so far.
    pub(crate) fn walk_hits(&mut self) {
        let find = &self.find;
        let (Some(way), Some(hits)) = (find.wanted.filter(|_| find.place == Place::Article), &find.text) else { return };
        let selection = self.focus.selection.map(Span::range);
        // From the hit that is shown, unless the reader has selected something else since.
        let shown = find.current.as_ref().map(|current| current.bytes.clone()).filter(|_| selection == find.selected);
        let from = shown.or(selection);
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
                self.find.selected = self.focus.selection.map(Span::range);
                self.wish_for(Target::Bytes(span));
            }
        }
    }

    /// Numbers the hit that is shown once all are known, and lets go of it where it turns out to be none.
    pub(crate) fn number_hit(&mut self) {
        let find = &mut self.find;
        let (Some(current), Some(hits)) = (&mut find.current, find.text.as_ref().filter(|hits| hits.is_complete())) else { return };
        match hits.at_or_after(current.bytes.start) {
            Walk::Hit(bytes, number) if bytes == current.bytes => current.number = number,
            _ => find.current = None,
        }
    }

    /// The reader goes elsewhere: a walk that still waits for hits would take her away from there.
    pub(crate) const fn find_waits_no_more(&mut self) {
        if matches!(self.find.wanted, Some(Way::Next | Way::Previous)) {
            self.find.wanted = None;
        }
    }

    pub(crate) fn go_to_record(&mut self, way: Way) {
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
        // The hit of the article was selected so that keys mark it; they would do so out of sight of who goes through records.
        let selection = self.focus.selection.map(Span::range);
        if selection.is_some() && selection == find.current.as_ref().map(|current| current.bytes.clone()) {
            (self.focus.selection, find.selected) = (None, None);
        }
        if let Some(Record::Statement(id)) = find.shown().1.map(|hit| hit.record) {
            self.focus_on(Some(id));
        }
    }

    /// Tags every hit in the article as a new statement, but for those that are one already: found again by a worker.
    pub(crate) fn tag_hits(&mut self, kind: TagKind, world: &mut dyn World) {
        let Some(hits) = self.find.text_hits().filter(|hits| hits.is_complete()).cloned() else {
            self.notices.say(Weight::Hint, "The article is still being searched; tag the hits once all are counted");
            return;
        };
        let (number, article) = (self.find.number, hits.article());
        world.spawn(jobs::guarded(Arrival::Found(number, FindPart::Died), move || {
            Arrival::Found(number, FindPart::All(article, kind, hits.all(MOST_MARKED + 1)))
        }));
    }

    /// All hits were found again.
    pub(crate) fn tag_found(&mut self, article: ArticleId, kind: TagKind, all: &[Range<usize>], world: &mut dyn World) {
        let Some(article) = self.project.article(article).map(Arc::clone) else { return };
        if self.read_only.is_some() || self.reviewing.is_some() {
            self.notices.say(Weight::Hint, "Nothing was tagged: the project is open to be read, not to be changed");
            return;
        }
        if all.len() > MOST_MARKED {
            let most = format!("Nothing was tagged: at most {MOST_MARKED} hits are tagged at once. Look for something narrower");
            self.notices.say(Weight::Hint, most);
            return;
        }
        let spans: Vec<Span> = all.iter().filter_map(|hit| Span::new(&article.text, hit.clone())?.trimmed(&article.text)).collect();
        let new: Vec<Span> = spans.iter().filter(|span| self.statement_over(article.id, **span).is_none()).copied().collect();
        if new.is_empty() {
            let why = if spans.is_empty() { "There is no hit with words to tag" } else { "Every hit is a statement already" };
            self.notices.say(Weight::Hint, why);
            return;
        }
        let checker = self.checker(world);
        self.who = Some(checker.clone());
        let mut edits: Vec<Edit> = Vec::with_capacity(new.len());
        for span in &new {
            let plan = marking::mark(&article, *span, kind, StatementId::from_raw(world.draw()), &checker);
            edits.extend(plan.edits);
        }
        let hits = |count: usize| if count == 1 { "1 hit".to_owned() } else { format!("{count} hits") };
        let after = Focus { selection: None, ..self.focus.clone() };
        if self.commit(Transaction { label: format!("tag {}", hits(new.len())), edits }, after) {
            let are = if new.len() == 1 { "is a statement" } else { "are statements" };
            let rest = match spans.len() - new.len() {
                0 => String::new(),
                1 => "; one was a statement already".to_owned(),
                more => format!("; {more} were statements already"),
            };
            self.notices.say(Weight::Hint, format!("{} {are} now{rest}. Undo takes that back", hits(new.len())));
        }
    }
}
