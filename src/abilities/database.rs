//! The database as the state sees it: tables of small text rows and of bytes, changed in whole transactions.

use super::LocalFuture;

/// Every table. Rows are kept in the order of their keys, compared byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Jobs that have not been put away, by job key: text.
    Jobs,
    /// Answers as they were received, by job key and attempt: bytes.
    Answers,
    /// Recipes of kept images, newest first: text.
    Recipes,
    /// Which recipes use which bytes, by content hash and recipe key: empty text.
    Uses,
    /// Thumbnails by content hash: bytes.
    Thumbnails,
    /// Images as they came, by content hash: bytes.
    Originals,
    /// What was paid, oldest first: text.
    Ledger,
    /// Settings and counters shared by all tabs, by name: text.
    Meta,
}

impl Table {
    /// All tables, in the order of their making.
    pub const ALL: [Table; 8] = [
        Table::Jobs,
        Table::Answers,
        Table::Recipes,
        Table::Uses,
        Table::Thumbnails,
        Table::Originals,
        Table::Ledger,
        Table::Meta,
    ];

    /// The name in the browser's database.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Jobs => "jobs",
            Table::Answers => "answers",
            Table::Recipes => "recipes",
            Table::Uses => "uses",
            Table::Thumbnails => "thumbnails",
            Table::Originals => "originals",
            Table::Ledger => "ledger",
            Table::Meta => "meta",
        }
    }
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A record in its saved form.
    Text(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

/// A question to the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// The row of that key.
    Row(Table, String),
    /// The rows with `from <= key < to`, in order, at most `most` of them.
    Rows {
        /// Where.
        table: Table,
        /// The first key that counts.
        from: String,
        /// The first key that no longer counts; empty for the end of the table.
        to: String,
        /// At most so many.
        most: u32,
    },
    /// How many rows there are with `from <= key < to`; `to` as above.
    Count {
        /// Where.
        table: Table,
        /// The first key that counts.
        from: String,
        /// The first key that no longer counts; empty for the end of the table.
        to: String,
    },
}

impl Read {
    /// All rows of a table.
    pub fn all(table: Table) -> Read {
        Read::Rows {
            table,
            from: String::new(),
            to: String::new(),
            most: u32::MAX,
        }
    }

    /// All rows whose keys begin so. The prefix must be ASCII and not empty.
    pub fn beginning(table: Table, prefix: &str) -> Read {
        Read::Rows {
            table,
            from: prefix.to_owned(),
            to: after(prefix),
            most: u32::MAX,
        }
    }
}

/// The first text that sorts behind everything that begins with the prefix, which must be ASCII and not empty.
pub fn after(prefix: &str) -> String {
    let mut bytes = prefix.as_bytes().to_vec();
    if let Some(last) = bytes.last_mut() {
        *last = last.saturating_add(1);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The answer to one [`Read`].
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// To [`Read::Row`].
    Row(Option<Value>),
    /// To [`Read::Rows`]: keys and values.
    Rows(Vec<(String, Value)>),
    /// To [`Read::Count`].
    Count(u32),
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Puts a row, over the one that was there.
    Put(Table, String, Value),
    /// Takes a row away, if it is there.
    Delete(Table, String),
    /// Empties a table.
    Clear(Table),
}

/// Why the database did not do it. Nothing of the transaction was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps the page from its database.
    Refused,
    /// There is no room.
    Full,
    /// A newer version of this app wrote the database: this one only reads.
    Newer,
    /// The database was closed, so that another tab could bring it up to date, or by the browser.
    Closed,
    /// The browser's own words.
    Other(String),
}

/// Decides, within the transaction, what to change. It must not wait for anything, so it is a plain function.
pub type Decide = Box<dyn FnOnce(Vec<Found>) -> Vec<Write>>;

/// A database whose transactions are all or nothing, one after the other over all tabs of the origin.
pub trait Database {
    /// Reads, all at one moment.
    ///
    /// # Errors
    /// Why not; so for [`change`](Self::change).
    fn read(&self, reads: Vec<Read>) -> LocalFuture<Result<Vec<Found>, Trouble>>;

    /// Reads, decides and writes in one transaction. Resolves once it is on the disk, as far as the browser can tell
    /// (durability `strict`), and only then. An empty list of changes is success.
    fn change(&self, reads: Vec<Read>, decide: Decide) -> LocalFuture<Result<(), Trouble>>;

    /// It outlives the page. Else it is the in-memory stand-in for a browser that refuses.
    fn lasts(&self) -> bool;
}
