import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASCADE_WORDS, cascades, cascadeWords, withCascadeWord } from '@/lib/scenario/cascade';
import { change, fewestPosts, sameScenario } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, FIELDS, isOperationOf, LOADED, parseScenario, SHAPES } from '@/lib/scenario/scenario';

describe('a scenario from JSON', () => {
  it('has a default for every field', () => {
    expect(parseScenario({})).toEqual({
      scenario: {
        shape: 'one-to-many',
        cascade: 'all, delete-orphan',
        passiveDeletes: true,
        onDelete: 'CASCADE',
        nullable: false,
        index: true,
        unique: false,
        loaded: 'no',
        operation: 'delete-user',
        posts: 3,
        sqlalchemy: '2.1',
        driver: 'asyncpg',
        gone: 'nothing',
        mapper: 'plain',
      },
    });
  });

  it.each([
    ['an unknown key', { colour: 'red' }, 'colour'],
    ['a wrong type', { nullable: 'yes' }, 'nullable'],
    ['a value outside its list', { onDelete: 'EXPLODE' }, 'onDelete'],
    ['too many posts', { posts: 1_000_001 }, 'posts'],
    ['half a post', { posts: 0.5 }, 'posts'],
    ['an operation of the other shape', { operation: 'delete-profile' }, 'operation'],
    ['unique in one-to-many', { unique: true }, 'unique'],
    ['somebody else in one-to-one', { shape: 'one-to-one', gone: 'user-1' }, 'gone'],
    ['a series that is not modelled', { sqlalchemy: '1.4' }, 'sqlalchemy'],
    ['a driver that is not modelled', { driver: 'pg8000' }, 'driver'],
  ])('is invalid with %s, and says where', (_, data, field) => {
    const result = parseScenario(data);
    expect('invalid' in result && result.invalid.startsWith(`${field}: `)).toBe(true);
  });

  it.each([null, [], 'delete-user', 3])('is invalid when it is %j', (data) => {
    expect(parseScenario(data)).toHaveProperty('invalid');
  });

  it('may hold what only SQLAlchemy rejects', () => {
    expect(parseScenario({ cascade: 'orphan', passiveDeletes: 'all' })).toHaveProperty('scenario');
  });
});

const anySettings = fc.record(
  {
    shape: fc.constantFrom(...SHAPES),
    unique: fc.boolean(),
    loaded: fc.constantFrom(...LOADED),
    operation: fc.constantFrom(...FIELDS.operation.wrapped.options),
    posts: fc.integer({ min: -5, max: 2_000_000 }),
  },
  { requiredKeys: [] },
);

describe('changing a setting', () => {
  it('gives a valid scenario after any sequence of changes', () => {
    fc.assert(
      fc.property(fc.array(anySettings), (sequence) => {
        const scenario = sequence.reduce(change, DEFAULT_SCENARIO);
        expect(parseScenario(scenario)).toEqual({ scenario });
        expect(scenario.posts).toBeGreaterThanOrEqual(fewestPosts(scenario));
      }),
    );
  });

  it('leaves an operation that fits alone', () => {
    expect(change(DEFAULT_SCENARIO, { shape: 'one-to-one' }).operation).toBe('delete-user');
    const profile = change(DEFAULT_SCENARIO, { shape: 'one-to-one', operation: 'delete-profile' });
    expect(isOperationOf('one-to-one', profile.operation)).toBe(true);
    expect(change(profile, { shape: 'one-to-many' }).operation).toBe('delete-user');
  });

  it('tells scenarios apart by every field', () => {
    expect(sameScenario(DEFAULT_SCENARIO, { ...DEFAULT_SCENARIO })).toBe(true);
    expect(sameScenario(DEFAULT_SCENARIO, { ...DEFAULT_SCENARIO, index: false })).toBe(false);
  });
});

describe('the words of a cascade', () => {
  it('are what `all` stands for, and delete-orphan is none of them', () => {
    expect(CASCADE_WORDS.filter((word) => cascades('all', word))).toEqual([
      'all',
      'save-update',
      'merge',
      'refresh-expire',
      'expunge',
      'delete',
    ]);
  });

  it('come and go one at a time, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...CASCADE_WORDS), fc.boolean(), (text, word, present) => {
        const next = withCascadeWord(text, word, present);
        expect(cascades(next, word)).toBe(present);
        for (const other of CASCADE_WORDS) {
          if (word !== 'all' && other !== 'all' && other !== word) {
            expect(cascades(next, other), other).toBe(cascades(text, other));
          }
        }
      }),
    );
  });

  it('are spelled out when a part of `all` goes', () => {
    expect(withCascadeWord('all, delete-orphan', 'delete', false)).toBe(
      'save-update, merge, refresh-expire, expunge, delete-orphan',
    );
  });

  it('keep a word that SQLAlchemy does not know', () => {
    expect(cascadeWords(withCascadeWord('orphan', 'merge', true))).toEqual(['orphan', 'merge']);
  });
});
