//! Records the events of one declaration.
//!
//! Of the record path, what depends on the type of the event is compiled for
//! each type and is small: it asks the gate, brings the numbers into registers,
//! and calls the function that is the same for all events of so many numbers.
//! So a program of thousands of events stays in the caches of the processor.

use std::{fmt, marker::PhantomData, sync::Arc};

use crate::{
    Declaration, Event,
    event::Schema,
    journal::{
        Journal,
        local::{self, Entrance, Held, Key, Local},
        switch::{Gate, Seen, variant},
    },
    sampling::Chance,
    section,
    values::{FEW, Kinds, Values},
};

/// Records events of the type `E`. Kept by the feature that declares them;
/// cheap to clone, and may be used from any thread.
pub struct Recorder<E> {
    inner: Inner,
    event: PhantomData<fn(E)>,
}

impl<E: Event> Recorder<E> {
    /// A recorder into this journal. Applications get theirs from the
    /// pipeline's `telemetry.recorder()`, tests from
    /// [`Capture::recorder`](crate::testing::Capture::recorder).
    #[must_use]
    pub fn new(journal: &Journal) -> Self {
        Self { inner: Inner::new(journal, E::SCHEMAS), event: PhantomData }
    }

    /// Records an event that happened now.
    ///
    /// Never waits for a disk or a network, never panics and never fails the
    /// caller. What cannot be kept is counted by reason and can be seen in
    /// [`Losses`](crate::journal::Losses). Of an event that is declared with a
    /// sample rate, so many are recorded, chosen at random; the others are
    /// counted in [`Journal::sampled_out`].
    #[inline]
    pub fn record(&self, event: E) {
        let (seen, variant) = (self.inner.gate.look(), variant(&event));
        if seen.is_off(variant) {
            return;
        }
        let mut values = Values::none();
        event.hand_over(&mut values);
        self.inner.keep(values, (seen, variant));
    }
}

/// The part that is the same for all events, so that it is compiled once. What
/// the record path looks at stands together at the front.
#[derive(Clone)]
#[repr(C)]
struct Inner {
    /// The first of the events, which for most recorders is the only one.
    first: Plain,
    /// Whether to record.
    gate: Gate,
    entrance: Entrance,
    /// Empty if the declaration is not one that the macro wrote.
    events: Arc<[Known]>,
    journal: Journal,
}

/// What it takes to record an event that is nothing but numbers.
#[derive(Debug, Clone, Copy)]
struct Plain {
    /// The key of such an event.
    key: Key,
    /// By which the journal refers to the event.
    number: u64,
}

/// Which of its type's events it is, in one word: its schema, and the variant by
/// which the gate tells the events of a declaration apart.
#[derive(Debug, Clone, Copy)]
struct Which(u64);

/// What is known of an event that was handed over, but for its values.
#[derive(Debug, Clone, Copy)]
struct Handed {
    which: Which,
    /// Of its numbers.
    kinds: Kinds,
    /// How many numbers it has.
    count: usize,
}

/// One event of a recorder.
struct Known {
    plain: Plain,
    /// Whether it is nothing but numbers.
    is_plain: bool,
    kinds: Kinds,
    chance: Option<Chance>,
    declaration: &'static Declaration,
}

impl Inner {
    fn new(journal: &Journal, schemas: &'static [Schema]) -> Self {
        let records = || schemas.iter().map(Schema::record);
        section::note(records());
        let entrance = journal.entrance();
        let known = |record| {
            let declaration = Declaration::of(record)?;
            let number = journal.number_of(record, declaration);
            let chance = declaration.chance().filter(|_| journal.samples());
            let is_plain = declaration.is_plain() && chance.is_none();
            let kinds = declaration.kinds();
            let plain = Plain { key: entrance.key(kinds, is_plain), number };
            Some(Known { plain, is_plain, kinds, chance, declaration })
        };
        let events: Option<Arc<[_]>> = records().map(known).collect();
        let events = events.unwrap_or_default();
        let key = records().next().map_or(0, |record| record.as_ptr().addr());
        let gate = journal.gate(key, events.iter().map(|it| it.declaration).collect());
        let first = events.first().map_or(Plain::NEVER, |known| known.plain);
        Self { first, gate, entrance, events, journal: journal.clone() }
    }

    /// Keeps an event. Inlined always: only where the event is handed over does
    /// the compiler know how many numbers it has, and leaves one call of this.
    #[inline(always)]
    fn keep(&self, values: Values<'_>, (seen, variant): (Seen, usize)) {
        let Values { schema, kinds, count, few, local, .. } = values;
        let which = Which::of(schema, variant);
        match local {
            Some(local) => self.keep_all(local, Handed { which, kinds, count }, &few),
            None => self.keep_few(count, (seen, which, kinds), few),
        }
    }

    /// Whatever this calls it calls last, and with what it has in registers, so
    /// that it needs no stack.
    #[inline(always)]
    fn keep_numbers<const N: usize>(
        &self,
        mut local: Held,
        (seen, which, kinds): (Seen, Which, Kinds),
        numbers: [f64; N],
    ) {
        let plain = if which.is_first() { self.first } else { self.plain(which) };
        if local.key(seen, kinds) == plain.key && local.publish(plain.number, &numbers) {
            local::put(local);
        } else {
            local.set_aside(&numbers);
            self.keep_aside(which, kinds, local, N);
        }
    }

    fn plain(&self, which: Which) -> Plain {
        self.events.get(which.schema()).map_or(Plain::NEVER, |known| known.plain)
    }

    /// By which the journal refers to this event; none if there is more to it
    /// than to write its numbers.
    fn number(&self, which: Which, kinds: Kinds) -> Option<u64> {
        let known = self.events.get(which.schema())?;
        (known.is_plain && known.kinds == kinds).then_some(known.plain.number)
    }

    /// The same for an event with texts, or with more numbers than fit into
    /// registers.
    #[inline(never)]
    fn keep_all(&self, mut local: Held, handed: Handed, few: &[f64; FEW]) {
        local.set_aside(&few[..handed.count.min(FEW)]);
        self.keep_any(local, handed);
    }

    /// The same for any event whose numbers are set aside.
    #[inline(never)]
    fn keep_aside(&self, which: Which, kinds: Kinds, local: Held, count: usize) {
        self.keep_any(local, Handed { which, kinds, count });
    }

    fn keep_any(&self, mut local: Held, handed: Handed) {
        if self.gate.look().is_on() || !self.leaves_out(handed) {
            self.publish_or_append(&mut local, handed);
        }
        local::give_back(local);
    }

    /// Whether nothing is recorded, or not this event; counts what was not
    /// switched off.
    #[cold]
    fn leaves_out(&self, handed: Handed) -> bool {
        let refusal = self.gate.refusal();
        refusal.into_iter().for_each(|refusal| self.journal.count_refused(refusal));
        refusal.is_some() || self.gate.is_off(handed.which.variant(), handed.which.schema())
    }

    fn publish_or_append(&self, local: &mut Local, handed: Handed) {
        let number = self.number(handed.which, handed.kinds);
        let number = number.filter(|_| local.texts.are_none());
        if !number.is_some_and(|it| local.publish_aside(self.entrance, (it, handed.count))) {
            self.check_and_append(local, handed);
        }
    }

    /// With everything that there may be to look at.
    #[cold]
    fn check_and_append(&self, local: &mut Local, handed: Handed) {
        let Handed { which, kinds, count } = handed;
        let declared = self.events.get(which.schema());
        let Some(known) = declared.filter(|it| it.declaration.agrees(kinds, &local.texts)) else {
            return self.journal.count_not_declared();
        };
        let declaration = known.declaration;
        if declaration.expires().is_some_and(|expires| self.journal.today() >= expires) {
            return self.journal.count_expired();
        }
        if known.chance.is_some_and(|chance| !chance.takes_next()) {
            return self.journal.count_sampled_out();
        }
        let number = known.plain.number;
        if !declaration.has_texts() && local.publish_aside(self.entrance, (number, count)) {
            return;
        }
        let identity = !declaration.has_texts() || declaration.review(&mut local.texts);
        self.journal.append((declaration, number), local, identity);
    }
}

impl Which {
    /// Numbers that no declaration reaches are none of its events.
    #[inline]
    const fn of(schema: usize, variant: usize) -> Self {
        const MOST: u64 = u32::MAX as u64;
        let (schema, variant) = (schema as u64, variant as u64);
        let schema = if schema < MOST { schema } else { MOST };
        let variant = if variant < MOST { variant } else { MOST };
        Self(schema | variant << 32)
    }

    #[inline]
    const fn is_first(self) -> bool {
        self.0 as u32 == 0
    }

    const fn schema(self) -> usize {
        (self.0 & u32::MAX as u64) as usize
    }

    const fn variant(self) -> usize {
        (self.0 >> 32) as usize
    }
}

impl Plain {
    const NEVER: Self = Self { key: Key::NEVER, number: 0 };
}

/// A function for each number of numbers, because a function can be given
/// numbers in registers and no list of them.
macro_rules! keep_few {
    ($($count:pat => $name:ident, $first:ident($($number:ident $at:literal),*);)*) => {
        impl Inner {
            #[inline(always)]
            fn keep_few(
                &self,
                count: usize,
                (seen, which, kinds): (Seen, Which, Kinds),
                few: [f64; FEW],
            ) {
                match count {
                    $($count => self.$name(seen, which, kinds, $(few[$at]),*),)*
                }
            }

            $(
                #[inline(never)]
                #[allow(clippy::too_many_arguments, reason = "each is in a register")]
                fn $name(&self, seen: Seen, which: Which, kinds: Kinds, $($number: f64),*) {
                    match local::take_ready() {
                        Some(local) => {
                            self.keep_numbers(local, (seen, which, kinds), [$($number),*]);
                        }
                        None => self.$first(seen, which, kinds, $($number),*),
                    }
                }

                /// The same where the thread has nothing ready.
                #[cold]
                #[inline(never)]
                #[allow(clippy::too_many_arguments, reason = "each is in a register")]
                fn $first(&self, seen: Seen, which: Which, kinds: Kinds, $($number: f64),*) {
                    let local = local::take();
                    self.keep_numbers(local, (seen, which, kinds), [$($number),*]);
                }
            )*
        }
    };
}

keep_few! {
    0 => keep_0, first_0();
    1 => keep_1, first_1(a 0);
    2 => keep_2, first_2(a 0, b 1);
    3 => keep_3, first_3(a 0, b 1, c 2);
    4 => keep_4, first_4(a 0, b 1, c 2, d 3);
    5 => keep_5, first_5(a 0, b 1, c 2, d 3, e 4);
    6 => keep_6, first_6(a 0, b 1, c 2, d 3, e 4, f 5);
    7 => keep_7, first_7(a 0, b 1, c 2, d 3, e 4, f 5, g 6);
    _ => keep_8, first_8(a 0, b 1, c 2, d 3, e 4, f 5, g 6, h 7);
}

/// Whatever makes recorders: the pipeline's `Telemetry` in an application,
/// [`Capture`](crate::testing::Capture) in a test. For feature code that sets
/// up its recorders without knowing which of the two it runs in.
pub trait MakeRecorder {
    /// A recorder for the events of this declaration.
    fn recorder<E: Event>(&self) -> Recorder<E>;
}

impl<E> Clone for Recorder<E> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), event: PhantomData }
    }
}

impl<E> fmt::Debug for Recorder<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorder<{}>", std::any::type_name::<E>())
    }
}
