/** The signs on buttons, drawn on a grid of 24. */

const paths = {
  book: "M12 6.500C10 5 7 4.500 4 5v13.500c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V5c-3-.5-6 0-8 1.500z M12 6.500V20",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700L12 7 M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700L12 17",
  code: "M8 7l-5 5 5 5 M16 7l5 5-5 5 M13.5 5l-3 14",
  export: "M12 4v11 M7.5 11l4.5 4.5 4.5-4.5 M5 19.500h14",
  help: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M9.6 9.8a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.5 M12 16.5v.1",
  close: "M6 6l12 12 M18 6L6 18",
  copy: "M9 9h10v11H9z M6 15H5V4h10v2",
  check: "M5 12.500l4.5 4.500L19 7.5",
  system: "M12 4a8 8 0 1 0 0 16z M12 4a8 8 0 0 1 0 16",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2.5v2 M12 19.5v2 M2.5 12h2 M19.5 12h2 " +
    "M5.3 5.3l1.4 1.4 M17.3 17.3l1.4 1.4 M5.3 18.7l1.4-1.4 M17.3 6.7l1.4-1.4",
  dark: "M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z",
  play: "M8 5.500v13l10.5-6.500z",
  pause: "M8.5 5.500v13 M15.5 5.500v13",
  step: "M7 5.500v13l8.5-6.500z M18 5.500v13",
  restart: "M5 12a7 7 0 1 0 2.2-5.100L5 9 M5 4.500V9h4.5",
} as const;

/** Names of the signs. */
export type IconName = keyof typeof paths;

/** A sign; the button around it has the name. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
