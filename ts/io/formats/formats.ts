// All formats, and which one a file has: its first bytes decide, then its content, then its name.
import { CajalError } from "../../error.ts";
import { suggestion } from "../../text/nearest.ts";
import { cajalFormat } from "../cajal/cajal-format.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import { attributeOf, find, isHdf5, openHdf5 } from "../hdf5/hdf5.ts";
import { nwbFormat } from "../hdf5/nwb-format.ts";
import { sonataFormat } from "../hdf5/sonata-format.ts";
import { npyFormat, npzFormat } from "../numpy/npz-format.ts";
import { parquetFormat } from "../parquet/parquet-format.ts";
import { csvFormat } from "../tables/csv-format.ts";
import { nestFormat } from "../tables/nest-format.ts";
import type { Format } from "./format.ts";
import { otherKindOf } from "./other-kinds.ts";

/** All formats of files. */
export const formats: readonly Format[] = [
  ...[cajalFormat, csvFormat, nestFormat, npyFormat],
  ...[npzFormat, nwbFormat, parquetFormat, sonataFormat],
];

const names = formats.map(({ name }) => name);

/** A format by name; throws E_FORMAT if there is none. */
export function formatNamed(name: string): Format {
  const found = formats.find((format) => format.name === name);
  if (found) return found;
  throw new CajalError("E_FORMAT", `there is no format '${name}'; ${suggestion(name, names)}`, {
    parameter: "format",
    value: name,
    allowed: names.join(", "),
  });
}

const byExtension = (path: string): Format | undefined =>
  formats.find(({ extensions }) => extensions.some((ending) => path.toLowerCase().endsWith(ending)));

const byReadExtension = (path: string): Format | undefined =>
  formats.find(({ readExtensions = [] }) =>
    readExtensions.some((ending) => path.toLowerCase().endsWith(ending)),
  );

/** Whether bytes are the begin of a text with numbers, which can be a table. */
function isText(head: Uint8Array): boolean {
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const letters = head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
  return wide || (letters && head.some((byte) => byte >= 0x30));
}

function unknown(path: string): CajalError {
  const endings = formats.flatMap(({ extensions }) => extensions).join(", ");
  const hint = `name the format, or use one of the endings ${endings}`;
  return new CajalError("E_FORMAT", `${path}: the format is not known; ${hint}`, {
    parameter: "path",
    value: path,
    allowed: endings,
    hint,
  });
}

/** The format of a file to write, by its name; throws E_FORMAT if it has no known ending. */
export function formatOfName(path: string): Format {
  const found = byExtension(path);
  if (found) return found;
  throw unknown(path);
}

const headBytes = 64;

/** Whether an HDF5 file is of NWB: it has its table, or says so. */
async function isNwb(source: ByteSource): Promise<boolean> {
  const file = await openHdf5({ ...source, close() {} });
  try {
    const marks = ["/units", "/nwb_version"];
    return (
      marks.some((path) => find(file, path)) || attributeOf(file, file.root, "nwb_version") !== undefined
    );
  } finally {
    file.close();
  }
}

/** The format of a file to read. */
export async function formatOf(source: ByteSource, name?: string): Promise<Format> {
  const given = name === undefined ? undefined : formatNamed(name);
  if (source.size === 0)
    throw damage({
      file: source.name,
      problem: "it is empty: 0 bytes",
      hint: "take a whole copy, or record it again",
    });
  const head = source.read(0, headBytes);
  const other = otherKindOf(head);
  if (other) throw damage({ file: source.name, ...other });
  if (given) return given;
  const named = source.path === undefined ? undefined : byExtension(source.path);
  const sure = formats.find((format) => format.recognises(head));
  if (sure) return sure;
  if (isHdf5(head)) return named === nwbFormat || (await isNwb(source)) ? nwbFormat : sonataFormat;
  if (named) return named;
  if ((source.path !== undefined && byReadExtension(source.path)) || isText(head)) return csvFormat;
  throw unknown(source.name);
}
