// Names of columns in tables of other programs: which is the time, which the neuron, and in which unit.

/** A column's name taken apart. */
export interface Heading {
  readonly role: "time" | "neuron" | "value";
  readonly name: string;
  readonly unit: string | undefined;
}

const timeNames = /^(spike_?)?(times?|timestamps?|t)$/i;
const neuronNames = /^(neurons?|neuron_?ids?|ids?|senders?|node_?ids?|gids?|units?|unit_?ids?)$/i;

/** `time (ms)`, `time [ms]` and `time_ms` are the time in ms; `neuron`, `sender` and `node_id` are neurons. */
export function parseHeading(text: string): Heading {
  const bare = text.trim().replace(/^#\s*/, "");
  const [, name = bare, unit] =
    /^(.*?)\s*[([]([^()[\]]*)[)\]]$/.exec(bare) ?? /^(.*times?|t)_(ms|s|us)$/i.exec(bare) ?? [];
  const role = timeNames.test(name) ? "time" : neuronNames.test(name) ? "neuron" : "value";
  return { role, name, unit };
}
