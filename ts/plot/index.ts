// Figures from plain arrays; each function returns the text of an SVG file.
export { type BoxGroup, type BoxPlotOptions, boxPlot } from "./box-plot.ts";
export { type HistogramGroup, type HistogramOptions, histogramPlot } from "./histograms.ts";
export { type LineGroup, type LinePlotOptions, linePlot } from "./line-plot.ts";
export { type RasterGroup, type RasterOptions, rasterPlot } from "./raster.ts";
export { colourOf, colours, displayLabel, type Group } from "./style.ts";
export { type TracePlotOptions, tracePlot } from "./trace-plot.ts";
