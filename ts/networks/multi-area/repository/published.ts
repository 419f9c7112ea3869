// Names that the published files use, and what identifies them.

/** Areas in the order of the published network: by architectural type, from V1 on. */
export const areaOrder: readonly string[] = [
  ..."V1 V2 VP V3 V3A MT V4t V4 VOT MSTd PIP PO DP MIP MDP VIP LIP".split(" "),
  ..."PITv PITd MSTl CITv CITd FEF TF AITv FST 7a STPp STPa 46 AITd TH".split(" "),
];

/** Areas without a type or a level of their own: those of their neighbour PO (Schmidt et al. 2018, table 2). */
export const likeNeighbours: ReadonlyMap<
  string,
  { readonly architecture: number; readonly hierarchy: number }
> = new Map(["MIP", "MDP"].map((area) => [area, { architecture: 5, hierarchy: 0.5 }]));

/** Source areas that the table of overlaps calls otherwise than the tracer data (Markov et al. 2014). */
export const overlapNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "29/30": "29_30",
    "9/46d": "9_46d",
    "9/46v": "9_46v",
    CORE: "Aud-core",
    ENTO: "Entorhinal",
    INSULA: "Insula",
    PERI: "Perirhinal",
    PIRI: "Piriform",
    POLE: "Temporal-pole",
    Parainsula: "Insula",
    "Pro.St.": "Prostriate",
    SII: "S2",
    SUB: "Subiculum",
    "TEa/ma": "TEam-a",
    "TEa/mp": "TEam-p",
    "TH/TF": "TH_TF",
  }),
);

/** Areas that the table of Nissl densities calls otherwise than that of NeuN densities. */
export const nisslNames: ReadonlyMap<string, string> = new Map(
  Object.entries({ "V5/MT": "MT", A46v: "area 46v", A7a: "7a", LIPv: "LIP", TEr: "Te1" }),
);

/** A file of the repository. */
export interface PublishedFile {
  /** Path below the repository's folder. */
  readonly path: string;
  /** Of the file as published, in hexadecimal digits. */
  readonly sha256: string;
}

/** What the files hold: measured tables, and the in-degrees that were stabilised. */
export type PublishedName = "tables" | "injectionSites" | "nisslDensities" | "stabilised";

/** The files that are read, of the repository's state of March 2025. */
export const publishedFiles: Readonly<Record<PublishedName, PublishedFile>> = {
  tables: {
    path: "multiarea_model/data_multiarea/viscortex_raw_data.json",
    sha256: "1cb430c920ea732c3b22cd26b57cffc80fd13e0808fdc9f38f3bccc411d0d2d6",
  },
  injectionSites: {
    path: "multiarea_model/data_multiarea/raw_data/Markov2014_InjectionSites.csv",
    sha256: "2d369855d475ef4fa71ffa07c335d18239d977a1699f1c2a03516493463cce14",
  },
  nisslDensities: {
    path: "multiarea_model/data_multiarea/raw_data/NeuronalDensities_Nissl.csv",
    sha256: "686544f2fe5441d27ae9c48fddbd660cfa20090e06016bd1f7d72e5b271a13d4",
  },
  stabilised: {
    path: "figures/SchueckerSchmidt2017/K_prime_original.npy",
    sha256: "cc970f6089dd1c997d7978c9fe6db44017cb478b7ad48e6963343d87fa9c3c58",
  },
};

export const repositoryAddress = "https://github.com/INM-6/multi-area-model";

export const licence: string = `CC BY-NC-SA 4.0, ${repositoryAddress}`;

export const citation: string = [
  "Schmidt M, Bakker R, Hilgetag CC, Diesmann M, van Albada SJ (2018) Multi-scale account of the network structure of",
  "macaque visual cortex. Brain Struct Funct 223:1409-1435, doi:10.1007/s00429-017-1554-4; Schuecker J, Schmidt M,",
  "van Albada SJ, Diesmann M, Helias M (2017) Fundamental activity constraints lead to specific interpretations of the",
  "connectome. PLOS Comput Biol 13:e1005179, doi:10.1371/journal.pcbi.1005179",
].join(" ");
