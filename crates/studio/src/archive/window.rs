//! The parts of a file that have been read so far.

use rawzip::ReaderAt;
use std::cell::{Cell, RefCell};
use std::io::{self, ErrorKind};
use std::ops::Range;

/// A file of which only some parts are in memory. Reading from another place fails, and is remembered: whoever drives
/// it brings that part and tries again.
pub(super) struct Window {
    len: u64,
    parts: RefCell<Vec<(u64, Vec<u8>)>>,
    missing: Cell<Option<u64>>,
}

impl Window {
    pub(super) fn new(len: u64) -> Window {
        Window {
            len,
            parts: RefCell::default(),
            missing: Cell::default(),
        }
    }

    /// The whole file's length.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Where something was missing since this was last asked.
    pub(super) fn missing(&self) -> Option<u64> {
        self.missing.take()
    }

    /// How many bytes from there on are not in memory.
    pub(super) fn gap(&self, at: u64) -> u64 {
        let parts = self.parts.borrow();
        let starts = parts.iter().map(|(start, _)| *start);
        let next = starts.filter(|start| *start > at).min();
        next.unwrap_or(self.len).saturating_sub(at)
    }

    /// How many bytes are in memory.
    pub(super) fn held(&self) -> u64 {
        let parts = self.parts.borrow();
        parts.iter().map(|(_, bytes)| bytes.len() as u64).sum()
    }

    pub(super) fn add(&self, at: u64, bytes: Vec<u8>) {
        self.parts.borrow_mut().push((at, bytes));
    }

    pub(super) fn clear(&self) {
        self.parts.borrow_mut().clear();
    }

    /// Takes the bytes of a range out of the part that holds all of it, which is then gone; nothing where none does.
    pub(super) fn take(&self, range: &Range<u64>) -> Option<Vec<u8>> {
        let mut parts = self.parts.borrow_mut();
        let index = parts.iter().position(|(start, bytes)| {
            *start <= range.start && range.end - start <= bytes.len() as u64
        })?;
        let (start, mut bytes) = parts.swap_remove(index);
        let (from, to) = ((range.start - start) as usize, (range.end - start) as usize);
        bytes.truncate(to);
        bytes.drain(..from);
        Some(bytes)
    }
}

impl ReaderAt for Window {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        if offset >= self.len || buffer.is_empty() {
            return Ok(0);
        }
        for (start, bytes) in self.parts.borrow().iter() {
            let rest = offset
                .checked_sub(*start)
                .and_then(|skip| bytes.get(usize::try_from(skip).ok()?..))
                .unwrap_or_default();
            if !rest.is_empty() {
                let count = rest.len().min(buffer.len());
                buffer[..count].copy_from_slice(&rest[..count]);
                return Ok(count);
            }
        }
        if self.missing.get().is_none() {
            self.missing.set(Some(offset));
        }
        Err(ErrorKind::WouldBlock.into())
    }
}
