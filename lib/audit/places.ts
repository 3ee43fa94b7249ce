// How a foreign key is called: by the columns that it is over, as a reader would look for it.
import type { ForeignKey, Table } from '@/lib/trace/schema';

/** "posts.user_id", or "lines.(tenant_id,number)". */
export function placeOf({ name }: Pick<Table, 'name'>, { columns }: Pick<ForeignKey, 'columns'>): string {
  return columns.length === 1 ? `${name}.${columns[0]}` : `${name}.(${columns.join(',')})`;
}
