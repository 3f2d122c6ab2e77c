//! Where there is little room: what a bar leaves out is told by what is left; names stand where people look for them.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::model::article::Article;
use factmark::model::edit::Edit;
use factmark::model::id::{ArticleId, StatementId};
use factmark::model::project::Project;
use factmark::model::span::Span;
use factmark::model::statement::Statement;
use factmark::model::tag::Tag;
use factmark::ui::panel::wording;
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

#[test]
fn each_statement_says_how_far_down_its_article_it_begins() {
    let place = |text: &str, at: usize| {
        let article = Article::new(ArticleId::from_raw(1), text);
        let span = Span::new(text, at..at + 4).expect("a span");
        let statement = Statement::new(StatementId::from_raw(1), article.id, span, Tag::Claim);
        let mut project = Project::default();
        for edit in [Edit::PutArticle(0, Arc::new(article)), Edit::PutStatement(Arc::new(statement.clone()))] {
            project.apply(edit).expect("it is allowed");
        }
        wording::place_of(&project, &statement)
    };
    let (short, long) = ("word ".repeat(100), "word ".repeat(20_000));
    for (text, at, told) in
        [(&short, 0, "0 %"), (&short, 495, "99 %"), (&long, 0, "0.0 %"), (&long, 12_345, "12.3 %"), (&long, 99_995, "99.9 %")]
    {
        assert_eq!(place(text, at).as_deref(), Some(told));
    }
}
