//! The checksum of zips.

/// The CRC-32 of these bytes.
///
/// The zip crate has a faster one, whose tables are a download of 16 KB. This one makes its table when it is asked, in
/// some millionths of a second, and needs about a millisecond for an image.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (at, row) in table.iter_mut().enumerate() {
        *row = (0..8).fold(at as u32, |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        });
    }
    !bytes.iter().fold(!0, |crc, byte| {
        crc >> 8 ^ table[usize::from(crc as u8 ^ byte)]
    })
}
