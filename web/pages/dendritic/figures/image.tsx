// A matrix as a picture.
import { useEffect, useRef } from "preact/hooks";
import { type DrawnMatrix, MatrixImage } from "../../../draw/matrix-image.ts";

/** Properties of {@link Image}. */
export interface ImageProps {
  readonly matrix: DrawnMatrix | undefined;
  /** Numbers as large as this have the full colour. */
  readonly range: number;
  readonly label: string;
}

/** The picture fills its place. */
export function Image({ matrix, range, label }: ImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<MatrixImage>(undefined);
  useEffect(() => {
    const made = new MatrixImage(canvas.current as HTMLCanvasElement, range);
    image.current = made;
    return () => made.dispose();
  }, [range]);
  useEffect(() => {
    if (matrix) image.current?.draw(matrix);
  }, [matrix, range]);
  return <canvas ref={canvas} class="matrix" role="img" aria-label={label} />;
}

/** Rows become columns. */
export function transposed({ rows, columns, values }: DrawnMatrix, factor = 1): DrawnMatrix {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = factor * (values[row * columns + column] as number);
  return { rows: columns, columns: rows, values: turned };
}
