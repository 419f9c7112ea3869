// Names of columns in tables of other programs: what each holds, and in which unit.

/**
 * What a column holds. `step` and `offset` are NEST's times in steps; `index` numbers the rows.
 */
export type Role = "time" | "neuron" | "population" | "step" | "offset" | "index" | "ignore" | "value";

/** A column's name taken apart. */
export interface Heading {
  readonly role: Role;
  readonly name: string;
  readonly unit: string | undefined;
}

const unitNames = "ms|msec|milliseconds?|s|secs?|seconds?|us|µs|μs|microseconds?|ns|nanoseconds?";
const bracketed = /^(.*?)\s*[([]([^()[\]]*)[)\]]$/;
const suffixed = new RegExp(
  `^(.*?(?:times?|timestamps?|\\bt|^t))(?:[\\s_/,.-]+(?:in[\\s_])?)(${unitNames})$`,
  "i",
);

const roles: readonly (readonly [Exclude<Role, "value">, RegExp])[] = [
  ["step", /^(time_?)?steps?$/],
  ["offset", /^(time_?)?offsets?$/],
  ["time", /^(spikes?_?)?(times?|timestamps?|t|ts)(_of_spikes?)?$/],
  [
    "neuron",
    new RegExp(
      "^(spikes?_|global_|source_)?(neurons?|cells?|units?|nodes?|senders?|sources?|clusters?|gids?|ids?|i)" +
        "(_?(ids?|gids?|no|nrs?|numbers?|indexe?s?|indices|idxs?|senders?))?$",
    ),
  ],
  ["population", /^(populations?|pops?)(_?(names?|labels?|ids?))?$/],
  ["index", /^(|unnamed:_?\d+|__index_level_\d+__|index|idx|rows?|row_?names?|nrs?|no)$/],
  ["ignore", /^(-|ignored?)$/],
];

/** `time (ms)`, `time [ms]` and `time_ms` are the time in ms; `neuron`, `sender` and `node_id` are neurons. */
export function parseHeading(text: string): Heading {
  const bare = text.trim();
  const [, name = bare, unit] = bracketed.exec(bare) ?? suffixed.exec(bare) ?? [];
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const found = bare === "-" ? "ignore" : roles.find(([, pattern]) => pattern.test(plain))?.[0];
  return { role: found ?? "value", name: name.trim(), unit };
}

// Names that may number rows as well as neurons.
const weak = /^(ids?|i)$/i;

/**
 * Columns of which each role of a spike has at most one: the most telling name counts, and others of that role are
 * passed over. An index names the neurons where nothing else does.
 */
export function settled(columns: readonly Heading[]): readonly Heading[] {
  const neurons = columns.filter(({ role }) => role === "neuron");
  const chosen = new Map<Role, Heading | undefined>([
    ["neuron", neurons.find(({ name }) => !weak.test(name)) ?? neurons[0]],
    ...(["time", "population", "step", "offset"] as const).map(
      (wanted) => [wanted, columns.find(({ role }) => role === wanted)] as const,
    ),
  ]);
  const index = columns.find(({ role, name }) => role === "index" && /^(index|idx)$/i.test(name));
  if (!chosen.get("neuron")) chosen.set("neuron", index);
  return columns.map((column) => {
    if (column === chosen.get("neuron")) return { ...column, role: "neuron" };
    if (column.role === "value") return column;
    return column === chosen.get(column.role) ? column : { ...column, role: "ignore" };
  });
}
