// Appended to the painter's glue in a classic worker made from a blob: the one kind that starts everywhere.
// In: {module, prompt, negative, seed, sample, size, rows}. Out: {share} while painting, then {jpeg} or {error}.
self.onmessage = ({ data }) => {
  try {
    wasm_bindgen.initSync({ module: data.module });
    const painter = new wasm_bindgen.Painter(data.prompt, data.negative, data.seed, data.sample, data.size);
    let share = 0;
    while (share < 1) {
      share = painter.advance(data.rows);
      self.postMessage({ share });
    }
    const jpeg = painter.jpeg();
    self.postMessage({ jpeg }, [jpeg.buffer]);
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
