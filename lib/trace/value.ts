// What rows and objects are made of and named by.
import * as v from 'valibot';
import { list } from './json';

/** A column value as PostgreSQL returns it: numbers for integers that JavaScript can hold, text for the rest. */
export const ValueSchema = v.nullable(v.union([v.number(), v.string()]));
export type Value = v.InferOutput<typeof ValueSchema>;

/**
 * What names a row or an object: the value of its primary key, or the list of them where it has several columns; of a
 * table without a primary key the values of all columns.
 */
export const KeySchema = v.union([v.number(), v.string(), list(ValueSchema)]);
export type Key = v.InferOutput<typeof KeySchema>;
