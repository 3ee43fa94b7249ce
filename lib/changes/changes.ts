// The catalogue of all changes.
import type { RuleNumber } from '@/lib/rules/rules';
import type { Change, ChangeGroup, ChangeGroupRecord } from './change';

const CATALOGUE: readonly ChangeGroupRecord[] = [
  {
    title: 'The text of statements',
    changes: {
      V1: { issues: [{ number: 12932, release: '2.1.0b1' }], programs: ['labels'] },
      V2: { issues: [{ number: 5987, release: '2.1.0b3' }], programs: ['many-to-many'] },
      V3: { issues: [{ number: 13070, release: '2.1.0b1' }], programs: ['bulk-any'] },
      V4: { issues: [{ number: 13311, release: '2.1.0b4' }], programs: ['create-all'] },
      V5: {
        issues: [{ number: 12866, release: '2.1.0b1' }],
        programs: ['computed'],
        unseen:
          'The `STORED` and the warning of 2.1 on PostgreSQL below 18 are not seen here: the one in this page is 18.',
      },
    },
  },
  {
    title: 'When the Session flushes',
    changes: {
      V6: { issues: [{ number: 9809, release: '2.1.0b1' }], programs: ['autoflush'] },
      V7: { issues: [{ number: 9809, release: '2.1.0b1' }], programs: ['no-autoflush'] },
    },
  },
  {
    title: 'What was added',
    changes: {
      V8: { issues: [{ number: 11776, release: '2.1.0b1' }], programs: ['delete-all'] },
      V9: {
        issues: [
          { number: 12659, release: '2.1.0b1' },
          { number: 13346, release: '2.1.0b3' },
        ],
        programs: ['session-options'],
      },
      V10: {
        issues: [
          { number: 8130, release: '2.1.0b3' },
          { number: 10050, release: '2.1.0b1' },
        ],
        programs: ['delete-using', 'back-populates'],
      },
      V11: { issues: [{ number: 10610, release: '2.1.0b3' }], programs: ['get-populate-existing'] },
    },
  },
  {
    title: 'What is gone',
    changes: {
      V12: { issues: [{ number: 10564 }], programs: ['gone'] },
      V13: {
        issues: [{ number: 10197, release: '2.1.0b1' }],
        programs: [],
        unseen: 'No run can show it: it is about what is installed, and is read from the metadata of the two packages.',
      },
    },
  },
  {
    title: 'Other defaults',
    changes: {
      V14: { issues: [{ number: 13010, release: '2.1.0b1' }], programs: ['default-driver'] },
      V15: {
        issues: [{ number: 12168, release: '2.1.0b1' }],
        programs: ['dataclass-merge', 'dataclass-default'],
      },
    },
  },
  {
    title: 'Warnings',
    changes: {
      V16: {
        issues: [{ number: 11045, release: '2.1.0b1' }, { number: 10816 }, { number: 13333 }],
        programs: ['warnings'],
      },
    },
  },
  {
    title: 'Errors',
    changes: {
      V17: { issues: [{ number: 8047, release: '2.1.0b1' }], programs: ['error-of-asyncpg'] },
      V18: { issues: [], programs: ['missing-greenlet'] },
      V19: { issues: [], programs: ['error-links'] },
      V20: { issues: [{ number: 11297, release: '2.1.0b4' }], programs: ['closed-transaction'] },
    },
  },
  {
    title: 'Between two releases of one series',
    changes: {
      V21: {
        issues: [],
        programs: ['post-update'],
        unseen: 'A release before those is not run here, so the second UPDATE is not seen.',
      },
    },
  },
];

export const CHANGE_GROUPS: readonly ChangeGroup[] = CATALOGUE.map(({ title, changes }) => ({
  title,
  changes: Object.entries(changes).map(([id, change]): Change => ({ id: id as RuleNumber, ...change })),
}));

export const CHANGES: readonly Change[] = CHANGE_GROUPS.flatMap(({ changes }) => changes);

/** The names of all programs. */
export const CHANGE_PROGRAMS: readonly string[] = CHANGES.flatMap(({ programs }) => programs);
