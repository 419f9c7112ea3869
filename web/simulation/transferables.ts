// The memory of a message that can be given away instead of copied.

/** The buffers of all arrays in a message of plain objects and arrays, each once. Shared memory stays out. */
export function transferables(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (value instanceof ArrayBuffer) found.add(value);
    else if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (Array.isArray(value)) {
      // Long lists of numbers need not be searched.
      if (typeof value[0] === "object") for (const entry of value) collect(entry);
    } else if (Object.getPrototypeOf(value) === Object.prototype)
      for (const entry of Object.values(value)) collect(entry);
  };
  collect(message);
  return [...found];
}
