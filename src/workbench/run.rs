//! From a command to what is done about it.

use std::ops::Range;
use std::sync::Arc;

use crate::model::id::{ArticleId, StatementId};
use crate::model::quote::{Found, Quote};
use crate::model::span::Span;
use crate::model::statement::{Part, Statement};
use crate::model::tag::TagKind;
use crate::storage::settings::Change;
use crate::text::links;
use crate::workbench::command::{ArticleCommand, Command, MarkCommand};
use crate::workbench::desk::Workbench;
use crate::workbench::focus::{Focus, Target};
use crate::workbench::notice::Weight;
use crate::workbench::world::World;
use crate::workbench::{articles, jobs, marking, merging};

impl Workbench {
    /// Does what was asked for. Never waits: what takes time comes back through [`World::arrived`].
    pub fn run(&mut self, command: Command, world: &mut dyn World) {
        self.now = world.now();
        if self.is_refused_in_review(&command) || self.is_refused_as_read_only(&command) {
            return;
        }
        let is_decision = matches!(command, Command::Mark(_) | Command::Source(_) | Command::Article(_) | Command::Review(_));
        let is_looking = |command: &MarkCommand| {
            matches!(command, MarkCommand::Scrolled(_) | MarkCommand::Select(_) | MarkCommand::Focus(_) | MarkCommand::GoBack(_))
        };
        if is_decision && !matches!(&command, Command::Mark(command) if is_looking(command)) {
            self.who = Some(self.checker(world));
        }
        match command {
            Command::Review(command) => self.review_command(command, world),
            Command::File(command) => self.file(command, world),
            Command::Version(command) => self.version_command(command, world),
            Command::Mark(command) => self.mark(command, world),
            Command::Source(command) => self.source(command, world),
            Command::Article(command) => self.article_command(command, world),
            Command::Undo => {
                let result = self.history.undo(&mut self.project);
                if matches!(result, Ok(Some(_))) {
                    self.keep_undone();
                }
                self.went(result);
                self.took_back_in_review();
            }
            Command::Redo => {
                let result = self.history.redo(&mut self.project);
                if matches!(result, Ok(Some(_))) {
                    self.keep_redone();
                }
                self.went(result);
                self.did_again_in_review();
            }
            Command::OpenLink(link) => self.open_link(&link, world),
            Command::SetMe(name) => self.change_settings(Change::Me(name.trim().to_owned()), world),
            Command::SetAppearance(appearance) => self.change_settings(Change::Appearance(appearance), world),
            Command::SetReadingSize(size) => self.change_settings(Change::ReadingSize(size), world),
            Command::DismissNotice(number) => self.notices.dismiss(number),
            Command::Draft(command) => self.draft(command.map(|command| *command), world),
            Command::Rest => self.sync_journal(world),
            Command::Recovery(command) => self.recovery_command(command, world),
            Command::TakeUp(number, at) => self.take_up(number, at, world),
            Command::Count => self.count(world),
            Command::Find(command) => self.find_command(command, world),
            Command::Arrived(arrival) => self.arrive(arrival, world),
        }
        self.keep_again(world);
        self.hold_again(world);
        self.review_again(world);
        self.cover_again(world);
        self.find_again(world);
    }

    fn went(&mut self, result: Result<Option<Focus>, crate::model::edit::EditError>) {
        match result {
            Ok(Some(focus)) => {
                let focus = self.sound(&focus);
                self.wish_for(Target::Anchor(focus.scroll));
                self.focus = focus;
                self.notices.clear_hints();
            }
            Ok(None) => {}
            Err(error) => self.notices.say(Weight::Error, format!("That could not be taken back, and nothing was changed: {error}")),
        }
    }

    /// A place as it can be gone to: what came from a journal may be of a text that is not there.
    pub(crate) fn sound(&self, focus: &Focus) -> Focus {
        let Some(article) = focus.article.and_then(|id| self.project.article(id)) else {
            return Focus { article: self.project.articles().next().map(|article| article.id), ..Focus::default() };
        };
        let selection = focus.selection.filter(|span| Span::new(&article.text, span.range()).is_some());
        let statement = focus.statement.filter(|id| self.project.statement(*id).is_some());
        let is_there = article.text.is_char_boundary(focus.scroll.byte) && focus.scroll.offset_px.is_finite();
        let scroll = if is_there { focus.scroll } else { crate::workbench::focus::Anchor::default() };
        Focus { selection, statement, scroll, ..focus.clone() }
    }

    /// What is being typed would be this command; nothing where nothing is being typed any more.
    fn draft(&mut self, command: Option<Command>, world: &mut dyn World) {
        self.is_rehearsing = true;
        if let Some(command) = command {
            self.who = Some(self.checker(world));
            match command {
                Command::Mark(command) => self.mark(command, world),
                Command::Source(command) => self.source(command, world),
                Command::Article(command) => self.article_command(command, world),
                Command::Review(command) => self.review_command(command, world),
                // Nothing else is typed into a project.
                _ => {}
            }
        }
        self.is_rehearsing = false;
        let transaction = self.rehearsed.take();
        self.keep_draft(transaction);
    }

    pub(crate) fn mark(&mut self, command: MarkCommand, world: &mut dyn World) {
        if matches!(command, MarkCommand::Select(_) | MarkCommand::Focus(_) | MarkCommand::GoBack(_)) {
            self.find_waits_no_more();
        }
        match command {
            MarkCommand::Select(range) => {
                self.focus.selection = range.and_then(|range| self.span(range));
            }
            MarkCommand::Focus(id) => self.focus_on(id),
            MarkCommand::Next => self.step(true),
            MarkCommand::Previous => self.step(false),
            MarkCommand::Tag(kind) => self.tag(kind, world),
            MarkCommand::Retag(id, kind) => {
                let checker = self.checker(world);
                let plan = self.project.statement(id).and_then(|statement| marking::retag(statement, kind, &checker));
                self.commit_here(plan);
            }
            MarkCommand::TagHits(kind) => self.tag_hits(kind, world),
            MarkCommand::AddPart => self.add_part(),
            MarkCommand::RemovePart(id, part) => {
                let plan = self.project.statement(id).and_then(|statement| marking::remove_part(statement, part));
                self.commit_here(plan);
            }
            MarkCommand::LookFor(id, part) => self.look_for(id, part, world),
            MarkCommand::Recut(id, part, range) => self.recut(id, part, range),
            MarkCommand::KeepVersion(id) => {
                let plan = merging::keep(&self.project, id);
                self.commit_here(plan);
            }
            MarkCommand::TakeVersion(id) => self.take_version(id, world),
            MarkCommand::Delete(id) => self.delete(id),
            MarkCommand::Set(id, field) => {
                let plan = self.project.statement(id).and_then(|statement| marking::set(statement, field));
                self.commit_here(plan);
            }
            MarkCommand::BringBack(id, at) => self.bring_back(id, at),
            MarkCommand::LinkSame(one, other) => {
                let (one, other) = (self.project.statement(one), self.project.statement(other));
                let plan = one.zip(other).and_then(|(one, other)| marking::link_same(one, other));
                self.commit_here(plan);
            }
            MarkCommand::UnlinkSame(one, other) => {
                let plan = self.project.statement(one).and_then(|one| marking::unlink_same(one, other, &self.project));
                self.commit_here(plan);
            }
            MarkCommand::Attribute => self.attribute(),
            MarkCommand::SetAside(kind) => self.set_aside(kind, world),
            MarkCommand::SetAsideProposed(only) => self.set_aside_proposed(only, world),
            MarkCommand::SetAsideKind(id, kind) => self.set_aside_kind(id, kind),
            MarkCommand::TakeBack(id) => self.take_back(id),
            MarkCommand::Show => {
                if let Some(span) = self.focus.selection {
                    self.wish_for(Target::Bytes(span));
                }
            }
            MarkCommand::NextOpen => self.next_open(),
            MarkCommand::Scrolled(anchor) => self.focus.scroll = anchor,
            MarkCommand::GoBack(focus) => self.go_back(focus),
        }
    }

    /// A span of the article on the left, without white space at its ends.
    fn span(&self, range: Range<usize>) -> Option<Span> {
        let text = &self.article()?.text;
        Span::new(text, range)?.trimmed(text)
    }

    pub(crate) fn focus_on(&mut self, id: Option<StatementId>) {
        let Some(statement) = id.and_then(|id| self.project.statement(id)).cloned() else {
            self.focus.statement = None;
            return;
        };
        if self.focus.article != Some(statement.article) {
            self.focus.article = Some(statement.article);
        }
        self.focus.selection = None;
        self.focus.statement = Some(statement.id);
        self.wish_for(statement.first_span().map_or(Target::Stay, Target::Bytes));
    }

    /// Nothing where the article has gone meanwhile.
    fn go_back(&mut self, mut focus: Focus) {
        if focus.article.is_some_and(|id| self.project.article(id).is_some()) {
            focus.statement = focus.statement.filter(|id| self.project.statement(*id).is_some());
            self.wish_for(Target::Anchor(focus.scroll));
            self.focus = focus;
        }
    }

    fn step(&mut self, is_forward: bool) {
        let Some(article) = self.focus.article else { return };
        let index = self.project.index();
        let ranks = index.ranks(article);
        let current = self.statement().filter(|statement| statement.article == article).and_then(|statement| index.rank(statement));
        let next = match (current, is_forward) {
            (Some(rank), true) => (rank + 1 < ranks.end).then_some(rank + 1),
            (Some(rank), false) => (rank > ranks.start).then(|| rank - 1),
            (None, true) => self.rank_after_caret(article, ranks.clone()),
            (None, false) => ranks.clone().next_back(),
        };
        if let Some(id) = next.filter(|rank| ranks.contains(rank)).and_then(|rank| index.at_rank(rank)) {
            self.focus_on(Some(id));
        }
    }

    /// The first statement at or after what stands at the top of the window, else the first.
    fn rank_after_caret(&self, article: ArticleId, ranks: Range<usize>) -> Option<usize> {
        let from = self.focus.selection.map_or(self.focus.scroll.byte, Span::start);
        let index = self.project.index();
        let found = index.beginning_in(article, from..usize::MAX).next().and_then(|id| index.rank(self.project.statement(id)?));
        found.or_else(|| ranks.clone().next())
    }

    fn tag(&mut self, kind: TagKind, world: &mut dyn World) {
        let checker = self.checker(world);
        let Some(span) = self.focus.selection else {
            let Some(statement) = self.statement() else {
                self.notices.say(Weight::Hint, "Select some words of the article first, then tag them");
                return;
            };
            let plan = marking::retag(statement, kind, &checker);
            self.commit_here(plan);
            return;
        };
        let Some(article) = self.article() else { return };
        // The same words tagged again mean the statement that is there.
        let (plan, id) = if let Some(statement) = self.statement_over(article.id, span) {
            (marking::retag(statement, kind, &checker), statement.id)
        } else {
            let id = StatementId::from_raw(world.draw());
            (Some(marking::mark(article, span, kind, id, &checker)), id)
        };
        let after = Focus { selection: None, statement: Some(id), ..self.focus.clone() };
        match plan {
            Some(plan) => {
                self.commit(plan, after);
            }
            None => self.focus = after,
        }
    }

    /// The statement that consists of just these words of an article.
    pub(crate) fn statement_over(&self, article: ArticleId, span: Span) -> Option<&Arc<Statement>> {
        let mut there = self.project.index().beginning_in(article, span.start()..span.start() + 1);
        there.find_map(|id| self.project.statement(id).filter(|statement| statement.parts.as_slice() == [Part::At(span)]))
    }

    fn add_part(&mut self) {
        let (Some(statement), Some(span), Some(article)) = (self.statement(), self.focus.selection, self.article()) else {
            self.notices.say(Weight::Hint, "Choose a statement, then select the words to add to it");
            return;
        };
        if statement.article != article.id {
            self.notices.say(Weight::Hint, "A statement cannot have parts in two articles");
            return;
        }
        let Some(plan) = marking::add_part(statement, article, span) else { return };
        let after = Focus { selection: None, ..self.focus.clone() };
        self.commit(plan, after);
    }

    fn attribute(&mut self) {
        let (Some(statement), Some(span), Some(article)) = (self.statement(), self.focus.selection, self.article()) else {
            self.notices.say(Weight::Hint, "Choose a statement, then select the words that say who says it");
            return;
        };
        if statement.article != article.id {
            self.notices.say(Weight::Hint, "A statement is attributed in its own article");
            return;
        }
        let plan = marking::attribute(statement, article, span);
        let after = Focus { selection: None, ..self.focus.clone() };
        self.commit(plan, after);
    }

    /// Looks on a worker for words adrift: the article may be a book.
    fn look_for(&self, id: StatementId, part: usize, world: &mut dyn World) {
        let Some(statement) = self.project.statement(id) else { return };
        let Some(Part::Adrift(quote)) = statement.parts.get(part) else { return };
        let Some(article) = self.project.article(statement.article) else { return };
        world.spawn(jobs::look_for(self.generation, id, Quote::clone(quote), article));
    }

    /// Shows where words adrift stand now. Nothing moves: adding the selection to the statement is the user's to do.
    pub(crate) fn looked_for(&mut self, generation: u64, id: StatementId, found: Found) {
        // An article's text never changes, so that what was found in it holds; but both may have gone.
        if generation != self.generation {
            return;
        }
        let Some(statement) = self.project.statement(id) else { return };
        match found {
            Found::At(span) => {
                self.focus = Focus { article: Some(statement.article), selection: Some(span), statement: Some(id), ..self.focus.clone() };
                self.wish_for(Target::Bytes(span));
                self.notices.say(Weight::Hint, "The words stand here now; press A to mark them again");
            }
            Found::Ambiguous => self.notices.say(Weight::Hint, "The words stand in several places; select the right one and press A"),
            Found::Nowhere => {
                self.notices.say(Weight::Hint, "The words stand nowhere in the article; select what they have become and press A");
            }
        }
    }

    fn recut(&mut self, id: StatementId, part: usize, range: Range<usize>) {
        let Some(statement) = self.project.statement(id) else { return };
        let Some(article) = self.project.article(statement.article) else { return };
        let span = Span::new(&article.text, range).and_then(|span| span.trimmed(&article.text));
        let plan = span.and_then(|span| marking::recut(statement, article, part, span));
        self.commit_here(plan);
    }

    fn delete(&mut self, id: StatementId) {
        let Some(statement) = self.project.statement(id) else { return };
        let plan = marking::delete(&self.project, statement);
        let statement = self.focus.statement.filter(|focused| *focused != id);
        let after = Focus { statement, ..self.focus.clone() };
        self.commit(plan, after);
    }

    pub(crate) fn article_command(&mut self, command: ArticleCommand, world: &mut dyn World) {
        match command {
            ArticleCommand::Show(id) => {
                if self.project.article(id).is_some() && self.focus.article != Some(id) {
                    self.focus = Focus { article: Some(id), ..Focus::default() };
                }
            }
            ArticleCommand::Paste(text) => self.paste(text, world),
            ArticleCommand::Set(id, field) => {
                let plan = self.project.article(id).and_then(|article| articles::set(article, field));
                self.commit_here(plan);
            }
            ArticleCommand::Remove(id) => {
                let Some(article) = self.project.article(id) else { return };
                let plan = articles::remove(&self.project, article);
                let next = self.project.articles().find(|other| other.id != id).map(|other| other.id);
                let after = if self.focus.article == Some(id) { Focus { article: next, ..Focus::default() } } else { self.focus.clone() };
                self.commit(plan, after);
            }
        }
    }

    fn open_link(&mut self, link: &str, world: &mut dyn World) {
        let Some(address) = links::web_address(link) else {
            self.notices.say(Weight::Warning, format!("Only http and https links are opened, and this is none: {}", shortened(link)));
            return;
        };
        world.open_link(&address);
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(120).collect()
}
