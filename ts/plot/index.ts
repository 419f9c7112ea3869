// Figures from plain arrays; each function returns the text of an SVG file. What they use of ts/analysis is
// taken from its files, because its index brings libraries that a page with a policy of content reports as
// violations.

export { type RasterGroup, type RasterOptions, rasterPlot } from "./activity/raster.ts";
export { type TracePlotOptions, tracePlot } from "./activity/trace-plot.ts";
export { type BoxGroup, type BoxPlotOptions, boxPlot } from "./distributions/box-plot.ts";
export {
  type CorrelogramGroup,
  type CorrelogramPlotOptions,
  correlogramPlot,
} from "./distributions/correlogram-plot.ts";
export {
  type DistributionGroup,
  type DistributionPlotOptions,
  type DistributionReference,
  distributionPlot,
} from "./distributions/distribution-plot.ts";
export { type HistogramGroup, type HistogramOptions, histogramPlot } from "./distributions/histograms.ts";
export { type AxisOptions, shortNumber } from "./frame/axis.ts";
export type { PanelOptions } from "./frame/panels.ts";
export { type StackOptions, stackFigures } from "./frame/stack.ts";
export {
  colourOf,
  colours,
  displayLabel,
  type FigureOptions,
  type Group,
  populationName,
  type Theme,
  type ThemeColours,
  themes,
} from "./frame/style.ts";
export { type ComplexityGroup, type ComplexityPlotOptions, complexityPlot } from "./lines/complexity-plot.ts";
export {
  type LearningCurvePlotOptions,
  type LearningGroup,
  learningCurvePlot,
} from "./lines/learning-curve-plot.ts";
export { type LinePlotOptions, linePlot } from "./lines/line-plot.ts";
export type { LineGroup } from "./lines/lines.ts";
export {
  type Spectrum,
  type SpectrumGroup,
  type SpectrumPlotOptions,
  spectrumPlot,
} from "./lines/spectrum-plot.ts";
export type { ColourKind, ColourOptions } from "./maps/colour-scale.ts";
export { type ConnectivityPlotOptions, connectivityPlot } from "./maps/connectivity-plot.ts";
export { type MatrixGroup, type MatrixPlotOptions, matrixPlot } from "./maps/matrix-plot.ts";
export { type PositionGroup, type PositionPlotOptions, positionPlot } from "./maps/position-plot.ts";
export {
  type SpectrogramData,
  type SpectrogramPlotOptions,
  spectrogramPlot,
} from "./maps/spectrogram-plot.ts";
