//! Records of checking and review, drawn at random.

use factmark::model::checks::{Aspect, Decision, Signature};
use factmark::model::finding::Finding;
use factmark::model::id::{PassId, RemarkId, SilenceId, StatementId};
use factmark::model::problems::Subject;
use factmark::model::remark::{Remark, RemarkKind, Reply};
use factmark::model::review::{Pass, Silence};
use factmark::model::snapshot::{Digest, Snapshot, SnapshotKind};
use fastrand::Rng;

use crate::support::{random_day, random_text};

pub fn random_remark(rng: &mut Rng, id: RemarkId) -> Remark {
    let mut remark = Remark::new(id, rng.choice(RemarkKind::ALL).expect("a kind"), random_text(rng, 60));
    remark.wording = random_text(rng, 40);
    remark.whom = random_text(rng, 10);
    remark.by = random_text(rng, 10);
    remark.on = random_day(rng);
    remark.replies =
        (0..rng.usize(..3)).map(|_| Reply { text: random_text(rng, 40), by: random_text(rng, 10), on: random_day(rng) }).collect();
    remark.is_settled = rng.bool();
    remark
}

pub fn random_finding<V: Copy>(rng: &mut Rng, verdicts: &[V]) -> Finding<V> {
    Finding {
        verdict: *rng.choice(verdicts).expect("a verdict"),
        why: random_text(rng, 40),
        waits_for: random_text(rng, 10),
        by: random_text(rng, 10),
        on: random_day(rng),
    }
}

pub fn random_decision(rng: &mut Rng) -> Decision {
    let about = rng.choice(Aspect::ALL).expect("an aspect");
    Decision { about, from: random_text(rng, 20), to: random_text(rng, 20), by: random_text(rng, 10), on: random_day(rng) }
}

pub fn random_signature(rng: &mut Rng) -> Signature {
    let saw = Aspect::ALL.into_iter().take(rng.usize(..5)).map(|aspect| (aspect, rng.u32(..))).collect();
    Signature { by: random_text(rng, 10), on: random_day(rng), reason: random_text(rng, 20), saw }
}

pub fn random_pass(rng: &mut Rng) -> Pass {
    Pass {
        id: PassId::from_raw(rng.u64(..)),
        by: random_text(rng, 10),
        from: random_day(rng),
        to: random_day(rng),
        looked_at: random_text(rng, 10),
        signed: rng.u64(..),
        sent_back: rng.u64(..100),
    }
}

pub fn random_silence(rng: &mut Rng, statement: StatementId) -> Silence {
    Silence {
        id: SilenceId::from_raw(rng.u64(..)),
        code: random_text(rng, 10),
        subject: Subject::Statement(statement),
        reason: random_text(rng, 30),
        by: random_text(rng, 10),
        on: random_day(rng),
    }
}

pub fn random_snapshot(rng: &mut Rng) -> Snapshot {
    Snapshot {
        digest: Digest(std::array::from_fn(|_| rng.u8(..))),
        kind: rng.choice(SnapshotKind::ALL).expect("a kind"),
        name: random_text(rng, 20),
        bytes: rng.u64(..),
        by: random_text(rng, 10),
        on: random_day(rng),
    }
}
