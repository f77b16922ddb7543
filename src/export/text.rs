//! How wide text is, without asking a font.
//!
//! In: text. Out: its width in the sans-serif faces that browsers fall back to (the metrics of Helvetica,
//! which Arial and Liberation Sans share), and lines that fit. Characters that draw nothing or turn the
//! direction of their surroundings are taken out: a name must not rearrange the picture.

/// Widths of the characters from space to tilde, in thousandths of the font size.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// What bold letters are wider by.
pub(crate) const BOLD: f64 = 1.07;

/// Returns the width of text at a font size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    let units: u32 = text.chars().map(units).sum();
    f64::from(units) * size / 1000.0
}

fn units(c: char) -> u32 {
    match c {
        ' '..='~' => u32::from(ASCII[c as usize - 32]),
        c if unicode_normalization::char::is_combining_mark(c) => 0,
        'À'..='ɏ' => 590,
        'Ͱ'..='ӿ' => 660,
        '\u{590}'..='\u{8ff}' => 600,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{ffff}' => 1000,
        '\u{10000}'.. => 1200,
        _ => 620,
    }
}

/// Returns the text on one line without controls and marks of direction.
pub(crate) fn clean(text: &str) -> String {
    let visible = text.chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some(' '),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    });
    let visible: String = visible.collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text cut to at most `n` characters, with an ellipsis where it was cut.
pub(crate) fn shorten(text: &str, n: usize) -> String {
    if text.chars().count() <= n {
        return text.to_owned();
    }
    let kept: String = text.chars().take(n.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Returns the text broken at spaces into lines of about equal width, as few as fit `max_width`.
pub(crate) fn wrap(text: &str, size: f64, max_width: f64) -> Vec<String> {
    let n_lines = (width(text, size) / max_width).ceil().max(1.0);
    let aim = (width(text, size) / n_lines * 1.12).min(max_width);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + 0.278 * size <= aim.max(1.0) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_helvetica() {
        assert!((width("Hi", 10.0) - 9.44).abs() < 1e-9);
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
    }

    #[test]
    fn names_cannot_turn_the_direction_of_the_picture() {
        assert_eq!(clean("a\u{202e}b\n\u{1}c"), "ab c");
    }

    #[test]
    fn long_names_break_into_lines_of_like_width() {
        assert_eq!(wrap("Russia", 14.0, 110.0), ["Russia"]);
        assert_eq!(
            wrap("United Nations Security Council", 14.0, 130.0),
            ["United Nations", "Security Council"]
        );
        assert_eq!(shorten("abcdef", 4), "abc…");
    }
}
