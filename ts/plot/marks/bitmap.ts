// A small image of palette colours, and its PNG form (ISO/IEC 15948).

/** An image whose pixels are places in a palette; place 0 is transparent. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top. */
  readonly pixels: Uint8Array;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

function crc(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (crcTable[(remainder ^ byte) & 0xff] as number);
  return ~remainder >>> 0;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function header({ width, height }: Bitmap): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([8, 3], 8); // eight bits per pixel, places in a palette
  return data;
}

/** zlib-compressed bytes, by what every browser and Node have on board. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function palette(colours: readonly string[]): Uint8Array {
  const data = new Uint8Array(3 * (colours.length + 1));
  for (const [index, colour] of colours.entries()) {
    const value = Number.parseInt(colour.slice(1), 16);
    data.set([value >> 16, (value >> 8) & 0xff, value & 0xff], 3 * (index + 1));
  }
  return data;
}

/**
 * Encodes an image as PNG.
 *
 * @param colours the palette from place 1 on, as #rrggbb; at most 255
 */
export async function encodePng(image: Bitmap, colours: readonly string[]): Promise<Uint8Array> {
  const lines = new Uint8Array((image.width + 1) * image.height);
  for (let row = 0; row < image.height; row++) {
    lines.set(image.pixels.subarray(row * image.width, (row + 1) * image.width), row * (image.width + 1) + 1);
  }
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header(image)),
    chunk("PLTE", palette(colours)),
    chunk("tRNS", Uint8Array.of(0)),
    chunk("IDAT", await deflate(lines)),
    chunk("IEND", new Uint8Array(0)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** A PNG as the address of an SVG image. */
export async function pngAddress(image: Bitmap, colours: readonly string[]): Promise<string> {
  const bytes = await encodePng(image, colours);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}
