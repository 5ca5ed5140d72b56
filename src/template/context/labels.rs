//! The words of the form itself.

use crate::forms::Wording;
use minijinja::value::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The words that `label(…)` gave a template.
#[derive(Debug, Clone, Default)]
pub struct Labels(Arc<Mutex<BTreeSet<String>>>);

impl Labels {
    /// `label(…)`: a label as the municipality prints it.
    pub(super) fn function(&self, wording: Wording) -> Value {
        let given = Arc::clone(&self.0);
        Value::from_function(move |standard: &str| {
            let label = wording.label(standard);
            given.lock().unwrap_or_else(PoisonError::into_inner).insert(label.clone());
            label
        })
    }

    /// All that were given so far.
    #[must_use]
    pub fn given(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
