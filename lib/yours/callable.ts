// The functions of a program that somebody could call: those at its top, but for fixtures.

const DEFINITION = /^(?:async )?def (\w+)\(/gm;
const DECORATOR = /^@[\w.]*fixture\b/;

/** Their names, in the order of the text; those whose name begins with an underscore are nobody else's affair. */
export function callablesOf(source: string): readonly string[] {
  return [...source.matchAll(DEFINITION)].flatMap(({ 1: name = '', index }) => {
    const above = source.slice(0, index).trimEnd().split('\n').at(-1) ?? '';
    return name.startsWith('_') || DECORATOR.test(above) ? [] : [name];
  });
}
