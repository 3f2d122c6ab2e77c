//! The board follows every change, and is what a whole look finds: random projects, random transactions, undo and redo.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use factmark::model::article::Article;
use factmark::model::checks::Signature;
use factmark::model::edit::{Edit, Transaction};
use factmark::model::evidence::{Evidence, Stance};
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::finding::{Finding, Truth};
use factmark::model::history::History;
use factmark::model::holding::{CopyState, Holding, Holdings};
use factmark::model::id::{ArticleId, EvidenceId, SilenceId, SourceId, StatementId};
use factmark::model::problems::{Board, Entry, Sort, Subject};
use factmark::model::project::Project;
use factmark::model::review::Silence;
use factmark::model::signing;
use factmark::model::snapshot::{Digest, Snapshot, SnapshotKind};
use factmark::model::source::{Source, SourceKind};
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::{Confirmation, Tag, Unconfirmed};
use factmark::text::compare::Held;
use fastrand::Rng;

use crate::support::{project_of, random_edit, random_project, rng};

const SORTS: [Sort; 3] = [Sort::Problem, Sort::ToDo, Sort::Silenced];
/// Words that stand in an article several times, a headline with a number, and another number.
const TEXT: &str = "84 dead in mill blast\n\nThe mill burned down. The blast killed 76 people. the Mill  burned down. The mill burned down. \
                    Nobody knew why it burned. The mill burned down.\n";
const OWN: &str = "https://example.org/a";

fn fact() -> Tag {
    Tag::confirmed(Confirmation { was: Unconfirmed::Claim, by: "R. Vale".into(), on: None })
}

fn lists(board: &Board) -> [Vec<Entry>; 3] {
    SORTS.map(|sort| board.list(sort).iter().collect())
}

/// Whether the board is what a whole look finds, and what it answers about itself is true.
fn check(board: &Board, project: &Project, told: &str) {
    let whole = Board::of(project, Holdings::default());
    assert_eq!(lists(board), lists(&whole), "{told}");
    for sort in SORTS {
        let list = board.list(sort);
        assert_eq!(list.len(), list.iter().count());
        for (place, entry) in list.iter().enumerate() {
            assert_eq!(list.get(place), Some(entry.clone()), "{told}");
            assert_eq!(list.position(entry.subject, entry.code), Some(place), "{told}");
        }
        assert_eq!(list.get(list.len()), None);
    }
    let all = lists(board).concat();
    for statement in project.statements() {
        let own = all.iter().filter(|entry| entry.subject == Subject::Statement(statement.id)).count();
        assert_eq!(board.of_statement(statement.id).count(), own);
    }
    check_order(board, project);
}

/// Articles, statements in reading order, sources, then what is left of the articles.
fn check_order(board: &Board, project: &Project) {
    let article = |id| project.articles().position(|article| article.id == id).expect("it is there");
    for sort in SORTS {
        let rank = |entry: &Entry| match entry.subject {
            Subject::Article(id) if entry.code == "words_untouched" => (3, article(id)),
            Subject::Article(id) => (0, article(id)),
            Subject::Statement(id) => (1, project.statements().position(|statement| statement.id == id).expect("it is there")),
            Subject::Source(id) => (2, project.sources().position(|source| source.id == id).expect("it is there")),
        };
        assert!(board.list(sort).iter().is_sorted_by_key(|entry| rank(&entry)), "{:?}", board.list(sort));
        assert!(board.list(sort).iter().all(|entry| entry.sort == sort));
    }
}

/// Edits of one transaction that rules have an eye on; `random_edit` alone seldom makes two of a kind.
fn edits(rng: &mut Rng, project: &Project, board: &Board) -> Option<Vec<Edit>> {
    let articles: Vec<_> = project.articles().cloned().collect();
    let statements: Vec<_> = project.statements().cloned().collect();
    let sources: Vec<_> = project.sources().cloned().collect();
    Some(match rng.u32(0..17) {
        0 => {
            let mut article = Article::new(ArticleId::from_raw(rng.u64(..)), TEXT);
            article.title = rng.choice(["", "84 dead in mill blast", "Another"])?.to_owned();
            vec![Edit::PutArticle(rng.usize(..=articles.len()), Arc::new(article))]
        }
        1..=3 => {
            let article = rng.choice(articles.iter().filter(|article| &*article.text == TEXT).collect::<Vec<_>>())?;
            let words = ["The mill burned down", "the Mill  burned down", "The blast killed 76 people"];
            let places: Vec<_> = words.into_iter().flat_map(|words| TEXT.match_indices(words)).collect();
            let mut put = || {
                let (start, words) = *rng.choice(&places)?;
                let span = Span::new(TEXT, start..start + words.len())?;
                let tag = rng.choice([Tag::Claim, Tag::Assertion, fact()])?;
                let statement = Statement::new(StatementId::from_raw(rng.u64(..)), article.id, span, tag);
                Some(Edit::PutStatement(Arc::new(statement)))
            };
            vec![put()?, put()?]
        }
        4 | 5 => {
            let (statement, source) = (rng.choice(&statements)?, rng.choice(&sources)?);
            let mut evidence = Evidence::new(EvidenceId::from_raw(rng.u64(..)), source.id);
            evidence.stance = *rng.choice([Stance::Supports, Stance::Supports, Stance::Contradicts].iter().collect::<Vec<_>>())?;
            let fact = Edit::SetStatement(statement.id, StatementField::Tag(fact()));
            vec![Edit::PutEvidence(statement.id, 0, Arc::new(evidence)), fact]
        }
        15 => {
            // Facts with nothing under them but one story.
            let source = rng.choice(&sources)?.id;
            let bare = statements.iter().filter(|statement| statement.evidence.is_empty()).take(rng.usize(1..4));
            let facts = bare.flat_map(|statement| {
                let evidence = Arc::new(Evidence::new(EvidenceId::from_raw(1), source));
                [Edit::PutEvidence(statement.id, 0, evidence), Edit::SetStatement(statement.id, StatementField::Tag(fact()))]
            });
            facts.chain([Edit::SetSource(source, SourceField::Story("One wire".into()))]).collect()
        }
        6 => {
            let source = rng.choice(&sources)?.id;
            let story = rng.choice(["", "One wire", "one  WIRE ", "two"])?.to_owned();
            let url = rng.choice(["", OWN, "not one"])?.to_owned();
            let kind = *rng.choice(&SourceKind::ALL)?;
            [SourceField::Story(story), SourceField::Url(url), SourceField::Kind(kind), SourceField::Working("counted".into())]
                .into_iter()
                .take(rng.usize(1..5))
                .map(|field| Edit::SetSource(source, field))
                .collect()
        }
        7 => {
            let sort = *rng.choice(&SORTS)?;
            let entry = board.list(sort).get(rng.usize(..board.list(sort).len().max(1)))?;
            let id = SilenceId::from_raw(rng.u64(..));
            let silence =
                Silence { id, code: entry.code.into(), subject: entry.subject, reason: id.to_string(), by: String::new(), on: None };
            vec![Edit::PutSilence(Arc::new(silence))]
        }
        8 => vec![Edit::DropSilence(rng.choice(project.silences().collect::<Vec<_>>())?.id)],
        9 | 10 => {
            let (one, other) = (rng.choice(&statements)?.id, rng.choice(&statements)?.id);
            let back = rng.bool().then(|| Edit::SetStatement(other, StatementField::SameAs(vec![one])));
            let truth = Finding { verdict: *rng.choice(&Truth::ALL)?, ..Finding::default() };
            let forth =
                [Edit::SetStatement(one, StatementField::SameAs(vec![other])), Edit::SetStatement(one, StatementField::Truth(truth))];
            forth.into_iter().chain(back).collect()
        }
        11 => {
            // One source in place of another, as merging does it.
            let (kept, gone) = (rng.choice(&sources)?.id, rng.choice(&sources)?.id);
            let links =
                statements.iter().flat_map(|statement| statement.evidence.iter().map(|evidence| (statement.id, Arc::clone(evidence))));
            let links = links.filter(|(_, evidence)| evidence.source == gone);
            let mut edits: Vec<Edit> =
                links.map(|(id, evidence)| Edit::SetEvidence(id, evidence.id, EvidenceField::Source(kept))).collect();
            for source in sources.iter().filter(|source| source.rests_on.contains(&gone)) {
                let inputs = source.rests_on.iter().map(|id| if *id == gone { kept } else { *id }).collect();
                edits.push(Edit::SetSource(source.id, SourceField::RestsOn(inputs)));
            }
            edits.push(Edit::DropSource(gone));
            edits
        }
        12 => {
            let statement = rng.choice(&statements)?;
            let by = rng.choice(["R. Vale", "D. Reyes"])?.to_owned();
            let signature = Signature { by, on: None, reason: "seen".into(), saw: signing::seen(project, statement) };
            vec![Edit::SetStatement(statement.id, StatementField::Signed(vec![signature]))]
        }
        13 => {
            // An article goes with all that stands in it, and comes again elsewhere.
            let article = rng.choice(&articles)?;
            let own: Vec<_> = project.statements_of(article.id).cloned().collect();
            let asides: Vec<_> = project.asides().filter(|aside| aside.article == article.id).cloned().collect();
            let mut edits: Vec<Edit> = own.iter().map(|statement| Edit::DropStatement(statement.id)).collect();
            edits.extend(asides.iter().map(|aside| Edit::DropAside(aside.id)));
            edits.push(Edit::DropArticle(article.id));
            if rng.bool() {
                let text = if own.is_empty() && asides.is_empty() && rng.bool() { TEXT.into() } else { Arc::clone(&article.text) };
                let again = Article { text, ..Article::clone(article) };
                edits.push(Edit::PutArticle(rng.usize(..articles.len()), Arc::new(again)));
                edits.extend(own.into_iter().filter(|_| rng.u32(..8) > 0).map(Edit::PutStatement));
                edits.extend(asides.into_iter().map(Edit::PutAside));
            }
            edits
        }
        14 => {
            let article = rng.choice(&articles)?.id;
            let field = match rng.u32(..3) {
                0 => ArticleField::Url(OWN.into()),
                1 => ArticleField::Title(rng.choice(["", "84 dead in mill blast", "Another"])?.to_owned()),
                _ => ArticleField::Published("2026-02-10".parse().ok()),
            };
            vec![Edit::SetArticle(article, field)]
        }
        _ => {
            let mut later = project.clone();
            let mut edits = Vec::new();
            for _ in 0..rng.usize(1..4) {
                let edit = random_edit(rng, &later);
                later.apply(edit.clone()).expect("random_edit gives edits that are allowed");
                edits.push(edit);
            }
            edits
        }
    })
}

#[test]
fn after_every_change_the_board_is_what_a_whole_look_finds() {
    let mut rng = rng("after_every_change_the_board_is_what_a_whole_look_finds");
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for round in 0..150 {
        let mut project = random_project(&mut rng);
        let mut history: History<()> = History::default();
        let mut board = Board::of(&project, Holdings::default());
        let mut late = None;
        check(&board, &project, "the first look");
        for step in 0..25 {
            let told = match rng.u32(0..10) {
                0 | 1 => history.undo(&mut project).map(|done| format!("undo: {}", done.is_some())),
                2 => history.redo(&mut project).map(|done| format!("redo: {}", done.is_some())),
                _ => {
                    let Some(edits) = edits(&mut rng, &project, &board) else { continue };
                    let told = format!("{edits:?}");
                    let transaction = Transaction { label: String::new(), edits };
                    // One that is refused changes nothing.
                    let _ = history.commit(&mut project, transaction, (), ());
                    Ok(told)
                }
            };
            let told = format!("round {round}, step {step}: {}", told.expect("what was done can be taken back"));
            if rng.u32(..5) == 0 {
                // Several changes are followed at once.
                continue;
            }
            assert!(board.follow(&project, usize::MAX));
            // What a worker reads comes late, also when the text was read again since.
            if late.is_none() && rng.u32(..3) == 0 {
                late = board.reading();
            }
            if rng.u32(..6) == 0 {
                late.take().into_iter().for_each(|late| board.texts_read(late.read()));
            }
            if rng.u32(..4) > 0 {
                board.read_texts(usize::MAX);
                if rng.u32(..4) == 0 {
                    late.take().into_iter().for_each(|late| board.texts_read(late.read()));
                }
                check(&board, &project, &told);
                lists(&board).iter().flatten().for_each(|entry| *seen.entry(entry.code).or_default() += 1);
            }
        }
        board.follow(&project, usize::MAX);
        board.read_texts(usize::MAX);
        check(&board, &project, "the last state");
    }
    let codes = ["same_words_tagged_differently", "facts_on_one_story", "same_as_findings_differ", "headline_number", "words_untouched"];
    for code in
        codes.into_iter().chain(["changed_since_signed", "second_reader", "hollow_signed_off", "article_cited_for_itself", "unmerged"])
    {
        assert!(seen.contains_key(code), "{code} is put to the test: {seen:?}");
    }
}

#[test]
fn too_much_at_once_is_not_followed_and_leaves_the_board_as_it_was() {
    let project = large(50);
    let mut board = Board::default();
    assert!(!board.follow(&project, 50));
    assert_eq!(lists(&board).concat(), []);
    assert!(board.follow(&project, 52), "an article, fifty statements, a source");
    assert!(!board.list(Sort::ToDo).is_empty());
}

#[test]
fn what_is_found_of_copies_is_looked_at_again_where_that_is_asked() {
    let mut project = large(3);
    let copy = Digest([7; 32]);
    let snapshot = Snapshot { digest: copy, kind: SnapshotKind::Text, name: String::new(), bytes: 4, by: String::new(), on: None };
    let mut apply = |edit| project.apply(edit).map(drop).expect("an edit that is allowed");
    apply(Edit::SetSource(SourceId::from_raw(1), SourceField::Snapshot(Some(Arc::new(snapshot)))));
    let evidence = Evidence { passage: "it fell".to_owned(), ..Evidence::new(EvidenceId::from_raw(1), SourceId::from_raw(1)) };
    apply(Edit::PutEvidence(StatementId::from_raw(1), 0, Arc::new(evidence)));
    let mut board = Board::of(&project, Holdings::default());
    let before = lists(&board);
    let mut found = Holdings::default();
    found.put_copy(copy, CopyState::Damaged);
    found.put_passage(copy, "it fell".to_owned(), Holding::Looked(Held::Missing), None);
    let (statements, sources) = found.differences(&Holdings::default(), &project);
    assert_eq!((statements.len(), sources.len()), (1, 1));
    board.touch(found.clone(), statements.clone(), sources.clone());
    assert_eq!(lists(&board), lists(&Board::of(&project, found)));
    assert_ne!(lists(&board), before);
    board.touch(Holdings::default(), statements, sources);
    assert_eq!(lists(&board), before);
}

/// An article of so many statements, each with a link to one source.
fn large(count: u64) -> Project {
    let mut text = String::new();
    for number in 0..count {
        writeln!(text, "Thing {number} happened in the town.").expect("room in memory");
    }
    let mut edits = vec![Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), text.as_str())))];
    edits.push(Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(1), "Report"))));
    let mut start = 0;
    for (number, line) in (0_u64..).zip(text.lines()) {
        let span = Span::new(&text, start..start + line.len()).expect("a span");
        let tag = if number % 3 == 0 { Tag::Claim } else { Tag::Assertion };
        edits.push(Edit::PutStatement(Arc::new(Statement::new(StatementId::from_raw(number), ArticleId::from_raw(1), span, tag))));
        start += line.len() + 1;
    }
    project_of(edits)
}

#[test]
fn how_far_a_whole_look_is_grows_to_its_end() {
    let project = large(300);
    let mut told = Vec::new();
    let board = Board::of_while(&project, Holdings::default(), &mut |done| told.push(done));
    assert_eq!(lists(&board), lists(&Board::of(&project, Holdings::default())));
    assert!(told.len() > 600 && told.is_sorted(), "{told:?}");
    assert_eq!(told.last(), Some(&Board::steps(&project)));
    let half = told.iter().filter(|done| **done * 2 < Board::steps(&project)).count();
    assert!(half > 100 && told.len() - half > 100, "it does not jump: {half} of {}", told.len());
}

/// `cargo test --release --test it how_long -- --ignored --nocapture`
#[test]
#[ignore = "measures, and asserts nothing"]
fn how_long_a_look_takes_at_a_hundred_thousand_statements() {
    let mut project = large(100_000);
    let mut history: History<()> = History::default();
    let since = Instant::now();
    let mut board = Board::of(&project, Holdings::default());
    println!("a whole look, text included: {:.1} ms, {} to do", ms(since), board.list(Sort::ToDo).len());
    let since = Instant::now();
    let mut without_text = Board::default();
    without_text.follow(&project, usize::MAX);
    println!("a whole look without the text: {:.1} ms", ms(since));
    let (since, steps, mut next) = (Instant::now(), Board::steps(&project), 10);
    Board::of_while(&project, Holdings::default(), &mut |done| {
        while next <= 100 && done * 100 >= steps * next {
            println!("told as {next} %: {:.1} ms", ms(since));
            next += 10;
        }
    });
    for (name, edit) in STEPS {
        let mut times = Vec::new();
        for number in 0..100 {
            let transaction = Transaction::one("", edit(StatementId::from_raw(number * 997 + 5)));
            let since = Instant::now();
            history.commit(&mut project, transaction, (), ()).expect("it is allowed");
            times.push((ms(since), follow(&mut board, &project)));
        }
        tell(name, &mut times);
    }
    for name in ["undo", "redo"] {
        let mut times = Vec::new();
        for _ in 0..200 {
            let since = Instant::now();
            if name == "undo" { history.undo(&mut project) } else { history.redo(&mut project) }.expect("it was done");
            times.push((ms(since), follow(&mut board, &project)));
        }
        tell(name, &mut times);
    }
}

/// What is done to a statement, by name.
type Step = (&'static str, fn(StatementId) -> Edit);

const STEPS: [Step; 4] = [
    ("tag", |id| Edit::SetStatement(id, StatementField::Tag(fact()))),
    ("link", |id| Edit::PutEvidence(id, 0, Arc::new(Evidence::new(EvidenceId::from_raw(1), SourceId::from_raw(1))))),
    ("story of a source with a hundred links", |id| Edit::SetSource(SourceId::from_raw(1), SourceField::Story(id.to_string()))),
    ("remove", Edit::DropStatement),
];

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn follow(board: &mut Board, project: &Project) -> f64 {
    let since = Instant::now();
    assert!(board.follow(project, usize::MAX));
    ms(since)
}

fn tell(name: &str, times: &mut [(f64, f64)]) {
    times.sort_by(|one, other| one.1.total_cmp(&other.1));
    let commit: f64 = times.iter().map(|time| time.0).sum::<f64>() / times.len() as f64;
    let (median, worst) = (times[times.len() / 2].1, times[times.len() - 1].1);
    println!("{name}: the edit {commit:.3} ms, following it {median:.3} ms, at worst {worst:.3} ms");
}
