'use client';
// A link that names its program behind a question mark leads there; a name that no program has is said.
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useSearch } from '@/components/address/location';
import { pathOfProgram } from '@/components/address/program-path';
import { findProgram } from '@/lib/programs/programs';
import { quoted } from '@/lib/scenario/ignored';

export function AskedProgram() {
  const router = useRouter();
  const parameters = new URLSearchParams(useSearch());
  const asked = parameters.get('program');
  const step = parameters.get('step');
  const program = asked === null ? null : findProgram(asked);
  const target = program && `${pathOfProgram(program)}${step === null ? '' : `?step=${encodeURIComponent(step)}`}`;
  useEffect(() => {
    if (target) router.replace(target);
  }, [target, router]);
  if (asked === null || program) return null;
  return (
    <p role="status" className="mb-6 rounded-xl border border-line bg-bad-soft px-4 py-2.5 text-[13.5px] wrap-anywhere">
      There is no shape {quoted(asked)}. All that there are stand below.
    </p>
  );
}
