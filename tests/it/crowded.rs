//! Where there is little room: what a bar leaves out is told by what is left; names stand where people look for them.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::workbench::command::{Command, SourceCommand};

use crate::hand::Hand;
use crate::world::{FalseWorld, TEXT};

fn over(width: f32) -> Hand {
    let world = FalseWorld::new();
    let article = world.put("mill.txt", TEXT);
    Hand::sized(world, Some(article), Vec2::new(width, 700.0))
}

#[test]
fn what_a_narrow_status_bar_leaves_out_is_in_the_tip_of_what_it_tells() {
    let mut hand = over(700.0);
    hand.mark("Mill burns", Key::Num1);
    hand.mark("old mill", Key::Num2);
    let line = "2 statements, 0 with a source";
    for said in ["1 claim", "1 assertion", "0 confirmed", "0 not carried"] {
        assert!(hand.harness.query_all_by_label(said).count() <= 1, "{said}");
    }
    let pos = hand.harness.get_by_label(line).rect().center();
    let covered = |hand: &Hand| hand.harness.query_all_by_label_contains("% of the words").count();
    let before = covered(&hand);
    hand.harness.hover_at(pos);
    hand.run();
    for said in ["1 claim", "1 assertion", "0 confirmed", "0 not carried"] {
        let places = hand.harness.query_all_by_label(said).filter(|node| node.rect().max.y < pos.y).count();
        assert!(places == 1, "{said} stands in the tip");
    }
    assert_eq!(covered(&hand), before + 1);
}

#[test]
fn sources_stand_where_people_look_for_them() {
    let mut hand = over(1280.0);
    for name in ["Minutes 10", "Émile Brook", "minutes 2", "Minutes 1", "Zoë", "Minutes 100", "Ada"] {
        hand.harness.state_mut().ask(Command::Source(SourceCommand::Add(name.to_owned())));
    }
    hand.keys(Modifiers::ALT, Key::Num2);
    let mut rows: Vec<(f32, String)> = hand
        .harness
        .query_all_by_role(Role::ListBoxOption)
        .filter_map(|row| Some((row.rect().min.y, row.accesskit_node().label()?.split(',').next()?.to_owned())))
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    let names: Vec<&str> = rows.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ada", "Émile Brook", "Minutes 1", "minutes 2", "Minutes 10", "Minutes 100", "Zoë"]);
}
