/** The memory that a WebAssembly binary imports: whether it is shared between threads stands in one bit of the file. */

const header = 8;
const importSection = 2;
const shared = 2;

/** What an import is: a global where it is none of these. */
const [ofFunction, ofTable, ofMemory] = [0, 1, 2];

class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error("the WebAssembly binary ends too early");
    return value;
  }

  /** An unsigned number of variable length (LEB128). */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  skip(count: number): void {
    this.at += count;
  }

  limits(): void {
    const flags = this.byte();
    this.number();
    if (flags % 2 === 1) this.number();
  }
}

/** Where the flags of the imported memory stand. */
function memoryFlags(bytes: Uint8Array): number {
  const reader = new Reader(bytes, header);
  while (reader.byte() !== importSection) reader.skip(reader.number());
  reader.number();
  for (let left = reader.number(); left > 0; --left) {
    reader.skip(reader.number());
    reader.skip(reader.number());
    const kind = reader.byte();
    if (kind === ofMemory) return reader.at;
    if (kind === ofFunction) reader.number();
    else if (kind === ofTable) {
      reader.skip(1);
      reader.limits();
    } else reader.skip(2);
  }
  throw new Error("the WebAssembly binary imports no memory");
}

/** The binary with a memory of its own in place of a shared one, as a page has it that may not share memory. */
export function withOwnMemory(binary: ArrayBuffer): ArrayBuffer {
  const bytes = new Uint8Array(binary.slice(0));
  const at = memoryFlags(bytes);
  bytes[at] = (bytes[at] as number) & ~shared;
  return bytes.buffer;
}
