'use client';
// What of the first minute has code of its own, which is loaded when it is opened.
import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { Part } from '@/components/chrome/part';
import type { GoalsProps } from './goals';
import type { PredictionFormProps } from './prediction-form';
import type { PredictionResultProps } from './prediction-result';
import type { TourProps } from './tour';

function part<P extends object>(what: string, Lazy: ComponentType<P>) {
  return function OwnPart(props: P) {
    return (
      <Part what={what}>
        <Lazy {...props} />
      </Part>
    );
  };
}

export const Tour = part(
  'The tour',
  dynamic<TourProps>(() => import('./tour'), { ssr: false }),
);
export const PredictionForm = part(
  'The prediction',
  dynamic<PredictionFormProps>(() => import('./prediction-form'), { ssr: false }),
);
export const PredictionResult = part(
  'The prediction',
  dynamic<PredictionResultProps>(() => import('./prediction-result'), { ssr: false }),
);
export const Goals = part(
  'The goals',
  dynamic<GoalsProps>(() => import('./goals'), { ssr: false }),
);
