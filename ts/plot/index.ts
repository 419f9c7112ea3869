// Figures from plain arrays; each function returns the text of an SVG file. What they use of ts/analysis is
// taken from its files, because its index brings libraries that a page with a policy of content reports as
// violations.
export { type AxisOptions, shortNumber } from "./axis.ts";
export { type BoxGroup, type BoxPlotOptions, boxPlot } from "./box-plot.ts";
export type { ColourKind, ColourOptions } from "./colour-scale.ts";
export { type ComplexityGroup, type ComplexityPlotOptions, complexityPlot } from "./complexity-plot.ts";
export { type ConnectivityPlotOptions, connectivityPlot } from "./connectivity-plot.ts";
export { type CorrelogramGroup, type CorrelogramPlotOptions, correlogramPlot } from "./correlogram-plot.ts";
export {
  type DistributionGroup,
  type DistributionPlotOptions,
  type DistributionReference,
  distributionPlot,
} from "./distribution-plot.ts";
export { type HistogramGroup, type HistogramOptions, histogramPlot } from "./histograms.ts";
export {
  type LearningCurvePlotOptions,
  type LearningGroup,
  learningCurvePlot,
} from "./learning-curve-plot.ts";
export { type LinePlotOptions, linePlot } from "./line-plot.ts";
export type { LineGroup } from "./lines.ts";
export { type MatrixGroup, type MatrixPlotOptions, matrixPlot } from "./matrix-plot.ts";
export type { PanelOptions } from "./panels.ts";
export { type RasterGroup, type RasterOptions, rasterPlot } from "./raster.ts";
export { type SpectrogramData, type SpectrogramPlotOptions, spectrogramPlot } from "./spectrogram-plot.ts";
export {
  type Spectrum,
  type SpectrumGroup,
  type SpectrumPlotOptions,
  spectrumPlot,
} from "./spectrum-plot.ts";
export { stackFigures } from "./stack.ts";
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
} from "./style.ts";
export { type TracePlotOptions, tracePlot } from "./trace-plot.ts";
