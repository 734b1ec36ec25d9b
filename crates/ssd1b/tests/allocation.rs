//! Decoding a large answer allocates at most twice its size, counted by an allocator that adds up every request.
//!
//! A binary of its own with a single test, so that no other test allocates beside it.

#![allow(unsafe_code)]

use ssd1b::wire::{Answer, Generated, Lookup, decode_images, decode_result};
use ssd1b::{Output, Picture};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

/// All bytes ever asked for; nothing is taken off when they are given back.
static TOTAL: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        TOTAL.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        TOTAL.fetch_add(size.saturating_sub(layout.size()), Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Decodes an answer of v1, and gives the outputs and the bytes asked for on the way.
fn decode(body: Vec<u8>) -> (Vec<Output>, usize) {
    counted(body, |answer| {
        decode_images(answer, 1).unwrap_or_else(|failure| panic!("{failure}"))
    })
}

/// The same for a result of v2.
fn decode_job(body: Vec<u8>) -> (Vec<Output>, usize) {
    counted(body, |answer| match decode_result(answer, 1) {
        Lookup::Completed(generated) => generated,
        other => panic!("{other:?}"),
    })
}

fn counted(body: Vec<u8>, decode: impl Fn(Answer) -> Generated) -> (Vec<Output>, usize) {
    let answer = Answer {
        status: 200,
        headers: Vec::new(),
        body,
    };
    let before = TOTAL.load(Ordering::Relaxed);
    let generated = decode(answer);
    let total = TOTAL.load(Ordering::Relaxed) - before;
    (generated.outputs, total)
}

#[test]
fn large_answers() {
    // A JPEG of a comment and an end: large enough, and whole.
    let mut bytes = vec![0xff, 0xd8];
    while bytes.len() < 1_500_000 {
        bytes.extend([0xff, 0xfe, 0x80, 0x00]);
        bytes.extend((0..0x7ffe).map(|i: u32| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
    }
    bytes.extend([0xff, 0xd9]);
    let picture = Picture::new(bytes.clone()).unwrap_or_else(|| panic!("a JPEG"));
    let base64 = picture.to_base64();

    let json =
        format!(r#"{{"status":"Success","image":"{base64}","infer_time":2.81}}"#).into_bytes();
    let size = json.len();
    assert!(size > 2_000_000);
    let (outputs, total) = decode(json);
    assert!(total <= 2 * size, "JSON: {total} bytes for {size}");
    // The decoded picture and next to nothing else.
    assert!(
        total <= bytes.len() + 64 * 1024,
        "JSON: {total} bytes for a picture of {}",
        bytes.len()
    );
    assert!(outputs == [Output::Picture(picture.clone())]);

    let job = format!(r#"{{"status":"COMPLETED","image":"{base64}","metrics":{{"cost":0.0042}}}}"#);
    let (outputs, total) = decode_job(job.into_bytes());
    assert!(
        total <= bytes.len() + 64 * 1024,
        "a job's JSON: {total} bytes for a picture of {}",
        bytes.len()
    );
    assert!(outputs == [Output::Picture(picture.clone())]);

    let list = format!(r#"{{"image":["data:image/jpeg;base64,{base64}"]}}"#).into_bytes();
    let size = list.len();
    let (_, total) = decode(list);
    assert!(total <= 2 * size, "a list: {total} bytes for {size}");

    // Escapes force the reader to put the text together first: its copy, and the picture.
    let escaped = format!(
        r#"{{"image":"{}"}}"#,
        base64.replace('/', "\\/").replace('+', "\\u002B")
    )
    .into_bytes();
    let size = escaped.len();
    let (_, total) = decode(escaped);
    assert!(total <= 3 * size, "escaped: {total} bytes for {size}");

    let mut raw = bytes;
    raw.truncate(raw.len() - 2);
    raw.resize(2_000_000, 0x55);
    raw.extend([0xff, 0xd9]);
    for decode in [decode, decode_job] {
        let (outputs, total) = decode(raw.clone());
        assert!(
            total <= 4096,
            "raw bytes: {total} bytes, where they could just be moved"
        );
        assert_eq!(outputs.len(), 1);
    }
}
