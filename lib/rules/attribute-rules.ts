// What changing a relationship attribute does: orphans, moves, and the one-to-one shape.
import { type RuleGroupRecord, sqlalchemy } from './rule';

export const ORPHANS = {
  title: 'Orphans and moves',
  rules: {
    O1: {
      title: 'Taking a child out of its collection',
      text: '`remove()`, `clear()` and `= []` load the collection if it is not loaded. With `delete-orphan` the flush deletes the children that were taken out, without it their foreign key becomes NULL. `passive_deletes` and `ON DELETE` play no part: no user goes.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP.presort_saves and process_saves'),
      scenario: { operation: 'remove-post' },
    },
    O2: {
      title: '`post.user = None` is seen from the post',
      text: 'The post counts as an orphan only if its old user is in the Session, for nobody else knows that it lost its parent. Otherwise the foreign key becomes NULL, `delete-orphan` or not, and an orphan row stays.',
      reference: sqlalchemy('orm/attributes.py, ScalarObjectAttributeImpl.set (PASSIVE_NO_FETCH)'),
      scenario: { operation: 'set-user-none', nullable: true },
    },
    O3: {
      title: 'The column alone orphans nothing',
      text: 'Setting `post.user_id` changes a column. No relationship hears of it, so there is never an orphan to delete: it is an UPDATE.',
      reference: sqlalchemy('orm/mapper.py, Mapper._is_orphan; orm/attributes.py, ScalarAttributeImpl.set'),
      scenario: { operation: 'set-user-id-none', nullable: true },
    },
    O4: {
      title: 'A move is an UPDATE',
      text: 'A post that moves to another user keeps a parent, so it is updated and never deleted as an orphan. But a post that the delete cascade had marked before it was moved goes all the same, in a second flush.',
      reference: sqlalchemy('orm/attributes.py, AttributeImpl.sethasparent'),
      scenario: { operation: 'move-set' },
    },
    O5: {
      title: 'AsyncSession loads only where it can wait',
      text: '`await session.delete()` may load children. Reading `user.posts` outside `run_sync` may not: on an unloaded collection it raises `MissingGreenlet`.',
      reference: sqlalchemy('ext/asyncio/session.py, AsyncSession.delete; util/concurrency.py, await_only'),
      program: 'async-lazy-load',
    },
    O6: {
      title: 'A child that never had a parent',
      text: 'A new `Post()` that was added without a user is no orphan to be deleted: it is inserted with NULL, `delete-orphan` or not.',
      reference: sqlalchemy('orm/session.py, Session._flush'),
      program: 'never-had-a-parent',
    },
  },
} satisfies RuleGroupRecord;

export const SHAPES = {
  title: 'Other shapes',
  rules: {
    S1: {
      title: 'One-to-one',
      text: '`user.profile` follows the rules of `user.posts`. Setting it while it is not loaded makes the flush load what was replaced. Replacing it under `delete-orphan` inserts the new profile before it deletes the old one, so a UNIQUE `user_id` refuses; without `delete-orphan` the old one is set to NULL first, and it works.',
      reference: sqlalchemy('orm/attributes.py, ScalarObjectAttributeImpl.get_history; orm/persistence.py, save_obj'),
      scenario: { shape: 'one-to-one', operation: 'replace-profile', unique: true },
    },
    S2: {
      title: 'Three levels',
      text: 'The ORM goes bottom-up: one SELECT for each parent, then one executemany for each table. `passive_deletes=True` on an unloaded collection stops it there, so that nothing below is cascaded by the ORM: what is below is the foreign keys’ affair.',
      reference: sqlalchemy(
        'orm/mapper.py, Mapper.cascade_iterator; orm/relationships.py, RelationshipProperty.cascade_iterator',
      ),
      program: 'three-levels',
    },
    S3: {
      title: 'A tree in one table',
      text: 'Deleting a node of a self-referential tree sends one SELECT for each node below it, leaves included, and then one executemany for each depth, the deepest first.',
      reference: sqlalchemy('orm/unitofwork.py, UOWTransaction._generate_actions (cycles)'),
      program: 'tree',
    },
    S4: {
      title: 'Many-to-many owns its association rows',
      text: 'Deleting either side makes the ORM delete the association rows, without any cascade. With `passive_deletes=True` and `ON DELETE CASCADE` one DELETE does it. `cascade="all"` deletes the objects on the other side, shared or not. From a side without a relationship only the foreign key acts.',
      reference: sqlalchemy('orm/dependency.py, ManyToManyDP.presort_deletes and process_deletes'),
      program: 'many-to-many',
    },
    S5: {
      title: 'The ORM knows what is written, where it is written',
      text: 'Without a relationship on `User` one DELETE of the user is sent and nothing else. A delete cascade that is written on `Post.user` goes the other way: deleting a post deletes its user and sets the foreign key of her other posts to NULL. Settings inside `backref()` belong to the side that it makes.',
      reference: sqlalchemy(
        'orm/dependency.py, ManyToOneDP; orm/relationships.py, RelationshipProperty._generate_backref',
      ),
      program: 'wrong-side',
    },
    S6: {
      title: 'How a collection loads',
      text: '`lazy="raise"` does not stop the loads of a cascade, `"noload"` hides the children from it, `"write_only"` raises `InvalidRequestError` unless there is `passive_deletes=True`, and `"dynamic"` selects the children twice.',
      reference: sqlalchemy('orm/strategies.py, LazyLoader and NoLoader; orm/writeonly.py; orm/dynamic.py'),
      program: 'lazy-write-only',
    },
  },
} satisfies RuleGroupRecord;
