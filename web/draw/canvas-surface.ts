// Points on a plain canvas, for browsers without WebGL 2: what is there moves left, and what is new is added.
import { heightUnit } from "./bands.ts";
import { type Scene, type Surface, sceneKey } from "./surface.ts";

const colourOf = ([red, green, blue]: readonly [number, number, number]): string =>
  `rgb(${Math.round(255 * red)} ${Math.round(255 * green)} ${Math.round(255 * blue)})`;

/** Draws on a canvas by its own means. */
export function canvasSurface(canvas: HTMLCanvasElement): Surface {
  const context = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
  let shown = "";
  let column = 0;

  const points = (scene: Scene, ranges: ReturnType<Scene["ring"]["since"]>): void => {
    const { ring, ticksPerPixel, pointSize } = scene;
    const styles = scene.colours.map(colourOf);
    for (const { first, count } of ranges) {
      for (let place = first; place < first + count; place++) {
        const [tick, height, kind] = ring.at(place);
        const x = canvas.width - pointSize - (column - Math.floor(tick / ticksPerPixel));
        context.fillStyle = styles[kind] as string;
        context.fillRect(x, (height / heightUnit) * canvas.height - pointSize / 2, pointSize, pointSize);
      }
    }
  };

  return {
    kind: "canvas",
    draw(scene) {
      const key = sceneKey(scene, canvas);
      const next = Math.floor(scene.now / scene.ticksPerPixel);
      const moved = next - column;
      const recent = scene.ring.takeNew();
      const again = key !== shown || moved < 0 || moved >= canvas.width;
      [shown, column] = [key, next];
      context.fillStyle = colourOf(scene.ground);
      if (again) {
        context.fillRect(0, 0, canvas.width, canvas.height);
        points(scene, scene.ring.since(scene.now - canvas.width * scene.ticksPerPixel));
        return;
      }
      if (moved > 0) {
        context.drawImage(canvas, -moved, 0);
        context.fillRect(canvas.width - moved, 0, moved, canvas.height);
      }
      points(scene, recent);
    },
    dispose() {
      shown = "";
    },
  };
}
