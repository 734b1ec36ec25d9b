//! Names: of a job, and of the tab that minds it.

/// A job's name for ever: when it was asked for and some random digits, so that names sort by time and never meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKey(String);

impl JobKey {
    /// A new name from the time (Unix milliseconds) and random bits.
    pub fn new(now_ms: u64, bits: u64) -> JobKey {
        let ms = now_ms.min(9_999_999_999_999).to_string();
        JobKey([&"0".repeat(13 - ms.len()), &ms, "-", &hex(bits)].concat())
    }

    /// A name as it was stored. Only such a one: it becomes part of other rows' keys.
    pub fn stored(text: &str) -> Option<JobKey> {
        let (ms, bits) = text.split_once('-')?;
        let digits = ms.len() == 13 && ms.bytes().all(|b| b.is_ascii_digit());
        (digits && is_hex(bits)).then(|| JobKey(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One page load in one tab. A reload makes another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(String);

impl TabId {
    /// A new one from random bits.
    pub fn new(bits: u64) -> TabId {
        TabId(hex(bits))
    }

    /// One as it was stored.
    pub fn stored(text: &str) -> Option<TabId> {
        is_hex(text).then(|| TabId(text.to_owned()))
    }

    /// The text: 16 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hex(bits: u64) -> String {
    (0..16)
        .rev()
        .map(|place| char::from(b"0123456789abcdef"[(bits >> (place * 4) & 15) as usize]))
        .collect()
}

fn is_hex(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
