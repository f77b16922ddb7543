//! Tells the program whether the model's files are there to be built in, and rebuilds it when an embedded file changes.

fn main() {
    let folder = "data/models/news-en";
    println!("cargo::rustc-check-cfg=cfg(built_in_model)");
    println!("cargo::rerun-if-changed={folder}");
    println!("cargo::rerun-if-changed=schemas");
    if ["weights.safetensors", "vocab.txt"]
        .iter()
        .all(|f| std::path::Path::new(folder).join(f).is_file())
    {
        println!("cargo::rustc-cfg=built_in_model");
    }
}
