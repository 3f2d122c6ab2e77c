//! Rows of searching: the filter of the list; find in the whole text, against what the search library takes.

use egui::{Event, Key, Modifiers};
use factmark::text::find::Query;
use factmark::workbench::command::{Command, FindCommand};
use factmark::workbench::find::state::Place;

use crate::bench::{Bench, Done, Size};
use crate::floors;
use crate::generator::{self, Lines};
use crate::measure::{Figures, cost_ms};
use crate::rows_pages::Shown;
use crate::stage::Stage;
use crate::world::Hands;

/// Letter by letter.
const TYPED: &str = "harbour";

/// A letter typed into the filter of 100,000 statements, to the frame that shows what passes, against one pass of memmem over their text.
pub fn filter(bench: &mut Bench) -> Done {
    let project = generator::project(generator::text(1_000_000, Lines::Prose), 100_000)?;
    let mut arena = String::new();
    for (statement, article) in project.statements().filter_map(|statement| Some((statement, project.article(statement.article)?))) {
        arena.push_str(&statement.words(&article.text));
        arena.push('\n');
        arena.push_str(&statement.said_by.speaker);
        arena.push('\n');
    }
    let mut stage = Stage::with(project, Hands::Threads)?;
    stage.press(Key::F, Modifiers::COMMAND | Modifiers::SHIFT);
    stage.calm();
    let (mut typed, mut passes, mut longest) = (Figures::none(), Figures::none(), 0.0_f64);
    for end in 1..=TYPED.len() {
        let words = TYPED.get(..end).unwrap_or_default();
        let letter = TYPED.get(end - 1..end).unwrap_or_default();
        // The frame with the letter shows what passes; the next goes on looking.
        let frame = stage.frame(vec![Event::Text(letter.to_owned())]);
        typed.push(frame);
        longest = longest.max(frame).max(stage.frame(Vec::new()));
        passes.push(floors::memmem(arena.as_bytes(), words).0);
        stage.still(3);
    }
    bench.against("filter", &typed, &passes, 1.5);
    bench.ratio("filter.longest-frame", longest / 8.0, 1.0, &format!("{longest:.2} ms, against 8 ms"));
    Ok(())
}

/// Hits that are gone to out of sight.
const HITS: usize = 40;
/// Hits that are gone to at all.
const MOST_STEPS: usize = 1500;

/// What is looked for: how it is called, what is typed, whether as a pattern and with case, and the same for the library.
const LOOKED_FOR: &[(&str, &str, bool, bool, &str)] = &[
    ("literal", "Northport", false, true, "Northport"),
    ("words", "harbour authority report", false, true, r"harbour\s+authority\s+report"),
    ("any-case", "northport", false, false, "(?i)northport"),
    ("pattern", r"\bminister \w+ \w+ the\b", true, true, r"\bminister \w+ \w+ the\b"),
];

/// Find in 100 MB, from a middle of it: to the frame that shows the first hit, with the workers' part counted; then the whole of it, against
/// the library's own pass over the text.
pub fn find(bench: &mut Bench) -> Done {
    let text = generator::text(Size::Huge.bytes(), Lines::Prose);
    let mut stage = Stage::with(generator::project(text.clone(), 0)?, Hands::Ours)?;
    stage.jump(0.4);
    stage.press(Key::F, Modifiers::COMMAND);
    stage.calm();
    for (name, words, is_pattern, is_case_sensitive, pattern) in LOOKED_FOR {
        let query = |words: &str| Query {
            words: words.to_owned(),
            is_pattern: *is_pattern,
            is_case_sensitive: *is_case_sensitive,
            is_whole_word: false,
        };
        // In place of typing: what is looked for otherwise is said by buttons beside the field.
        stage.app.ask(Command::Find(FindCommand::Ask(query(words))));
        let (mut first, mut longest, mut work) = (0.0, 0.0_f64, 0.0);
        let (mut is_shown, mut idle) = (false, 0);
        while stage.app.bench().find().progress(Place::Article).is_some() || stage.app.bench().find().count(Place::Article).is_none() {
            let (cost, has_worked) = cost_ms(|| stage.app.world_mut().work());
            let frame = stage.frame(Vec::new());
            longest = longest.max(frame);
            work += cost;
            if !is_shown {
                first += cost + frame;
                is_shown = stage.app.bench().find().current().is_some();
            }
            idle = if has_worked { 0 } else { idle + 1 };
            if idle > 1000 {
                return Err(format!("{name}: the search does not end").into());
            }
        }
        let floors: Figures = (0..3).map(|_| floors::regex(&text, pattern).map(|(cost, _)| cost)).collect::<Result<_, _>>()?;
        let hits = stage.app.bench().find().count(Place::Article).unwrap_or_default();
        let (_, expected) = floors::regex(&text, pattern)?;
        if hits != expected {
            return Err(format!("{name}: {hits} hits, the library has {expected}").into());
        }
        bench.ratio(&format!("find.{name}.first"), first / 16.7, 1.0, &format!("{first:.2} ms of all threads, against a frame of 16.7 ms"));
        bench.ratio(&format!("find.{name}.whole"), work / floors.median(), 2.0, &format!("{work:.1} ms / {}, {hits} hits", floors.told()));
        bench.ratio(&format!("find.{name}.longest-frame"), longest / 8.0, 1.0, &format!("{longest:.2} ms, against 8 ms"));
        // A hit is gone to from the keyboard: the frame with the key, and the next, which shows it, less one that would have been painted anyway.
        let still = stage.still(20).median();
        stage.keep_painted(true);
        let (mut shown, mut steps) = (Shown::default(), Figures::none());
        for _ in 0..MOST_STEPS {
            let before = stage.rows_in_sight();
            let cost = stage.press(Key::F3, Modifiers::NONE) + stage.frame(Vec::new()) - still;
            if !shown.take(&mut stage, &before, cost) {
                steps.push(cost);
            } else if shown.count() >= HITS {
                break;
            }
        }
        stage.keep_painted(false);
        shown.tell(bench, &format!("find.{name}.jump"));
        // Where the next hit is in sight already there is nothing to lay out.
        if steps.count() >= HITS {
            let how = format!("{} / {still:.3} ms", steps.told());
            bench.ratio(&format!("find.{name}.step"), steps.median() / still, 2.0, &how);
        } else {
            bench.tell(format!("find.{name}.step: no row, as only {} hits were in sight already", steps.count()));
        }
    }
    Ok(())
}

/// How fast the libraries search.
pub fn floor(bench: &mut Bench) -> Done {
    let text = generator::text(Size::Huge.bytes(), Lines::Prose);
    let megabytes = text.len() as f64 / 1e6;
    let mut tell = |name: &str, (cost, count): (f64, usize)| {
        bench.tell(format!("{name}: {cost:.1} ms, {:.0} MB/s, {count} hits", megabytes / cost * 1000.0));
    };
    tell("memmem, rare", floors::memmem(text.as_bytes(), "harbour authority report"));
    tell("memmem, often", floors::memmem(text.as_bytes(), "Northport"));
    tell("regex, any case", floors::regex(&text, "(?i)northport")?);
    tell("regex, a pattern", floors::regex(&text, r"\bminister \w+ \w+ the\b")?);
    Ok(())
}
