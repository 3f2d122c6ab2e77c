//! How few words must change for one row of words to stand somewhere in another: bit-parallel, so that its time is known beforehand.

/// The rows of the table that fit one machine word.
const ROWS: usize = 64;

/// Sixty-four rows of one column, each told by how it differs from the one above: by 1, by -1, or not.
#[derive(Clone, Copy)]
struct Block {
    plus: u64,
    minus: u64,
}

/// A row of words, made ready to be looked for.
pub struct Pattern {
    len: usize,
    // For each word the blocks it stands in, and where in them; sorted by block.
    places: Vec<Vec<(usize, u64)>>,
}

impl Pattern {
    /// `words` as numbers below `kinds`.
    pub fn new(words: &[u32], kinds: usize) -> Self {
        let mut places: Vec<Vec<(usize, u64)>> = vec![Vec::new(); kinds];
        for (row, word) in words.iter().enumerate() {
            let Some(blocks) = places.get_mut(*word as usize) else { continue };
            let bit = 1 << (row % ROWS);
            match blocks.last_mut() {
                Some((block, bits)) if *block == row / ROWS => *bits |= bit,
                _ => blocks.push((row / ROWS, bit)),
            }
        }
        Self { len: words.len(), places }
    }

    /// How many steps [`Pattern::best`] takes in so many words.
    pub const fn steps(&self, words: usize) -> usize {
        self.len.div_ceil(ROWS).saturating_mul(words)
    }

    /// The fewest words that are substituted, missing or extra anywhere in `text`, and how many words of `text` end there; of equal
    /// places the first.
    pub fn best(&self, text: &[u32]) -> (usize, usize) {
        // After Myers (1999), in the form of Hyyrö: a column at a time, carrying the difference from block to block.
        let mut blocks = vec![Block { plus: u64::MAX, minus: 0 }; self.len.div_ceil(ROWS)];
        let last = blocks.len().saturating_sub(1);
        let last_bit = 1_u64 << (self.len.saturating_sub(1) % ROWS);
        let mut cost = self.len;
        let mut best = (cost, 0);
        for (column, word) in text.iter().enumerate() {
            let mut places = self.places.get(*word as usize).map(Vec::as_slice).unwrap_or_default().iter().peekable();
            let mut carry = 0;
            for (index, block) in blocks.iter_mut().enumerate() {
                let equal = places.next_if(|(at, _)| *at == index).map_or(0, |(_, bits)| *bits);
                carry = block.step(equal, carry, if index == last { last_bit } else { 1 << (ROWS - 1) });
            }
            cost = cost.saturating_add_signed(carry);
            if cost < best.0 {
                best = (cost, column + 1);
            }
        }
        best
    }
}

impl Block {
    /// Goes one column on; `carry` is how the row above changed, the answer how the row of `last_bit` did.
    fn step(&mut self, equal: u64, carry: isize, last_bit: u64) -> isize {
        let vertical = equal | self.minus;
        let equal = equal | u64::from(carry < 0);
        let horizontal = ((equal & self.plus).wrapping_add(self.plus) ^ self.plus) | equal;
        let plus = self.minus | !(horizontal | self.plus);
        let minus = self.plus & horizontal;
        let answer = isize::from(plus & last_bit != 0) - isize::from(minus & last_bit != 0);
        let plus = (plus << 1) | u64::from(carry > 0);
        let minus = (minus << 1) | u64::from(carry < 0);
        self.plus = minus | !(vertical | plus);
        self.minus = plus & vertical;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by the table in the textbook.
    fn by_table(words: &[u32], text: &[u32]) -> (usize, usize) {
        let mut column: Vec<usize> = (0..=words.len()).collect();
        let mut best = (words.len(), 0);
        for (end, word) in (1..).zip(text) {
            let mut diagonal = 0;
            for row in 1..column.len() {
                let substituted = diagonal + usize::from(words[row - 1] != *word);
                diagonal = column[row];
                column[row] = substituted.min(diagonal + 1).min(column[row - 1] + 1);
            }
            if column[words.len()] < best.0 {
                best = (column[words.len()], end);
            }
        }
        best
    }

    #[test]
    fn the_fewest_changes_are_those_of_the_textbook() {
        let mut random = fastrand::Rng::with_seed(7);
        for round in 0..600 {
            let kinds = random.u32(1..6);
            let mut draw = |most: usize| -> Vec<u32> { (0..random.usize(1..most)).map(|_| random.u32(0..kinds)).collect() };
            let (words, text) = (draw(if round % 2 == 0 { 12 } else { 200 }), draw(400));
            assert_eq!(Pattern::new(&words, 6).best(&text), by_table(&words, &text), "{words:?} in {text:?}");
        }
        assert_eq!(Pattern::new(&[1, 2], 3).best(&[]), (2, 0));
    }
}
