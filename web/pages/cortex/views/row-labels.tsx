// Names beside the rows of an image.
import { placed } from "../../../shell/index.ts";

// Of more areas than that every second name is left out where there is little room.
const mostNames = 16;

/** Properties of {@link RowLabels}. */
export interface RowLabelsProps {
  /** Names of areas. */
  readonly names: readonly string[];
  /** Names of rows above those of the areas. */
  readonly above?: readonly string[];
}

/** Names at the middles of rows. */
export function RowLabels({ names, above = [] }: RowLabelsProps) {
  const rows = [...above, ...names];
  const second = (row: number): boolean => names.length > mostNames && (row - above.length) % 2 === 1;
  return (
    <div class="row-labels" aria-hidden="true">
      {rows.map((name, row) => (
        <span
          key={name}
          class={second(row) ? "second" : ""}
          ref={placed({ top: `${(100 * (row + 0.5)) / rows.length}%` })}
        >
          {name}
        </span>
      ))}
    </div>
  );
}
