//! Bytes become text: gzip, byte order marks, encodings, control characters.
//!
//! In: a reader or bytes of a file. Out: a reader of plain bytes, a `String`. Nothing here fails on odd
//! bytes: what is not UTF-8 is read as Windows-1252, or where it is almost UTF-8, with U+FFFD.

use std::io::{self, BufRead, BufReader, Read};

/// A stream of bytes that may move to another thread.
pub type Stream = Box<dyn BufRead + Send>;

/// Returns the stream unpacked if it starts like a gzip file, else as it is.
pub fn unpack(mut reader: impl Read + Send + 'static) -> io::Result<Stream> {
    let mut magic = Vec::with_capacity(2);
    reader.by_ref().take(2).read_to_end(&mut magic)?;
    let is_gzip = magic == [0x1f, 0x8b];
    let whole = io::Cursor::new(magic).chain(reader);
    Ok(if is_gzip {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(whole)))
    } else {
        Box::new(BufReader::new(whole))
    })
}

/// Returns the bytes as text, without byte order mark; control characters other than tab and line
/// ends become spaces one for one, so that positions stay.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_8bit(rest),
        [0xff, 0xfe, rest @ ..] => decode_16bit(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_16bit(rest, u16::from_be_bytes),
        _ => decode_8bit(bytes),
    };
    without_controls(text)
}

/// Returns whether the bytes start with the byte order mark of UTF-16.
pub(super) fn is_16bit(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// Returns the text with a space for every control character but tab and line ends.
pub(super) fn without_controls(text: String) -> String {
    if text.chars().any(is_odd_control) {
        text.chars()
            .map(|c| if is_odd_control(c) { ' ' } else { c })
            .collect()
    } else {
        text
    }
}

/// Returns whether the bytes look like a program, picture or archive: many control bytes.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let n_controls = head
        .iter()
        .filter(|b| **b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12))
        .count();
    !is_16bit(bytes) && n_controls * 20 > head.len()
}

fn is_odd_control(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{7f}'
}

fn decode_16bit(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn decode_8bit(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += chunk.invalid().len();
    }
    if n_good > n_bad {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        bytes.iter().map(|&b| char_of_1252(b)).collect()
    }
}

fn char_of_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_is_read() {
        assert_eq!(decode("Côte d’Ivoire".as_bytes()), "Côte d’Ivoire");
        assert_eq!(decode(b"\xef\xbb\xbfMali"), "Mali");
        assert_eq!(decode(b"\xff\xfeM\0\xe9\0"), "Mé");
        assert_eq!(decode(b"\xfe\xff\0M\0\xe9"), "Mé");
        assert_eq!(
            decode(b"C\xf4te d\x92Ivoire \x93x\x94"),
            "Côte d’Ivoire “x”"
        );
    }

    #[test]
    fn one_broken_byte_does_not_spoil_utf8() {
        assert_eq!(decode("é è à \u{1f}".as_bytes()), "é è à  ");
        assert_eq!(decode(b"\xc3\xa9 \xc3\xa8 \xff"), "é è \u{fffd}");
    }

    #[test]
    fn control_characters_become_spaces_one_for_one() {
        assert_eq!(decode(b"a\0b\tc\r\nd\x7f"), "a b\tc\r\nd ");
    }

    #[test]
    fn gzip_is_unpacked_by_its_first_bytes() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut packed, b"text").unwrap();
        for bytes in [packed.finish().unwrap(), b"text".to_vec()] {
            let mut text = String::new();
            unpack(io::Cursor::new(bytes))
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            assert_eq!(text, "text");
        }
    }
}
