//! Journals: what is read is what was written, from the front; damage is placed; old ones open.

use std::path::PathBuf;
use std::sync::Arc;

use factmark::model::article::Article;
use factmark::model::edit::{Edit, Transaction};
use factmark::model::field::{ArticleField, StatementField};
use factmark::model::history::History;
use factmark::model::id::{ArticleId, StatementId};
use factmark::model::moment::Moment;
use factmark::model::project::Project;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::Tag;
use factmark::storage::copies::digest_of;
use factmark::storage::journal::lines::{Chain, push};
use factmark::storage::journal::{Base, Entry, FORMAT, Head, Step, Story, StoryError, Tail, replay};
use factmark::workbench::focus::Focus;

const TEXT: &str = "Mill burns down\n\nThe old mill burned down on Tuesday.\n";

/// A journal with an entry of each kind, and what it leads to.
fn journal() -> (Vec<u8>, Vec<Entry<Focus>>, Project) {
    let at = Moment(1_795_500_000);
    let (article, statement) = (ArticleId::from_raw(1), StatementId::from_raw(2));
    let mut project = Project::default();
    project.apply(Edit::PutArticle(0, Arc::new(Article::new(article, TEXT)))).expect("an empty project takes it");
    let head = Head {
        format: FORMAT,
        base: Base::Text { path: None, text: factmark::project_file::write(&project) },
        name: "Mill".to_owned(),
        at,
    };
    let span = Span::new(TEXT, 17..52).expect("a span");
    let focus = Focus { article: Some(article), selection: Some(span), ..Focus::default() };
    let mut history = History::default();
    let mut entries = Vec::new();
    let title = |words: &str| Edit::SetArticle(article, ArticleField::Title(words.to_owned()));
    let past = |is_done, state| Entry::Past {
        is_done,
        step: Step { label: "change title".to_owned(), edits: vec![title("")], before: focus.clone(), after: focus.clone(), state },
    };
    entries.push(past(true, 1));
    entries.push(past(false, 2));
    let mut did = |project: &mut Project, edits: Vec<Edit>, state| {
        let transaction = Transaction { label: "edit".to_owned(), edits: edits.clone() };
        history.commit_as(project, transaction, focus.clone(), focus.clone(), state).expect("sound edits");
        let step = history.done().last().expect("it was done").clone();
        let step = Step { label: "edit".to_owned(), edits: step.transaction.edits, before: step.before, after: step.after, state };
        Entry::Did { at, edits, step }
    };
    let put = Edit::PutStatement(Arc::new(Statement::new(statement, article, span, Tag::Assertion)));
    entries.push(did(&mut project, vec![put], 3));
    entries.push(Entry::Saving { at, state: 3, path: PathBuf::from("/home/mill.ron"), digest: digest_of(b"mill"), process: 7 });
    entries.push(Entry::Settled { at });
    let note = |words: &str| Edit::SetStatement(statement, StatementField::Note(words.to_owned()));
    entries.push(did(&mut project, vec![note("“said” \u{1f468}\u{200d}\u{1f692}\r\n")], 4));
    entries.push(Entry::Undid { at, edits: vec![note("“said” \u{1f468}\u{200d}\u{1f692}\r\n")] });
    entries.push(Entry::Redid { at, edits: vec![note("")] });
    entries.push(did(&mut project, vec![title("Mill burns down")], 5));
    entries.push(Entry::TakenIn { at, path: PathBuf::from("/home/mill.ron"), digest: digest_of(b"theirs") });
    entries.push(Entry::Draft { at, label: "change note".to_owned(), edits: vec![note("being typed")] });
    (written(&head, &entries), entries, project)
}

fn written(head: &Head, entries: &[Entry<Focus>]) -> Vec<u8> {
    let (mut bytes, mut chain) = (Vec::new(), Chain::default());
    push(&mut bytes, &mut chain, head).expect("JSON");
    for entry in entries {
        push(&mut bytes, &mut chain, entry).expect("JSON");
    }
    bytes
}

fn replayed(story: &Story<Focus>) -> Project {
    let Base::Text { text, .. } = &story.head.base else { panic!("the base is a text") };
    let base = factmark::project_file::read(text.as_bytes()).expect("a project").project;
    let replayed = replay(story, base, story.past(), story.entries.len());
    assert_eq!(replayed.refused, None);
    replayed.project
}

#[test]
fn what_was_written_is_read_and_leads_where_it_led() {
    let (bytes, entries, project) = journal();
    let story = Story::<Focus>::read(&bytes).expect("a journal");
    assert!(story.entries == entries && story.tail == Tail::Whole);
    assert!(replayed(&story) == project);
    assert_eq!(story.ends.last(), Some(&(bytes.len() as u64)));
    let mark = story.mark_of(&digest_of(b"mill")).expect("it was saved");
    assert_eq!((mark.state, mark.place, story.changes_after(mark.place)), (3, 3, 4));
    assert!(story.draft().is_some() && story.has_more_than(Some(&mark)) && story.unsettled().is_none());
}

#[test]
fn of_a_journal_that_is_cut_anywhere_what_is_whole_is_read() {
    let (bytes, entries, _) = journal();
    let whole = Story::<Focus>::read(&bytes).expect("a journal");
    for length in 0..bytes.len() {
        match Story::<Focus>::read(&bytes[..length]) {
            Err(error) => assert!(error == StoryError::NoHead && (length as u64) < whole.head_bytes, "{length}: {error}"),
            Ok(story) => {
                let count = whole.ends.iter().filter(|end| **end <= length as u64).count();
                assert_eq!(story.entries, entries[..count], "{length}");
                let ends_there = length as u64 == whole.ends.get(count.wrapping_sub(1)).copied().unwrap_or(whole.head_bytes);
                assert_eq!(story.tail, if ends_there { Tail::Whole } else { Tail::Torn { line: count + 2 } }, "{length}");
            }
        }
    }
}

#[test]
fn a_flipped_bit_or_a_zeroed_block_is_never_read_as_something_else() {
    let (bytes, entries, _) = journal();
    let step = if std::env::var_os("FACTMARK_EVERY_BIT").is_some() { 1 } else { 13 };
    let mut damaged: Vec<(usize, Vec<u8>)> = (0..bytes.len() * 8)
        .step_by(step)
        .map(|bit| {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            (bit / 8, damaged)
        })
        .collect();
    for start in (0..bytes.len()).step_by(512) {
        let mut zeroed = bytes.clone();
        let end = (start + 512).min(bytes.len());
        zeroed[start..end].fill(0);
        damaged.push((start, zeroed));
    }
    let whole = Story::<Focus>::read(&bytes).expect("a journal");
    for (at, damaged) in damaged {
        let Ok(story) = Story::<Focus>::read(&damaged) else {
            assert!((at as u64) < whole.head_bytes, "byte {at} is not of the head");
            continue;
        };
        let before = whole.ends.iter().filter(|end| **end <= at as u64).count();
        assert_eq!(story.entries, entries[..before], "byte {at}");
        assert_ne!(story.tail, Tail::Whole, "byte {at}");
    }
}

#[test]
fn hostile_journals_are_refused_or_read_and_harm_nobody() {
    let (_, entries, _) = journal();
    let at = Moment(0);
    let base = Base::Text { path: None, text: factmark::project_file::write(&Project::default()) };
    let head = Head { format: FORMAT, base, name: String::new(), at };
    // Nothing that it names is there.
    let story = Story::<Focus>::read(&written(&head, &entries)).expect("whole lines");
    let replayed = replay(&story, Project::default(), story.past(), story.entries.len());
    assert!(replayed.refused.is_some() && replayed.project == Project::default());
    // Lines with good sums that say nothing that we say.
    let nested = (0..200).fold(serde_json::Value::Null, |inner, _| serde_json::Value::Array(vec![inner]));
    let far = serde_json::json!({"Did": {"at": u64::MAX, "edits": [], "step": null}});
    let outside =
        serde_json::json!({"Draft": {"at": 0, "label": "", "edits": [{"SetStatement": ["s-0000000000002", {"Parts": [{"At": [9, 3]}]}]}]}});
    for line in [serde_json::json!({"What": 1}), serde_json::json!([]), serde_json::Value::Null, nested, far, outside] {
        let (mut bytes, mut chain) = (Vec::new(), Chain::default());
        push(&mut bytes, &mut chain, &head).expect("JSON");
        push(&mut bytes, &mut chain, &line).expect("JSON");
        assert!(matches!(Story::<Focus>::read(&bytes), Err(StoryError::NotUnderstood { line: 2, .. })), "{line}");
    }
    for format in [0, FORMAT + 1, u32::MAX] {
        let newer = Head { format, ..head.clone() };
        assert_eq!(Story::<Focus>::read(&written(&newer, &[])).err(), Some(StoryError::Newer(format)));
    }
}

#[test]
fn the_way_from_one_format_to_the_next_is_open() {
    // A format 2, made up: what it calls `Did` was `Finished` before. What is written today stands for it.
    let (_, entries, project) = journal();
    let whole = Story::<Focus>::read(&journal().0).expect("a journal");
    let (mut old, mut chain) = (Vec::new(), Chain::default());
    push(&mut old, &mut chain, &whole.head).expect("JSON");
    let rename = |value: serde_json::Value, from: &str, to: &str| match value {
        serde_json::Value::Object(mut map) if map.contains_key(from) => {
            let inner = map.remove(from).unwrap_or_default();
            serde_json::json!({ to: inner })
        }
        value => value,
    };
    for entry in &entries {
        push(&mut old, &mut chain, &rename(serde_json::to_value(entry).expect("JSON"), "Did", "Finished")).expect("JSON");
    }
    assert!(matches!(Story::<Focus>::read(&old), Err(StoryError::NotUnderstood { line: 4, .. })));
    let step: factmark::storage::journal::story::Upgrade = |value| match value {
        serde_json::Value::Object(mut map) if map.contains_key("Finished") => serde_json::json!({ "Did": map.remove("Finished") }),
        value => value,
    };
    let story = Story::<Focus>::read_with(&old, 2, &[step]).expect("by the step it is read");
    assert!(story.entries == entries && replayed(&story) == project);
    // One of the newest format takes no step.
    assert!(Story::<Focus>::read_with(&old, 1, &[step]).is_err());
}

#[test]
fn a_journal_of_the_first_format_opens_for_ever() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/journal-1");
    let (bytes, entries, project) = journal();
    if std::env::var_os("FACTMARK_WRITE_JOURNAL").is_some() {
        std::fs::create_dir_all(&folder).expect("a folder");
        crate::support::put(folder.join("taken-in.journal"), &bytes);
        crate::support::put(folder.join("expected.ron"), factmark::project_file::write(&project));
    }
    let expected = std::fs::read(folder.join("expected.ron")).expect("the project of then");
    let expected = factmark::project_file::read(&expected).expect("a project").project;
    // The first ones did not tell what others wrote.
    let first = entries.iter().filter(|entry| !matches!(entry, Entry::TakenIn { .. })).cloned().collect();
    for (name, entries) in [("small.journal", first), ("taken-in.journal", entries)] {
        let frozen = std::fs::read(folder.join(name)).expect("the journal of then");
        let story = Story::<Focus>::read(&frozen).expect("it is read");
        assert!(story.entries == entries && story.tail == Tail::Whole, "{name}");
        assert!(replayed(&story) == expected, "{name}");
    }
}

/// What an edit is called in a journal, with the field where it sets one: `SetStatement.Note`.
fn kind_of(edit: &Edit) -> String {
    let value = serde_json::to_value(edit).expect("JSON");
    let name = |value: &serde_json::Value| match value {
        serde_json::Value::Object(map) => map.iter().next().map(|(name, inner)| (name.clone(), inner.clone())),
        _ => None,
    };
    let (edit, inner) = name(&value).expect("an edit has a name");
    let field = if edit.starts_with("Set") { inner.as_array().and_then(|all| name(all.last()?)) } else { None };
    // A remark is put whole in the place of another.
    field.filter(|_| edit != "SetRemark").map_or(edit.clone(), |(field, _)| format!("{edit}.{field}"))
}

#[test]
fn a_journal_with_every_kind_of_edit_of_the_first_format_opens_for_ever() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/journal-1");
    let mut rng = crate::support::rng("every kind of edit");
    if std::env::var_os("FACTMARK_WRITE_JOURNAL").is_some() {
        let (mut project, mut history, mut entries) = (Project::default(), History::default(), Vec::new());
        let at = Moment(1_795_500_000);
        let base = Base::Text { path: None, text: factmark::project_file::write(&project) };
        let head = Head { format: FORMAT, base, name: "Every kind".to_owned(), at };
        let mut kinds = std::collections::BTreeMap::new();
        for _ in 0..20_000 {
            let edit = crate::support::random_edit(&mut rng, &project);
            let seen: &mut usize = kinds.entry(kind_of(&edit)).or_default();
            *seen += 1;
            // Enough of each, and of what others need to be there.
            if *seen > 2 && (entries.len() >= 140 || kind_of(&edit).starts_with("Drop")) {
                continue;
            }
            let transaction = Transaction { label: "edit".to_owned(), edits: vec![edit.clone()] };
            history.commit(&mut project, transaction, Focus::default(), Focus::default()).expect("an edit that is allowed");
            let step = history.done().last().expect("it was done").clone();
            let step =
                Step { label: "edit".to_owned(), edits: step.transaction.edits, before: step.before, after: step.after, state: step.state };
            entries.push(Entry::Did { at, edits: vec![edit], step });
        }
        crate::support::put(folder.join("every.journal"), written(&head, &entries));
        crate::support::put(folder.join("every.ron"), factmark::project_file::write(&project));
    }
    let frozen = std::fs::read(folder.join("every.journal")).expect("the journal of then");
    let story = Story::<Focus>::read(&frozen).expect("it is read");
    assert_eq!(story.tail, Tail::Whole);
    let expected = std::fs::read(folder.join("every.ron")).expect("the project of then");
    assert!(replayed(&story) == factmark::project_file::read(&expected).expect("a project").project);

    // What kinds there are today: a further one needs a journal beside this one.
    let edits = story.entries.iter().filter_map(|entry| if let Entry::Did { edits, .. } = entry { Some(edits) } else { None });
    let known: std::collections::BTreeSet<String> = edits.flatten().map(kind_of).collect();
    let mut project = Project::default();
    for _ in 0..300 {
        let edit = crate::support::random_edit(&mut rng, &project);
        assert!(known.contains(&kind_of(&edit)), "no journal of the first format has {}", kind_of(&edit));
        project.apply(edit).expect("an edit that is allowed");
    }
    println!("{} kinds of edits", known.len());
}
