//! Storage, clock and dice.

use ssd1b_studio::abilities::{Clock, Dice, Refused, Slot, Store};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::dice::BrowserDice;
use ssd1b_studio::platform::storage::Area;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::Replaced;

#[wasm_bindgen_test]
fn storage_keeps_text_apart_by_area() {
    for (area, other) in [(Area::Device, Area::Tab), (Area::Tab, Area::Device)] {
        area.set(Slot::Draft, "ein Entwurf ✓").unwrap();
        assert_eq!(area.get(Slot::Draft), Ok(Some("ein Entwurf ✓".to_owned())));
        assert_eq!(other.get(Slot::Draft), Ok(None));
        area.remove(Slot::Draft).unwrap();
        assert_eq!(area.get(Slot::Draft), Ok(None));
    }
}

#[wasm_bindgen_test]
fn refused_storage_is_an_answer() {
    let _device = Replaced::new(
        "localStorage",
        "throw new DOMException('no', 'SecurityError')",
        true,
    );
    let _tab = Replaced::new("sessionStorage", "return null", true);
    for area in [Area::Device, Area::Tab] {
        assert_eq!(area.get(Slot::Setup), Err(Refused));
        assert_eq!(area.set(Slot::Setup, "x"), Err(Refused));
        assert_eq!(area.remove(Slot::Setup), Err(Refused));
    }
}

#[wasm_bindgen_test]
fn full_storage_is_an_answer() {
    let stub = "return {getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') }}";
    let _device = Replaced::new("localStorage", stub, false);
    assert_eq!(Area::Device.set(Slot::Draft, "x"), Err(Refused));
}

#[wasm_bindgen_test]
async fn the_clock_sleeps_and_the_dice_differ() {
    let before = BrowserClock.now_ms();
    BrowserClock.sleep(20.0).await;
    assert!(BrowserClock.now_ms() > before);
    assert_ne!(BrowserDice.roll(), BrowserDice.roll());
}

#[wasm_bindgen_test]
fn dice_roll_without_crypto() {
    let _crypto = Replaced::new("crypto", "throw new Error('no')", true);
    assert_ne!(BrowserDice.roll(), BrowserDice.roll());
}
