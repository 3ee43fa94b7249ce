import { Explorer } from '@/components/explorer/explorer';
import { engineUrl, firstRun } from './built';

export default function Page() {
  return <Explorer recorded={firstRun()} engineUrl={engineUrl()} />;
}
