//! That part of the lock which can say something about a few events.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use telemetry_schema::{
    EventSchema,
    lock::{Lock, LockIndex, LockedEvent, State, lock_path},
    names::canonical,
    reviews::REVIEWS_PATH,
};

use super::known;

/// What was accepted of some events, and where that stands.
pub(super) struct Part {
    root: PathBuf,
    features: Arc<Vec<String>>,
    /// The files that were read.
    pub(super) files: BTreeSet<PathBuf>,
    pub(super) lock: Lock,
}

impl Part {
    /// What the lock of the workspace around this package has under the names
    /// of these events, under nearly these names, and under those that they
    /// continue.
    pub(super) fn of(manifest_dir: &Path, events: &[EventSchema]) -> Result<Self, String> {
        let root = known::root(manifest_dir)?;
        let features = known::features(&root)?;
        let mut part = Self { root, features, files: BTreeSet::new(), lock: Lock::default() };
        for event in events {
            part.add_alike(&event.feature, &event.action)?;
            if let Some(name) = &event.renamed_from {
                part.add_chain(name)?;
            }
        }
        if events.iter().any(|event| !part.has_file(&event.feature)) {
            // A file that is not there cannot be watched; whoever adds one to
            // the lock touches the reviews.
            let reviews = part.root.join(REVIEWS_PATH);
            part.files.extend(reviews.is_file().then_some(reviews));
        }
        Ok(part)
    }

    fn has_file(&self, feature: &str) -> bool {
        self.features.iter().any(|known| known == feature)
    }

    /// The event of these names, or the one whose names are nearly these.
    fn add_alike(&mut self, feature: &str, action: &str) -> Result<(), String> {
        if self.add(feature, action)? {
            return Ok(());
        }
        let wanted = canonical(feature);
        let features = Arc::clone(&self.features);
        for feature in features.iter().filter(|known| canonical(known) == wanted) {
            let index = self.index(feature)?;
            let alike = index.find_alike(action).map_err(|error| error.to_string())?;
            alike.into_iter().for_each(|event| self.put(event));
        }
        Ok(())
    }

    /// Exactly the event of these names; says whether there is one.
    fn add(&mut self, feature: &str, action: &str) -> Result<bool, String> {
        if !self.has_file(feature) {
            return Ok(false);
        }
        let event = self.index(feature)?.find(action).map_err(|error| error.to_string())?;
        let found = event.is_some();
        event.into_iter().for_each(|event| self.put(event));
        Ok(found)
    }

    /// The event that is written as `feature.action`, and those that continue
    /// it.
    fn add_chain(&mut self, name: &str) -> Result<(), String> {
        let mut next = Some(name.to_owned());
        // Each step finds an event that was not there, so this ends.
        while let Some(name) = next.take().filter(|name| self.lock.find(name).is_none()) {
            for (dot, _) in name.match_indices('.') {
                if self.add(&name[..dot], &name[dot + 1..])? {
                    break;
                }
            }
            if let Some(State::RenamedTo(name)) = self.lock.find(&name).map(|it| &it.state) {
                next = Some(name.clone());
            }
        }
        Ok(())
    }

    fn index(&mut self, feature: &str) -> Result<Arc<LockIndex<'static>>, String> {
        let index = known::index(&self.root, feature)?;
        self.files.insert(self.root.join(lock_path(feature)));
        Ok(index)
    }

    fn put(&mut self, event: LockedEvent) {
        let feature = self.lock.features.entry(event.head.feature.clone()).or_default();
        feature.events.insert(event.head.action.clone(), event);
    }
}
