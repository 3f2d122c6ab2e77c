//! A text cut into runs: statements overlap and nest, elements of a page do not.

use std::ops::Range;

use crate::interchange::report::content::Look;
use crate::model::span::Span;

/// A part of a statement, as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// Where.
    pub span: Span,
    /// How its words are marked.
    pub look: Look,
    /// The number of its note.
    pub note: usize,
    /// Whether it is the first part of its statement.
    pub is_first: bool,
}

/// Words under the same marks. One after the other runs give the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its bytes; empty only where the text is.
    pub bytes: Range<usize>,
    /// How its words are marked, each way once, however many statements lie over each other here.
    pub looks: Vec<Look>,
    /// The notes whose statements end with it, by number, and whether it is the first part that does.
    pub ends: Vec<(usize, bool)>,
}

/// The runs of a text of `text_bytes` bytes. Takes time as sorting the stretches does, also where all of them lie over each other.
pub fn runs(text_bytes: usize, stretches: &[Stretch]) -> Vec<Run> {
    let mut starts: Vec<(usize, Look)> = stretches.iter().map(|stretch| (stretch.span.start(), stretch.look)).collect();
    starts.sort_unstable();
    let mut ends: Vec<(usize, usize, bool, Look)> =
        stretches.iter().map(|stretch| (stretch.span.end(), stretch.note, stretch.is_first, stretch.look)).collect();
    ends.sort_unstable();
    let (mut starts, mut ends) = (starts.into_iter().peekable(), ends.into_iter().peekable());
    let mut open = [0_usize; Look::ALL.len()];
    let mut runs = Vec::new();
    let mut from = 0;
    while from < text_bytes {
        while let Some((_, look)) = starts.next_if(|(start, _)| *start <= from) {
            *slot(&mut open, look) += 1;
        }
        let next = [starts.peek().map(|start| start.0), ends.peek().map(|end| end.0)].into_iter().flatten().min();
        let to = next.unwrap_or(text_bytes).clamp(from + 1, text_bytes);
        let looks = Look::ALL.into_iter().filter(|look| *slot(&mut open, *look) > 0).collect();
        let mut run = Run { bytes: from..to, looks, ends: Vec::new() };
        while let Some((_, note, is_first, look)) = ends.next_if(|end| end.0 <= to) {
            let open = slot(&mut open, look);
            *open = open.saturating_sub(1);
            run.ends.push((note, is_first));
        }
        runs.push(run);
        from = to;
    }
    runs
}

fn slot(open: &mut [usize; 4], look: Look) -> &mut usize {
    let [claim, assertion, confirmed, hollow] = open;
    match look {
        Look::Claim => claim,
        Look::Assertion => assertion,
        Look::Confirmed => confirmed,
        Look::Hollow => hollow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_nested_stretches_are_cut_where_they_begin_and_end() {
        let text = "one two three four";
        let stretch =
            |range: Range<usize>, look, note, is_first| Stretch { span: Span::new(text, range).expect("a span"), look, note, is_first };
        let stretches = [
            stretch(0..7, Look::Claim, 1, true),
            stretch(4..13, Look::Hollow, 2, true),
            stretch(8..13, Look::Claim, 3, true),
            stretch(14..18, Look::Claim, 1, false),
        ];
        let run = |bytes, looks: &[Look], ends: &[(usize, bool)]| Run { bytes, looks: looks.to_vec(), ends: ends.to_vec() };
        let expected = [
            run(0..4, &[Look::Claim], &[]),
            run(4..7, &[Look::Claim, Look::Hollow], &[(1, true)]),
            run(7..8, &[Look::Hollow], &[]),
            run(8..13, &[Look::Claim, Look::Hollow], &[(2, true), (3, true)]),
            run(13..14, &[], &[]),
            run(14..18, &[Look::Claim], &[(1, false)]),
        ];
        assert_eq!(runs(text.len(), &stretches), expected);
        assert_eq!(runs(3, &[]), [run(0..3, &[], &[])]);
        assert_eq!(runs(0, &[]), []);
    }
}
