//! A collection for look-ups in long lists. The standard library's maps and its sorting are a larger download than
//! most of what they would serve here.

/// Things in buckets. What is equal must come with the same number.
pub(crate) struct Bag<T>(Vec<Vec<T>>);

const BUCKETS: usize = 1024;

impl<T> Bag<T> {
    pub(crate) fn new() -> Bag<T> {
        Bag((0..BUCKETS).map(|_| Vec::new()).collect())
    }

    pub(crate) fn add(&mut self, number: u64, thing: T) {
        if let Some(bucket) = self.0.get_mut(number as usize % BUCKETS) {
            bucket.push(thing);
        }
    }

    /// All things of that number, and others, in the order in which they came.
    pub(crate) fn near(&self, number: u64) -> &[T] {
        self.0
            .get(number as usize % BUCKETS)
            .map_or(&[], Vec::as_slice)
    }
}

/// A number for a text: FNV-1a.
pub(crate) fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
