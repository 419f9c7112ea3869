/** What TypeScript asks of a kernel: exactly the methods of bindings/methods.hpp, and what a host adds. */

/** How values are drawn, one per element (core/description.hpp). */
export interface DrawRecord {
  readonly kind: string;
  readonly numbers: readonly number[] | Float64Array;
  readonly limit: string;
  readonly low: number;
  readonly high: number;
}

export interface PopulationRecord {
  readonly model: string;
  readonly label: string;
  readonly size: number;
  readonly positions: readonly number[] | Float64Array;
  readonly periods: readonly number[];
}

export interface ValuesRecord {
  readonly targets: readonly number[];
  readonly name: string;
  readonly draw: DrawRecord;
}

export interface ConnectionRecord {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  readonly rule: string;
  readonly number: number;
  readonly autapses: boolean;
  readonly multapses: boolean;
  readonly pairSources: readonly number[] | Uint32Array;
  readonly pairTargets: readonly number[] | Uint32Array;
  readonly weight: DrawRecord;
  readonly delay: DrawRecord;
  readonly receptor: number;
  readonly synapse: string;
  readonly synapseParameters: Readonly<Record<string, number>>;
  readonly output: number;
  readonly axonal: number;
  readonly kernel: readonly number[];
  readonly mask: readonly number[];
}

/** A parameter of a stimulus in which its targets differ: one draw, or one for each entry of a list. */
export interface EachRecord {
  readonly name: string;
  readonly draws: readonly DrawRecord[];
}

/** Parameters that the targets of a stimulus share. */
export type SharedRecord = Readonly<Record<string, number | Float64Array>>;

export interface StimulusRecord {
  readonly kind: string;
  readonly parameters: SharedRecord;
  readonly each: readonly EachRecord[];
  readonly targets: readonly number[];
  readonly weight: DrawRecord;
  readonly delay: DrawRecord;
  readonly receptor: number;
}

export interface RecorderRecord {
  readonly kind: string;
  readonly targets: readonly number[];
  readonly variables: readonly string[];
  /** Steps between samples. */
  readonly every: number;
}

/** How synapses are kept: as rows; drawn whenever their source fires; or drawn where that can be, the rest as rows. */
export type Connectivity = "stored" | "made" | "auto";

export interface BuildRecord {
  readonly threads: number;
  readonly weights: "exact" | "compact";
  readonly connectivity: Connectivity;
}

/** A whole network in records. */
export interface KernelRecords {
  /** [ms] */
  readonly resolution: number;
  readonly seed: number;
  readonly populations: readonly PopulationRecord[];
  readonly values: readonly ValuesRecord[];
  readonly connections: readonly ConnectionRecord[];
  readonly stimuli: readonly StimulusRecord[];
  readonly recorders: readonly RecorderRecord[];
}

/** Spikes sorted by (step, neuron). */
export interface SpikeColumns {
  readonly ids: Uint32Array;
  readonly steps: Float64Array;
}

/** Samples in the order [sample][variable][neuron]. */
export interface SampleColumns {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** The synapses of a projection in (source, target, ordinal) order. */
export interface SynapseColumns {
  /** Global neuron numbers. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** As stored, in the receptor's unit. */
  readonly weight: Float64Array;
  /** [ms] */
  readonly delay: Float64Array;
}

/**
 * One simulation inside a backend. While `build`, `run`, `setWeights` or `restore` is under way only `progress` and
 * `stop` may be called.
 */
export interface Kernel {
  population(record: PopulationRecord): number;
  values(record: ValuesRecord): void;
  connect(record: ConnectionRecord): number;
  stimulate(record: StimulusRecord): number;
  record(record: RecorderRecord): number;
  build(record: BuildRecord): Promise<void>;
  /** The most memory that the network and all that grows while it runs may take [bytes]. */
  limit(bytes: number): void;
  run(steps: number): Promise<void>;
  runSync(steps: number): void;
  stop(): void;
  /** Phase (0 idle, 1 build, 2 run, 3 setWeights or restore), fraction, step, spikes in this call, synapses made. */
  progress(): Float64Array;
  step(): number;
  get(targets: readonly number[], name: string): Float64Array;
  setNeurons(records: readonly ValuesRecord[]): void;
  setStimulus(stimulus: number, parameters: SharedRecord, each: readonly EachRecord[]): void;
  setWeights(projections: readonly number[], weight: DrawRecord): Promise<void>;
  setSynapses(projections: readonly number[], parameters: Readonly<Record<string, number>>): void;
  readSpikes(recorder: number, clear: boolean): SpikeColumns;
  readSamples(recorder: number, clear: boolean): SampleColumns;
  weights(projection: number): SynapseColumns;
  /** Everything that the description does not say; equal for any number of threads and any backend. */
  checkpoint(): Uint8Array;
  /** Goes on from a checkpoint of the same description, right after `build`. */
  restore(checkpoint: Uint8Array): Promise<void>;
  /** JSON, see `KernelReport`. */
  report(): string;
  digest(): string;
  /** Gives the memory of the built network back at once; nothing may be called after it. */
  close(): void;
}

/** The methods of `Kernel` by name, for the comparison with bindings/methods.hpp. */
export const kernelMethods: readonly (keyof Kernel)[] = [
  "population",
  "values",
  "connect",
  "stimulate",
  "record",
  "build",
  "limit",
  "run",
  "runSync",
  "stop",
  "progress",
  "step",
  "get",
  "setNeurons",
  "setStimulus",
  "setWeights",
  "setSynapses",
  "readSpikes",
  "readSamples",
  "weights",
  "checkpoint",
  "restore",
  "report",
  "digest",
  "close",
];

/** What a kernel says of itself; totals over all runs. */
export interface KernelReport {
  readonly threads: number;
  readonly isa: string;
  readonly weights: "exact" | "compact";
  readonly connectivity: "stored" | "made" | "mixed";
  readonly build: {
    readonly seconds: number;
    readonly synapses: number;
    readonly bytesPerSynapse: number;
    readonly bytes: number;
    readonly stimulusBytes: number;
  };
  readonly run: {
    readonly steps: number;
    readonly wall: number;
    readonly phases: {
      readonly deliver: number;
      readonly update: number;
      readonly exchange: number;
      readonly record: number;
    };
    readonly spikes: number;
    readonly spikesByPopulation: readonly number[];
    readonly synapticEvents: number;
  };
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number }[];
}

/** What a machine offers. */
export interface Machine {
  /** The instruction set in use. */
  readonly isa: string;
  /** All that this machine supports. */
  readonly isas: readonly string[];
  readonly hardwareThreads: number;
  /** How threads are made: `openmp`, `std`, or `none` where there is only one. */
  readonly threading: string;
}

/** The name of a backend. */
export type BackendName = "native" | "wasm";

/** What a new simulation begins with. */
export interface KernelStart {
  /** [ms] */
  readonly resolution: number;
  readonly seed: number;
  /** Threads that `build` will ask for. */
  readonly threads: number;
  /** Memory that it is estimated to take, and the most that it may take [bytes]. */
  readonly bytes: number;
  readonly most: number;
}

/** A kernel that has been loaded. */
export interface Backend {
  readonly name: BackendName;
  /** Where it came from, for reports. */
  readonly origin: string;
  /** The most memory a simulation can have, whatever the machine has [bytes]. */
  readonly mostMemory: number;
  /** A new, empty simulation. */
  create(start: KernelStart): Promise<Kernel>;
  /** The kernel's tables as JSON. */
  tables(): string;
  machine(): Machine;
}

/** How one backend is loaded; throws an error that says what was tried. */
export interface BackendLoader {
  readonly name: BackendName;
  load(): Promise<Backend>;
}
