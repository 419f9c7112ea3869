// Current clamps of electrodes (developer guide of SONATA, "Simulation input"): which node each of them is in stands in
// one table, the steps that it gives in another.
import { type Section, textIn } from "../config/section.ts";
import { refuse } from "../files/complaint.ts";
import { rowsOfTable, type TypeRow } from "../files/types.ts";
import { type Chosen, chooseNodes } from "../nodes/node-sets.ts";
import type { Nodes } from "../nodes/populations.ts";

/** Steps of current into some nodes. */
export interface Steps {
  readonly chosen: readonly Chosen[];
  /** [pA] */
  readonly amp: readonly number[];
  /** [ms] */
  readonly delay: readonly number[];
  readonly duration: readonly number[];
}

function numberOf({ values, line }: TypeRow, key: string, file: string): number {
  const number = Number(values[key]);
  if (values[key] !== undefined && Number.isFinite(number)) return number;
  return refuse(
    "E_IO",
    { file, where: `line ${line}` },
    {
      parameter: key,
      problem: `${key} must be a number`,
      value: values[key] ?? "NULL",
      hint: "correct the table",
    },
  );
}

/** The file that an input names. */
function fileOf(input: Section, key: string): string {
  const file = textIn(input, key);
  if (file !== undefined) return file;
  return refuse("E_DESCRIPTION", input.place, {
    parameter: key,
    problem: `it names no ${key}`,
    hint: "electrodes need the table of their nodes and that of their steps",
  });
}

/**
 * The steps of all electrodes of an input.
 *
 * @throws CajalError E_IO with the line, E_UNKNOWN_NAME and E_INDEX for nodes that are not there
 */
export function stepsOfElectrodes(input: Section, nodes: readonly Nodes[], sets: Section): Steps[] {
  const [places, steps] = [fileOf(input, "electrode_file"), fileOf(input, "input_file")];
  const given = rowsOfTable(steps, ["electrode_id", "amp", "delay", "dur"]);
  return rowsOfTable(places, ["electrode_id", "node_id"]).map((row) => {
    const node = {
      ...(row.values.population === undefined ? {} : { population: row.values.population }),
      node_id: numberOf(row, "node_id", places),
    };
    const own = given.filter(({ values }) => values.electrode_id === row.values.electrode_id);
    const column = (key: string): number[] => own.map((one) => numberOf(one, key, steps));
    return {
      chosen: chooseNodes(nodes, sets, node, { file: places, where: `line ${row.line}` }),
      ...{ amp: column("amp"), delay: column("delay"), duration: column("dur") },
    };
  });
}
