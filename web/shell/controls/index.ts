/** The controls of all pages. */
export { Button, type ButtonProps, Fieldset, type FieldsetProps } from "./button.tsx";
export type { Labelled } from "./field.tsx";
export { NumberField, type NumberFieldProps } from "./number-field.tsx";
export { type Choice, Select, type SelectProps } from "./select.tsx";
export { Slider, type SliderProps } from "./slider.tsx";
export { Toggle, type ToggleProps } from "./toggle.tsx";
