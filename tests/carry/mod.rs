//! What goes on from what is written: lines of the trail, the 確定 made of a 原案, the next plan.

mod event;
mod generated;
mod succession;
