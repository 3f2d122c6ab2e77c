//! Two people's work on one project, merged by git as text.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use factmark::model::edit::Edit;
use factmark::model::evidence::Evidence;
use factmark::model::field::{SourceField, StatementField};
use factmark::model::id::{EvidenceId, SourceId, StatementId};
use factmark::model::project::Project;
use factmark::model::source::Source;
use factmark::model::statement::{Part, Statement};
use factmark::model::tag::Tag;
use factmark::project_file;

use crate::support::{folder, project_of, put, random_edit, random_project, random_text, rng};

const SMALL: &str = include_str!("../data/format-1/small.ron");

pub fn git(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A Checker", "-c", "user.email=checker@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        // Nobody's own settings.
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git is there")
}

pub fn git_well(folder: &Path, arguments: &[&str]) {
    let output = git(folder, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A project after some more edits.
fn after(project: &Project, edits: &[Edit]) -> Project {
    let mut project = project.clone();
    for edit in edits {
        project.apply(edit.clone()).expect("an edit that is allowed");
    }
    project
}

/// The project of both, as git merges their files; an error says what stayed in conflict.
fn merged(base: &Project, ours: &Project, theirs: &Project) -> Result<Project, String> {
    let folder = folder();
    for (name, project) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        put(folder.path().join(name), project_file::write(project));
    }
    let output = git(folder.path(), &["merge-file", "-p", "ours", "base", "theirs"]);
    let text = String::from_utf8(output.stdout).expect("what went in was UTF-8");
    if !output.status.success() {
        return Err(text);
    }
    let loaded = project_file::read(text.as_bytes()).expect("what merged without a conflict reads");
    assert_eq!(loaded.notes, [], "every sum is right");
    assert_eq!(project_file::write(&loaded.project), text, "it is what Factmark would have written");
    Ok(loaded.project)
}

fn check(base: &Project, ours: &[Edit], theirs: &[Edit]) {
    let both = after(&after(base, ours), theirs);
    let result = merged(base, &after(base, ours), &after(base, theirs));
    assert!(result.as_ref() == Ok(&both), "{ours:?}\n{theirs:?}\n{}", result.err().unwrap_or_default());
}

#[test]
fn two_branches_that_edit_different_statements_merge() {
    let folder = folder();
    let at = folder.path();
    let base = project_file::read(SMALL.as_bytes()).expect("the small project").project;
    let statements: Vec<StatementId> = base.statements().map(|statement| statement.id).collect();
    let source = base.sources().next().expect("a source").id;
    let link = |number| Arc::new(Evidence::new(EvidenceId::from_raw(number), source));
    let ours = [Edit::PutEvidence(statements[1], 0, link(1)), Edit::SetStatement(statements[0], StatementField::Tag(Tag::Claim))];
    let theirs = [Edit::PutEvidence(statements[2], 1, link(2)), Edit::SetStatement(statements[3], StatementField::Note("Seats".into()))];

    git_well(at, &["init", "-q"]);
    let commit = |project: &Project, what: &str| {
        put(at.join("project.ron"), project_file::write(project));
        git_well(at, &["add", "project.ron"]);
        git_well(at, &["commit", "-q", "-m", what]);
    };
    commit(&base, "Begin");
    git_well(at, &["checkout", "-q", "-b", "theirs"]);
    commit(&after(&base, &theirs), "Their work");
    git_well(at, &["checkout", "-q", "main"]);
    commit(&after(&base, &ours), "Our work");
    git_well(at, &["merge", "-q", "--no-edit", "theirs"]);

    let bytes = std::fs::read(at.join("project.ron")).expect("the merged file");
    let loaded = project_file::read(&bytes).expect("it opens");
    assert_eq!(loaded.notes, []);
    assert_eq!(loaded.project, after(&after(&base, &ours), &theirs));
}

#[test]
fn every_two_edits_of_different_records_merge() {
    let base = project_file::read(SMALL.as_bytes()).expect("the small project").project;
    let statements: Vec<Arc<Statement>> = base.statements().cloned().collect();
    let sources: Vec<Arc<Source>> = base.sources().cloned().collect();
    let note = |statement: usize| Edit::SetStatement(statements[statement].id, StatementField::Note("Read over\nagain".into()));
    let link = |statement: usize| {
        let evidence = Evidence::new(EvidenceId::from_raw(statement as u64), sources[0].id);
        Edit::PutEvidence(statements[statement].id, statements[statement].evidence.len(), Arc::new(evidence))
    };
    let drop = |statement: usize| Edit::DropStatement(statements[statement].id);
    let tag = |statement: usize| Edit::SetStatement(statements[statement].id, StatementField::Tag(Tag::Claim));
    let cut = |statement: usize| {
        let adrift: Vec<Part> = statements[statement].parts.iter().take(1).cloned().collect();
        Edit::SetStatement(statements[statement].id, StatementField::Parts(adrift))
    };
    let edits = |statement| [note(statement), link(statement), drop(statement), tag(statement), cut(statement)];
    for (one, other) in (0..4).flat_map(|one| (0..4).map(move |other| (one, other))).filter(|(one, other)| one != other) {
        for ours in edits(one) {
            for theirs in edits(other) {
                // The one thing git asks about: both strike out, and no line is left between.
                let are_struck_side_by_side =
                    one.abs_diff(other) == 1 && [&ours, &theirs].iter().all(|edit| matches!(edit, Edit::DropStatement(_)));
                if are_struck_side_by_side {
                    continue;
                }
                check(&base, std::slice::from_ref(&ours), std::slice::from_ref(&theirs));
            }
        }
    }
    let title = |source: usize| Edit::SetSource(sources[source].id, SourceField::Title("Another".into()));
    let story = |source: usize| Edit::SetSource(sources[source].id, SourceField::Story("another".into()));
    check(&base, &[title(0)], &[story(1)]);
    check(&base, &[story(0)], &[title(1)]);
    check(&base, &[story(1)], &[note(0)]);
    // New ones that do not fall between the same two neighbours.
    let new = |id| Edit::PutSource(Arc::new(Source::titled(SourceId::from_raw(id), "New")));
    check(&base, &[new(1)], &[new(u64::MAX)]);
    check(&base, &[new(u64::MAX)], &[link(0)]);
    let twin = |statement: usize, id| {
        let mut copy = Statement::clone(&statements[statement]);
        (copy.id, copy.same_as) = (StatementId::from_raw(id), vec![].into());
        Edit::PutStatement(Arc::new(copy))
    };
    check(&base, &[twin(0, 1)], &[twin(2, 2)]);
    check(&base, &[twin(3, u64::MAX)], &[link(3)]);
    check(&base, &[twin(0, 1)], &[drop(3)]);
    // Into a project that has none yet.
    let empty = project_of(base.articles().map(|article| Edit::PutArticle(0, Arc::clone(article))).collect());
    let mut bare = Statement::clone(&statements[0]);
    (bare.evidence, bare.same_as) = (vec![], vec![].into());
    check(&empty, &[new(1)], &[Edit::PutStatement(Arc::new(bare))]);
}

#[test]
fn what_many_people_do_to_different_statements_merges() {
    let mut rng = rng("merging");
    let mut merges = 0;
    while merges < 150 {
        let base = random_project(&mut rng);
        let ids: BTreeSet<StatementId> = base.statements().map(|statement| statement.id).collect();
        let (ours_may, theirs_may): (Vec<StatementId>, Vec<StatementId>) = ids.iter().partition(|_| rng.bool());
        let mut draw = |mine: &[StatementId]| {
            let mut mine_after = base.clone();
            let mut edits = Vec::new();
            for _ in 0..40 {
                let edit = random_edit(&mut rng, &mine_after);
                let is_mine = match &edit {
                    // A statement that is cut anew may move to where another one is edited.
                    Edit::SetStatement(id, field) => mine.contains(id) && !matches!(field, StatementField::Parts(_)),
                    Edit::PutEvidence(id, ..) | Edit::DropEvidence(id, _) | Edit::SetEvidence(id, ..) => mine.contains(id),
                    _ => false,
                };
                if is_mine {
                    mine_after.apply(edit.clone()).expect("it was drawn for this project");
                    edits.push(edit);
                }
            }
            edits
        };
        let (ours, theirs) = (draw(&ours_may), draw(&theirs_may));
        if !ours.is_empty() && !theirs.is_empty() {
            check(&base, &ours, &theirs);
            merges += 1;
        }
    }
}

#[test]
fn one_small_change_is_one_small_difference() {
    let mut rng = rng("differences");
    let lines = |project: &Project| project_file::write(project).lines().map(str::to_owned).collect::<Vec<_>>();
    for _ in 0..200 {
        let base = random_project(&mut rng);
        let Some(statement) = rng.choice(base.statements().collect::<Vec<_>>()) else { continue };
        let changed = after(&base, &[Edit::SetStatement(statement.id, StatementField::Note(random_text(&mut rng, 50) + "."))]);
        let (before, after) = (lines(&base), lines(&changed));
        let same_at_start = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
        let same_at_end = before.iter().rev().zip(after.iter().rev()).take_while(|(old, new)| old == new).count();
        // The note, and the sum at the end of the record.
        let differing: BTreeSet<&String> =
            after[same_at_start..after.len() - same_at_end].iter().filter(|line| !before.contains(line)).collect();
        assert!(differing.len() <= 2, "{differing:?}");
    }
}
