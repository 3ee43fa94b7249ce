'use client';
// What of the first minute is open on a page, and what the reader has predicted of the run that is asked for.
import { useCallback, useState } from 'react';
import { type Guess, NO_GUESS } from '@/lib/predict/guess';
import { sameScenario } from '@/lib/scenario/change';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Player } from '@/lib/trace/player';
import { keepFirstMinute } from './kept';

export type Opened = 'tour' | 'predict' | 'goals';

export interface FirstMinute {
  readonly opened: Opened | null;
  readonly guess: Guess;
  readonly setGuess: (guess: Guess) => void;
  /** Opens what is not open, and closes what is. */
  readonly toggle: (part: Opened) => void;
  /** Covers the run anew, with nothing predicted. */
  readonly predict: () => void;
  readonly close: () => void;
  /** The settings change: a tour of other settings is over, and their run is to be predicted anew. */
  readonly changed: () => void;
}

/** Whatever is closed, the focus goes back to what opens it. */
function focusOpener(part: Opened | null): void {
  const openers = [...document.querySelectorAll<HTMLElement>(`[data-opens=${part}]`)];
  openers.find((each) => each.checkVisibility())?.focus();
}

export function useFirstMinute(player: Player<Scenario>, scenario: Scenario): FirstMinute {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [said, setSaid] = useState({ of: scenario, guess: NO_GUESS });
  const open = useCallback(
    (part: Opened | null) => {
      if (part === 'predict') player.cover();
      else player.uncover();
      if (part === 'tour') keepFirstMinute();
      setSaid({ of: scenario, guess: NO_GUESS });
      setOpened(part);
    },
    [player, scenario],
  );
  const changed = useCallback(() => {
    if (opened === 'tour') open(null);
    if (opened === 'predict') open('predict');
  }, [opened, open]);
  const close = () => {
    open(null);
    focusOpener(opened);
  };
  return {
    opened,
    guess: sameScenario(said.of, scenario) ? said.guess : NO_GUESS,
    setGuess: (guess) => setSaid({ of: scenario, guess }),
    toggle: (part) => (part === opened ? close() : open(part)),
    predict: () => open('predict'),
    close,
    changed,
  };
}
