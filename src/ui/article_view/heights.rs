//! The heights of all paragraphs with their sums: where a paragraph stands and which one stands at a height.
//!
//! Paragraphs stand in blocks. Of a closed block only a guess of its whole height is known, of an open one each paragraph's. So another width
//! closes all blocks at once and reads no paragraph.

use std::ops::Range;

/// Paragraphs in a block: few enough that opening one is little beside laying a page out.
pub const BLOCK: usize = 32;

/// Heights in points. Every question and every change takes a number of steps that grows with the logarithm of the count.
#[derive(Debug, Clone, Default)]
pub struct Heights {
    // Of each paragraph, where its block is open.
    each: Vec<f32>,
    blocks: Vec<Block>,
    // A Fenwick tree over the blocks' heights: sums[i - 1] is the sum of the (i & -i) blocks that end with number i, counted from 1.
    sums: Vec<f64>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    height: f64,
    is_open: bool,
}

impl Heights {
    /// So many paragraphs, all blocks closed, with guesses of the blocks' heights in order.
    pub fn close(&mut self, count: usize, guesses: impl Iterator<Item = f64>) {
        self.each.resize(count, 0.0);
        self.blocks.clear();
        self.blocks.extend(guesses.take(count.div_ceil(BLOCK)).map(|height| Block { height, is_open: false }));
        self.sums.clear();
        self.sums.extend(self.blocks.iter().map(|block| block.height));
        for number in 1..=self.sums.len() {
            let parent = number + lowest_bit(number);
            let sum = self.sums.get(number - 1).copied().unwrap_or_default();
            if let Some(above) = self.sums.get_mut(parent - 1) {
                *above += sum;
            }
        }
    }

    /// How many blocks.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The paragraphs of a block.
    pub fn paragraphs_of(&self, block: usize) -> Range<usize> {
        let count = self.each.len();
        (block * BLOCK).min(count)..((block + 1) * BLOCK).min(count)
    }

    /// Whether each paragraph's height is known in a block; one that is not there has none left to know.
    pub fn is_open(&self, block: usize) -> bool {
        self.blocks.get(block).is_none_or(|block| block.is_open)
    }

    /// The heights of a block's paragraphs, in place of a guess of them all.
    pub fn open(&mut self, block: usize, heights: impl Iterator<Item = f32>) {
        let own = self.paragraphs_of(block);
        let mut sum = 0.0;
        for (known, height) in self.each.get_mut(own).unwrap_or_default().iter_mut().zip(heights) {
            *known = height;
            sum += f64::from(height);
        }
        let Some(known) = self.blocks.get_mut(block) else { return };
        let change = sum - known.height;
        *known = Block { height: sum, is_open: true };
        self.add(block, change);
    }

    /// Sets one height, in a block that is open.
    pub fn set(&mut self, index: usize, height: f32) {
        let Some(block) = self.blocks.get_mut(index / BLOCK).filter(|block| block.is_open) else { return };
        let Some(known) = self.each.get_mut(index) else { return };
        let change = f64::from(height) - f64::from(*known);
        if change != 0.0 {
            *known = height;
            block.height += change;
            self.add(index / BLOCK, change);
        }
    }

    fn add(&mut self, block: usize, change: f64) {
        let mut number = block + 1;
        while let Some(sum) = self.sums.get_mut(number - 1) {
            *sum += change;
            number += lowest_bit(number);
        }
    }

    /// The sum of the heights before `index`; in a closed block all paragraphs count alike.
    pub fn top(&self, index: usize) -> f64 {
        let index = index.min(self.each.len());
        let block = index / BLOCK;
        let own = self.paragraphs_of(block);
        let before = match self.blocks.get(block) {
            Some(known) if known.is_open => self.each.get(own.start..index).unwrap_or_default().iter().copied().map(f64::from).sum(),
            Some(known) => known.height * (index - own.start) as f64 / own.len().max(1) as f64,
            None => 0.0,
        };
        self.sum_before(block) + before
    }

    fn sum_before(&self, block: usize) -> f64 {
        let mut number = block.min(self.sums.len());
        let mut sum = 0.0;
        while number > 0 {
            sum += self.sums.get(number - 1).copied().unwrap_or_default();
            number -= lowest_bit(number);
        }
        sum
    }

    /// The sum of all.
    pub fn total(&self) -> f64 {
        self.sum_before(self.blocks.len())
    }

    /// The paragraph at height `y`, and how far below its top: the last one for what lies below everything.
    pub fn at(&self, y: f64) -> (usize, f64) {
        let mut block = 0;
        let mut rest = y.max(0.0);
        let mut step = self.sums.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            if let Some(sum) = self.sums.get(block + step - 1).filter(|sum| **sum <= rest) {
                rest -= sum;
                block += step;
            }
            step /= 2;
        }
        let last = self.each.len().saturating_sub(1);
        let Some(known) = self.blocks.get(block) else {
            return (last, rest + self.total() - self.top(last));
        };
        let own = self.paragraphs_of(block);
        if !known.is_open {
            let each = known.height / own.len().max(1) as f64;
            let into = if each > 0.0 { ((rest / each) as usize).min(own.len().saturating_sub(1)) } else { 0 };
            return (own.start + into, rest - each * into as f64);
        }
        let mut index = own.start;
        for height in self.each.get(own.clone()).unwrap_or_default().iter().take(own.len().saturating_sub(1)) {
            if rest < f64::from(*height) {
                break;
            }
            rest -= f64::from(*height);
            index += 1;
        }
        (index, rest)
    }
}

const fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_follow_every_change() {
        for count in [0, 1, 2, 3, 7, 31, 32, 33, 64, 100, 1000] {
            let guessed: Vec<f32> = (0..count).map(|i| (i % 5) as f32 * 3.0 + 1.0).collect();
            let mut plain = guessed.clone();
            let mut heights = Heights::default();
            heights.close(count, guessed.chunks(BLOCK).map(|_| 700.0));
            assert!((heights.total() - 700.0 * count.div_ceil(BLOCK) as f64).abs() < 1e-9);
            for block in 0..heights.block_count() {
                assert!(!heights.is_open(block));
                heights.open(block, guessed[heights.paragraphs_of(block)].iter().copied());
            }
            for round in 0..count {
                let index = (round * 7) % count;
                plain[index] = round as f32 + 0.5;
                heights.set(index, plain[index]);
            }
            let mut top = 0.0;
            for (index, height) in plain.iter().enumerate() {
                assert!((heights.top(index) - top).abs() < 1e-9);
                assert_eq!(heights.at(top + 0.25), (index, 0.25));
                top += f64::from(*height);
            }
            assert!((heights.total() - top).abs() < 1e-9);
            if count > 0 {
                assert_eq!(heights.at(top + 5.0), (count - 1, f64::from(plain[count - 1]) + 5.0));
                assert_eq!(heights.at(-3.0), (0, 0.0));
            }
        }
    }

    #[test]
    fn a_height_leads_to_a_paragraph_and_back_wherever_blocks_are_closed() {
        let mut random = fastrand::Rng::with_seed(31);
        for count in [1, 33, 500, 5000] {
            let mut heights = Heights::default();
            heights.close(count, std::iter::repeat_with(|| 900.0));
            for _ in 0..20 {
                let block = random.usize(0..heights.block_count());
                let own = heights.paragraphs_of(block);
                heights.open(block, own.map(|index| (index % 7) as f32 * 9.0 + 4.0));
                let y = random.f64() * heights.total();
                let (index, offset) = heights.at(y);
                assert!(index < count && offset >= 0.0);
                assert!((heights.top(index) + offset - y).abs() < 1e-6, "{y} is {index} and {offset}");
                assert!(heights.top(index) <= heights.top(index + 1));
            }
        }
    }
}
