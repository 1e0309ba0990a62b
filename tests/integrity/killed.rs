//! A build that is killed leaves the old store or the new one, to the byte.

use std::fs;
use std::process::Child;
use std::sync::mpsc;
use std::thread::yield_now;
use std::time::{Duration, Instant};

use super::place::{listed, ran};
use super::{STORE, built, store, told, waiting};

const KILLS: u32 = 200;
const ARTICLES: usize = 12;

#[test]
fn killed_at_any_moment_it_leaves_the_old_store_or_the_new_one() {
    let place = waiting(ARTICLES);
    let (path, draft) = (store(&place), place.path("data/receipts.db.building"));
    let old = fs::read(&path).expect("a store");
    let began = Instant::now();
    built(&place);
    let took = began.elapsed();
    let new = fs::read(&path).expect("a store");
    let sealing = |child: &mut Child| {
        // Pages are written whole: a length between two of them means that the seal is being set.
        while child.try_wait().expect("asked").is_none() && fs::metadata(&draft).map_or(0, |m| m.len()) % 512 == 0 {
            yield_now();
        }
    };
    let (mut drafts, mut published, mut moments) = (0, 0, Moments(20_211_227));
    for kill in 0..KILLS {
        fs::write(&path, &old).expect("written");
        let mut child = place.command(&["build", "articles"]).spawn().expect("started");
        match kill % 3 {
            0 => pause(took.mul_f64(moments.next())),
            1 => pause(took.mul_f64(0.75 + moments.next() * 0.6)),
            _ => sealing(&mut child),
        }
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("ended");
        let now = fs::read(&path).expect("a store");
        assert!(now == old || now == new, "kill {kill} left another store");
        drafts += u32::from(draft.exists());
        published += u32::from(now == new);
        if kill % 30 == 0 {
            let articles = place.export(&["--kind", "article"]).len();
            assert_eq!(articles, if now == old { 1 } else { ARTICLES });
        }
    }
    told(format_args!("{KILLS} builds killed: {drafts} left a draft, {published} had published"));
    assert!(drafts > KILLS / 10 && published > 0, "{drafts}, {published}");
    fs::write(&path, &old).expect("written");
    built(&place);
    assert!(fs::read(&path).expect("a store") == new, "as if no build had been killed");
    assert_eq!(listed(&place.path("data")), [place.path(STORE), place.path("data/receipts.db.lock")]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let place = waiting(24);
    let builds: Vec<_> = (0..3).map(|_| place.command(&["build", "articles"]).spawn().expect("started")).collect();
    let mut done = 0;
    for build in builds {
        let ran = ran(&build.wait_with_output().expect("ended"));
        assert!(ran.code == 0 || ran.err.contains("another build is at work on it; wait"), "{}", ran.err);
        done += usize::from(ran.code == 0);
    }
    assert!(done > 0);
    assert_eq!(place.export(&["--kind", "article"]).len(), 24);
}

pub(super) fn pause(time: Duration) {
    let (_open, never) = mpsc::channel::<()>();
    let _ = never.recv_timeout(time);
}

/// Numbers from 0 to 1 that look random and are the same each time.
pub(super) struct Moments(pub u64);

impl Moments {
    pub(super) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from((self.0 >> 33) as u32) / f64::from(1_u32 << 31)
    }
}
