// The database as version 1 of its schema has it, with a row of each kind in every table. Never changed: later versions are
// tested by what they make of it.
const request = indexedDB.open("ssd1b-studio", 1);
request.onupgradeneeded = () => {
    const texts = ["jobs", "recipes", "uses", "ledger", "meta"];
    const bytes = ["answers", "thumbnails", "originals"];
    for (const name of [...texts, ...bytes]) {
        const store = request.result.createObjectStore(name);
        const text = name === "uses" ? "" : `{"version":1,"of":"${name}"}`;
        store.put(texts.includes(name) ? text : new Uint8Array([0, 255, name.length]), `${name}/1`);
        store.put(texts.includes(name) ? "" : new Uint8Array(0), `${name}/2`);
    }
};
return new Promise((done, failed) => {
    request.onsuccess = () => { request.result.close(); done() };
    request.onerror = () => failed(request.error);
});
