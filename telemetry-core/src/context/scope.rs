//! Which context is current: one per thread, set for a scope or for the time
//! in which a future runs.

use std::{
    cell::{Cell, RefCell},
    marker::PhantomData,
    pin::Pin,
    task::{self, Poll},
};

use super::Context;

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
    /// Of the same context. It has no destructor, so looking at it is nothing.
    static ADDRESS: Cell<usize> = const { Cell::new(0) };
}

/// The context of this thread. None while a thread ends.
pub(crate) fn current() -> Option<Context> {
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

/// Something that tells the context of this thread from others that live, at
/// the cost of one load; 0 for none.
#[inline]
pub(crate) fn current_address() -> usize {
    ADDRESS.get()
}

fn replace(context: Option<Context>) -> Option<Context> {
    let address = context.as_ref().map_or(0, Context::address);
    let before = CURRENT.try_with(|current| current.replace(context)).ok();
    if before.is_some() {
        ADDRESS.set(address);
    }
    before.flatten()
}

/// Makes a context current until it is dropped, then the one before it again.
/// Belongs to the thread on which it was made; guards are dropped in the
/// reverse order of their making, as scopes do by themselves.
#[derive(Debug)]
#[must_use = "the context is current until the guard is dropped; `let _entered = …` keeps it"]
pub struct Entered {
    before: Option<Context>,
    /// Not `Send`: it restores what it found on this thread.
    thread: PhantomData<*const ()>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        replace(self.before.take());
    }
}

impl Context {
    /// Makes this context current on this thread until the guard is dropped.
    /// Around `await`, use [`Context::scope`].
    pub fn enter(&self) -> Entered {
        Entered { before: replace(Some(self.clone())), thread: PhantomData }
    }

    /// Makes this context current whenever the future runs, on whichever
    /// thread. A task that the future spawns does not inherit it: take it
    /// along with `Context::current` and another `scope`.
    pub fn scope<F: Future>(&self, future: F) -> Scoped<F> {
        Scoped { context: self.clone(), future }
    }
}

pin_project_lite::pin_project! {
    /// A future that runs within a context. Made by [`Context::scope`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Scoped<F> {
        context: Context,
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _entered = this.context.enter();
        this.future.poll(cx)
    }
}
