// SONATA files: spikes or a report, whichever the file holds.
import { damage } from "../files/damage.ts";
import type { Format } from "../formats/format.ts";
import { contentOf, find, openHdf5, opening } from "./hdf5.ts";
import { isOldReport, openSonataReport, writeSonataReport } from "./sonata-report.ts";
import { openSonataSpikes } from "./sonata-spikes.ts";
import { writeSonataSpikes } from "./sonata-writer.ts";

/** Spikes and reports as BMTK, libsonata and NEST read and write them. */
export const sonataFormat: Format = {
  name: "sonata",
  title: "SONATA in HDF5: spikes, or a report of one variable",
  extensions: [".h5", ".sonata"],
  recognises: () => false,
  appends: true,
  open: async (source, options) =>
    opening(await openHdf5(source), (file) => {
      if (find(file, "/spikes")) return openSonataSpikes(file, options);
      if (find(file, "/report") || isOldReport(file)) return openSonataReport(file, options);
      throw damage({
        file: file.name,
        problem: `it is HDF5, but not SONATA: ${contentOf(file)}`,
        hint: "export spikes to /spikes/<population> or samples to /report/<population>",
      });
    }),
  writeSpikes: writeSonataSpikes,
  writeTraces: writeSonataReport,
};
