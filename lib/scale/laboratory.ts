// The laboratory's settings as its page holds them, and as the query of an address: what equals its default is left
// out, what cannot be read falls back to it, with the reason.
import { createParser, createSerializer, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import { change, sameScenario } from '@/lib/scenario/change';
import type { Ignored } from '@/lib/scenario/ignored';
import { PRESETS, presetOf, presetScenario } from '@/lib/scenario/presets';
import { operationTitle } from '@/lib/scenario/python-operation';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { nameOfWay } from '@/lib/scenario/setting-words';
import { readUrl, writeUrl } from '@/lib/scenario/url';
import { type ScaleSettings, type Sending, SIZES, sizesUpTo } from './settings';

export const REPETITIONS = [1, 3, 5, 9] as const;
export const COMMENTS = [0, 2, 10] as const;
export const OTHERS = [0, 4, 20] as const;
const SENDINGS = ['executemany', 'one-by-one'] as const satisfies readonly Sending[];
/** Milliseconds of the modelled round trip. */
export const MAX_LATENCY = 100;

const parseAsTruth = createParser<boolean>({
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  serialize: String,
});

const parseAsOneOf = <N extends number>(values: readonly N[]) =>
  createParser<N>({ parse: (text) => values.find((each) => String(each) === text) ?? null, serialize: String });

/** A preset by its name, or any other scenario as the explorer's own query. */
const parseAsWay = createParser<Scenario>({
  parse: (text) => {
    const preset = PRESETS.find(({ id }) => id === text);
    const { scenario } = preset ?? readUrl(text);
    return scenario.shape === 'one-to-many' ? normal(scenario) : null;
  },
  serialize: (scenario) => presetOf(scenario)?.id ?? (writeUrl(scenario).slice(1) || 'default'),
  eq: sameScenario,
});

/** Sizes are set for all ways together; each way's own number of posts means nothing here. */
const normal = (scenario: Scenario) => change(scenario, { posts: DEFAULT_SCENARIO.posts });

const PARSERS = {
  a: parseAsWay.withDefault(normal(presetScenario('cascade-only'))),
  b: parseAsWay.withDefault(normal(presetScenario('passive-deletes'))),
  /** Whether there is a second way. */
  two: parseAsTruth.withDefault(true),
  most: parseAsOneOf(SIZES).withDefault(10_000),
  repetitions: parseAsOneOf(REPETITIONS).withDefault(3),
  comments: parseAsOneOf(COMMENTS).withDefault(0),
  others: parseAsOneOf(OTHERS).withDefault(4),
  sending: parseAsStringLiteral(SENDINGS).withDefault('executemany'),
  index: parseAsTruth.withDefault(true),
  witness: parseAsTruth.withDefault(true),
  latency: createParser<number>({
    parse: (text) => (/^\d{1,9}$/.test(text) && Number(text) <= MAX_LATENCY ? Number(text) : null),
    serialize: String,
  }).withDefault(0),
};

const serialize = createSerializer(PARSERS);

export type Laboratory = Readonly<inferParserType<typeof PARSERS>>;

const oneOf = (values: readonly (string | number)[]) => `it is none of ${values.join(', ')}`;
const TRUTH = 'it is not true or false';
const WAY = 'it is neither a preset nor a setting of one-to-many';
const REASONS: Readonly<Record<keyof Laboratory, string>> = {
  a: WAY,
  b: WAY,
  two: TRUTH,
  most: oneOf(SIZES),
  repetitions: oneOf(REPETITIONS),
  comments: oneOf(COMMENTS),
  others: oneOf(OTHERS),
  sending: oneOf(SENDINGS),
  index: TRUTH,
  witness: TRUTH,
  latency: `it is not a whole number up to ${MAX_LATENCY}`,
};

/** Reads a query such as "?most=1000&two=false", with or without its question mark. */
export function readLaboratory(search: string): {
  readonly laboratory: Laboratory;
  readonly ignored: readonly Ignored[];
} {
  const query = new URLSearchParams(search);
  const ignored: Ignored[] = [];
  const read = <F extends keyof Laboratory>(field: F): Laboratory[F] => {
    const parser: { parse: (text: string) => unknown; defaultValue: unknown } = PARSERS[field];
    const value = query.get(field);
    const parsed = value === null ? null : parser.parse(value);
    if (value !== null && parsed === null) ignored.push({ field, value, reason: REASONS[field] });
    return (parsed ?? parser.defaultValue) as Laboratory[F];
  };
  const laboratory = {
    a: read('a'),
    b: read('b'),
    two: read('two'),
    most: read('most'),
    repetitions: read('repetitions'),
    comments: read('comments'),
    others: read('others'),
    sending: read('sending'),
    index: read('index'),
    witness: read('witness'),
    latency: read('latency'),
  };
  for (const field of ['a', 'b'] as const)
    for (const each of settingsIgnored(query.get(field))) ignored.push({ ...each, field: `${field}: ${each.field}` });
  return { laboratory, ignored };
}

/** What is not followed of a way that is given as the explorer's own query. */
function settingsIgnored(text: string | null): readonly Ignored[] {
  if (text === null || parseAsWay.parse(text) === null || PRESETS.some(({ id }) => id === text)) return [];
  return readUrl(text).ignored;
}

/** Begins with a question mark, unless everything is at its default. */
export function writeLaboratory(laboratory: Laboratory): string {
  return serialize(laboratory);
}

/** The ways as they are run: the index is a setting of the whole laboratory. */
export function waysOf({ a, b, two, index }: Laboratory): readonly Scenario[] {
  return (two ? [a, b] : [a]).map((way) => ({ ...way, index }));
}

export function settingsOf(laboratory: Laboratory): ScaleSettings {
  const { most, repetitions, comments, others, sending, witness } = laboratory;
  const sizes = sizesUpTo(most, comments, others);
  return { ways: waysOf(laboratory), sizes, repetitions, comments, others, sending, witness };
}

/** What a way is called: its preset, or what sets it apart. */
export function nameOf(way: Scenario): string {
  const usual = { ...way, index: DEFAULT_SCENARIO.index };
  const preset = presetOf(usual);
  if (preset) return preset.name;
  const operation = way.operation === DEFAULT_SCENARIO.operation ? '' : `${operationTitle(way.operation)}: `;
  return `${operation}${nameOfWay(usual)}`;
}
