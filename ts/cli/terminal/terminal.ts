// What the terminal shows: tables, numbers and emphasis. Knows whether colour is wanted.

/** Where text for people goes. */
export interface Terminal {
  /** Writes a line. */
  say(line?: string): void;
  /** Writes rows below a heading; numbers belong to the right, so all columns but the first are flush right. */
  table(
    heading: readonly string[],
    rows: readonly (readonly string[])[],
    flushLeft?: readonly number[],
  ): void;
  /** Emphasis, where the terminal shows it. */
  bold(text: string): string;
}

/** A terminal on a stream: stdout, or stderr when stdout carries a document. */
export function terminalOn(stream: NodeJS.WriteStream): Terminal {
  const coloured = Boolean(stream.isTTY) && !process.env.NO_COLOR;
  const bold = (text: string): string => (coloured ? `\u001b[1m${text}\u001b[22m` : text);
  const say = (line = ""): void => {
    stream.write(`${line}\n`);
  };
  return {
    say,
    bold,
    table(heading, rows, flushLeft = [0]) {
      const widths = heading.map((title, column) =>
        Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
      );
      const line = (row: readonly string[]): string => {
        const cells = widths.map((width, column) => {
          const text = row[column] ?? "";
          return flushLeft.includes(column) ? text.padEnd(width) : text.padStart(width);
        });
        return `  ${cells.join("  ")}`.trimEnd();
      };
      say(bold(line(heading)));
      for (const row of rows) say(line(row));
    },
  };
}

/** A number with thousands separated. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** A number with some decimals, or a dash where there is none. */
export function fixed(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined || !Number.isFinite(value) ? "-" : value.toFixed(decimals);
}

// Longer names would push the numbers out of sight.
const longestName = 24;

/** A name that leaves room for the numbers beside it. */
export function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** Bytes in a unit that people read. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(power === 0 ? 0 : 2)} ${units[power]}`;
}

/** Seconds in a form that people read: 0.42 s, 12.3 s, 2:05 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-";
  if (seconds < 99.95) return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")} min`;
}
