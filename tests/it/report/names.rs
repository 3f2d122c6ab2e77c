//! Reports name nobody who talks on background, nor do the words that people wrote freely.

use std::sync::Arc;

use factmark::interchange::report::{Form, write, write_changes};
use factmark::model::article::Article;
use factmark::model::checks::Signature;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{SourceField, StatementField};
use factmark::model::finding::{Finding, Said, Truth};
use factmark::model::holding::Holdings;
use factmark::model::id::{ArticleId, EvidenceId, RemarkId, SilenceId, SourceId, StatementId};
use factmark::model::problems::Subject;
use factmark::model::project::Project;
use factmark::model::remark::{Remark, RemarkKind, Reply};
use factmark::model::review::Silence;
use factmark::model::source::{Ground, Source, SourceKind};
use factmark::model::statement::{SaidBy, Statement};
use factmark::model::tag::Tag;

use crate::support::{marked, project_of};

const TEXT: &str = "Mayor Odd Berge opened the bridge. ‹It cost 4 million›.\n\nA senior official said ‹it was late›.\n";
const ON: StatementId = StatementId::from_raw(1);

/// A project whose every free text says "<something> Berge".
fn project() -> Project {
    let (text, spans) = marked(TEXT);
    let article = ArticleId::from_raw(1);
    let person = Source {
        author: "Odd Berge".into(),
        kind: SourceKind::Person,
        ground: Ground::Background,
        story: "berge call".into(),
        ..Source::titled(SourceId::from_raw(1), "Call to the mayor")
    };
    let paper = Source {
        note: "note: ODD BERGE has it".into(),
        working: "working: asked Berge".into(),
        story: "what Berge told".into(),
        ..Source::titled(SourceId::from_raw(2), "Minutes")
    };
    let mut statement = Statement::new(ON, article, spans[1], Tag::Claim);
    let text_of = |what: &str| format!("{what}: Odd\u{a0}Berge’s word");
    statement.said_by =
        SaidBy { speaker: "Odd Berge".into(), role: "aide of Berge".into(), relays: vec!["Berge’s aide".into()], ..SaidBy::default() }
            .into();
    statement.in_plain_words = text_of("plain");
    statement.note = text_of("note").into();
    let mut evidence = Evidence::new(EvidenceId::from_raw(1), paper.id);
    evidence.passage = text_of("passage");
    evidence.original = text_of("original");
    evidence.place = text_of("place");
    evidence.note = text_of("link");
    let mut background = Evidence::new(EvidenceId::from_raw(2), person.id);
    background.place = text_of("hidden place");
    background.passage = text_of("his passage");
    statement.evidence = vec![Arc::new(evidence), Arc::new(background)];
    let mut named = Statement::new(StatementId::from_raw(2), article, spans[0], Tag::Claim);
    named.said_by.speaker = "Odd Berge".into();
    let mut query = Remark::new(RemarkId::from_raw(1), RemarkKind::Query, text_of("query"));
    query.whom = "Berge".into();
    query.replies.push(Reply { text: text_of("reply"), ..Reply::default() });
    let mut settled = Remark::new(RemarkId::from_raw(2), RemarkKind::Comment, text_of("comment"));
    settled.is_settled = true;
    let reason = text_of("reason");
    project_of(vec![
        Edit::PutArticle(0, Arc::new(Article::new(article, text))),
        Edit::PutSource(Arc::new(person)),
        Edit::PutSource(Arc::new(paper)),
        Edit::PutStatement(Arc::new(statement)),
        Edit::PutStatement(Arc::new(named)),
        Edit::PutRemark(ON, 0, Arc::new(query)),
        Edit::PutRemark(ON, 1, Arc::new(settled)),
        Edit::SetStatement(ON, StatementField::Said(Finding { verdict: Said::WrongWords, why: text_of("said"), ..Finding::default() })),
        Edit::SetStatement(ON, StatementField::Truth(Finding { verdict: Truth::Disputed, why: text_of("truth"), ..Finding::default() })),
        Edit::SetStatement(ON, StatementField::Signed(vec![Signature { by: "R. Vale".into(), on: None, reason, saw: Vec::new() }])),
        Edit::PutSilence(Arc::new(Silence {
            id: SilenceId::from_raw(1),
            code: "article_without_date".into(),
            subject: Subject::Article(article),
            reason: text_of("silence"),
            by: String::new(),
            on: None,
        })),
    ])
}

fn forms(project: &Project) -> [String; 2] {
    [Form::Html, Form::Markdown].map(|form| write(project, &Holdings::default(), form))
}

#[test]
fn no_free_text_of_a_report_names_who_talks_on_background() {
    let project = project();
    for report in forms(&project) {
        let told: Vec<&str> = report.lines().filter(|line| line.to_lowercase().contains("berge")).collect();
        // The article's own words, and who they say it is; nothing else.
        let is_published = |line: &&&str| line.contains("opened the bridge") || line.contains("Said by");
        assert_eq!(told.iter().filter(|line| !is_published(line)).count(), 0, "{told:#?}");
        assert_eq!(report.matches("Odd Berge").count(), 2, "{told:#?}");
        for text in ["plain", "note", "passage", "original", "place", "link", "his passage", "query", "said", "truth", "reason", "silence"]
        {
            let is_left_out =
                report.contains(&format!("{text}: [name left out]")) || report.contains(&format!("{text}: \\[name left out\\]"));
            assert!(is_left_out, "{text}\n{report}");
        }
        assert!(!report.contains("hidden place") && !report.contains("comment:"));
        assert!(report.contains("story on background 1") && report.contains("story on background 2"), "two stories stay two");
        // Twelve texts, two of the paper, speaker, role and relay, and whom the query is for.
        assert!(report.contains("In 18 places a name was left out"), "{report}");
    }
}

#[test]
fn what_the_author_is_asked_names_nobody_either() {
    for form in [Form::Html, Form::Markdown] {
        let sheet = write_changes(&project(), form);
        assert!(!sheet.contains("Berge"), "{sheet}");
        assert!(sheet.contains("In 3 places a name was left out"), "{sheet}");
    }
}

#[test]
fn where_nobody_talks_on_background_every_word_stays() {
    let mut project = project();
    project.apply(Edit::SetSource(SourceId::from_raw(1), SourceField::Ground(Ground::OnRecord))).expect("a source");
    for report in forms(&project) {
        assert!(!report.contains("name left out") && !report.contains("was left out"), "{report}");
        assert!(report.contains("Call to the mayor"));
    }
}

#[test]
fn what_was_signed_stays_signed_though_names_are_left_out_of_it() {
    let mut project = project();
    let statement = project.statement(ON).expect("there");
    let saw = factmark::model::signing::seen(&project, statement);
    let signature = Signature { by: "R. Vale".into(), on: None, reason: "Berge said so".into(), saw };
    project.apply(Edit::SetStatement(ON, StatementField::Signed(vec![signature]))).expect("a statement");
    for report in forms(&project) {
        assert!(report.contains("Signed off by") && !report.contains("Changed since signed"), "{report}");
        assert!(!report.contains("Berge said so"));
    }
}
