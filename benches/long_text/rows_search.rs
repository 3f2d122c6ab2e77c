//! Rows of searching: the filter of the list; what search libraries take over a whole text.

use egui::{Event, Key, Modifiers};

use crate::bench::{Bench, Done, Size};
use crate::floors;
use crate::generator::{self, Lines};
use crate::measure::Figures;
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
    stage.press(Key::F, Modifiers::COMMAND);
    stage.calm();
    let (mut typed, mut passes, mut longest) = (Figures::none(), Figures::none(), 0.0_f64);
    for end in 1..=TYPED.len() {
        let words = TYPED.get(..end).unwrap_or_default();
        let letter = TYPED.get(end - 1..end).unwrap_or_default();
        let frame = stage.frame(vec![Event::Text(letter.to_owned())]);
        let shown = stage.frame(Vec::new());
        typed.push(frame + shown);
        longest = longest.max(frame).max(shown);
        passes.push(floors::memmem(arena.as_bytes(), words).0);
        stage.still(3);
    }
    bench.against("filter", &typed, &passes, 1.5);
    bench.ratio("filter.longest-frame", longest / 8.0, 1.0, &format!("{longest:.2} ms, against 8 ms"));
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
