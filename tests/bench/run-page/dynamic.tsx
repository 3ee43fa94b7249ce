// Stands in for next/dynamic: the component when its code is there.
import { type ComponentType, lazy } from 'react';

export default function dynamic<P extends object>(
  load: () => Promise<ComponentType<P> | { readonly default: ComponentType<P> }>,
): ComponentType<P> {
  return lazy(async () => {
    const loaded = await load();
    return 'default' in loaded ? loaded : { default: loaded };
  }) as unknown as ComponentType<P>;
}
