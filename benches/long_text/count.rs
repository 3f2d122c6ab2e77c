//! One gesture so many times and nothing else, for `benches/instructions`: two runs of different length tell what one costs.

use egui::{Key, Modifiers, vec2};

use crate::bench::{Done, Size};
use crate::generator::{self, Lines};
use crate::measure;
use crate::stage::Stage;
use crate::world::Hands;

/// `what` is `steady`, `drag`, `page-down` or `edit`.
pub fn run(what: &str, size: &str, times: usize) -> Done {
    let size = Size::ALL.into_iter().find(|known| known.name() == size).ok_or("no such size")?;
    measure::stop_clock();
    let project = generator::project(generator::text(size.bytes(), Lines::Prose), size.statements())?;
    // Workers would be counted too, so the jobs that come of it wait.
    let mut stage = Stage::with(project, Hands::Ours)?;
    stage.jump(0.4);
    let spot = stage.word_spot();
    match what {
        "steady" => drop(stage.still(times)),
        "drag" => {
            stage.point(spot);
            stage.button(spot, true);
            for round in 0..times {
                stage.point(spot + vec2(20.0 + (round % 40) as f32 * 3.0, (round % 40 / 2) as f32 * 8.0));
            }
        }
        // A small text has one page or two: there and back.
        "page-down" => {
            for round in 0..times {
                let key = if size == Size::Small && round % 2 == 1 { Key::PageUp } else { Key::PageDown };
                stage.press(key, Modifiers::NONE);
            }
        }
        "edit" => {
            for step in 0..20 {
                stage.click(spot + vec2(step as f32 * 7.0 - 70.0, 0.0));
                if stage.app.bench().focus().statement.is_some() {
                    break;
                }
            }
            stage.point_away();
            for round in 0..times {
                stage.press(if round % 2 == 0 { Key::Num1 } else { Key::Num2 }, Modifiers::NONE);
                stage.frame(Vec::new());
            }
        }
        _ => return Err("no such gesture".into()),
    }
    Ok(())
}
