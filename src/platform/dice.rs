//! Random bits, from `crypto.getRandomValues`. Falls back to `Math.random` where a page has no `crypto`.

use crate::abilities::Dice;

/// The browser's random source.
pub struct BrowserDice;

impl Dice for BrowserDice {
    fn roll(&self) -> u64 {
        let mut bytes = [0_u8; 8];
        let secure = web_sys::window()
            .and_then(|window| window.crypto().ok())
            .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if !secure {
            // A seed is no secret: any unpredictable-enough number serves.
            for byte in &mut bytes {
                *byte = (js_sys::Math::random() * 256.0) as u8;
            }
        }
        u64::from_le_bytes(bytes)
    }
}
