// `npm start`: builds the site, serves it, prints its address.
import { build } from './build';
import { serve } from './serve';

const basePath = process.env.BASE_PATH ?? '';
await build(basePath);
const { address } = await serve(Number(process.env.PORT ?? 4173), basePath);
console.log(`Cascade Lens is at ${address}`);
