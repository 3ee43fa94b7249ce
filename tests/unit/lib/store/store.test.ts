import { expect, test } from 'vitest';
import { Signal, Store } from '@/lib/store/store';

test('a store has one snapshot until it is set, then exactly what was set', () => {
  const [first, second] = [{ step: 1 }, { step: 2 }];
  const store = new Store(first);
  expect([store.getSnapshot(), store.getSnapshot()]).toEqual([first, first]);
  expect(store.getSnapshot()).toBe(first);
  store.set(second);
  expect(store.getSnapshot()).toBe(second);
});

test('its listeners are told in the order in which they came, when the new value is there', () => {
  const store = new Store('before');
  const told: string[] = [];
  for (const name of ['first', 'second']) store.subscribe(() => told.push(`${name} ${store.getSnapshot()}`));
  store.set('after');
  expect(told).toEqual(['first after', 'second after']);
});

test('they are told of each value that is set, also of the same one, and not when they only listen or look', () => {
  const store = new Store(1);
  let told = 0;
  store.subscribe(() => told++);
  store.getSnapshot();
  expect(told).toBe(0);
  store.set(2);
  store.set(2);
  expect(told).toBe(2);
});

test('who has left is told no more, from that moment on, and the others still are', () => {
  const store = new Store(0);
  const told: string[] = [];
  const leaves = ['first', 'second', 'third'].map((name, at) =>
    store.subscribe(() => {
      told.push(name);
      if (at === 0) leaves[1]?.();
    }),
  );
  store.set(1);
  leaves[0]?.();
  leaves[0]?.();
  store.set(2);
  expect(told).toEqual(['first', 'third', 'third']);
});

test('one listener is told once, however often it has come', () => {
  const store = new Store(0);
  let told = 0;
  const listener = () => told++;
  const leave = store.subscribe(listener);
  store.subscribe(listener);
  store.set(1);
  leave();
  store.set(2);
  expect(told).toBe(1);
});

test('reading and listening need no receiver, as React calls them', () => {
  const { subscribe, getSnapshot } = new Store('value');
  expect(getSnapshot()).toBe('value');
  expect(() => subscribe(() => {})()).not.toThrow();
});

test('a signal tells without a value', () => {
  const signal = new Signal();
  let told = 0;
  const leave = signal.subscribe(() => told++);
  signal.tell();
  leave();
  signal.tell();
  expect(told).toBe(1);
});
