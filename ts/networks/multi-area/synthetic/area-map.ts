// Areas on a flat map of cortex: where they lie, and what follows from their place.
import { cos, exp, hypotenuse, log, sin } from "../../elementary.ts";

/** An area of the map. */
export interface MapArea {
  /** [mm] */
  readonly x: number;
  readonly y: number;
  /** From 0, the first area, to 1. */
  readonly hierarchy: number;
  /** 8, 7, 6, 5, 4, or 2, which has no layer 4. */
  readonly architecture: number;
  /** [mm^2] */
  readonly surface: number;
}

// Areas of a hemisphere lie within 63 mm of each other in the macaque (S18a), so the map is a disk of this radius [mm].
const radius = 32;

// Each area is put where the map is emptiest, among so many places that are drawn.
const candidates = 24;

// How far places in the hierarchy stray from the order of distance to the first area, relative to the map's width.
const stray = 0.25;

/** Up to which share of areas, in order of hierarchy, the types reach that they have in the macaque (S18a). */
const types: readonly (readonly [type: number, reach: number])[] = [
  [8, 1 / 32],
  [7, 4 / 32],
  [6, 9 / 32],
  [5, 24 / 32],
  [4, 1],
];

// The last area has no layer 4, as TH in the macaque, unless there are fewer areas than this.
const fewest = 8;

// Surfaces of areas but the first, which is the largest [mm^2].
const surfaces = { first: 1200, least: 30, most: 600 } as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** [mm] */
export const distanceBetween = (one: Place, other: Place): number =>
  hypotenuse(one.x - other.x, one.y - other.y);

/** A place in the disk. */
function drawn(random: () => number): Place {
  const [distance, angle] = [radius * Math.sqrt(random()), 2 * Math.PI * random()];
  return { x: distance * cos(angle), y: distance * sin(angle) };
}

/** Places that keep apart; the first one lies on the rim. */
function placesOf(count: number, random: () => number): Place[] {
  const places: Place[] = [{ x: -radius, y: 0 }];
  const room = (place: Place): number => Math.min(...places.map((other) => distanceBetween(place, other)));
  while (places.length < count) {
    const tried = Array.from({ length: candidates }, () => drawn(random));
    places.push(tried.reduce((best, place) => (room(place) > room(best) ? place : best)));
  }
  return places;
}

/** In order of hierarchy: by distance from the first area, more or less. */
function ordered(places: readonly Place[], random: () => number): Place[] {
  const [first, ...others] = places as [Place, ...Place[]];
  const keys = new Map(
    others.map((place) => [place, distanceBetween(first, place) + stray * 2 * radius * (random() - 0.5)]),
  );
  return [first, ...others.sort((one, other) => (keys.get(one) as number) - (keys.get(other) as number))];
}

/** Areas in order of their hierarchy, drawn with the next of some random numbers. */
export function areaMap(count: number, random: () => number): MapArea[] {
  const places = ordered(placesOf(count, random), random);
  const typeOf = (rank: number): number => {
    if (count >= fewest && rank === count - 1) return 2;
    // The first area is of the first type however few there are.
    const [type] = types.find(([, reach]) => rank < Math.max(1, reach * count)) as readonly [number, number];
    return type;
  };
  return places.map(({ x, y }, rank) => {
    const drawnSurface = surfaces.least * exp(random() * log(surfaces.most / surfaces.least));
    return {
      x,
      y,
      hierarchy: rank / Math.max(1, count - 1),
      architecture: typeOf(rank),
      surface: rank === 0 ? surfaces.first : drawnSurface,
    };
  });
}
