// Everything that the entries of package.json export, read from the sources by the TypeScript compiler: names, kinds,
// signatures, descriptions, tags and members. Nothing is checked here, so that it takes seconds.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../steps.mjs";
import { commentOf } from "./comments.mjs";
import { ts } from "./compiler.mjs";
import { membersOf, signaturesOf } from "./signatures.mjs";

/** The entries as { name: "cajal/io", file: "ts/io/index.ts" }, in the order of package.json. */
export function entries() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.entries(exports).map(([path, { default: file }]) => ({
    name: `cajal${path.slice(1)}`,
    file: file.replace("./dist/", "ts/").replace(/\.js$/, ".ts"),
  }));
}

function kindOf(declarations) {
  const is = (test) => declarations.some(test);
  if (is(ts.isClassDeclaration)) return "class";
  if (is(ts.isFunctionDeclaration)) return "function";
  if (is(isArrow)) return "function";
  if (is(ts.isVariableDeclaration)) return is(ts.isTypeAliasDeclaration) ? "object and type" : "constant";
  return is(ts.isInterfaceDeclaration) ? "interface" : "type";
}

const isArrow = (node) =>
  ts.isVariableDeclaration(node) &&
  node.initializer !== undefined &&
  (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer));

/** The comment of the first declaration that has one; that of a constant stands before its statement. */
function described(declarations) {
  const comments = declarations.map((node) =>
    commentOf(ts.isVariableDeclaration(node) ? node.parent.parent : node),
  );
  return comments.find(({ text }) => text !== "") ?? comments[0];
}

function exported(symbol, entry, checker) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declarations = target.getDeclarations() ?? [];
  const [first] = declarations;
  const source = first.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(first.getStart());
  return {
    name: symbol.name,
    entry,
    kind: kindOf(declarations),
    file: relative(root, source.fileName),
    line: line + 1,
    ...described(declarations),
    signatures: signaturesOf(declarations),
    members: membersOf(declarations, checker),
  };
}

/** The compiler's view of our own files. Packages are named in signatures, and nothing here looks into them. */
function ownFiles(options) {
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const file = text.startsWith(".") ? join(dirname(from), text) : undefined;
      return { resolvedModule: file && { resolvedFileName: file, extension: ts.Extension.Ts } };
    });
  return host;
}

/** All exported names, entry by entry, each entry in alphabetical order. */
export function exportedNames() {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
  const given = ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
  const options = { ...given, noLib: true, types: [] };
  const all = entries();
  const program = ts.createProgram({
    rootNames: all.map(({ file }) => join(root, file)),
    options,
    host: ownFiles(options),
  });
  const checker = program.getTypeChecker();
  return all.flatMap(({ name, file }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file)));
    return checker
      .getExportsOfModule(module)
      .map((symbol) => exported(symbol, name, checker))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  });
}
