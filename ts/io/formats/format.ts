// What every file format offers. One file per format implements it; formats.ts lists them.
import type { Traces } from "../../simulate/recording.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";

/** A format by name. */
export type FormatName = "cajal" | "csv" | "nest" | "npy" | "npz" | "nwb" | "parquet" | "sonata";

/** Some spikes of a recording: the neuron and the time [ms] of each. */
export interface SpikeChunk {
  readonly ids: Uint32Array;
  /** [ms] */
  readonly times: Float64Array;
}

/** Neurons with the name of their population. */
export interface LabelledNeurons {
  readonly label: string;
  readonly neurons: Uint32Array;
}

/** A part of a file that is damaged and was left out. */
export interface DamagedPart {
  /** What it is and where. */
  readonly where: string;
  /** Its first byte, and its length [bytes]. */
  readonly offset: number;
  readonly bytes: number;
  /** Spikes lost with it; undefined if that is not known. */
  readonly spikes: number | undefined;
  /** The times of the spikes around it [ms]; undefined where there are none. */
  readonly after: number | undefined;
  readonly before: number | undefined;
}

/** What a file says about its recording before its spikes are read; undefined is what it does not say. */
export interface SpikeHead {
  /** All recorded neurons, silent ones included. */
  readonly neurons: Uint32Array | undefined;
  /** Recording began after this time [ms]. */
  readonly tStart: number | undefined;
  /** Recording reaches up to and with this time [ms]. */
  readonly tStop: number | undefined;
  /** Step of the simulation [ms]. */
  readonly resolution: number | undefined;
  /** The recorded neurons population by population. */
  readonly populations?: readonly LabelledNeurons[] | undefined;
  /** What the file calls the one population that is read. */
  readonly label?: string | undefined;
  /** Seed of the simulation. */
  readonly seed?: number | undefined;
  /** Sixteen hexadecimal digits over the description of the network. */
  readonly description?: string | undefined;
}

/** The same when all spikes have been seen. */
export interface SpikeSummary {
  readonly neurons: Uint32Array;
  /** [ms] */
  readonly tStart: number;
  /** [ms] */
  readonly tStop: number;
  /** [ms]; undefined if times lie on no grid of whole nanoseconds. */
  readonly resolution: number | undefined;
  readonly populations?: readonly LabelledNeurons[] | undefined;
  readonly label?: string | undefined;
  readonly seed?: number | undefined;
  readonly description?: string | undefined;
  readonly spikes: number;
}

/** Spikes of a file that is open. */
export interface SpikeInput {
  readonly kind: "spikes";
  readonly head: SpikeHead;
  /** Whether the file promises the order of time; others are sorted on the way. */
  readonly ordered: boolean;
  /** Bytes at the end that were lost, in a file that was cut and is valid up to there. */
  readonly droppedBytes?: number;
  /** What a user should know about how the file was understood, a sentence each. */
  readonly notes?: readonly string[];
  /** All spikes in the file's order, in pieces of about `size` or of the file's own; may be called again. */
  chunks(size: number): Iterable<SpikeChunk> | AsyncIterable<SpikeChunk>;
  /** How much of the present pass is done, 0 to 1. */
  done(): number;
  close(): void;
}

/** Samples and the units of their variables by name. */
export interface TraceTable {
  readonly traces: Traces;
  readonly units: Readonly<Record<string, string>>;
}

/** Samples of a file that is open. */
export interface TraceInput {
  readonly kind: "traces";
  read(): Promise<TraceTable>;
  close(): void;
}

/** How to read a file that does not say everything itself. */
export interface FormatReadOptions {
  /** Only this population; a file that names none is refused, unless a population is to be written (SONATA). */
  readonly population?: string | undefined;
  /** Step of the simulation [ms], for NEST files with times in steps. */
  readonly resolution?: number | undefined;
  /**
   * What the columns of a table are, where they have no names that are known: "time", "neuron", names of variables,
   * "-" for one to pass over.
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * Hears of each part of a .cajal file that is damaged, which is left out then. Without it, reading ends there with
   * E_IO.
   */
  readonly onDamage?: ((part: DamagedPart) => void) | undefined;
}

/** How to write a file. */
export interface FormatWriteOptions {
  /** Name of the population in a SONATA file; default: as the recording names it, or "default". */
  readonly population?: string | undefined;
  /** The one variable to write into a SONATA report; needed when there are several. */
  readonly variable?: string | undefined;
  /** Add to the file that exists. */
  readonly append?: boolean | undefined;
  /** Begin of the session in an NWB file; default: now. */
  readonly sessionStart?: Date | undefined;
}

/** Takes spikes in the order of (time, neuron). */
export interface SpikeOutput {
  write(chunk: SpikeChunk): void | Promise<void>;
  end(summary: SpikeSummary): void | Promise<void>;
  /** Gives back what is held, without an end. */
  abandon(): void;
}

/** A file format. */
export interface Format {
  readonly name: FormatName;
  /** One line for lists. */
  readonly title: string;
  /** Endings of file names, with the dot. */
  readonly extensions: readonly string[];
  /** Endings of files of others that are read, and not written. */
  readonly readExtensions?: readonly string[];
  /** Whether these first bytes can only be of this format. */
  recognises(head: Uint8Array): boolean;
  /** Whether neurons and resolution must be known before the first spike is written. */
  readonly headFirst?: boolean;
  /** Whether a recording can be added to a file that exists. */
  readonly appends?: boolean;
  open(source: ByteSource, options: FormatReadOptions): Promise<SpikeInput | TraceInput>;
  writeSpikes?(target: ByteTarget, head: SpikeHead, options: FormatWriteOptions): Promise<SpikeOutput>;
  writeTraces?(target: ByteTarget, table: TraceTable, options: FormatWriteOptions): Promise<void>;
}

/** Nothing known. */
export const unknownHead: SpikeHead = {
  neurons: undefined,
  tStart: undefined,
  tStop: undefined,
  resolution: undefined,
};
