// Where a file is written: under a temporary name until it is whole, or into memory.
import { builtin } from "../../backend/environment.ts";
import { CajalError } from "../../error.ts";
import { damage } from "./damage.ts";

/** A file that grows at its end. */
export interface ByteTarget {
  /** What messages call it. */
  readonly name: string;
  /** The temporary name, for libraries that write files themselves; nothing in memory. */
  readonly path: string | undefined;
  /** Whether it has content already, to which something is added. */
  readonly begun?: boolean;
  append(bytes: Uint8Array): void;
  /** The file is whole: it gets its name. Returns the bytes where it has none. */
  finish(): Uint8Array;
  /** The file is not wanted any more: nothing is left of it. */
  abandon(): void;
}

const files = () => builtin("node:fs");

/** A file in memory. */
export function memoryTarget(): ByteTarget {
  let pieces: Uint8Array[] = [];
  return {
    name: "the bytes",
    path: undefined,
    append: (bytes) => void pieces.push(bytes.slice()),
    finish() {
      const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
      let place = 0;
      for (const piece of pieces) {
        whole.set(piece, place);
        place += piece.length;
      }
      return whole;
    },
    abandon() {
      pieces = [];
    },
  };
}

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "create the folder first",
  EACCES: "choose a folder you may write to",
  EROFS: "choose a folder you may write to",
  EISDIR: "name a file, no folder",
  ENOTDIR: "create the folder first",
  ENOSPC: "make room on the disk",
  EDQUOT: "make room: your quota is used up",
  EFBIG: "allow larger files (ulimit -f)",
};

/** The error E_IO of a file that exists and may not be replaced. */
export const occupied = (path: string): CajalError =>
  damage({ file: path, problem: "it exists", hint: "choose another name or allow overwriting" });

let targets = 0;

/** Lets what was renamed in the folder of a file outlast a loss of power; Windows offers no such thing. */
function syncFolder(path: string): void {
  if (globalThis.process.platform === "win32") return;
  const { openSync, closeSync, fsyncSync } = files();
  const folder = openSync(builtin("node:path").dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Does something with a file that is written; what the system says against it becomes E_IO. */
function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof CajalError) throw cause;
    const { code = "", message } = cause as NodeJS.ErrnoException;
    const hint = remedies[code] ?? "check the path and the disk";
    throw damage({ file: path, problem: `it cannot be written: ${message}`, hint, cause });
  }
}

/** How a file is written. */
interface Writing {
  /** Replace a file that exists. */
  readonly overwrite: boolean;
  /** Begin with its content. */
  readonly copy: boolean;
  /** When it has its name, it is on the disk, whatever happens then. */
  readonly durable: boolean;
}

function place(path: string, { overwrite, copy, durable }: Writing): ByteTarget {
  const { existsSync, openSync, closeSync, writeSync, renameSync, rmSync, statSync } = files();
  const exists = existsSync(path);
  if (exists && !overwrite) throw occupied(path);
  // A link stays one; what it leads to is replaced.
  const final = exists ? attempt(path, () => files().realpathSync(path)) : path;
  if (exists && !attempt(path, () => statSync(path)).isFile())
    throw damage({ file: path, problem: "it is not a file", hint: "name a file, no folder or device" });
  const temporary = `${final}.part-${globalThis.process.pid}-${targets++}`;
  const file = attempt(path, () => openSync(temporary, "wx+"));
  let open = true;
  const close = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  const abandon = (): void => {
    close();
    rmSync(temporary, { force: true });
  };
  try {
    if (copy && exists) attempt(path, () => files().copyFileSync(path, temporary));
  } catch (error) {
    abandon();
    throw error;
  }
  return {
    name: path,
    path: temporary,
    begun: copy && exists,
    append: (bytes) =>
      attempt(path, () => {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      }),
    finish: () =>
      attempt(path, () => {
        // A disk that is full may say so only now.
        files().fsyncSync(file);
        close();
        if (!overwrite && existsSync(path)) throw occupied(path);
        renameSync(temporary, final);
        if (durable) syncFolder(final);
        return new Uint8Array(0);
      }),
    abandon,
  };
}

/**
 * A file beside its later place. `durable`: when it has its name it is on the disk, whatever happens then.
 *
 * @throws CajalError E_IO if it exists and may not be replaced, or cannot be created or written
 */
export const fileTarget = (path: string, overwrite: boolean, durable = false): ByteTarget =>
  place(path, { overwrite, durable, copy: false });

/** A copy of a file, which takes its place when something has been added; a new file where there is none. */
export const copyTarget = (path: string): ByteTarget =>
  place(path, { overwrite: true, durable: false, copy: true });

/**
 * Writes a whole file, or none: an earlier one stays as it was if that fails.
 *
 * @throws CajalError E_IO
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const target = fileTarget(path, true);
  try {
    target.append(typeof content === "string" ? new TextEncoder().encode(content) : content);
    target.finish();
  } catch (error) {
    target.abandon();
    throw error;
  }
}
