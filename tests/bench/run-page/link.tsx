// Stands in for next/link.
import type { ComponentProps } from 'react';

export default function Link({ prefetch: _, ...props }: ComponentProps<'a'> & { readonly prefetch?: boolean }) {
  return <a {...props} />;
}
