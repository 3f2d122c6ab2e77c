//! Two windows, another program, a bad disk, crashes and power cuts in any order: nothing committed is lost, nothing silently written over.

mod laws;
mod machine;
mod outside;
pub mod window;

use crate::two_writers::machine::Machine;

/// Steps in every run of the tests; `FACTMARK_STEPS` asks for more.
const STEPS: usize = 1500;
/// A new world begins after so many steps, so that what is old does not slow what is new.
const STEPS_PER_WORLD: usize = 500;

fn run(seed: u64, steps: usize) -> std::collections::BTreeMap<&'static str, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for world in 0..steps.div_ceil(STEPS_PER_WORLD) {
        let seed = seed.wrapping_add(world as u64);
        let mut machine = Machine::new(seed);
        for step in 0..STEPS_PER_WORLD.min(steps) {
            if let Err(error) = machine.step() {
                let last = &machine.log[machine.log.len().saturating_sub(60)..];
                let journals = laws::journals(&machine.fs);
                panic!("FACTMARK_SEED={seed} step {step}: {error}\nthe last steps:\n{}\n{journals}", last.join("\n"));
            }
        }
        for (what, count) in machine.counts {
            *counts.entry(what).or_default() += count;
        }
    }
    counts
}

#[test]
fn whatever_happens_nothing_committed_is_lost_and_nothing_is_silently_written_over() {
    let counts = run(20_261_124, STEPS);
    println!("{counts:?}");
}

/// `FACTMARK_STEPS=100000 cargo test --test it two_writers -- --ignored --nocapture`, with `FACTMARK_SEED` for chances that were there before.
#[test]
#[ignore = "a long run"]
fn the_same_with_other_chances_each_time() {
    let steps = std::env::var("FACTMARK_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(100_000);
    let said = std::env::var("FACTMARK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = said.unwrap_or_else(|| fastrand::u64(..));
    println!("FACTMARK_SEED={seed} FACTMARK_STEPS={steps}");
    println!("{:?}", run(seed, steps));
}
