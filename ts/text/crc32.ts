// Checksums by table: CRC-32C (Castagnoli) of recordings and checkpoints, CRC-32 (IEEE) of zip archives.

/** A checksum of bytes, as an unsigned 32-bit number, that may go on from the checksum of what came before. */
export type Checksum = (bytes: Uint8Array, before?: number) => number;

/** @param polynomial with its bits reversed */
function checksum(polynomial: number): Checksum {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    return remainder;
  });
  return (bytes, before = 0) => {
    let remainder = ~before >>> 0;
    for (let index = 0; index < bytes.length; index++) {
      remainder = (remainder >>> 8) ^ (table[(remainder ^ (bytes[index] as number)) & 0xff] as number);
    }
    return ~remainder >>> 0;
  };
}

/** Finds every burst of up to 32 damaged bits, as in iSCSI and ext4; polynomial 0x1EDC6F41. */
export const crc32c: Checksum = checksum(0x82f63b78);

/** As in zip and gzip; polynomial 0x04C11DB7. */
export const crc32: Checksum = checksum(0xedb88320);
