// Tables of currents over time.
import { refuse } from "../files/complaint.ts";
import { textOfFile } from "../files/json.ts";

/**
 * Two columns of numbers of a table whose first line has names.
 *
 * @throws CajalError E_IO with the line
 */
export function csvRows(
  file: string,
  separator: string,
  columns: readonly [times: string, values: string],
): { readonly times: number[]; readonly values: number[] } {
  const lines = textOfFile(file).split(/\r?\n/);
  const split = (line: string): string[] =>
    separator.trim() === "" ? line.trim().split(/\s+/) : line.split(separator).map((one) => one.trim());
  const names = split(lines[0] ?? "");
  const places = columns.map((name) => names.indexOf(name));
  const missing = columns.find((_, k) => (places[k] as number) < 0);
  if (missing !== undefined)
    refuse(
      "E_IO",
      { file, where: "line 1" },
      {
        parameter: missing,
        problem: `there is no column '${missing}', there are ${names.join(", ")}`,
        hint: "name the columns: timestamps_column, amplitudes_column",
      },
    );
  const [times, values]: [number[], number[]] = [[], []];
  for (const [k, line] of lines.entries()) {
    if (k === 0 || line.trim() === "") continue;
    const [time, value] = places.map((place) => Number(split(line)[place]));
    if (!Number.isFinite(time) || !Number.isFinite(value))
      refuse(
        "E_IO",
        { file, where: `line ${k + 1}` },
        {
          problem: "there must be two numbers",
          value: line,
          hint: "correct the line",
        },
      );
    times.push(time as number);
    values.push(value as number);
  }
  return { times, values };
}
