/** The bytes of `sim.checkpoint()`: the network as JSON, what only TypeScript knows, and the kernel's own bytes. */

import type { Kernel, KernelReport } from "../backend/backend.ts";
import { refuseDetached } from "../buffer.ts";
import { type CajalError, complaint, type ErrorDetail } from "../error.ts";
import type { Description } from "../network/description.ts";
import type { NetworkJson, ValueJson } from "../network/json/schema.ts";
import { toJson } from "../network/json/to-json.ts";
import { encodeNumber, encodeParameter } from "../network/values/codec.ts";
import { crc32c } from "../text/crc32.ts";
import type { StimulusValues } from "./change.ts";
import type { Drains } from "./drain.ts";
import type { Readings } from "./read.ts";
import type { SynapseStates } from "./synapses.ts";

type NumberJson = number | "Infinity" | "-Infinity";

/** Parameters of a stimulus. */
export type ParametersJson = Readonly<Record<string, ValueJson | ValueJson[]>>;

/** What stands before the kernel's bytes. */
interface Document {
  readonly network: NetworkJson;
  readonly weights: "exact" | "compact";
  /** Up to which step each recorder was emptied. */
  readonly emptied: readonly number[];
  /** Parameters of the stimuli that were changed, by their number. */
  readonly stimuli: Readonly<Record<string, ParametersJson>>;
  /** Parameters of the synapses that were changed, by the number of their connection. */
  readonly synapses: Readonly<Record<string, Readonly<Record<string, NumberJson>>>>;
}

/** What a checkpoint needs of a simulation. */
export interface Lasting {
  readonly description: Description;
  readonly kernel: Kernel;
  readonly readings: Readings;
  readonly drains: Drains;
  readonly stimuli: StimulusValues;
  readonly synapses: SynapseStates;
}

/** What a simulation goes on with. */
export interface Resumption {
  /** The kernel's part of a checkpoint. */
  readonly bytes: Uint8Array;
  readonly emptied: readonly number[];
  readonly stimuli: ReadonlyMap<number, ParametersJson>;
  readonly synapses: ReadonlyMap<number, Readonly<Record<string, number>>>;
}

/** A checkpoint taken apart. */
export interface Checkpoint {
  readonly network: NetworkJson;
  readonly weights: "exact" | "compact";
  readonly resumption: Resumption;
}

// "CAJALSIM", version, length of the document, document, CRC-32C of all before it, kernel's bytes.
const magic = new TextEncoder().encode("CAJALSIM");
const version = 1;
const headerLength = magic.length + 8;
const checkLength = 4;

/** The error E_CHECKPOINT. */
export function refusal(must: string, hint: string, detail: ErrorDetail = {}): CajalError {
  const call = "restore";
  return complaint("E_CHECKPOINT", {
    call,
    parameter: "checkpoint",
    hint,
    must: `this checkpoint cannot be used: ${must}`,
    ...detail,
  });
}

const damaged = (what: string): CajalError =>
  refusal(`it is damaged: ${what}`, "take an earlier checkpoint, or a copy of this one that is whole");

function changedStimuli({ stimuli, description }: Lasting): Document["stimuli"] {
  const changed = description.stimuli.flatMap(({ parameters }, index) => {
    const present = stimuli.get(index);
    if (!present || present === parameters) return [];
    const values = [...present].map(([name, value]) => [name, encodeParameter(value)]);
    return [[index, Object.fromEntries(values)]];
  });
  return Object.fromEntries(changed);
}

function changedSynapses({ synapses, description }: Lasting): Document["synapses"] {
  const changed = description.connections.flatMap(({ synapse }, index) => {
    const present = synapses.get(index);
    if (!present || present === synapse) return [];
    const values = Object.entries(present.parameters).map(([name, value]) => [name, encodeNumber(value)]);
    return [[index, Object.fromEntries(values)]];
  });
  return Object.fromEntries(changed);
}

/** Everything that a simulation needs to go on elsewhere. */
export function checkpointOf(lasting: Lasting): Uint8Array {
  const { description, kernel, readings, drains } = lasting;
  if (drains.active) drains.drain();
  const document: Document = {
    network: toJson(description),
    weights: (JSON.parse(kernel.report()) as KernelReport).weights,
    emptied: readings.emptied(),
    stimuli: changedStimuli(lasting),
    synapses: changedSynapses(lasting),
  };
  const text = new TextEncoder().encode(JSON.stringify(document));
  const state = kernel.checkpoint();
  const bytes = new Uint8Array(headerLength + text.length + checkLength + state.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, version, true);
  view.setUint32(magic.length + 4, text.length, true);
  bytes.set(text, headerLength);
  const end = headerLength + text.length;
  view.setUint32(end, crc32c(bytes.subarray(0, end)), true);
  bytes.set(state, end + checkLength);
  return bytes;
}

function documentOf(bytes: Uint8Array, end: number): Document {
  const document = JSON.parse(new TextDecoder().decode(bytes.subarray(headerLength, end))) as Document;
  const { network, weights, emptied, stimuli, synapses } = document;
  const steps = Array.isArray(emptied) && emptied.every((step) => Number.isSafeInteger(step) && step >= 0);
  if (
    !network ||
    !steps ||
    (weights !== "exact" && weights !== "compact") ||
    typeof stimuli !== "object" ||
    typeof synapses !== "object"
  )
    throw new Error("parts of the document are missing");
  return document;
}

/**
 * Takes a checkpoint apart; the kernel's bytes are checked by the kernel.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_CHECKPOINT
 */
export function parseCheckpoint(bytes: unknown): Checkpoint {
  if (!(bytes instanceof Uint8Array))
    throw complaint("E_TYPE", {
      call: "restore",
      parameter: "bytes",
      value: bytes,
      allowed: "a Uint8Array",
      must: "a checkpoint must be the bytes that sim.checkpoint() gave",
    });
  refuseDetached(bytes, "restore", "bytes");
  if (magic.some((byte, k) => k < bytes.length && bytes[k] !== byte))
    throw refusal("it does not begin as a checkpoint does", "give the bytes of sim.checkpoint()");
  if (bytes.length < headerLength + checkLength) throw damaged("it ends early");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(magic.length + 4, true);
  if (length > bytes.length - headerLength - checkLength) throw damaged("it ends early");
  const end = headerLength + length;
  if (crc32c(bytes.subarray(0, end)) !== view.getUint32(end, true))
    throw damaged("the checksum of its description is wrong");
  const written = view.getUint32(magic.length, true);
  if (written !== version)
    throw refusal(
      `its format has version ${written}, this library reads version ${version}`,
      "resume it with the version of cajal that wrote it",
    );
  try {
    const { network, weights, emptied, stimuli, synapses } = documentOf(bytes, end);
    const changed = Object.entries(stimuli).map(([index, values]) => [Number(index), values] as const);
    const learned = Object.entries(synapses).map(
      ([index, values]) =>
        [
          Number(index),
          Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])),
        ] as const,
    );
    const resumption = {
      bytes: bytes.subarray(end + checkLength),
      emptied,
      stimuli: new Map(changed),
      synapses: new Map(learned),
    };
    return { network, weights, resumption };
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
}
