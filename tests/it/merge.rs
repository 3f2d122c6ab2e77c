//! Two people's work on one project in one: the same in either order, or the same left open, and nothing dropped.

use std::collections::BTreeSet;
use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::aside::{Aside, AsideKind};
use factmark::model::checks::{Aspect, Decision};
use factmark::model::difference::edits_between;
use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{EvidenceField, SourceField, StatementField};
use factmark::model::id::{ArticleId, AsideId, EvidenceId, RemarkId, SourceId, StatementId};
use factmark::model::merge::{Merged, merge};
use factmark::model::project::Project;
use factmark::model::remark::{Remark, RemarkKind, Reply};
use factmark::model::source::Source;
use factmark::model::span::Span;
use factmark::model::statement::{Part, Statement};
use factmark::model::tag::Tag;
use factmark::model::unmerged::Unmerged;
use fastrand::Rng;

use crate::edits::check_indexes;
use crate::support::{project_of, random_edit, random_project, rng};

fn merged(base: Option<&Project>, ours: &Project, theirs: &Project) -> Merged {
    merge(base, ours, theirs).expect("what is merged is sound")
}

/// The project with the other version of everything that is open, and this one left open in its place.
fn other_way_round(merged: &Merged) -> Project {
    let mut project = merged.project.clone();
    for conflict in &merged.conflicts {
        let id = conflict.id();
        let answer = match conflict.other() {
            Edit::SetArticle(..) | Edit::SetSource(_, _) | Edit::SetStatement(..) | Edit::SetEvidence(..) | Edit::SetRemark(..)
                if !is_cut(conflict) =>
            {
                project.apply(conflict.other().clone()).expect("a field of a record that is there")
            }
            Edit::PutAside(aside) if project.aside(aside.id).is_some() => {
                let Ok(Edit::PutAside(was)) = project.apply(Edit::DropAside(aside.id)) else { panic!("it is there") };
                project.apply(conflict.other().clone()).expect("room for it");
                Edit::PutAside(was)
            }
            // A record that one side has deleted, or that has no place: the same in either order.
            _ => continue,
        };
        project.apply(Edit::DropUnmerged(id)).expect("it is open");
        // Both may be open already, from an earlier merge.
        let _ = project.apply(Edit::PutUnmerged(Arc::new(Unmerged::of(answer).expect("what can be left open"))));
    }
    project
}

/// A source that had to be kept from resting on itself: the same in either order.
fn is_cut(conflict: &Unmerged) -> bool {
    matches!(conflict.other(), Edit::SetSource(_, SourceField::RestsOn(_)))
}

/// Merges in both orders and holds the laws against what comes out.
fn check(base: Option<&Project>, ours: &Project, theirs: &Project, what: &str) -> Merged {
    let forth = merged(base, ours, theirs);
    let back = merged(base, theirs, ours);
    let (there, here) = (other_way_round(&forth), back.project.clone());
    assert!(there == here, "{what}: {:#?}\n{:#?}\n{:#?}", edits_between(&there, &here), forth.conflicts, back.conflicts);
    let about = |merged: &Merged| merged.conflicts.iter().map(|conflict| (conflict.subject(), conflict.field())).collect::<BTreeSet<_>>();
    assert_eq!(about(&forth), about(&back), "{what}");
    if forth.conflicts.is_empty() {
        assert!(forth.project == back.project, "{what}");
    }
    for side in [ours, theirs] {
        check_nothing_is_dropped(base.unwrap_or(&Project::default()), side, &forth, what);
    }
    check_indexes(&forth.project);
    forth
}

/// Every edit that a side has made is in force, or waits.
fn check_nothing_is_dropped(base: &Project, side: &Project, merged: &Merged, what: &str) {
    let project = &merged.project;
    let waits = |edit: &Edit| project.unmerged().any(|open| open.other() == edit);
    for edit in edits_between(base, side) {
        let is_kept = match &edit {
            Edit::SetRules(rules) => project.rules().secondary >= rules.secondary.min(project.rules().secondary),
            Edit::PutArticle(_, article) => project.article(article.id).is_some(),
            Edit::PutSource(source) => project.source(source.id).is_some(),
            Edit::PutAside(aside) => {
                let is_there = |other: &Aside| (other.article, &other.part, other.kind) == (aside.article, &aside.part, aside.kind);
                project.asides().any(|other| is_there(other)) || waits(&edit)
            }
            Edit::PutPass(pass) => project.passes().any(|other| (&other.by, other.signed) == (&pass.by, pass.signed)),
            Edit::PutSilence(silence) => project.silences().any(|other| (&other.code, &other.reason) == (&silence.code, &silence.reason)),
            Edit::PutStatement(statement) => project.statement(statement.id).is_some_and(|there| {
                let has_links = statement.evidence.iter().all(|link| there.evidence(link.id).is_some());
                has_links && there.checks().remarks.len() >= statement.checks().remarks.len()
            }),
            Edit::SetArticle(id, field) => {
                let now = project.article(*id).expect("a change keeps it");
                let mut then = Article::clone(now);
                field.clone().swap_with(&mut then);
                then == **now || waits(&edit)
            }
            Edit::SetSource(id, SourceField::RestsOn(inputs)) => {
                // What came, unless there is no place for it; not what both take back.
                let was = base.source(*id).map(|source| source.rests_on.clone()).unwrap_or_default();
                let is_cut = project.unmerged_of(factmark::model::problems::Subject::Source(*id)).any(|open| is_cut(open));
                project.source(*id).is_none_or(|source| {
                    let comes = inputs.iter().filter(|input| !was.contains(input));
                    comes.into_iter().all(|input| source.rests_on.contains(input)) || is_cut
                })
            }
            Edit::SetSource(id, field) => {
                let now = project.source(*id).expect("a change keeps it");
                let mut then = Source::clone(now);
                field.clone().swap_with(&mut then);
                then == **now || waits(&edit)
            }
            Edit::SetStatement(id, field) => {
                let now = project.statement(*id).expect("a change keeps it");
                let mut then = Statement::clone(now);
                let mut was = field.clone();
                was.swap_with(&mut then);
                let is_list = match (&was, field) {
                    // Items that came are there; the number in a state may be another.
                    (StatementField::SameAs(now), StatementField::SameAs(items)) => comes(base, *id, items, |old| &old.same_as, now),
                    (StatementField::History(now), StatementField::History(items)) => {
                        comes(base, *id, items, |old| &old.checks().history, now)
                    }
                    (StatementField::Signed(now), StatementField::Signed(items)) => {
                        comes(base, *id, items, |old| &old.checks().signed, now)
                    }
                    (StatementField::Attribution(now), StatementField::Attribution(items)) => {
                        comes(base, *id, items, |old| &old.checks().attribution, now)
                    }
                    (StatementField::Earlier(now), StatementField::Earlier(items)) => items.iter().all(|item| {
                        let is_old = base.statement(*id).is_some_and(|old| old.checks().earlier.contains(item));
                        is_old || now.iter().any(|other| other.was == item.was && other.by == item.by)
                    }),
                    _ => false,
                };
                then == **now || waits(&edit) || is_list
            }
            Edit::PutEvidence(id, _, link) => project.statement(*id).is_some_and(|statement| statement.evidence(link.id).is_some()),
            Edit::SetEvidence(id, link, field) => {
                let now = project.statement(*id).and_then(|statement| statement.evidence(*link)).expect("a change keeps it");
                let mut then = Evidence::clone(now);
                field.clone().swap_with(&mut then);
                then == **now || waits(&edit)
            }
            Edit::PutRemark(id, _, remark) | Edit::SetRemark(id, remark) => {
                let now = project.statement(*id).and_then(|statement| statement.checks().remark(remark.id)).expect("a change keeps it");
                let asks = |other: &Remark| other.text == remark.text && other.wording == remark.wording && other.whom == remark.whom;
                let waits = project.unmerged().any(|open| matches!(open.other(), Edit::SetRemark(_, other) if asks(other)));
                asks(now) || waits
            }
            Edit::DropArticle(id) => project.article(*id).is_none() || waits(&edit),
            Edit::DropSource(id) => project.source(*id).is_none() || waits(&edit),
            Edit::DropStatement(id) => project.statement(*id).is_none() || waits(&edit) || side.statement(*id).is_some(),
            Edit::DropEvidence(id, link) => {
                let stands = project.statement(*id).is_some_and(|statement| statement.evidence(*link).is_some());
                let comes_again = side.statement(*id).is_some_and(|statement| statement.evidence(*link).is_some());
                !stands || waits(&edit) || comes_again
            }
            Edit::DropRemark(id, remark) => {
                let stands = project.statement(*id).is_some_and(|statement| statement.checks().remark(*remark).is_some());
                let comes_again = side.statement(*id).is_some_and(|statement| statement.checks().remark(*remark).is_some());
                !stands || waits(&edit) || comes_again
            }
            // Where the other side has changed it, it stays; and what was there in two ways is there twice.
            Edit::DropAside(_) | Edit::DropPass(_) | Edit::DropSilence(_) | Edit::DropUnmerged(_) => true,
            Edit::PutUnmerged(open) => project.unmerged_with(open.id()).is_some() || base.unmerged_with(open.id()).is_some(),
        };
        assert!(is_kept, "{what}: {edit:#?} was dropped; open is {:#?}", merged.conflicts);
    }
}

/// Whether all that came into a list is there now.
fn comes<T: PartialEq>(base: &Project, id: StatementId, items: &[T], of: impl Fn(&Statement) -> &Vec<T>, now: &[T]) -> bool {
    let old = base.statement(id);
    items.iter().all(|item| now.contains(item) || old.is_some_and(|old| of(old).contains(item)))
}

fn changed(rng: &mut Rng, project: &Project, most: usize) -> Project {
    let mut project = project.clone();
    for _ in 0..rng.usize(..=most) {
        let edit = random_edit(rng, &project);
        project.apply(edit).expect("an edit that is allowed");
    }
    project
}

#[test]
fn pairs_of_edits_merge_to_the_same_in_either_order_or_leave_the_same_open() {
    let mut rng = rng("pairs_of_edits_merge_to_the_same_in_either_order_or_leave_the_same_open");
    let (mut clear, mut open) = (0, 0);
    for round in 0..4000 {
        let base = random_project(&mut rng);
        let most = if round % 2 == 0 { 4 } else { 40 };
        let (ours, theirs) = (changed(&mut rng, &base, most), changed(&mut rng, &base, most));
        let merged = check(Some(&base), &ours, &theirs, &format!("round {round}"));
        *(if merged.conflicts.is_empty() { &mut clear } else { &mut open }) += 1;
    }
    assert!(clear > 500 && open > 500, "both happen: {clear} and {open}");
}

#[test]
fn two_versions_merge_also_where_nobody_knows_what_they_came_from() {
    let mut rng = rng("two_versions_merge_also_where_nobody_knows_what_they_came_from");
    for round in 0..1000 {
        let base = random_project(&mut rng);
        let (ours, theirs) = (changed(&mut rng, &base, 12), changed(&mut rng, &base, 12));
        check(None, &ours, &theirs, &format!("round {round}"));
    }
}

#[test]
fn merging_what_has_not_changed_changes_nothing() {
    let mut rng = rng("merging_what_has_not_changed_changes_nothing");
    for _ in 0..300 {
        let base = random_project(&mut rng);
        let ours = changed(&mut rng, &base, 20);
        for (base, one, other) in [(&base, &ours, &base), (&base, &base, &ours), (&base, &ours, &ours), (&Project::default(), &ours, &ours)]
        {
            let merged = check(Some(base), one, other, "unchanged");
            assert!(merged.project == ours && merged.conflicts.is_empty());
        }
        // What is merged holds what it was merged from.
        let theirs = changed(&mut rng, &base, 20);
        let once = merged(Some(&base), &ours, &theirs).project;
        assert!(merged(Some(&theirs), &once, &theirs).project == once);
    }
}

const TEXT: &str = "The sky is green, said the mayor, and the sea is red.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(TEXT, start..start + words.len()).expect("a span")
}

/// An article, two sources, and a statement with one link.
fn small() -> Project {
    let article = Article::new(ArticleId::from_raw(1), TEXT);
    let mut statement = Statement::new(StatementId::from_raw(1), article.id, span("The sky is green"), Tag::Claim);
    statement.evidence.push(Arc::new(Evidence::new(EvidenceId::from_raw(1), SourceId::from_raw(1))));
    project_of(vec![
        Edit::PutArticle(0, Arc::new(article)),
        Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(1), "Almanac"))),
        Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(2), "Atlas"))),
        Edit::PutStatement(Arc::new(statement)),
    ])
}

fn after(project: &Project, edits: &[Edit]) -> Project {
    let mut project = project.clone();
    for edit in edits {
        project.apply(edit.clone()).expect("an edit that is allowed");
    }
    project
}

fn set(field: StatementField) -> Edit {
    Edit::SetStatement(StatementId::from_raw(1), field)
}

fn put_link(id: u64, source: u64) -> Edit {
    let link = Evidence::new(EvidenceId::from_raw(id), SourceId::from_raw(source));
    Edit::PutEvidence(StatementId::from_raw(1), 1, Arc::new(link))
}

/// What one did, what the other did, and what is left open when the first merges.
type Pair = (&'static str, Vec<Edit>, Vec<Edit>, Vec<Edit>);

#[test]
fn what_two_people_did_is_merged_by_record_and_field() {
    let id = StatementId::from_raw(1);
    let aside = |raw: u64, words: &str, kind| {
        Edit::PutAside(Arc::new(Aside { id: AsideId::from_raw(raw), article: ArticleId::from_raw(1), part: Part::At(span(words)), kind }))
    };
    let note = |text: &str| set(StatementField::Note(text.into()));
    let decided = |by: &str| {
        let decision = |by: &str, on: &str| Decision {
            about: Aspect::Tag,
            from: String::new(),
            to: "claim".into(),
            by: by.into(),
            on: on.parse().ok(),
        };
        set(StatementField::History(vec![decision("first", "2026-01-01"), decision(by, "2026-01-03")]))
    };
    let passage = |text: &str| Edit::SetEvidence(id, EvidenceId::from_raw(1), EvidenceField::Passage(text.into()));
    let rests = |on: u64, input: u64| Edit::SetSource(SourceId::from_raw(on), SourceField::RestsOn(vec![SourceId::from_raw(input)]));
    let attribution = |words: &str| set(StatementField::Attribution(vec![Part::At(span(words))]));
    let drop_statement = Edit::DropStatement(id);
    let whole = vec![drop_statement.clone(), Edit::DropArticle(ArticleId::from_raw(1))];
    let cases: Vec<Pair> = vec![
        ("two fields", vec![note("one")], vec![set(StatementField::Tag(Tag::Assertion))], vec![]),
        ("one field twice", vec![note("one")], vec![note("two")], vec![note("two")]),
        ("one field in the same way", vec![note("one")], vec![note("one")], vec![]),
        ("two links", vec![put_link(2, 1)], vec![put_link(3, 2)], vec![]),
        ("two passages", vec![passage("one")], vec![passage("two")], vec![passage("two")]),
        ("two decisions", vec![decided("one")], vec![decided("two")], vec![]),
        ("attributions apart", vec![attribution("said the mayor")], vec![attribution("and the sea")], vec![]),
        (
            "attributions over each other",
            vec![attribution("said the mayor")],
            vec![attribution("the mayor")],
            vec![attribution("the mayor")],
        ),
        ("deleted and changed", vec![drop_statement.clone()], vec![note("two")], vec![drop_statement.clone()]),
        ("changed and deleted", vec![note("one")], vec![drop_statement.clone()], vec![drop_statement.clone()]),
        (
            "link changed and taken away",
            vec![passage("one")],
            vec![Edit::DropEvidence(id, EvidenceId::from_raw(1))],
            vec![Edit::DropEvidence(id, EvidenceId::from_raw(1))],
        ),
        (
            "source linked and deleted",
            vec![put_link(2, 2)],
            vec![Edit::DropSource(SourceId::from_raw(2))],
            vec![Edit::DropSource(SourceId::from_raw(2))],
        ),
        (
            "article deleted and worked on",
            whole.clone(),
            vec![note("two")],
            vec![drop_statement, Edit::DropArticle(ArticleId::from_raw(1))],
        ),
        ("sources in a circle", vec![rests(1, 2)], vec![rests(2, 1)], vec![rests(1, 2)]),
        (
            "set aside over each other",
            vec![aside(1, "said the mayor", AsideKind::Opinion)],
            vec![aside(2, "the mayor", AsideKind::Opinion)],
            vec![aside(2, "the mayor", AsideKind::Opinion)],
        ),
        (
            "set aside alike",
            vec![aside(1, "said the mayor", AsideKind::Opinion)],
            vec![aside(2, "said the mayor", AsideKind::Opinion)],
            vec![],
        ),
    ];
    for (what, one, other, open) in cases {
        let base = small();
        let merged = check(Some(&base), &after(&base, &one), &after(&base, &other), what);
        let left: Vec<&Edit> = merged.conflicts.iter().map(|conflict| conflict.other()).collect();
        assert_eq!(left.len(), open.len(), "{what}: {left:#?}");
        assert!(open.iter().all(|edit| left.contains(&edit)), "{what}: {left:#?}");
        for conflict in &merged.conflicts {
            assert!(!conflict.text().is_empty() && conflict.is_in(&merged.project), "{what}");
        }
        // What is open can be decided, all of it, whichever way.
        let mut taken = merged.project.clone();
        let mut waiting: Vec<Arc<Unmerged>> = merged.conflicts.clone();
        // What lies in a record goes before the record.
        waiting.sort_by_key(|conflict| matches!(conflict.other(), Edit::DropArticle(_)));
        // What would not be sound is refused, and says why.
        let may_not_be = matches!(what, "source linked and deleted" | "sources in a circle");
        if may_not_be {
            assert!(waiting[0].take(&taken).into_iter().any(|edit| taken.clone().apply(edit).is_err()), "{what}");
        } else {
            for conflict in waiting {
                for edit in conflict.take(&taken) {
                    taken.apply(edit).unwrap_or_else(|error| panic!("{what}: {error}"));
                }
            }
            assert_eq!(taken.unmerged().len(), 0, "{what}");
        }
    }
}

#[test]
fn history_comes_together_by_day_and_earlier_states_keep_their_place_in_it() {
    use factmark::model::earlier::{Earlier, Was};
    let decision = |by: &str, on: &str| Decision {
        about: Aspect::Tag,
        from: String::new(),
        to: by.to_uppercase(),
        by: by.into(),
        on: on.parse().ok(),
    };
    let state = |by: &str, after: usize| {
        Arc::new(Earlier { after, by: by.into(), on: "2026-02-01".parse().ok(), was: Was { note: Some(by.into()), ..Was::default() } })
    };
    let first = decision("first", "2026-01-01");
    let base = after(&small(), &[set(StatementField::History(vec![first.clone()]))]);
    let ours = [
        set(StatementField::History(vec![first.clone(), decision("one", "2026-01-05")])),
        set(StatementField::Earlier(vec![state("one", 2)])),
    ];
    let theirs = [
        set(StatementField::History(vec![first.clone(), decision("two", "2026-01-03"), decision("two", "2026-01-07")])),
        set(StatementField::Earlier(vec![state("two", 2)])),
    ];
    let merged = check(Some(&base), &after(&base, &ours), &after(&base, &theirs), "history");
    let statement = merged.project.statement(StatementId::from_raw(1)).expect("it is there");
    let by: Vec<&str> = statement.checks().history.iter().map(|decision| decision.by.as_str()).collect();
    assert_eq!(by, ["first", "two", "one", "two"]);
    let states: Vec<(&str, usize)> = statement.checks().earlier.iter().map(|state| (state.by.as_str(), state.after)).collect();
    assert_eq!(states, [("one", 3), ("two", 2)]);
    assert!(merged.conflicts.is_empty());
}

#[test]
fn a_statement_that_stays_though_one_side_deleted_it_is_named_again_by_those_that_are_the_same() {
    let (one, two) = (StatementId::from_raw(1), StatementId::from_raw(2));
    let second = Statement::new(two, ArticleId::from_raw(1), span("the sea is red"), Tag::Claim);
    let same = |id, other| Edit::SetStatement(id, StatementField::SameAs(vec![other]));
    let base = after(&small(), &[Edit::PutStatement(Arc::new(second)), same(one, two), same(two, one)]);
    let ours = after(&base, &[set(StatementField::SameAs(Vec::new())), Edit::DropStatement(two)]);
    let theirs = after(&base, &[Edit::SetStatement(two, StatementField::Note("checked".into()))]);
    let merged = check(Some(&base), &ours, &theirs, "same as");
    let named = |id| merged.project.statement(id).map(|statement| statement.same_as.to_vec());
    assert_eq!((named(one), named(two)), (Some(vec![two]), Some(vec![one])));
    assert_eq!(merged.conflicts.iter().map(|conflict| conflict.other()).collect::<Vec<_>>(), [&Edit::DropStatement(two)]);
}

#[test]
fn what_one_side_has_left_open_is_not_lost_where_the_other_deletes_the_record() {
    let base = small();
    let note = set(StatementField::Note("two".into()));
    let open = Unmerged::of(note).expect("what can be open");
    let ours = after(&base, &[Edit::PutUnmerged(Arc::new(open.clone()))]);
    let theirs = after(&base, &[Edit::DropStatement(StatementId::from_raw(1)), Edit::DropSource(SourceId::from_raw(1))]);
    let merged = check(Some(&base), &ours, &theirs, "open");
    assert!(merged.project.unmerged_with(open.id()).is_some());
    let left: BTreeSet<String> = merged.conflicts.iter().map(|conflict| format!("{:?}", conflict.other())).collect();
    assert_eq!(left, BTreeSet::from(["DropStatement(s-0000000000001)".to_owned(), "DropSource(o-0000000000001)".to_owned()]));
}

#[test]
fn answers_to_one_remark_come_together() {
    let id = StatementId::from_raw(1);
    let asked = Remark::new(RemarkId::from_raw(1), RemarkKind::Query, "Who says so?".into());
    let base = after(&small(), &[Edit::PutRemark(id, 0, Arc::new(asked.clone()))]);
    let answered = |text: &str, is_settled| {
        let replies = vec![Reply { text: text.into(), ..Reply::default() }];
        after(&base, &[Edit::SetRemark(id, Arc::new(Remark { replies, is_settled, ..asked.clone() }))])
    };
    let merged = check(Some(&base), &answered("The mayor", false), &answered("Nobody", true), "answers");
    let remark = merged.project.statement(id).and_then(|statement| statement.checks().remark(asked.id)).expect("it is there");
    assert_eq!((remark.replies.len(), remark.is_settled, merged.conflicts.len()), (2, true, 0));
}

#[test]
fn sources_that_rest_on_each_other_by_the_hundred_give_way() {
    const MANY: u64 = 900;
    let id = SourceId::from_raw;
    let base = project_of((1..=MANY).map(|raw| Edit::PutSource(Arc::new(Source::titled(id(raw), "Result")))).collect());
    let side = |inputs: fn(u64) -> std::ops::Range<u64>| {
        let edits = (1..=MANY).map(|raw| Edit::SetSource(id(raw), SourceField::RestsOn(inputs(raw).step_by(30).map(id).collect())));
        after(&base, &edits.collect::<Vec<Edit>>())
    };
    let merged = check(Some(&base), &side(|raw| 1..raw), &side(|raw| raw + 1..MANY + 1), "many");
    assert!(merged.conflicts.len() > 800, "{}", merged.conflicts.len());
}

#[test]
fn an_article_with_another_text_is_kept_beside_and_its_marks_are_moved_over() {
    let base = small();
    let other_text = TEXT.replace("sea", "deep sea");
    let mut edited = project_of(vec![
        Edit::PutArticle(0, Arc::new(Article::new(ArticleId::from_raw(1), other_text.clone()))),
        Edit::PutSource(base.source(SourceId::from_raw(1)).expect("it is there").clone()),
        Edit::PutSource(base.source(SourceId::from_raw(2)).expect("it is there").clone()),
        Edit::PutStatement(base.statement(StatementId::from_raw(1)).expect("it is there").clone()),
    ]);
    let start = other_text.find("is red").expect("words of the text");
    let red = Span::new(&other_text, start..start + 6).expect("a span");
    let across = Span::new(&other_text, start - 9..start + 2).expect("a span");
    for (id, span) in [(2, red), (3, across)] {
        let statement = Statement::new(StatementId::from_raw(id), ArticleId::from_raw(1), span, Tag::Assertion);
        edited.apply(Edit::PutStatement(Arc::new(statement))).expect("it may stand there");
    }
    let merged = merged(Some(&base), &base, &edited);
    let project = &merged.project;
    let texts: Vec<&str> = project.articles().map(|article| &*article.text).collect();
    assert_eq!(texts, [TEXT, other_text.as_str()]);
    let words = |id: u64| project.statement(StatementId::from_raw(id)).expect("it is there").words(TEXT);
    assert_eq!((words(1), words(2), words(3)), ("The sky is green".into(), "is red".into(), "deep sea is".into()));
    let adrift = project.statement(StatementId::from_raw(3)).expect("it is there");
    assert!(adrift.parts.iter().all(|part| part.span().is_none()), "its words stand in the other text alone");
    let beside = project.articles().nth(1).expect("it is there").id;
    assert_eq!(merged.conflicts.iter().map(|conflict| conflict.other()).collect::<Vec<_>>(), [&Edit::DropArticle(beside)]);
    check_indexes(project);
    // Once more, it is the same.
    let again = crate::merge::merged(Some(&base), project, &edited);
    assert_eq!(again.project.article_count(), 2);
}
