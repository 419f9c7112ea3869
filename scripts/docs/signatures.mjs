// Signatures as the sources have them, without bodies and comments. All exported declarations have their types written
// out (isolatedDeclarations), so nothing needs to be inferred.

import { commentOf } from "./comments.mjs";
import { ts } from "./compiler.mjs";
import { groupBy } from "./group.mjs";

const printer = ts.createPrinter({ removeComments: true });

/** The text of a node without comments, lines as in the source. */
function text(node) {
  const source = node.getSourceFile();
  const bare = printer.printNode(ts.EmitHint.Unspecified, node, source);
  return bare.replaceAll(/^( {4})+/gm, (spaces) => spaces.slice(spaces.length / 2));
}

const list = (nodes) => (nodes ?? []).map(text).join(", ");

/** Parameters, each on its own line where one line would be long. */
function parameters(node) {
  const each = (node.parameters ?? []).map((one) => {
    const name = `${one.dotDotDotToken ? "..." : ""}${text(one.name)}${one.questionToken ? "?" : ""}`;
    const type = one.type ? `: ${text(one.type)}` : "";
    return `${name}${type}${one.initializer ? ` = ${text(one.initializer)}` : ""}`;
  });
  const line = each.join(", ");
  return line.length > 70 ? `\n  ${each.map((one) => one.replaceAll("\n", "\n  ")).join(",\n  ")},\n` : line;
}

/** `name<T>(parameters): Result` of a function, method or constructor. */
function call(node, name) {
  const types = node.typeParameters ? `<${list(node.typeParameters)}>` : "";
  const result = node.type ? `: ${text(node.type)}` : "";
  return `${name}${types}(${parameters(node)})${result}`;
}

/** Declarations with bodies implement the overloads before them, which alone can be called. */
const callable = (nodes) => (nodes.length > 1 ? nodes.filter((node) => !node.body) : nodes);

function variable(node) {
  const { initializer, type } = node;
  const name = text(node.name);
  if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)))
    return type ? `const ${name}: ${text(type)}` : `function ${call(initializer, name)}`;
  return `const ${name}${type ? `: ${text(type)}` : ""}`;
}

function heritage(node) {
  const clauses = (node.heritageClauses ?? []).map((clause) => text(clause).trim());
  const types = node.typeParameters ? `<${list(node.typeParameters)}>` : "";
  return `${text(node.name)}${types}${clauses.map((clause) => ` ${clause}`).join("")}`;
}

/** The signatures of an exported name, one for each way to call it. The members say what type goes with an object. */
export function signaturesOf(declarations) {
  const functions = callable(declarations.filter(ts.isFunctionDeclaration));
  return [
    ...functions.map((node) => `function ${call(node, text(node.name))}`),
    ...declarations.filter(ts.isVariableDeclaration).map(variable),
    ...declarations.filter(ts.isClassDeclaration).map((node) => `class ${heritage(node)}`),
    ...declarations.filter(ts.isInterfaceDeclaration).map((node) => `interface ${heritage(node)}`),
    ...(declarations.some(ts.isVariableDeclaration) ? [] : declarations)
      .filter(ts.isTypeAliasDeclaration)
      .map((node) =>
        text(node)
          .replace(/^export /, "")
          .replace(/;$/, ""),
      ),
  ];
}

const hidden = (node) =>
  ts.isPrivateIdentifier(node.name ?? node) ||
  (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;

function memberSignature(node) {
  const fixed = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static ? "static " : "";
  if (ts.isConstructorDeclaration(node)) return call(node, "new");
  if (ts.isGetAccessor(node)) return `${fixed}readonly ${text(node.name)}: ${text(node.type)}`;
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node))
    return `${fixed}${call(node, text(node.name))}`;
  const optional = node.questionToken ? "?" : "";
  const readonly = (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
  const type = node.type ? text(node.type) : "unknown";
  return `${fixed}${readonly ? "readonly " : ""}${text(node.name)}${optional}: ${type}`;
}

const shown = (node) =>
  ts.isConstructorDeclaration(node) ||
  ts.isGetAccessor(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isMethodSignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertySignature(node);

function member(name, nodes) {
  const visible = callable(nodes.filter((node) => shown(node) && !hidden(node)));
  const comments = nodes.map(commentOf);
  if (visible.length === 0 || comments.some(({ internal }) => internal)) return [];
  const comment =
    comments.find(({ text: words }) => words !== "") ?? comments.find((one) => one.throws.length > 0);
  return [{ name, signatures: visible.map(memberSignature), ...(comment ?? comments[0]) }];
}

const nameOf = (node) => (ts.isConstructorDeclaration(node) ? "new" : node.name.getText());

/** The members of the object that a type or constant writes out, wherever it does. */
function literalMembers(declarations) {
  const types = declarations.flatMap((node) =>
    node.type && ts.isTypeLiteralNode(node.type) ? [node.type] : [],
  );
  return types.flatMap(({ members }) => members.filter((node) => node.name));
}

/** The classes that a name stands for: its own, and that which it is another name of. */
function classesOf(declarations, checker) {
  const other = declarations
    .filter((node) => ts.isTypeAliasDeclaration(node) && ts.isTypeReferenceNode(node.type))
    .flatMap((node) => declared(node.type.typeName, checker));
  return [...declarations, ...other].filter(ts.isClassDeclaration);
}

/** The declarations behind a name in the source, through imports. */
function declared(name, checker) {
  const found = checker.getSymbolAtLocation(name);
  const target = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return target?.getDeclarations() ?? [];
}

/**
 * What belongs to a class (what it inherits too), an interface (its own, the heritage names the rest), or an object
 * type: { name, signatures, text, throws, examples }.
 */
export function membersOf(declarations, checker) {
  const nodes = [
    ...classesOf(declarations, checker).flatMap((node) => ownAndInherited(node, checker)),
    ...declarations
      .filter(ts.isInterfaceDeclaration)
      .flatMap((node) => node.members.filter(({ name }) => name)),
    ...literalMembers(declarations),
  ];
  return [...groupBy(nodes, nameOf)].flatMap(([name, group]) => member(name, group));
}

function ownAndInherited(node, checker) {
  const own = node.members.filter((one) => ts.isConstructorDeclaration(one) || (one.name && shown(one)));
  const [base] = (node.heritageClauses ?? []).filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  if (!base) return own;
  const parents = declared(base.types[0].expression, checker).filter(ts.isClassDeclaration);
  const names = new Set(own.map(nameOf));
  const inherited = parents
    .flatMap((parent) => ownAndInherited(parent, checker))
    .filter((one) => !names.has(nameOf(one)));
  return [...inherited, ...own];
}
