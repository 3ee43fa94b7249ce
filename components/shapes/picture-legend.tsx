// How to read the pictures.
import './preview.css';
import { DOER_WORDS, type Doer } from '@/lib/trace/actor';
import { MARKS } from './picture';

const DOERS = Object.keys(DOER_WORDS) as Doer[];

export function PictureLegend() {
  return (
    <ul aria-label="Marks" className="flex flex-wrap gap-x-6 gap-y-1.5 text-[13px] text-ink-2">
      <li>A bar is a row at the end of the run, a dashed one is gone. Its mark says by whom:</li>
      {DOERS.map((doer) => (
        <Entry key={doer} look={doer} mark={MARKS[doer]} text={DOER_WORDS[doer]} />
      ))}
      <Entry look="tried" mark={MARKS.client} text="tried, and taken back" />
    </ul>
  );
}

function Entry({ look, mark, text }: { readonly look: string; readonly mark: string; readonly text: string }) {
  return (
    <li className="inline-flex items-center gap-2">
      <svg aria-hidden="true" className="picture" width="11" height="11" viewBox="-1 -5.5 11 11">
        <path className={look} d={`M0 0${mark}`} />
      </svg>
      {text}
    </li>
  );
}
