//! A whole check with its review: from an article to a file in which everything is carried, answered, signed, or lived with for a reason.

use std::ops::Range;
use std::path::Path;

use egui::{Key, Modifiers};
use factmark::model::bar::{Carried, Lack};
use factmark::model::field::{ArticleField, EvidenceField, SourceField, StatementField};
use factmark::model::finding::{Finding, Said};
use factmark::model::id::{SourceId, StatementId};
use factmark::model::problems::Subject;
use factmark::model::project::Project;
use factmark::model::remark::RemarkKind;
use factmark::model::signing;
use factmark::model::source::SourceKind;
use factmark::model::statement::{SaidBy, SpeakerKind};
use factmark::model::tag::TagKind;
use factmark::storage::settings::Settings;
use factmark::text::{sentences, words};
use factmark::workbench::Workbench;
use factmark::workbench::command::{ArticleCommand, Command, FileCommand, LinkTo, MarkCommand, ReviewCommand, SourceCommand};

use crate::hand::Hand;
use crate::world::{FalseWorld, run, save_as, texts};

struct Desk {
    bench: Workbench,
    world: FalseWorld,
}

impl Desk {
    fn over(world: FalseWorld, file: &Path) -> Self {
        let mut desk = Self { bench: Workbench::new(Settings::default()), world };
        desk.run(Command::File(FileCommand::OpenPath(file.to_owned())));
        desk
    }

    fn run(&mut self, command: Command) {
        run(&mut self.bench, &mut self.world, command);
    }

    fn mark(&mut self, bytes: Range<usize>, kind: TagKind) -> StatementId {
        self.run(Command::Mark(MarkCommand::Select(Some(bytes))));
        self.run(Command::Mark(MarkCommand::Tag(kind)));
        self.bench.focus().statement.expect("in focus")
    }

    fn set(&mut self, id: StatementId, field: StatementField) {
        self.run(Command::Mark(MarkCommand::Set(id, field)));
    }

    fn review(&mut self, command: ReviewCommand) {
        self.run(Command::Review(command));
    }

    fn source(&mut self, id: SourceId, field: SourceField) {
        self.run(Command::Source(SourceCommand::Set(id, field)));
    }

    /// Links a source and says what of it.
    fn link(&mut self, id: StatementId, title: &str, fields: Vec<EvidenceField>) -> SourceId {
        self.run(Command::Source(SourceCommand::Link(id, LinkTo::Text(title.to_owned()))));
        let (_, link) = self.bench.last_link().expect("a link");
        for field in fields {
            self.run(Command::Source(SourceCommand::SetEvidence(id, link, field)));
        }
        self.bench.last_source().expect("a source")
    }

    fn weigh(&self, id: StatementId) -> Result<Carried, Lack> {
        self.bench.project().weigh(self.bench.project().statement(id).expect("there"))
    }
}

/// The sentences of more than five words.
fn longer_sentences(text: &str) -> Vec<Range<usize>> {
    let is_long = |sentence: &Range<usize>| words::words(text.get(sentence.clone()).unwrap_or_default()).count() > 5;
    sentences::sentences(text, 0..text.len()).filter(is_long).collect()
}

/// Marks every longer sentence as a claim with its speaker and a source, then checks the first six; answers with their ids.
fn check_article(desk: &mut Desk) -> Vec<StatementId> {
    let article = desk.bench.article().expect("an article").clone();
    if article.published.is_none() {
        desk.run(Command::Article(ArticleCommand::Set(article.id, ArticleField::Published("2024-03-24".parse().ok()))));
    }
    let sentences = longer_sentences(&article.text);
    assert!(sentences.len() >= 8, "{} longer sentences", sentences.len());
    let mut ids = Vec::new();
    for (number, sentence) in sentences.into_iter().enumerate() {
        let id = desk.mark(sentence, TagKind::Claim);
        let (speaker, kind) = if number % 3 == 2 { ("", SpeakerKind::Unidentified) } else { ("Ada Brook", SpeakerKind::Named) };
        desk.set(id, StatementField::SaidBy(SaidBy { speaker: speaker.into(), kind, ..SaidBy::nobody() }));
        ids.push(id);
    }
    desk.run(Command::Mark(MarkCommand::SetAsideProposed(None)));
    let passage = |words: &str| EvidenceField::Passage(words.to_owned());
    let register =
        desk.link(ids[0], "https://register.example/entry", vec![EvidenceField::Primary(true), passage("as it stands in the register")]);
    desk.run(Command::Source(SourceCommand::KeepText(register, "Entry 4: as it stands in the register, page 12".into())));
    for (id, stories) in [(ids[1], ["agency", "own reporting"]), (ids[2], ["wire of March 23", " Wire of  March 23"])] {
        for (number, story) in stories.into_iter().enumerate() {
            let source = desk.link(id, &format!("https://paper-{number}.example/{id}"), vec![passage("so the paper says")]);
            desk.source(source, SourceField::Story(story.to_owned()));
        }
    }
    let sum = desk.link(ids[3], "The sum of both lists", Vec::new());
    desk.run(Command::Source(SourceCommand::Add("The lists of the ministry".into())));
    let lists = desk.bench.project().sources().find(|source| source.title.starts_with("The lists")).expect("it").id;
    for field in
        [SourceField::Kind(SourceKind::Arithmetic), SourceField::Working("40 + 93 = 133".into()), SourceField::RestsOn(vec![lists])]
    {
        desk.source(sum, field);
    }
    for id in &ids[..4] {
        desk.run(Command::Mark(MarkCommand::Retag(*id, TagKind::ConfirmedFact)));
    }
    let wrong = Finding { verdict: Said::WrongSpeaker, why: "it was the spokesman".into(), ..Finding::default() };
    desk.review(ReviewCommand::Said(ids[4], wrong));
    desk.review(ReviewCommand::Remark(ids[5], RemarkKind::Correction, "The record has another day".into()));
    let remark = desk.bench.project().statement(ids[5]).expect("there").checks().remarks[0].id;
    desk.review(ReviewCommand::RemarkWording(ids[5], remark, "It happened a day later".into()));
    desk.review(ReviewCommand::RemarkWhom(ids[5], remark, "the author".into()));
    for id in &ids[4..] {
        desk.link(*id, "https://archive.example/statements", vec![EvidenceField::Stance(factmark::model::evidence::Stance::OnlySaid)]);
    }
    ids
}

/// Accepts everything in the real program, by keys; the one that nothing carries comes first and needs its reason.
fn review_by_hand(hand: &mut Hand, statements: usize) {
    hand.keys(Modifiers::COMMAND, Key::R);
    let left = |hand: &Hand| hand.bench().reviewing().and_then(factmark::workbench::pass::Reviewing::left);
    assert_eq!(left(hand), Some(statements));
    let first = hand.bench().project().clone();
    hand.key(Key::Num2);
    hand.key(Key::Delete);
    assert_eq!(hand.bench().project(), &first, "a stray key changes nothing");
    hand.key(Key::Enter);
    assert_eq!((left(hand), hand.bench().project()), (Some(statements), &first), "it asks why");
    hand.type_text("both papers will be rung tomorrow");
    hand.press("Sign off all the same");
    assert_eq!(left(hand), Some(statements - 1));
    for rest in (0..statements - 1).rev() {
        hand.key(Key::Enter);
        assert_eq!(left(hand), Some(rest));
    }
    hand.press("End review");
}

fn problems(bench: &Workbench) -> Vec<&'static str> {
    bench.review().problems().iter().map(|entry| entry.code).collect()
}

fn changed_since(bench: &Workbench) -> Vec<(Subject, String)> {
    let entries = bench.review().to_do().iter().filter(|entry| entry.code == "changed_since_signed");
    entries.map(|entry| (entry.subject, entry.text.into_owned())).collect()
}

fn check_sign_and_change(article: &Path) {
    let mut desk = Desk::over(FalseWorld::new(), article);
    let ids = check_article(&mut desk);
    assert_eq!(problems(&desk.bench), Vec::<&str>::new(), "{:?}", desk.bench.review().problems());
    assert!(matches!(desk.weigh(ids[0]), Ok(Carried::ByPrimary(_))));
    assert!(matches!(desk.weigh(ids[1]), Ok(Carried::ByIndependent(..))));
    assert_eq!(desk.weigh(ids[2]), Err(Lack::SameStory));
    assert!(matches!(desk.weigh(ids[3]), Ok(Carried::ByWorking(_))));
    let counts = desk.bench.project().index().counts();
    assert_eq!((counts.confirmed, counts.hollow), (3, 1));
    let codes: Vec<&str> = desk.bench.review().to_do().iter().map(|entry| entry.code).collect();
    assert!(!codes.contains(&"claim_without_speaker") && codes.contains(&"open_query"), "{codes:?}");
    let why = "the second paper is asked for its own reporting";
    desk.review(ReviewCommand::Silence("hollow_signed_off", Subject::Statement(ids[2]), why.into()));
    save_as(&mut desk.bench, &mut desk.world, "checked.ron");
    let path = desk.world.path("checked.ron");

    // Another day, in the real program: read over and signed.
    let mut hand = Hand::over(FalseWorld::new(), Some(path.clone()));
    assert_eq!(hand.bench().project(), desk.bench.project());
    review_by_hand(&mut hand, ids.len());
    let project: Project = hand.bench().project().clone();
    assert!(project.statements().all(|statement| signing::is_signed(&project, statement)));
    let pass = project.passes().next().expect("the pass").clone();
    assert_eq!((pass.signed, pass.sent_back, pass.to.is_some()), (ids.len() as u64, 0, true));
    assert_eq!(problems(hand.bench()), Vec::<&str>::new(), "none but what is lived with");
    assert_eq!(hand.bench().review().silenced().len(), 1);
    assert_eq!(changed_since(hand.bench()), []);
    hand.keys(Modifiers::COMMAND, Key::S);
    assert!(hand.bench().is_saved(), "{:?}", hand.bench().notices());

    // One word of a passage is changed, and it shows, there and nowhere else.
    let mut desk = Desk::over(FalseWorld::new(), &path);
    assert_eq!(desk.bench.project(), &project);
    let link = project.statement(ids[0]).expect("there").evidence[0].id;
    let passage = EvidenceField::Passage("as it stood in the register".into());
    desk.run(Command::Source(SourceCommand::SetEvidence(ids[0], link, passage)));
    let expected = [(Subject::Statement(ids[0]), "Changed since signed by Ruth Vale: evidence".to_owned())];
    assert_eq!(changed_since(&desk.bench), expected);
    assert_eq!(problems(&desk.bench), ["passage_not_in_copy"], "it is not what the copy says");
    save_as(&mut desk.bench, &mut desk.world, "changed.ron");
    assert!(desk.bench.is_saved(), "{}", texts(&desk.bench));
    let again = Desk::over(FalseWorld::new(), &desk.world.path("changed.ron"));
    assert_eq!(again.bench.project(), desk.bench.project());
    assert_eq!(changed_since(&again.bench), expected);
    assert_eq!(problems(&again.bench), ["passage_not_in_copy"], "the copy went along");
    assert!(again.bench.notices().shown().is_empty(), "{}", texts(&again.bench));
    desk.run(Command::Undo);
    assert_eq!((changed_since(&desk.bench), desk.bench.project()), (Vec::new(), &project));
}

#[test]
fn the_shipped_article_is_checked_reviewed_and_signed() {
    check_sign_and_change(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample-article.txt"));
}

#[test]
fn a_real_article_is_checked_reviewed_and_signed() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/article-isis-k.txt");
    if article.is_file() {
        check_sign_and_change(&article);
    } else {
        println!("skipped: {} is not here", article.display());
    }
}
