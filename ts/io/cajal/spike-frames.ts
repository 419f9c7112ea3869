// The frames of a spike file in their order, and the places where they are damaged.
import type { ByteSource } from "../files/source.ts";
import { blockAt, endOf, headAt, nextBlock, readFooter } from "./spike-blocks.ts";
import {
  blockBytes,
  checkBytes,
  decodeFrame,
  type FrameEntry,
  footerMagic,
  frameMagic,
  plausible,
} from "./spike-format.ts";

/** A part of a spike file that cannot be read. */
export interface BadFrame {
  readonly kind: "bad";
  /** Its number among the frames, from 1; damage of the index has none. */
  readonly frame: number | undefined;
  /** [bytes] */
  readonly offset: number;
  /** [bytes] */
  readonly bytes: number;
  /** Spikes lost, if its head still says so. */
  readonly spikes: number | undefined;
}

/** The spikes of one frame; one without spikes says up to which step the recording came. */
export interface GoodFrame {
  readonly kind: "good";
  readonly steps: Float64Array;
  readonly ids: Uint32Array;
  readonly lastStep: number;
  /** Where it ends [bytes]. */
  readonly end: number;
}

/** What a file of frames is like. */
export interface Extent {
  /** Where frames begin and end [bytes]. */
  readonly begin: number;
  readonly end: number;
  /** The index, if the recording was ended properly. */
  readonly index: readonly FrameEntry[] | undefined;
  /** The end of the recording [ms] as the footer says. */
  readonly tStop: number | undefined;
}

/** Finds out how far the frames reach. */
export function extentOf(source: ByteSource, begin: number): Extent {
  const footer = readFooter(source);
  return footer
    ? { begin, end: footer.offset, index: footer.frames, tStop: footer.tStop }
    : { begin, end: source.size, index: undefined, tStop: undefined };
}

/** The frame at a place, or nothing. */
function frameAt(source: ByteSource, offset: number): GoodFrame | undefined {
  const block = blockAt(source, offset);
  if (block?.head.kind !== frameMagic) return undefined;
  const { steps, ids } = decodeFrame(block.bytes, block.head);
  return { kind: "good", steps, ids, lastStep: steps.at(-1) ?? block.head.step, end: block.end };
}

const spikesIn = (bytes: number): number => Math.max(0, (bytes - blockBytes - checkBytes) / 8);

/** By the index: only frames that are wanted are read. */
function* indexed(
  source: ByteSource,
  { index = [], end }: Extent,
  wants: (entry: FrameEntry) => boolean,
): Generator<GoodFrame | BadFrame, void, void> {
  for (const [k, entry] of (index as readonly FrameEntry[]).entries()) {
    if (!wants(entry)) continue;
    const found = frameAt(source, entry.offset);
    const bytes = (index[k + 1]?.offset ?? end) - entry.offset;
    yield found ?? { kind: "bad", frame: k + 1, offset: entry.offset, bytes, spikes: spikesIn(bytes) };
  }
}

// Zeros at the end of a file are looked for no further than this [bytes].
const longestGap = 1 << 20;

/**
 * Whether what stands at a place, where no whole block does, may be the beginning of one of which the rest is missing:
 * that is how a cut file ends. Anything else is damage.
 */
function isCut(source: ByteSource, offset: number): boolean {
  // A file system that lost power may have made room that was never written.
  if (source.read(offset, longestGap).every((byte) => byte === 0)) return true;
  const head = headAt(source, offset);
  if (!head) {
    const left = new TextDecoder("latin1").decode(source.read(offset, 4));
    return "SPKF".startsWith(left) || "SPKI".startsWith(left);
  }
  // A whole footer without all of its trailer is cut as well.
  if (head.kind === footerMagic && blockAt(source, offset)) return true;
  return plausible(head) && endOf(offset, head) > source.size;
}

/** Frame after frame; behind a damaged one, the search for the next begins. */
function* searched(source: ByteSource, { begin, end }: Extent): Generator<GoodFrame | BadFrame, void, void> {
  let number = 0;
  for (let offset = begin; offset < end; ) {
    number++;
    const found = frameAt(source, offset);
    if (found) {
      yield found;
      offset = found.end;
      continue;
    }
    const following = nextBlock(source, offset + 1);
    if (following === undefined && isCut(source, offset)) return;
    const next = following ?? end;
    const head = headAt(source, offset);
    const known = head && plausible(head) && endOf(offset, head) === next;
    const spikes = known && head.kind === frameMagic ? head.count : undefined;
    const isFooter = head?.kind === footerMagic;
    yield { kind: "bad", frame: isFooter ? undefined : number, offset, bytes: next - offset, spikes };
    offset = next;
  }
}

/** The frames of a file in their order, with the damaged places between them. `wants` may pass over some. */
export const framesOf = (
  source: ByteSource,
  extent: Extent,
  wants: (entry: FrameEntry) => boolean = () => true,
): Generator<GoodFrame | BadFrame, void, void> =>
  extent.index ? indexed(source, extent, wants) : searched(source, extent);
