// What this build carries of SQLAlchemy, and which series a page asks for.
import { readFileSync } from 'node:fs';
import { choosePython } from '@/lib/engine/page/python-choice';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';

const manifest = JSON.parse(readFileSync('public/sqlalchemy/current.json', 'utf8')) as PythonManifest;

/** What there is of each. */
export const { series } = manifest;
/** Of a start() without a wish. */
export const carried = choosePython(manifest);
/** Why there is none, or null. */
export const absent = 'absent' in carried ? carried.absent : null;
/** The same for scenarios, which ask for the default series and take no other. */
export const absentForScenarios = 'absent' in carried ? carried.absent : (carried.insteadOf?.reason ?? null);
