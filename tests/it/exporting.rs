//! A long report says how far it is and can be cancelled; what was cancelled reaches no disk.

use egui::{Key, Modifiers};
use factmark::interchange::report::{self, Form};
use factmark::model::holding::Holdings;
use factmark::workbench::command::{Command, FileCommand};

use crate::hand::Hand;
use crate::review::large::large;
use crate::world::texts;

#[test]
fn a_report_is_told_step_by_step_and_ends_where_it_is_not_wanted() {
    let project = large(50);
    let all = report::steps(&project);
    assert_eq!(all, 3 * project.statements().count() as u64);
    for form in [Form::Html, Form::Markdown] {
        let mut told = Vec::new();
        let whole = report::write_while(&project, &Holdings::default(), form, &mut |done| {
            told.push(done);
            true
        });
        assert!(told.is_sorted() && told.first() == Some(&0) && told.last() == Some(&(all - 1)), "{told:?}");
        assert_eq!(whole, Some(report::write(&project, &Holdings::default(), form)));
        for last in [0, 1, all / 2 + 1, all - 1] {
            let mut count = 0;
            let broken_off = report::write_while(&project, &Holdings::default(), form, &mut |done| {
                count += 1;
                done < last
            });
            assert!(broken_off.is_none() && count <= last + 2, "nobody is asked again: {count} times, to stop at {last}");
        }
    }
}

#[test]
fn a_report_that_takes_long_says_so_in_the_bar_and_can_be_cancelled_there() {
    let mut hand = Hand::marked();
    hand.save_as("mill.ron");
    for is_cancelled in [true, false] {
        let path = hand.world().path("mill.html");
        hand.world().answer(Some(&path));
        hand.world().hold();
        hand.harness.state_mut().ask(Command::File(FileCommand::ExportReport));
        hand.harness.step();
        assert!(hand.bench().exporting().is_some() && !hand.has("Cancel"), "most are over before that");
        hand.harness.run_steps(60);
        assert!(hand.has("Writing the report…"), "how far it is");
        if is_cancelled {
            hand.press("Cancel");
            assert!(!hand.has("Cancel"), "it was heard");
        }
        hand.world().release();
        hand.run();
        assert!(hand.bench().exporting().is_none() && !hand.has("Cancel"));
        assert_eq!(path.exists(), !is_cancelled, "{}", texts(hand.bench()));
        let said = if is_cancelled { "The report was not written, as you wanted" } else { "The report was written" };
        assert!(texts(hand.bench()).contains(said), "{}", texts(hand.bench()));
        hand.keys(Modifiers::NONE, Key::Escape);
    }
}
