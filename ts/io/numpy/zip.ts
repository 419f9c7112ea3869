// The checksums of a zip archive (APPNOTE 6.3.10, 4.3.12 and 4.3.16), at which the library that unpacks does not look.
import { CajalError } from "../../error.ts";
import { crc32 } from "../../text/crc32.ts";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const longestComment = 65_535;

const broken = (what: string): CajalError =>
  new CajalError("E_IO", `decodeNpz: ${what}`, { hint: "the file is damaged; take a whole copy" });

/**
 * Compares unpacked files with the list at the end of their archive.
 *
 * @throws CajalError E_IO if a file is missing, longer, shorter or has another checksum
 */
export function verifyArchive(bytes: Uint8Array, files: Readonly<Record<string, Uint8Array>>): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endBytes;
  while (
    end >= 0 &&
    end >= bytes.length - endBytes - longestComment &&
    view.getUint32(end, true) !== endSignature
  )
    end--;
  if (end < 0 || view.getUint32(end, true) !== endSignature) throw broken("the bytes are no zip archive");
  const count = view.getUint16(end + 10, true);
  let place = view.getUint32(end + 16, true);
  const listEnd = place + view.getUint32(end + 12, true);
  for (let entry = 0; entry < count; entry++) {
    if (place + entryBytes > bytes.length || view.getUint32(place, true) !== entrySignature)
      throw broken("the list of its arrays is damaged");
    const nameBytes = view.getUint16(place + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(place + entryBytes, place + entryBytes + nameBytes));
    const local = view.getUint32(place + 42, true);
    const begin = local + localBytes;
    if (
      begin + nameBytes > bytes.length ||
      new TextDecoder().decode(bytes.subarray(begin, begin + nameBytes)) !== name
    )
      throw broken(`the name of ${name} is damaged`);
    const file = files[name];
    if (name.endsWith(".npy") && (!file || crc32(file) !== view.getUint32(place + 16, true)))
      throw broken(`the checksum of ${name} is wrong`);
    place += entryBytes + nameBytes + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
  }
  if (place !== listEnd) throw broken("the list of its arrays is damaged");
}
