// What can happen to a file on its way.
import type { Route } from '@playwright/test';

export type Damage = (route: Route) => Promise<void>;

export const answered = async (route: Route, change: (body: Buffer) => Buffer) => {
  const response = await route.fetch();
  // It has been unpacked.
  const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
  await route.fulfill({ status: response.status(), headers, body: change(await response.body()) });
};
const flipped = (body: Buffer) => Buffer.from(body.map((byte, at) => (at === body.length >> 1 ? byte ^ 1 : byte)));

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'not sent': (route) => route.abort(),
  cut: (route) => answered(route, (body) => body.subarray(0, body.length >> 1)),
  flipped: (route) => answered(route, flipped),
  'a page in its place': (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }),
  empty: (route) => route.fulfill({ body: '' }),
  'never answered': async () => {},
};
