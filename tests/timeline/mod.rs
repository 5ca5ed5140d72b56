//! What held when, and what is owed: asked by function calls over children in memory.

mod child;
mod descent;
mod duties;
mod plan_duties;
mod properties;
mod questions;
mod records;
mod support_duties;
