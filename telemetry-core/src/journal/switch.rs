//! What the record path asks first, in one word: whether to record.
//!
//! Each declaration has a word of its own, its gate, in which everything is
//! folded together: whether the journal is on, and which of the declaration's
//! events are switched off.
//!
//! The words lie in pages that a forked child finds full of zeros. So the child,
//! which shares the segments with its parent and has neither keeper nor taker,
//! finds a journal that is off, and the check for it costs nothing.

use std::{
    collections::BTreeMap,
    hash::{Hash as _, Hasher},
    mem,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

use super::{
    raw::{Memory, Word},
    segments::lock,
    switched_off::SwitchedOff,
};
use crate::Declaration;

const WIPED: u64 = 0;
const ON: u64 = 1;
const OFF: u64 = 2;
/// The same where variants have their bits.
const ALL_OFF: u64 = OFF | !STATE;
const CLOSED: u64 = 3;
/// On, but for some events of the declaration: those whose variants have a bit
/// above these, and perhaps others.
const PARTLY: u64 = 4;
const STATE: u64 = 7;
/// How many variants have a bit.
const BITS: usize = 61;

/// Words of a page.
const WORDS: usize = 512;

#[derive(Debug)]
pub(crate) struct Switch {
    /// The word of the journal.
    word: Word,
    sees_forks: bool,
    gates: Mutex<Gates>,
}

#[derive(Debug)]
struct Gates {
    /// By the address of the first record of the declaration.
    all: BTreeMap<usize, (Gate, Vec<&'static Declaration>)>,
    /// The page with the next free word.
    page: Arc<Memory>,
    next: usize,
    off: Arc<SwitchedOff>,
}

/// The word of one declaration, and which of its events are switched off.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    word: Word,
    known: Arc<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// By their numbers within the declaration.
    events: Vec<Switched>,
    /// Held while the word is changed.
    changing: Mutex<()>,
}

#[derive(Debug, Default)]
struct Switched {
    off: AtomicBool,
    /// The number of its variant, plus one; 0 as long as nobody has seen one.
    variant: AtomicUsize,
}

/// Why nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Switched off.
    Off,
    /// The journal takes nothing any more.
    Closed,
    /// This process is a fork of the one that made the journal.
    Forked,
}

/// What the word of a declaration said at one look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen(u64);

impl Seen {
    /// All events of the declaration are recorded.
    pub(crate) const ON: Self = Self(ON);
    /// What no word ever says.
    pub(crate) const NEVER: Self = Self(5);

    #[inline]
    pub(crate) const fn is_on(self) -> bool {
        self.0 == ON
    }

    #[inline]
    pub(crate) const fn word(self) -> u64 {
        self.0
    }

    /// Those of this variant are not, and that is all. If neither is so, it has
    /// to be looked into.
    #[inline]
    pub(crate) const fn is_off(self, variant: usize) -> bool {
        self.0 & bit(variant) != 0
    }
}

impl Switch {
    /// One that is on.
    pub(super) fn new() -> Self {
        match Memory::wiped_by_a_fork() {
            Ok(wiped) => Self::of(wiped, true),
            Err(_) => Self::of(Memory::heap(WORDS), false),
        }
    }

    /// One that a child keeps, for a journal whose memory the child has to itself.
    pub(super) fn kept_by_a_fork() -> Self {
        Self::of(Memory::heap(WORDS), false)
    }

    fn of(memory: Memory, sees_forks: bool) -> Self {
        let page = Arc::new(memory);
        let word = Word::of(&page, 0).expect("a page has words");
        word.store(ON, Relaxed);
        let gates = Gates { all: BTreeMap::new(), page, next: 1, off: Arc::default() };
        Self { word, sees_forks, gates: Mutex::new(gates) }
    }

    pub(super) fn set_on(&self, on: bool) {
        let (from, to) = if on { (OFF, ON) } else { (ON, OFF) };
        let _ = self.word.compare_exchange(from, to, Relaxed, Relaxed);
        self.set_gates(None);
    }

    pub(super) fn close(&self) {
        let change = |state| (state != WIPED).then_some(CLOSED);
        let _ = self.word.fetch_update(Relaxed, Relaxed, change);
        self.set_gates(None);
    }

    /// Switches off these events, and all others on.
    pub(super) fn switch_off(&self, off: Arc<SwitchedOff>) {
        self.set_gates(Some(off));
    }

    fn set_gates(&self, off: Option<Arc<SwitchedOff>>) {
        // Locks may be held for ever in a forked child.
        if self.was_wiped() {
            return;
        }
        let mut gates = lock(&self.gates);
        if let Some(off) = off {
            gates.off = off;
        }
        // Read under the lock: of two changes the later one is the last here.
        let state = self.word.load(Relaxed);
        for (gate, declarations) in gates.all.values() {
            gate.set(state, declarations, &gates.off);
        }
    }

    /// The gate of the declaration with these events; `key` is its own.
    pub(crate) fn gate(&self, key: usize, declarations: Vec<&'static Declaration>) -> Gate {
        let journal = || Gate { word: self.word.clone(), known: Arc::default() };
        if self.was_wiped() {
            return journal();
        }
        let mut gates = lock(&self.gates);
        if let Some((gate, _)) = gates.all.get(&key) {
            return gate.clone();
        }
        // Without room for one the events are given up only when they are taken.
        let Some(word) = gates.word(self.sees_forks) else { return journal() };
        let events = declarations.iter().map(|_| Switched::default()).collect();
        let known = Arc::new(Known { events, changing: Mutex::default() });
        let gate = Gate { word, known };
        gate.set(self.word.load(Relaxed), &declarations, &gates.off);
        gates.all.insert(key, (gate.clone(), declarations));
        gate
    }

    pub(super) fn was_wiped(&self) -> bool {
        self.word.load(Relaxed) == WIPED
    }

    /// Whether a fork is seen.
    pub(super) const fn sees_forks(&self) -> bool {
        self.sees_forks
    }
}

impl Gates {
    /// The next free word.
    fn word(&mut self, sees_forks: bool) -> Option<Word> {
        if self.next == self.page.len() {
            let page =
                if sees_forks { Memory::wiped_by_a_fork().ok()? } else { Memory::heap(WORDS) };
            self.page = Arc::new(page);
            self.next = 0;
        }
        self.next += 1;
        Word::of(&self.page, self.next - 1)
    }
}

impl Gate {
    /// Looks whether to record.
    #[inline]
    pub(crate) fn look(&self) -> Seen {
        Seen(self.word.load(Relaxed))
    }

    /// Why nothing of the declaration is recorded; none if some of it is.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self.word.load(Relaxed) & STATE {
            ON | PARTLY => None,
            OFF => Some(Refusal::Off),
            WIPED => Some(Refusal::Forked),
            _ => Some(Refusal::Closed),
        }
    }

    fn set(&self, state: u64, declarations: &[&'static Declaration], off: &SwitchedOff) {
        let _alone = lock(&self.known.changing);
        let mut bits = 0;
        let mut count = 0;
        for (event, declaration) in self.known.events.iter().zip(declarations) {
            let schema = declaration.schema();
            let is_off = off.contains(&schema.feature, &schema.action);
            event.off.store(is_off, Relaxed);
            if is_off {
                count += 1;
                bits |= event.variant.load(Relaxed).checked_sub(1).map_or(0, bit);
            }
        }
        let word = match count {
            _ if state == OFF => ALL_OFF,
            _ if state != ON => state,
            0 => ON,
            _ if count == declarations.len() => ALL_OFF,
            _ => PARTLY | bits,
        };
        self.word.store(word, Relaxed);
    }

    /// Whether an event that has handed its values over is switched off, by its
    /// number within the declaration. Next time the word says so by itself.
    pub(crate) fn is_off(&self, variant: usize, number: usize) -> bool {
        let Some(switched) = self.known.events.get(number) else { return false };
        if switched.variant.load(Relaxed) == 0 {
            self.note(switched, variant);
        }
        switched.off.load(Relaxed)
    }

    #[cold]
    fn note(&self, switched: &Switched, variant: usize) {
        let _alone = lock(&self.known.changing);
        switched.variant.store(variant + 1, Relaxed);
        let word = self.word.load(Relaxed);
        if word & STATE == PARTLY && switched.off.load(Relaxed) {
            self.word.store(word | bit(variant), Relaxed);
        }
    }
}

/// The bit of a variant; none for one that is too far behind.
#[inline]
const fn bit(variant: usize) -> u64 {
    if variant < BITS { (STATE + 1) << variant } else { 0 }
}

/// A number that is the same for all events of one variant.
#[inline]
pub(crate) fn variant<E>(event: &E) -> usize {
    let mut number = Number(0);
    mem::discriminant(event).hash(&mut number);
    number.0
}

/// What a discriminant says of itself.
struct Number(usize);

impl Hasher for Number {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut word = [0; size_of::<usize>()];
        let length = bytes.len().min(word.len());
        word[..length].copy_from_slice(&bytes[..length]);
        self.0 = usize::from_le_bytes(word);
    }

    fn finish(&self) -> u64 {
        self.0 as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declaration_has_a_word_of_its_own() {
        for switch in [Switch::new(), Switch::kept_by_a_fork()] {
            let gates: Vec<_> = (1..2 * WORDS).map(|key| switch.gate(key, Vec::new())).collect();
            let mut words: Vec<_> =
                gates.iter().map(|gate| std::ptr::from_ref(&*gate.word).addr()).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), gates.len());
            assert!(!words.contains(&std::ptr::from_ref(&*switch.word).addr()));
            switch.set_on(false);
            assert!(gates.iter().all(|gate| gate.refusal() == Some(Refusal::Off)));
            switch.set_on(true);
            assert!(gates.iter().all(|gate| gate.refusal().is_none()));
            switch.close();
            switch.set_on(true);
            assert!(gates.iter().all(|gate| gate.refusal() == Some(Refusal::Closed)));
        }
    }

    #[test]
    fn variants_are_told_apart() {
        #[allow(dead_code, reason = "only told apart")]
        enum Kind {
            One(u8),
            Two { text: String },
            Three,
        }
        let all = [Kind::One(1), Kind::Two { text: String::new() }, Kind::Three];
        assert_eq!(all.each_ref().map(variant), [0, 1, 2]);
        assert_eq!((variant(&Kind::One(7)), variant(&String::new())), (0, 0));
    }
}
