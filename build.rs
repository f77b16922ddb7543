//! Rebuilds the program when an embedded file was added, changed or taken away.

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=schemas");
}
