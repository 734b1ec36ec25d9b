//! Finding the file of an image among those of a zip.

use super::zip::Entry;

/// How many files of the right length are tried for an image beside the one of its name.
const MOST_TRIED: usize = 8;

/// The files of a zip by name and by length, as places in its list.
#[derive(Default)]
pub(super) struct Index {
    by_name: Vec<(String, usize)>,
    by_size: Vec<(u64, usize)>,
}

impl Index {
    /// Names count from the folder.
    pub(super) fn new(entries: &[Entry], folder: &str) -> Index {
        let mut index = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(name) = entry.name.strip_prefix(folder) {
                index.by_name.push((name.to_owned(), at));
            }
            index.by_size.push((entry.size, at));
        }
        index.by_name.sort_unstable();
        index.by_size.sort_unstable();
        index
    }

    /// The files that may be the image of that name and length, the likeliest last: that of its name, else those of its
    /// length, since archivers spell names in their own ways and people rename files.
    pub(super) fn candidates(&self, name: &str, len: u64) -> Vec<usize> {
        let from = self.by_size.partition_point(|(size, _)| *size < len);
        let mut found: Vec<usize> = self.by_size[from..]
            .iter()
            .take_while(|(size, _)| *size == len)
            .take(MOST_TRIED)
            .map(|(_, at)| *at)
            .collect();
        let from = self.by_name.partition_point(|(own, _)| own.as_str() < name);
        if let Some((_, at)) = self.by_name.get(from).filter(|(own, _)| own == name) {
            found.retain(|other| other != at);
            found.push(*at);
        }
        found
    }
}

/// The file of that name that lies in the fewest folders.
pub(super) fn shallowest(entries: &[Entry], name: &str) -> Option<usize> {
    (0..entries.len())
        .filter(|at| entries[*at].name.rsplit('/').next() == Some(name))
        .min_by_key(|at| entries[*at].name.matches('/').count())
}
