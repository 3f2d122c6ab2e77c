//! The heights of all paragraphs, estimated or measured, with their sums: where a paragraph stands and which one stands at a height.

/// Heights in points. Every question and every change takes a number of steps that grows with the logarithm of the count.
#[derive(Debug, Clone, Default)]
pub struct Heights {
    heights: Vec<f32>,
    // A Fenwick tree over `heights`: sums[i - 1] is the sum of the (i & -i) heights that end with number i, counted from 1.
    sums: Vec<f64>,
}

impl Heights {
    /// From the heights in order.
    pub fn new(heights: Vec<f32>) -> Self {
        let mut new = Self::default();
        new.refill(heights.into_iter());
        new
    }

    /// Other heights in place of these, in the room that there is: a window that is drawn wider asks for that in every frame.
    pub fn refill(&mut self, heights: impl Iterator<Item = f32>) {
        self.heights.clear();
        self.heights.extend(heights);
        self.sums.clear();
        self.sums.extend(self.heights.iter().map(|height| f64::from(*height)));
        for number in 1..=self.sums.len() {
            let parent = number + lowest_bit(number);
            let sum = self.sums.get(number - 1).copied().unwrap_or_default();
            if let Some(above) = self.sums.get_mut(parent - 1) {
                *above += sum;
            }
        }
    }

    /// Sets one height.
    pub fn set(&mut self, index: usize, height: f32) {
        let Some(known) = self.heights.get_mut(index) else { return };
        let change = f64::from(height) - f64::from(*known);
        if change == 0.0 {
            return;
        }
        *known = height;
        let mut number = index + 1;
        while let Some(sum) = self.sums.get_mut(number - 1) {
            *sum += change;
            number += lowest_bit(number);
        }
    }

    /// The sum of the heights before `index`.
    pub fn top(&self, index: usize) -> f64 {
        let mut number = index.min(self.sums.len());
        let mut sum = 0.0;
        while number > 0 {
            sum += self.sums.get(number - 1).copied().unwrap_or_default();
            number -= lowest_bit(number);
        }
        sum
    }

    /// The sum of all.
    pub fn total(&self) -> f64 {
        self.top(self.heights.len())
    }

    /// The paragraph at height `y`, and how far below its top: the last one for what lies below everything.
    pub fn at(&self, y: f64) -> (usize, f64) {
        let mut number = 0;
        let mut rest = y.max(0.0);
        let mut step = self.sums.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            if let Some(sum) = self.sums.get(number + step - 1).filter(|sum| **sum <= rest) {
                rest -= sum;
                number += step;
            }
            step /= 2;
        }
        match self.heights.last() {
            Some(last) if number >= self.heights.len() => (self.heights.len() - 1, rest + f64::from(*last)),
            _ => (number, rest),
        }
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
        for count in [0, 1, 2, 3, 7, 64, 100] {
            let mut plain: Vec<f32> = (0..count).map(|i| (i % 5) as f32 * 3.0 + 1.0).collect();
            let mut heights = Heights::new(plain.clone());
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
}
