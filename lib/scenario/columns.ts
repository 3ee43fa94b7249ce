// The names of the tables and columns that scenarios use.
/** A table's columns in order; the first is its primary key. Empty for a table that no scenario has. */
export function columnsOf(table: string): readonly string[] {
  switch (table) {
    case 'users':
      return ['id', 'name'];
    case 'posts':
      return ['id', 'title', 'user_id'];
    case 'profiles':
      return ['id', 'bio', 'user_id'];
    default:
      return [];
  }
}
