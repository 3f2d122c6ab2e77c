//! Coverage of the article on the left, and what is set aside in it.

use std::ops::Range;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::aside::{Aside, AsideKind};
use crate::model::coverage::Coverage;
use crate::model::edit::{Edit, Transaction};
use crate::model::id::{ArticleId, AsideId};
use crate::model::project::Project;
use crate::model::span::Span;
use crate::model::statement::Part;
use crate::text::leftovers::{Leftover, leftovers};
use crate::workbench::arrival::Arrival;
use crate::workbench::desk::Workbench;
use crate::workbench::focus::{Focus, Target};
use crate::workbench::jobs;
use crate::workbench::notice::Weight;
use crate::workbench::world::{Job, World};

/// Up to so many bytes of text a look takes a small part of a frame, and is done at once.
const AT_ONCE_BYTES: usize = 2_000;

/// So far below the top of the window a place is still in sight, or nearly.
const NEAR_BYTES: usize = 8_000;

/// Which state of which article: the project's generation, its history's state, the article.
type Of = (u64, u64, ArticleId);

/// Two equal ones mean that the same words are covered; `None` is equal to nothing.
type Version = Option<(u64, u64)>;

/// What is known of the coverage, and of which state.
#[derive(Debug, Default)]
pub struct Covering {
    // `None` where the look was broken off.
    found: Option<Arc<Covered>>,
    of: Option<Of>,
    version: Version,
    running: Option<(Of, Version)>,
    // Where the stretch ended that was gone to last.
    gone_to: Option<(ArticleId, usize)>,
}

/// The coverage of one article, and what it is proposed to set aside.
#[derive(Debug, Default)]
pub struct Covered {
    /// The coverage.
    pub coverage: Coverage,
    /// Leftovers that no statement and nothing set aside touches.
    pub proposals: Vec<Leftover>,
}

impl Covered {
    fn of(project: &Project, article: &Article) -> Self {
        let mut proposals = leftovers(&article.text, &article.title);
        proposals.retain(|leftover| is_free(project, article.id, &leftover.bytes));
        Self { coverage: Coverage::of(project, article), proposals }
    }
}

impl Workbench {
    /// The coverage of the article on the left; `None` until it was looked at. It may be of a state shortly before.
    pub fn covered(&self) -> Option<&Covered> {
        let (generation, _, article) = self.covering.of?;
        self.covering.found.as_deref().filter(|_| generation == self.generation && Some(article) == self.focus.article)
    }

    /// Looks again where other words of the article are covered since; at a long one on a worker, one look at a time.
    pub(crate) fn cover_again(&mut self, world: &mut dyn World) {
        let Some(article) = self.article() else { return };
        let of = (self.generation, self.history.state(), article.id);
        if self.covering.of == Some(of) {
            return;
        }
        let version = self.review.coverage_version((of.0, of.1));
        let is_of_it = self.covering.of.is_some_and(|(generation, _, id)| (generation, id) == (of.0, of.2));
        if is_of_it && version.is_some() && version == self.covering.version {
            self.covering.of = Some(of);
        } else if article.text.len() <= AT_ONCE_BYTES {
            self.covering.found = Some(Arc::new(Covered::of(&self.project, article)));
            (self.covering.of, self.covering.version) = (Some(of), version);
        } else if self.covering.running.is_none() {
            world.spawn(job(self.project.clone(), Arc::clone(article), of));
            self.covering.running = Some((of, version));
        }
    }

    /// A look has ended. It is shown also where it is of a state before: the next look has begun then.
    pub(crate) fn covered_now(&mut self, of: Of, found: Option<Arc<Covered>>) {
        let version = self.covering.running.take().filter(|(running, _)| *running == of).and_then(|(_, version)| version);
        let Some(found) = found else {
            // The same state would end the same way, and what was found of another is nothing here.
            (self.covering.of, self.covering.version, self.covering.found) = (Some(of), None, None);
            self.notices.say(Weight::Warning, "Counting covered words was broken off by a mistake of this program. Your work is as it was");
            return;
        };
        if of.0 == self.generation && Some(of.2) == self.focus.article {
            self.covering.found = Some(found);
            (self.covering.of, self.covering.version) = (Some(of), version);
        }
    }

    /// Sets the selection aside; the very same stretch again takes it back.
    pub(crate) fn set_aside(&mut self, kind: Option<AsideKind>, world: &mut dyn World) {
        let (Some(span), Some(article)) = (self.focus.selection, self.article()) else {
            self.notices.say(Weight::Hint, "Select what says nothing that could be checked, then set it aside");
            return;
        };
        let there: Vec<Arc<Aside>> = self.project.asides_in(article.id, &span.range()).map(|(_, aside)| Arc::clone(aside)).collect();
        let is_same = matches!(there.as_slice(), [only] if only.part.span() == Some(span) && kind.is_none_or(|kind| only.kind == kind));
        let mut edits: Vec<Edit> = there.iter().map(|aside| Edit::DropAside(aside.id)).collect();
        let label = if is_same {
            "take back what is set aside"
        } else {
            let kind = kind.unwrap_or_else(|| kind_of(span.words(&article.text)));
            edits.push(put(article.id, span, kind, world));
            "set aside"
        };
        let after = Focus { selection: None, ..self.focus.clone() };
        self.commit(Transaction { label: label.to_owned(), edits }, after);
    }

    /// Sets aside what is proposed: the one that begins at this byte, or all.
    pub(crate) fn set_aside_proposed(&mut self, only: Option<usize>, world: &mut dyn World) {
        let (Some(article), Some(covered)) = (self.article(), self.covered()) else { return };
        // What is known may be of a state before: nothing is set aside where something stands by now.
        let chosen = covered.proposals.iter().filter(|leftover| {
            only.is_none_or(|start| leftover.bytes.start == start) && is_free(&self.project, article.id, &leftover.bytes)
        });
        let edits: Vec<Edit> = chosen
            .filter_map(|leftover| Some(put(article.id, Span::new(&article.text, leftover.bytes.clone())?, leftover.kind.into(), world)))
            .collect();
        if !edits.is_empty() {
            self.commit_here(Some(Transaction { label: "set aside".to_owned(), edits }));
        }
    }

    /// Another reason why something is set aside.
    pub(crate) fn set_aside_kind(&mut self, id: AsideId, kind: AsideKind) {
        let Some(aside) = self.project.aside(id).filter(|aside| aside.kind != kind) else { return };
        let changed = Aside { kind, ..Aside::clone(aside) };
        let edits = vec![Edit::DropAside(id), Edit::PutAside(Arc::new(changed))];
        self.commit_here(Some(Transaction { label: "change why it is set aside".to_owned(), edits }));
    }

    /// Takes back what was set aside.
    pub(crate) fn take_back(&mut self, id: AsideId) {
        if self.project.aside(id).is_some() {
            self.commit_here(Some(Transaction::one("take back what is set aside", Edit::DropAside(id))));
        }
    }

    /// Selects the next stretch of words that nothing covers.
    pub(crate) fn next_open(&mut self) {
        let from =
            self.focus.selection.map(Span::end).or_else(|| self.statement().and_then(|statement| statement.first_span()).map(Span::end));
        // Whoever has just set one stretch aside goes on after it, unless she has scrolled away since.
        let top = self.focus.scroll.byte;
        let gone_to = self.covering.gone_to.filter(|(of, _)| Some(*of) == self.focus.article).map(|(_, end)| end);
        let near = gone_to.filter(|end| (top..top + NEAR_BYTES).contains(end));
        let from = from.or(near).unwrap_or(top);
        let (Some(article), Some(covered)) = (self.article(), self.covered()) else { return };
        let open = covered.coverage.next_open(from).and_then(|range: Range<usize>| Span::new(&article.text, range));
        match open {
            Some(span) => {
                self.covering.gone_to = self.focus.article.map(|article| (article, span.end()));
                self.focus.statement = None;
                self.focus.selection = Some(span);
                self.wish_for(Target::Bytes(span));
            }
            None => self.notices.say(Weight::Hint, "Every word is in a statement or set aside"),
        }
    }
}

/// Whether no statement and nothing set aside touches these bytes.
fn is_free(project: &Project, article: ArticleId, bytes: &Range<usize>) -> bool {
    let mut is_free = project.asides_in(article, bytes).next().is_none();
    project.index().places_in(article, bytes, |_| is_free = false);
    is_free
}

fn put(article: ArticleId, span: Span, kind: AsideKind, world: &mut dyn World) -> Edit {
    Edit::PutAside(Arc::new(Aside { id: AsideId::from_raw(world.draw()), article, part: Part::At(span), kind }))
}

/// What is plain from the words alone; the user can say otherwise.
fn kind_of(words: &str) -> AsideKind {
    let end = words.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    if end.ends_with(['?', '？', '؟']) {
        AsideKind::Question
    } else if words.starts_with("By ") || words.starts_with("By\u{a0}") {
        AsideKind::Byline
    } else if end.chars().count() <= 60 && !end.ends_with(['.', '!', '…', '。', '！']) {
        AsideKind::Heading
    } else {
        AsideKind::Opinion
    }
}

fn job(project: Project, article: Arc<Article>, of: Of) -> Job {
    jobs::guarded(Arrival::Covered(of, None), move || Arrival::Covered(of, Some(Arc::new(Covered::of(&project, &article)))))
}
