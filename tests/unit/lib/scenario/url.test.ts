import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, EXPLORER_POSTS } from '@/lib/scenario/change';
import { GONE } from '@/lib/scenario/elsewhere';
import { PRESETS } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, FIELDS, MAPPERS, parseScenario, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { readUrl, writeUrl } from '@/lib/scenario/url';
import { DRIVERS, SERIES } from '@/lib/versions';

const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    cascade: fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => text.length <= 200),
    passiveDeletes: fc.constantFrom(false, true, 'all' as const),
    onDelete: fc.constantFrom(null, ...FIELDS.onDelete.wrapped.wrapped.options),
    nullable: fc.boolean(),
    index: fc.boolean(),
    unique: fc.boolean(),
    loaded: fc.constantFrom('no' as const, 'partial' as const, 'loaded' as const),
    operation: fc.constantFrom(...FIELDS.operation.wrapped.options),
    posts: fc.integer({ min: 0, max: EXPLORER_POSTS }),
    sqlalchemy: fc.constantFrom(...SERIES),
    driver: fc.constantFrom(...DRIVERS),
    gone: fc.constantFrom(...GONE),
    mapper: fc.constantFrom(...MAPPERS),
  })
  .map((settings) => change(DEFAULT_SCENARIO, settings));

const anyEngine = fc.constantFrom('model' as const, 'sqlalchemy' as const);

/** What a browser makes of a query in its address bar. */
const throughAddressBar = (query: string) => new URL(`https://example.test/${query}#part`).search;

describe('the address', () => {
  it('brings every scenario and step back as it was written', () => {
    fc.assert(
      fc.property(anyScenario, fc.option(fc.nat()), anyEngine, (scenario, step, engine) => {
        const query = throughAddressBar(writeUrl(scenario, step, engine));
        expect(readUrl(query)).toEqual({ scenario, engine, step, ignored: [] });
      }),
    );
  });

  it('gives a valid scenario for any query at all', () => {
    const keys = ['shape', 'cascade', 'passive_deletes', 'ondelete', 'nullable', 'index', 'unique', 'loaded', 'op'];
    const pairs = fc.array(
      fc.tuple(
        fc.constantFrom(...keys, 'posts', 'sqlalchemy', 'driver', 'gone', 'mapper', 'engine', 'step'),
        fc.oneof(fc.string(), fc.nat().map(String)),
      ),
    );
    fc.assert(
      fc.property(pairs, (query) => {
        const { scenario } = readUrl(new URLSearchParams(query).toString());
        expect(parseScenario(scenario)).toEqual({ scenario });
      }),
    );
  });

  it('is empty for the default scenario', () => {
    expect(writeUrl(DEFAULT_SCENARIO)).toBe('');
  });

  it('reads like Python', () => {
    const scenario = change(DEFAULT_SCENARIO, {
      cascade: 'save-update, merge',
      passiveDeletes: false,
      onDelete: 'SET NULL',
      nullable: true,
      index: false,
    });
    expect(writeUrl(scenario, 4)).toBe(
      '?cascade=save-update,+merge&passive_deletes=False&ondelete=SET+NULL&nullable=True&index=False&step=4',
    );
    expect(writeUrl(change(DEFAULT_SCENARIO, { onDelete: null }))).toBe('?ondelete=None');
  });

  it('tells the presets apart', () => {
    expect(new Set(PRESETS.map(({ scenario }) => writeUrl(scenario))).size).toBe(PRESETS.length);
  });
});

describe('an address that cannot be followed', () => {
  it('falls back field by field and names what it ignored', () => {
    const { scenario, ignored } = readUrl('?passive_deletes=maybe&ondelete=SET+NULL&index=yes');
    expect(scenario).toEqual({ ...DEFAULT_SCENARIO, onDelete: 'SET NULL' });
    expect(ignored).toEqual([
      { field: 'passive_deletes', value: 'maybe', reason: 'it is not True, False or all' },
      { field: 'index', value: 'yes', reason: 'it is not True or False' },
    ]);
  });

  it.each(['-1', '1.5', '1e3', '', 'three', '10001', '99999999999999999999'])('ignores %j posts', (posts) => {
    const { scenario, ignored } = readUrl(`?posts=${posts}`);
    expect(scenario.posts).toBe(DEFAULT_SCENARIO.posts);
    expect(ignored.map(({ field }) => field)).toEqual(['posts']);
  });

  it('ignores an operation of the other shape', () => {
    const { scenario, ignored } = readUrl('?shape=one-to-one&op=remove-post');
    expect(scenario).toMatchObject({ shape: 'one-to-one', operation: 'delete-user' });
    expect(ignored.map(({ field }) => field)).toEqual(['op']);
  });

  it('ignores unique in one-to-many, and no posts where the run is about one', () => {
    expect(readUrl('?unique=True').scenario.unique).toBe(false);
    expect(readUrl('?unique=True').ignored.map(({ field }) => field)).toEqual(['unique']);
    expect(readUrl('?op=delete-post&posts=0').ignored.map(({ field }) => field)).toEqual(['posts']);
  });

  it('accepts any cascade up to 200 characters, for SQLAlchemy decides', () => {
    expect(readUrl('?cascade=orphan').scenario.cascade).toBe('orphan');
    expect(readUrl('?cascade=').scenario.cascade).toBe('');
    expect(readUrl(`?cascade=${'x'.repeat(201)}`).ignored.map(({ field }) => field)).toEqual(['cascade']);
  });

  it('says so when an engine is asked for that there is not, and falls back to the model', () => {
    expect(readUrl('?engine=django')).toMatchObject({
      engine: 'model',
      ignored: [{ field: 'engine', value: 'django', reason: 'it is neither model nor sqlalchemy' }],
    });
  });

  it('leaves keys that are not its own alone', () => {
    expect(readUrl('?utm_source=mail&theme=dark')).toEqual({
      scenario: DEFAULT_SCENARIO,
      engine: 'model',
      step: null,
      ignored: [],
    });
  });
});
