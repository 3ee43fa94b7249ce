// The laboratory's settings as its page holds them, and as the query of an address: what equals its default is left
// out, what cannot be read falls back to it.
import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from 'nuqs/server';
import { change, sameScenario } from '@/lib/scenario/change';
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
  two: parseAsBoolean.withDefault(true),
  most: parseAsNumberLiteral(SIZES).withDefault(10_000),
  repetitions: parseAsNumberLiteral(REPETITIONS).withDefault(3),
  comments: parseAsNumberLiteral(COMMENTS).withDefault(0),
  others: parseAsNumberLiteral(OTHERS).withDefault(4),
  sending: parseAsStringLiteral(SENDINGS).withDefault('executemany'),
  index: parseAsBoolean.withDefault(true),
  witness: parseAsBoolean.withDefault(true),
  latency: parseAsInteger.withDefault(0),
};

const load = createLoader(PARSERS);
const serialize = createSerializer(PARSERS);

export type Laboratory = Readonly<inferParserType<typeof PARSERS>>;

export function readLaboratory(search: string): Laboratory {
  const read = load(new URLSearchParams(search));
  return { ...read, latency: Math.min(MAX_LATENCY, Math.max(0, read.latency)) };
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
