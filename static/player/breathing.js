// @ts-check
/** Long work lets the page breathe. */

const SLICE_MS = 8; // Even on a phone at a quarter of the speed, a slice and the block that ends it stay below a 50 ms task.

/** What long work awaits between its steps: now and then it lets the browser do what it has to. */
export function breather() {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}
