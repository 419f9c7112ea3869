// SONATA files: spikes or a report, whichever the file holds.
import { damage } from "../files/damage.ts";
import type { Format } from "../formats/format.ts";
import { find, openHdf5, opening } from "./hdf5.ts";
import { openSonataReport, writeSonataReport } from "./sonata-report.ts";
import { openSonataSpikes, writeSonataSpikes } from "./sonata-spikes.ts";

/** Spikes and reports as BMTK, libsonata and NEST read and write them. */
export const sonataFormat: Format = {
  name: "sonata",
  title: "SONATA in HDF5: spikes, or a report of one variable",
  extensions: [".h5", ".sonata"],
  recognises: () => false,
  open: async (source, options) =>
    opening(await openHdf5(source), (file) => {
      if (find(file, "/spikes")) return openSonataSpikes(file, options);
      if (find(file, "/report")) return openSonataReport(file, options);
      throw damage({
        ...{ file: file.name, problem: "there is neither /spikes nor /report in it" },
        hint: "it is HDF5, but not SONATA; name its format with --from",
      });
    }),
  writeSpikes: (target, _head, options) => writeSonataSpikes(target, options),
  writeTraces: writeSonataReport,
};
