// The flags of one way; what all ways share is set above them.
import { memo } from 'react';
import { FlagList } from '@/components/source/flag-list';
import type { FlagsProps } from '@/components/source/flags';

export const WayFlags = memo(function WayFlags({ label, ...props }: FlagsProps & { readonly label: string }) {
  return (
    <fieldset className="flex min-w-0 flex-wrap content-start gap-x-3 gap-y-2 border-b border-line bg-code px-4 py-3 font-mono text-[13px]">
      <legend className="sr-only">{label}</legend>
      <FlagList {...props} />
    </fieldset>
  );
});
