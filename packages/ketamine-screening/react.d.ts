import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { KetamineScreening, KetamineScreeningAttributes, KetamineScreeningEvents } from './ketamine-screening.js';

export * from './ketamine-screening.js';

/** React 19 listens to the event `ks-completed` by the property `onks-completed`. */
type Listeners = { [Name in keyof KetamineScreeningEvents as `on${Name}`]?: (event: KetamineScreeningEvents[Name]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ketamine-screening': Omit<DetailedHTMLProps<HTMLAttributes<KetamineScreening>, KetamineScreening>, 'lang'>
        & KetamineScreeningAttributes & Listeners;
    }
  }
}
