//! Web pages as they are found: `tests/articles/pages/x.html` gives `x.expected`, the fields and then the paragraphs.

use std::fmt::Write as _;

use demarche::article;

use super::{check_file, project};

#[test]
fn pages_give_their_articles() {
    let folder = "tests/articles/pages";
    let mut n_pages = 0;
    for item in article::read(&[project(folder)]) {
        let article = item.unwrap();
        let field = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let mut found = format!(
            "title: {}\nurl: {}\nsource: {}\npublished: {}\n",
            article.title,
            field(article.url.clone()),
            field(article.source.clone()),
            field(article.published.map(|d| d.to_string())),
        );
        for paragraph in article::paragraphs(&article.text) {
            write!(found, "\n{}\n", &article.text[paragraph]).unwrap();
        }
        check_file(&format!("{folder}/{}.expected", article.id), &found);
        n_pages += 1;
    }
    assert_eq!(n_pages, 3);
}
