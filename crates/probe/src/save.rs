//! Answers as files: those of `crates/ssd1b/tests/fixtures`, so that a fact can become a fixture.

use crate::{Ask, Reply};
use ssd1b::Answer;
use std::path::Path;
use std::{fs, io};

/// Writes an answer, whose keys are out already, into the folder, under the name of its request.
///
/// # Errors
///
/// The folder or the file can't be written.
pub(crate) fn save(folder: &Path, ask: Ask, reply: &Reply) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("{}.http", ask.name()));
    fs::write(file, fixture(&reply.answer))
}

/// A status line, headers, an empty line, and the body to the end of the file.
fn fixture(answer: &Answer) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {}\n", answer.status);
    for (name, value) in &answer.headers {
        // A cookie of a gateway lets its holder pass for whoever got it.
        let value = match name.as_str() {
            "set-cookie" => "[left out]",
            _ => value,
        };
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push('\n');
    [text.as_bytes(), &answer.body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixtures_look_like_those_there_are() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let answer = Answer {
            status: 200,
            headers: vec![
                header("content-type", "image/jpeg"),
                header("set-cookie", "id=secret"),
            ],
            body: b"\xff\xd8\n\n".to_vec(),
        };
        let expect =
            b"HTTP/1.1 200\ncontent-type: image/jpeg\nset-cookie: [left out]\n\n\xff\xd8\n\n";
        assert_eq!(fixture(&answer), expect);
    }
}
