//! What the page shows, in the shape in which it is sent.

use serde::Serialize;
use std::sync::Arc;

/// A child in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// The folder's name.
    pub id: String,
    /// 氏名, where it is written.
    pub name: Option<String>,
    /// ふりがな, where it is written.
    pub reading: Option<String>,
    /// Errors in the child's files that are no documents.
    pub errors: usize,
    /// Warnings in them.
    pub warnings: usize,
    /// The documents, in the order of the list: that in which they came about.
    pub documents: Vec<Document>,
}

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// `hana/plan-2024-03-28`.
    pub id: String,
    /// The kind's name.
    pub title: &'static str,
    /// The file's name without its ending.
    pub name: String,
    /// Its date in 和暦, where it has one.
    pub date: Option<String>,
    /// 原案 or 案, where it is one.
    pub draft: Option<&'static str>,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// Where its print stands.
    pub standing: Standing,
}

/// Where a document's print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It is being made.
    Waiting,
    /// It is of the present text.
    Printed,
    /// It is an older one, or none.
    Refused,
    /// It is an older one, or none: something required is not written yet.
    Incomplete,
    /// It could not be written.
    Unwritten,
}

/// A document on a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// `hana/plan-2024-03-28`.
    pub document: String,
    /// The pack it is tried on; none for the one it prints on.
    pub form: Option<String>,
}

/// A page of a document.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// A hash over what it looks like.
    pub hash: String,
    /// The width in points.
    pub width: f64,
    /// The height in points.
    pub height: f64,
    /// What it is put together from, the lowest first.
    pub patches: Vec<Patch>,
}

/// A part of a page, and where it lies on it, in points.
#[derive(Clone, Serialize)]
pub struct Patch {
    /// A hash over what it looks like, which is also its address.
    pub hash: String,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// Gives the drawing as SVG. The first time it may take a millisecond.
    #[serde(skip)]
    pub draw: Arc<dyn Fn() -> Arc<str> + Send + Sync>,
}

impl std::fmt::Debug for Patch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Patch").field("hash", &self.hash).finish_non_exhaustive()
    }
}

/// Where on the pages something stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// From the left, in points.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// Whether it is the very value; else what is printed nearest to it.
    pub exact: bool,
}

/// How the pages of a view stand to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sight {
    /// They are being made.
    Waiting,
    /// They are of the present text.
    Fresh,
    /// They are of the present text, marked 未完成.
    Incomplete,
    /// They are of the present text, which cannot be printed.
    Unprintable,
    /// They are the last good ones.
    Stale,
    /// There is no such document.
    Gone,
}
