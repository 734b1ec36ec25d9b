//! Finding the file of an image among those of a zip.

use super::zip::Entry;
use crate::library::bag::{Bag, number};

/// How many files of the right length are tried for an image beside the one of its name.
const MOST_TRIED: usize = 8;

/// The files of a zip by name and by length, as places in its list.
pub(super) struct Index {
    /// How much of a name is the folder that the archive was put into.
    folder: usize,
    by_name: Bag<usize>,
    by_size: Bag<usize>,
}

impl Index {
    /// Names count from the folder.
    pub(super) fn new(entries: &[Entry], folder: &str) -> Index {
        let mut index = Index {
            folder: folder.len(),
            by_name: Bag::new(),
            by_size: Bag::new(),
        };
        for (at, entry) in entries.iter().enumerate() {
            if let Some(name) = entry.name.strip_prefix(folder) {
                index.by_name.add(number(name), at);
            }
            index.by_size.add(entry.size, at);
        }
        index
    }

    /// The files that may be the image of that name and length, the likeliest last: that of its name, else those of its
    /// length, since archivers spell names in their own ways and people rename files.
    pub(super) fn candidates(&self, entries: &[Entry], name: &str, len: u64) -> Vec<usize> {
        let of_len = self.by_size.near(len).iter().copied();
        let mut found: Vec<usize> = of_len
            .filter(|at| entries[*at].size == len)
            .take(MOST_TRIED)
            .collect();
        let mut of_name = self.by_name.near(number(name)).iter().copied();
        if let Some(at) = of_name.find(|at| entries[*at].name.get(self.folder..) == Some(name)) {
            found.retain(|other| *other != at);
            found.push(at);
        }
        found
    }
}

/// The file of that name that lies in the fewest folders.
pub(super) fn shallowest(entries: &[Entry], name: &str) -> Option<usize> {
    let folders = |entry: &Entry| entry.name.bytes().filter(|b| *b == b'/').count();
    (0..entries.len())
        .filter(|at| entries[*at].name.rsplit('/').next() == Some(name))
        .min_by_key(|at| folders(&entries[*at]))
}
