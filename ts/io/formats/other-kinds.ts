// Files that hold no recording, or one within something else, by their first bytes: messages say what they are.

/** What a file is, and what to do with it. */
interface OtherKind {
  readonly problem: string;
  readonly hint: string;
}

// Bytes that are no letters stand here as their pictures.
const kinds: readonly (readonly [RegExp, OtherKind])[] = [
  [/^␟\x8b/, { problem: "it is compressed with gzip", hint: "unpack it first: gunzip" }],
  [/^BZh\d/, { problem: "it is compressed with bzip2", hint: "unpack it first: bunzip2" }],
  [/^\xfd7zXZ/, { problem: "it is compressed with xz", hint: "unpack it first: unxz" }],
  [/^\x28\xb5\x2f\xfd/, { problem: "it is compressed with zstd", hint: "unpack it first: unzstd" }],
  [
    /^version https:\/\/git-lfs/,
    { problem: "it is a pointer of Git LFS, not the file itself", hint: "fetch it: git lfs pull" },
  ],
  [
    /^\s*<(!doctype|html|\?xml)/i,
    {
      problem: "it is a page of HTML or XML",
      hint: "the download answered with a page; fetch the file itself",
    },
  ],
  [
    /^MATLAB 5\.0 MAT-file/,
    {
      problem: "it is a file of MATLAB before version 7.3",
      hint: "export ids and times as a table (writematrix)",
    },
  ],
  [
    /^\x80[␂-␅][\x95c}\]]/,
    {
      problem: "it is a pickle of Python",
      hint: "save the arrays with numpy.savez(path, ids=ids, times=times)",
    },
  ],
  [
    /^\s*[[{]\s*["{[\d]/,
    { problem: "it is JSON", hint: "export ids and times as a table, one spike per line" },
  ],
];

/** What a file is that is none of the formats, as far as its first bytes say. */
export function otherKindOf(head: Uint8Array): OtherKind | undefined {
  const text = String.fromCharCode(
    ...Array.from(head, (byte) => (byte < 9 || (byte > 13 && byte < 32) ? 0x2400 + byte : byte)),
  );
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}
