//! Scripts that run before the page's own, to take abilities away from it or to let its time pass faster.

/// Both storages throw at the very getter, as where site data is blocked.
pub const STORAGE_REFUSED: &str = "
    for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
            get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
        });
    }";

/// No worker can be made.
pub const WORKERS_REFUSED: &str = "
    window.Worker = class {
        constructor() { throw new DOMException('Refused by a policy.', 'SecurityError'); }
    };";

/// Workers can be made and never start, as in frames without an origin.
pub const WORKERS_BROKEN: &str = "
    window.Worker = class extends window.Worker {
        constructor() { super('data:text/javascript,('); }
    };";

/// The page's clock and timers run so many times faster, also on pages that come later. Fetches take the time they take.
#[must_use]
pub fn faster(times: u32) -> String {
    format!(
        "{{
            const [now, begin, later] = [Date.now, Date.now(), window.setTimeout];
            Date.now = () => begin + (now() - begin) * {times};
            window.setTimeout = (run, ms, ...more) => later.call(window, run, ms / {times}, ...more);
        }}"
    )
}
