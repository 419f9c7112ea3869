// Speeds to choose from.

/** What a speed is called [ms of model time per s]; 0: as fast as possible. */
const speedName = (speed: number): string => {
  if (speed === 0) return "as fast as possible";
  return speed === 1000 ? "real time" : `${speed} ms per s`;
};

/** Speeds as the choices of a toolbar [ms of model time per s]. */
export const speedChoices = <Speed extends number>(speeds: readonly Speed[]) =>
  speeds.map((value) => ({ value, label: speedName(value) }));
