// Points by WebGL 2. Only new points travel to the graphics memory, and only they are drawn: into a picture whose
// columns are moments, used round and round. Scrolling is two copies of that picture to the screen.
import { heightUnit } from "./bands.ts";
import { bytesPerPoint, type Range, type SpikeRing } from "./spike-ring.ts";
import { type Scene, type Surface, sceneKey } from "./surface.ts";

const vertexSource = `#version 300 es
layout(location = 0) in int tick;
layout(location = 1) in uint height;
layout(location = 2) in uint kind;
uniform int ticksPerPixel;
uniform ivec2 size;
uniform float pointSize;
uniform vec3 colours[3];
flat out vec3 colour;
void main() {
  float right = float((tick / ticksPerPixel) % size.x + 1);
  float x = 2.0 * (right - 0.5 * pointSize) / float(size.x) - 1.0;
  gl_Position = vec4(x, 1.0 - 2.0 * float(height) / ${heightUnit}.0, 0.0, 1.0);
  gl_PointSize = pointSize;
  colour = colours[kind];
}`;

const fragmentSource = `#version 300 es
precision mediump float;
flat in vec3 colour;
out vec4 pixel;
void main() { pixel = vec4(colour, 1.0); }`;

function shader(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const made = gl.createShader(kind) as WebGLShader;
  gl.shaderSource(made, source);
  gl.compileShader(made);
  return made;
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram() as WebGLProgram;
  gl.attachShader(program, shader(gl, gl.VERTEX_SHADER, vertexSource));
  gl.attachShader(program, shader(gl, gl.FRAGMENT_SHADER, fragmentSource));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`the raster's shaders do not link: ${gl.getProgramInfoLog(program) ?? ""}`);
  return program;
}

const uniformNames = ["ticksPerPixel", "size", "pointSize", "colours"] as const;

/** What lives in the graphics memory, and what the picture shows. */
interface Resources {
  readonly capacity: number;
  readonly uniforms: Readonly<Record<(typeof uniformNames)[number], WebGLUniformLocation | null>>;
  readonly picture: WebGLFramebuffer;
  /** The view that the picture was made for, and its newest column counted from time 0. */
  key: string;
  column: number;
}

function resourcesOf(gl: WebGL2RenderingContext, { capacity }: SpikeRing): Resources {
  const program = programOf(gl);
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, capacity * bytesPerPoint, gl.DYNAMIC_DRAW);
  for (const place of [0, 1, 2]) gl.enableVertexAttribArray(place);
  gl.vertexAttribIPointer(0, 1, gl.INT, bytesPerPoint, 0);
  gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_SHORT, bytesPerPoint, 4);
  gl.vertexAttribIPointer(2, 1, gl.UNSIGNED_SHORT, bytesPerPoint, 6);
  const picture = gl.createFramebuffer() as WebGLFramebuffer;
  gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
  const place = (name: string) => [name, gl.getUniformLocation(program, name)] as const;
  const uniforms = Object.fromEntries(uniformNames.map(place)) as Resources["uniforms"];
  return { capacity, uniforms, picture, key: "", column: 0 };
}

function send(gl: WebGL2RenderingContext, ring: SpikeRing): Range[] {
  const ranges = ring.takeNew();
  for (const { first, count } of ranges) {
    const points = new Uint8Array(ring.bytes, first * bytesPerPoint, count * bytesPerPoint);
    gl.bufferSubData(gl.ARRAY_BUFFER, first * bytesPerPoint, points);
  }
  return ranges;
}

/** Prepares an empty picture for another view. */
function renew(gl: WebGL2RenderingContext, { uniforms, picture }: Resources, scene: Scene): void {
  const { width, height } = gl.canvas;
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, picture);
  const target = gl.getParameter(gl.RENDERBUFFER_BINDING) as WebGLRenderbuffer;
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, target);
  gl.viewport(0, 0, width, height);
  gl.clearColor(...scene.ground, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.uniform1i(uniforms.ticksPerPixel, scene.ticksPerPixel);
  gl.uniform2i(uniforms.size, width, height);
  gl.uniform1f(uniforms.pointSize, scene.pointSize);
  gl.uniform3fv(uniforms.colours, scene.colours.flat());
}

/** Empties the columns for the moments that have passed. */
function clearColumns(gl: WebGL2RenderingContext, from: number, count: number): void {
  const { width, height } = gl.canvas;
  gl.enable(gl.SCISSOR_TEST);
  for (let done = 0; done < count; ) {
    const left = (from + done) % width;
    const part = Math.min(count - done, width - left);
    gl.scissor(left, 0, part, height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    done += part;
  }
  gl.disable(gl.SCISSOR_TEST);
}

/** Copies the picture to the screen so that its newest column stands on the right. */
function show(gl: WebGL2RenderingContext, { picture, column }: Resources): void {
  const { width, height } = gl.canvas;
  const newest = column % width;
  const older = width - 1 - newest;
  const copy = (from: number, to: number, count: number): void =>
    gl.blitFramebuffer(
      ...([
        from,
        0,
        from + count,
        height,
        to,
        0,
        to + count,
        height,
        gl.COLOR_BUFFER_BIT,
        gl.NEAREST,
      ] as const),
    );
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, picture);
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
  if (older > 0) copy(newest + 1, 0, older);
  copy(0, older, newest + 1);
}

function paint(gl: WebGL2RenderingContext, resources: Resources, scene: Scene): void {
  const { ring, now, ticksPerPixel } = scene;
  const { width } = gl.canvas;
  const fresh = send(gl, ring);
  const key = sceneKey(scene, gl.canvas);
  const column = Math.floor(now / ticksPerPixel);
  const moved = column - resources.column;
  const again = key !== resources.key || moved < 0 || moved >= width;
  if (again) renew(gl, resources, scene);
  else {
    gl.bindFramebuffer(gl.FRAMEBUFFER, resources.picture);
    clearColumns(gl, resources.column + 1, moved);
  }
  const ranges = again ? ring.since(now - width * ticksPerPixel) : fresh;
  for (const { first, count } of ranges) gl.drawArrays(gl.POINTS, first, count);
  Object.assign(resources, { key, column });
  show(gl, resources);
}

/** Draws on a canvas by WebGL 2; undefined where there is none. `restored` is called after a lost context came back. */
export function webglSurface(canvas: HTMLCanvasElement, restored: () => void): Surface | undefined {
  const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
  if (!gl) return undefined;
  let resources: Resources | undefined;
  const lose = (event: Event): void => {
    // Without this the context would never come back.
    event.preventDefault();
    resources = undefined;
  };
  canvas.addEventListener("webglcontextlost", lose);
  canvas.addEventListener("webglcontextrestored", restored);
  return {
    kind: "webgl",
    draw(scene) {
      if (gl.isContextLost()) return;
      if (resources?.capacity !== scene.ring.capacity) {
        resources = resourcesOf(gl, scene.ring);
        scene.ring.forgetSent();
      }
      paint(gl, resources, scene);
    },
    dispose() {
      canvas.removeEventListener("webglcontextlost", lose);
      canvas.removeEventListener("webglcontextrestored", restored);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}
