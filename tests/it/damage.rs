//! Damaged project files: each damage is an error with its place, or names the record it hit, or changes nothing.

use std::collections::BTreeSet;

use factmark::model::aside::Aside;
use factmark::model::edit::Edit;
use factmark::model::field::StatementField;
use factmark::model::id::ArticleId;
use factmark::model::project::Project;
use factmark::model::statement::{Part, Statement};
use factmark::project_file::{self, Finding, Loaded, ReadError};

use crate::support::{random_project, rng};

const SMALL: &[u8] = include_bytes!("../data/format-4/small.ron");

/// Holds what was read from damaged bytes against what stood there.
struct Sound {
    whole: Project,
    errors: usize,
    named: usize,
    harmless: usize,
}

impl Sound {
    fn new(bytes: &[u8]) -> Self {
        let whole = project_file::read(bytes).expect("the whole file").project;
        Self { whole, errors: 0, named: 0, harmless: 0 }
    }

    fn check(&mut self, bytes: &[u8], damage: &str) {
        match project_file::read(bytes) {
            Ok(loaded) if loaded.project == self.whole => self.harmless += 1,
            Ok(loaded) => {
                self.named += 1;
                self.check_named(&loaded, damage);
                if self.named.is_multiple_of(64) {
                    project_file::write_verified(&loaded.project).unwrap_or_else(|error| panic!("{damage}: {error}"));
                }
            }
            Err(error) => {
                self.errors += 1;
                let message = error.to_string();
                assert!(message.chars().count() < 500, "{damage}: {message}");
                let is_placed = error.place().is_some_and(|place| message.starts_with(&format!("Line {}", place.line)));
                assert!(is_placed || error.code() == "empty", "{damage}: {message}");
            }
        }
    }

    /// Every record that is not one of those that were written is named, and there are no fewer of them.
    fn check_named(&self, loaded: &Loaded, damage: &str) {
        let mut named: BTreeSet<String> = loaded.notes.iter().map(|note| note.record.id()).collect();
        named.extend(loaded.notes.iter().filter_map(|note| match note.finding {
            Finding::SourceMissing(id) | Finding::InputMissing(id) => Some(id.to_string()),
            Finding::ArticleMissing(id) => Some(id.to_string()),
            _ => None,
        }));
        assert!(loaded.notes.iter().all(|note| note.line.is_some()), "{damage}");
        let (whole, damaged) = (&self.whole, &loaded.project);
        for article in damaged.articles().filter(|article| whole.article(article.id) != Some(article)) {
            assert!(named.contains(&article.id.to_string()), "{damage}: {}", article.id);
        }
        for source in damaged.sources().filter(|source| whole.source(source.id) != Some(source)) {
            assert!(named.contains(&source.id.to_string()), "{damage}: {}", source.id);
        }
        for statement in damaged.statements() {
            let is_same = whole.statement(statement.id).is_some_and(|before| in_words(whole, before) == in_words(damaged, statement));
            assert!(is_same || named.contains(&statement.id.to_string()), "{damage}: {}", statement.id);
        }
        for aside in damaged.asides() {
            let words = |project: &Project, aside: &Aside| (aside.kind, in_words_of(project, aside.article, &aside.part));
            let is_same = whole.aside(aside.id).is_some_and(|before| words(whole, before) == words(damaged, aside));
            assert!(is_same || named.contains(&aside.id.to_string()), "{damage}: {}", aside.id);
        }
        for pass in damaged.passes().filter(|pass| !whole.passes().any(|other| other == *pass)) {
            assert!(named.contains(&pass.id.to_string()), "{damage}: {}", pass.id);
        }
        for silence in damaged.silences().filter(|silence| !whole.silences().any(|other| other == *silence)) {
            assert!(named.contains(&silence.id.to_string()), "{damage}: {}", silence.id);
        }
        for open in damaged.unmerged().filter(|open| whole.unmerged_with(open.id()) != Some(open)) {
            // Where a character of the article became longer or shorter, only bytes have moved.
            let has_moved = matches!(open.other(), Edit::SetStatement(_, StatementField::Parts(_)))
                && damaged.articles().any(|article| named.contains(&article.id.to_string()));
            assert!(has_moved || named.contains(&open.id().to_string()), "{damage}: {}", open.id());
        }
        let left_out = loaded.notes.iter().filter(|note| note.finding == Finding::UnmergedOfNothing).count();
        assert_eq!(damaged.unmerged().len() + left_out, whole.unmerged().len(), "{damage}");
        assert!(whole.rules() == damaged.rules() || named.contains("rules"), "{damage}: rules");
        let lists = |project: &Project| (project.asides().len(), project.passes().len(), project.silences().len());
        assert_eq!(lists(damaged), lists(whole), "{damage}");
        assert!(damaged.article_count() >= whole.article_count(), "{damage}");
        assert!(damaged.sources().len() >= whole.sources().len(), "{damage}");
        assert_eq!(damaged.statements().count(), whole.statements().count(), "{damage}");
    }
}

/// A statement with its parts by words and code points: a character of the article that became longer or shorter moves only bytes.
fn in_words(project: &Project, statement: &Statement) -> (Statement, Vec<String>) {
    let earlier = statement.checks().earlier.iter().filter_map(|state| state.was.words.as_deref());
    let earlier = earlier.flat_map(|(parts, attribution)| parts.iter().chain(attribution));
    let parts = statement.parts.iter().chain(&statement.checks().attribution).chain(earlier);
    let parts = parts.map(|part| in_words_of(project, statement.article, part));
    let mut bare = statement.clone();
    bare.parts = Vec::new();
    bare.change_checks(|checks| {
        checks.attribution = Vec::new();
        for state in &mut checks.earlier {
            let words = &mut std::sync::Arc::make_mut(state).was.words;
            *words = words
                .as_deref()
                .map(|(parts, attribution)| Box::new((Vec::with_capacity(parts.len()), Vec::with_capacity(attribution.len()))));
        }
    });
    (bare, parts.collect())
}

fn in_words_of(project: &Project, article: ArticleId, part: &Part) -> String {
    let text = &project.article(article).expect("its article").text;
    match part {
        Part::At(span) => format!("{}: {}", text.get(..span.start()).unwrap_or_default().chars().count(), span.words(text)),
        Part::Adrift(quote) => format!("{quote:?}"),
    }
}

#[test]
fn every_cut_of_a_file_is_an_error_with_its_place() {
    let mut sound = Sound::new(SMALL);
    for length in 0..SMALL.len() {
        sound.check(&SMALL[..length], &format!("cut at {length}"));
    }
    assert_eq!((sound.named, sound.harmless), (0, 1), "only the last line break can be spared");
}

#[test]
fn every_flipped_bit_is_noticed_or_changes_nothing() {
    // On two threads: it is the longest of the tests.
    let half = SMALL.len() / 2;
    std::thread::scope(|scope| {
        for range in [0..half, half..SMALL.len()] {
            scope.spawn(move || {
                let mut sound = Sound::new(SMALL);
                let mut bytes = SMALL.to_vec();
                for at in range {
                    for bit in 0..8 {
                        bytes[at] ^= 1 << bit;
                        sound.check(&bytes, &format!("byte {at}, bit {bit}"));
                        bytes[at] ^= 1 << bit;
                    }
                }
                assert!(sound.errors > 0 && sound.named > 0, "both are seen");
            });
        }
    });
}

/// Every block of a disk that was never written; and each that may lie across blocks.
#[test]
fn every_zeroed_block_is_an_error_that_names_it() {
    const BLOCK: usize = 512;
    let sample = std::fs::read(crate::sample::assets().join("sample.ron")).expect("the sample is shipped");
    let mut rng = rng("zeroed blocks");
    let drawn = project_file::write(&random_project(&mut rng)).into_bytes();
    for whole in [SMALL, &sample, &drawn] {
        assert!(whole.len() > 2 * BLOCK);
        for from in (0..whole.len()).step_by(BLOCK / 2) {
            let to = whole.len().min(from + BLOCK);
            let mut bytes = whole.to_vec();
            bytes[from..to].fill(0);
            let error = project_file::read(&bytes).expect_err("a block of zeros is no text");
            let ReadError::ZeroByte { place, offset_bytes, count, is_to_end } = error.clone() else { panic!("zeros from {from}: {error}") };
            assert_eq!((offset_bytes, count, is_to_end), (from, to - from, to == whole.len()), "{error}");
            let before = String::from_utf8_lossy(&whole[..from]);
            assert_eq!(place.line, 1 + before.matches('\n').count(), "zeros from {from}");
            assert_eq!(count >= 128, error.to_string().contains("a block that the disk never wrote"), "{error}");
        }
    }
}

#[test]
fn damage_is_named_for_what_it_is_with_line_and_column() {
    let text = String::from_utf8(SMALL.to_vec()).expect("a text");
    let half = text.find("Ina Holt").expect("a name");
    let zeros = |count: usize| [&SMALL[..half], &vec![0; count], &SMALL[half..]].concat();
    let conflict = text.replacen("    sources: [", "<<<<<<< ours\n    sources: [\n=======\n>>>>>>> theirs", 1);
    let line_of = |text: &str, what: &str| 1 + text.split(what).next().unwrap_or_default().matches('\n').count();
    let place = format!("Line {}, column ", line_of(&text, "Ina Holt"));
    let long = text.rfind('”').or_else(|| text.rfind(|char: char| char.len_utf8() > 1)).expect("a character of several bytes");
    for (bytes, code, said) in [
        (conflict.clone().into_bytes(), "conflict_marker", format!("Line {}, column 1: a merge left", line_of(&conflict, "<<<<<<<"))),
        (zeros(1), "zero_byte", format!("{place}22 (byte {half}): there is a zero byte.")),
        (zeros(20), "zero_byte", format!("{place}22 (byte {half}): there are 20 zero bytes.")),
        (zeros(4096), "zero_byte", format!("{place}22 (byte {half}): there are 4096 zero bytes: a block that the disk never wrote")),
        ([&SMALL[..half], &[0; 600]].concat(), "zero_byte", "600 zero bytes, to the end of the file".to_owned()),
        (vec![0; 9000], "zero_byte", "Line 1, column 1 (byte 0): there are 9000 zero bytes, to the end of the file".to_owned()),
        ([&SMALL[..half], &[0xff]].concat(), "not_utf8", format!("{place}22 (byte {half}): this is not UTF-8")),
        (SMALL[..half].to_vec(), "cut_off", "the file ends in the middle".to_owned()),
        (SMALL[..=long].to_vec(), "cut_off", "the file ends in the middle".to_owned()),
        (Vec::new(), "empty", "The file is empty".to_owned()),
    ] {
        let error = project_file::read(&bytes).expect_err(&said);
        assert!(error.code() == code && error.to_string().contains(&said), "{said}: {error}");
        // Whether there is a backup is not known here; it is offered by whoever has found one.
        assert!(!error.to_string().contains("backup"), "{error}");
    }
}

#[test]
fn damage_of_any_project_is_noticed_or_changes_nothing() {
    let mut rng = rng("damage");
    for round in 0..60 {
        let whole = project_file::write(&random_project(&mut rng)).into_bytes();
        let mut sound = Sound::new(&whole);
        for _ in 0..40 {
            let mut bytes = whole.clone();
            let at = rng.usize(..bytes.len());
            let bit = rng.u32(0..8);
            bytes[at] ^= 1 << bit;
            sound.check(&bytes, &format!("round {round}, byte {at}, bit {bit}"));
        }
    }
}
/// The shipped sample is longer: some of its damages are drawn, and all are tried where `FACTMARK_EVERY_BIT` is set.
#[test]
fn damage_of_the_shipped_sample_is_noticed_or_changes_nothing() {
    let whole = std::fs::read(crate::sample::assets().join("sample.ron")).expect("the sample is shipped");
    let mut sound = Sound::new(&whole);
    let mut bytes = whole.clone();
    let mut check = |at: usize, bits: std::ops::Range<u32>| {
        sound.check(whole.get(..at).unwrap_or_default(), &format!("cut at {at}"));
        for bit in bits {
            bytes[at] ^= 1 << bit;
            sound.check(&bytes, &format!("byte {at}, bit {bit}"));
            bytes[at] ^= 1 << bit;
        }
    };
    if std::env::var_os("FACTMARK_EVERY_BIT").is_some() {
        (0..whole.len()).for_each(|at| check(at, 0..8));
    } else {
        let mut rng = rng("damage of the sample");
        (0..200).for_each(|_| {
            let bit = rng.u32(0..8);
            check(rng.usize(..whole.len()), bit..bit + 1);
        });
    }
}
