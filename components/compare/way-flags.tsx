// The flags of one way; what all ways share is set above them.
import { memo } from 'react';
import { FlagList } from '@/components/source/flag-list';
import type { FlagsProps } from '@/components/source/flags';

export const WayFlags = memo(function WayFlags({ label, ...props }: FlagsProps & { readonly label: string }) {
  return (
    <fieldset className="flex min-w-0 flex-wrap content-start items-center gap-x-3 gap-y-1.5 bg-code px-4 py-2 lg:py-1 font-mono text-[12px] max-sm:gap-x-2.5 max-sm:px-2.5 min-[430px]:text-[13px]">
      <legend className="sr-only">{label}</legend>
      <FlagList {...props} />
    </fieldset>
  );
});
