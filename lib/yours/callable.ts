// The functions of a program that somebody could call: those at its top, but for fixtures, and the tests of its classes.

const DEFINITION = /^(?:async )?def (\w+)\(/gm;
const DECORATOR = /^@[\w.]*fixture\b/;
const TEST_CLASS = /^class (Test\w*)\b[^\n]*\n((?:[ \t]+[^\n]*\n|\s*\n)*)/gm;
const TEST = /^[ \t]+(?:async )?def (test\w*)\(/gm;

/**
 * Their names, in the order of the text, those of classes last; those whose name begins with an underscore are nobody
 * else's affair.
 */
export function callablesOf(source: string): readonly string[] {
  const functions = [...source.matchAll(DEFINITION)].flatMap(({ 1: name = '', index }) => {
    const above = source.slice(0, index).trimEnd().split('\n').at(-1) ?? '';
    return name.startsWith('_') || DECORATOR.test(above) ? [] : [name];
  });
  const tests = [...`${source}\n`.matchAll(TEST_CLASS)].flatMap(([, of, body = '']) =>
    [...body.matchAll(TEST)].map(([, name]) => `${of}.${name}`),
  );
  return [...functions, ...tests];
}
