//! Of a record that differs between two projects: each field with what it was and what it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::difference::fields;
use crate::model::evidence::Evidence;
use crate::model::field::{ArticleField, SourceField, StatementField};
use crate::model::id::{ArticleId, AsideId, SourceId, StatementId};
use crate::model::project::Project;
use crate::model::remark::Remark;
use crate::model::statement::Statement;
use crate::text::changes::around;
use crate::text::display::named;
use crate::text::graphemes;
use crate::text::quoted::quoted;
use crate::workbench::field_words::{
    NOTHING, few, name_of, of_article, of_evidence, of_link, of_remark, of_source, of_statement, plain, text_of,
};

/// Letters that are told of each side of a field.
const SHOWN_CHARS: usize = 160;
/// Links and remarks of one statement that are looked at for what to tell.
const MOST_LISTED: usize = 200;
/// Letters of the source of a link that tell it from others.
const NAME_CHARS: usize = 40;

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// "note", "passage of Notice 14/2026".
    pub name: String,
    /// What it has then, to be read in a sentence: “asked the owner”, claim, nothing.
    pub then: String,
    /// What it has now.
    pub now: String,
}

impl Field {
    /// `is_text` says that both are words that somebody wrote, not names of ours.
    fn new(name: impl Into<String>, then: &str, now: &str, is_text: bool) -> Self {
        let shown = around(then, now, SHOWN_CHARS);
        let [mut then, mut now] = [&shown[0], &shown[1]].map(|words| told(words, is_text));
        if then == now && is_text {
            // In its quotation marks.
            [then, now] = shown.map(|words| format!("‘{}’", named(words.trim())));
        }
        if then == now {
            // In spaces alone, or in what no word is made of.
            "otherwise".clone_into(&mut then);
        }
        Self { name: name.into(), then, now }
    }
}

/// A value within a sentence.
pub fn told(words: &str, is_text: bool) -> String {
    match words.trim() {
        "" => NOTHING.to_owned(),
        _ if is_text => quoted(&named(words)),
        words => named(words),
    }
}

/// Whether a field has words that somebody wrote.
pub const fn is_text_of_statement(field: &StatementField) -> bool {
    matches!(
        field,
        StatementField::Parts(_)
            | StatementField::SaidBy(_)
            | StatementField::InPlainWords(_)
            | StatementField::Note(_)
            | StatementField::SameAs(_)
            | StatementField::Attribution(_)
    )
}

/// Whether a field has words that somebody wrote.
pub const fn is_text_of_source(field: &SourceField) -> bool {
    !matches!(field, SourceField::Published(_) | SourceField::Accessed(_) | SourceField::Kind(_) | SourceField::Ground(_))
}

/// Whether a field has words that somebody wrote.
pub const fn is_text_of_article(field: &ArticleField) -> bool {
    !matches!(field, ArticleField::Published(_) | ArticleField::Retrieved(_))
}

/// Of a statement that both have.
pub fn of_statements(now: &Project, then: &Project, id: StatementId) -> Vec<Field> {
    let (Some(is), Some(was)) = (now.statement(id), then.statement(id)) else { return Vec::new() };
    let pairs = fields::of_statements(is, was).into_iter().zip(fields::of_statements(was, is));
    // What happened on the way follows from the rest.
    let pairs = pairs.filter(|(field, _)| !matches!(field, StatementField::History(_) | StatementField::Earlier(_)));
    let mut all: Vec<Field> = pairs
        .map(|(was_field, is_field)| {
            let was_words = of_statement(then, text_of(then, was.article), &was_field);
            let is_words = of_statement(now, text_of(now, is.article), &is_field);
            Field::new(was_field.name(), &was_words, &is_words, is_text_of_statement(&was_field))
        })
        .collect();
    if is.article != was.article {
        let title = |project: &Project, id| project.article(id).map(|article| article.title.clone()).unwrap_or_default();
        all.push(Field::new("article", &title(then, was.article), &title(now, is.article), true));
    }
    all.extend(links((now, is), (then, was)));
    all.extend(remarks(is, was));
    if all.is_empty() {
        // Something was done and taken back by hand; or it is the order of remarks.
        let entries = |statement: &Statement| match statement.checks().history.len() {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        all.push(Field::new("history", &entries(was), &entries(is), false));
    }
    all
}

fn links((now, is): (&Project, &Statement), (then, was): (&Project, &Statement)) -> Vec<Field> {
    // There may be very many.
    let by_id = |statement: &'_ Statement| statement.evidence.iter().map(|link| (link.id, Arc::clone(link))).collect::<BTreeMap<_, _>>();
    let (here, before) = (by_id(is), by_id(was));
    let gone = was.evidence.iter().filter(|link| !here.contains_key(&link.id));
    let gone = gone.map(|link| vec![Field::new("link", &of_link(then, link), "", true)]);
    let come = is.evidence.iter().map(|link| match before.get(&link.id) {
        None => vec![Field::new("link", "", &of_link(now, link), true)],
        Some(before) if before != link => link_fields((now, link), (then, before)),
        Some(_) => Vec::new(),
    });
    let mut all: Vec<Field> = gone.chain(come).flatten().take(MOST_LISTED).collect();
    if all.is_empty() && is.evidence != was.evidence {
        let order = |project, links: &[Arc<Evidence>]| few(links.iter().map(|link| of_link(project, link).into()), "; ");
        all.push(Field::new("order of links", &order(then, &was.evidence), &order(now, &is.evidence), true));
    }
    all
}

fn link_fields((now, is): (&Project, &Evidence), (then, was): (&Project, &Evidence)) -> Vec<Field> {
    let source = name_of(now, is.source);
    let source = graphemes::first(&source, NAME_CHARS);
    let pairs = fields::of_evidence(is, was).into_iter().zip(fields::of_evidence(was, is));
    pairs
        .map(|(was_field, is_field)| {
            use crate::model::field::EvidenceField::{On, Primary, Stance};
            let is_text = !matches!(was_field, Stance(_) | Primary(_) | On(_));
            let name = format!("{} of {source}", was_field.name());
            Field::new(named(&name), &of_evidence(then, &was_field), &of_evidence(now, &is_field), is_text)
        })
        .collect()
}

fn remarks(is: &Statement, was: &Statement) -> Vec<Field> {
    let (is, was) = (&is.checks().remarks, &was.checks().remarks);
    let by_id = |remarks: &[Arc<Remark>]| remarks.iter().map(|remark| (remark.id, Arc::clone(remark))).collect::<BTreeMap<_, _>>();
    let (here, before) = (by_id(is), by_id(was));
    let gone = was.iter().filter(|remark| !here.contains_key(&remark.id));
    let gone = gone.map(|remark| Field::new("remark", &of_remark(remark), "", true));
    let come = is.iter().filter_map(|remark| {
        let before = before.get(&remark.id);
        let is_same = before == Some(remark);
        (!is_same).then(|| Field::new("remark", &before.map(|before| of_remark(before)).unwrap_or_default(), &of_remark(remark), true))
    });
    gone.chain(come).take(MOST_LISTED).collect()
}

/// Of a source that both have.
pub fn of_sources(now: &Project, then: &Project, id: SourceId) -> Vec<Field> {
    let (Some(is), Some(was)) = (now.source(id), then.source(id)) else { return Vec::new() };
    let pairs = fields::of_sources(is, was).into_iter().zip(fields::of_sources(was, is));
    pairs.map(|(was, is)| Field::new(was.name(), &of_source(then, &was), &of_source(now, &is), is_text_of_source(&was))).collect()
}

/// Of an article that both have.
pub fn of_articles(now: &Project, then: &Project, id: ArticleId) -> Vec<Field> {
    let (Some(is), Some(was)) = (now.article(id), then.article(id)) else { return Vec::new() };
    let pairs = fields::of_articles(is, was).into_iter().zip(fields::of_articles(was, is));
    let mut all: Vec<Field> =
        pairs.map(|(was, is)| Field::new(was.name(), &of_article(&was), &of_article(&is), is_text_of_article(&was))).collect();
    all.extend((is.text != was.text).then(|| Field::new("text", &was.text, &is.text, true)));
    all
}

/// Of what both set aside.
pub fn of_asides(now: &Project, then: &Project, id: AsideId) -> Vec<Field> {
    let (Some(is), Some(was)) = (now.aside(id), then.aside(id)) else { return Vec::new() };
    let words = |project: &Project, aside: &crate::model::aside::Aside| aside.part.words(text_of(project, aside.article)).to_owned();
    let kind = (is.kind != was.kind).then(|| Field::new("kind", &plain(was.kind), &plain(is.kind), false));
    let part = (is.part != was.part).then(|| Field::new("words", &words(then, was), &words(now, is), true));
    kind.into_iter().chain(part).collect()
}
