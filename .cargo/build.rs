//! Build script: a form added to `templates/`, and a paper added to the child of the example, is embedded by the next
//! build, without touching any Rust.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=cases/hana");
}
