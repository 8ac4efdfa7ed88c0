/** Ids of the questionnaires that every service has. */
export type QuestionnaireId = 'ketamine-self-check' | 'ketamine-quick-check' | 'ketamine-concern-check';

/** The attributes of the element. All of them can change at any time. */
export interface KetamineScreeningAttributes {
  /** The http or https address of the service. Required with this package, because its scripts do not come from the service. */
  api: string;
  /** The only questionnaire to offer; without it, the person chooses. */
  questionnaire?: QuestionnaireId | (string & {});
  /** Two letters of ISO 3166, such as `GB`: the country of the help contacts. Guessed on the device when it is left out. */
  country?: string;
  /** Language such as `en`; the language of the browser when it is left out. */
  lang?: string;
  /** Colours; the setting of the device when it is left out. */
  theme?: 'light' | 'dark' | 'auto';
  /** `one` question a screen, the questions of a section, or `auto`: one on narrow screens. */
  layout?: 'one' | 'sections' | 'auto';
  /** The http or https address that "Leave this page" opens. */
  'leave-to'?: string;
  /** Adds the band to the event `ks-completed`. The person is told so. */
  'reveal-band'?: boolean | '';
}

/** Details of the events, by name. No event contains an answer. */
export interface KetamineScreeningEventDetails {
  /** The first step is shown. */
  'ks-ready': Record<string, never>;
  /** The questions begin. */
  'ks-started': { questionnaire: string };
  /** A section is shown: its number from 1 on, and the number of sections as far as it is known. */
  'ks-section': { index: number; count: number };
  /** The result is shown; `band` only with `reveal-band`. */
  'ks-completed': { questionnaire: string; version: string; band?: string };
  /** The height has changed, in pixels. */
  'ks-resized': { height: number };
  /** The person leaves the page, to this address. */
  'ks-leave': { to: string };
}

/** The events by name. They bubble, so any element around the widget gets them. */
export type KetamineScreeningEvents = {
  [Name in keyof KetamineScreeningEventDetails]: CustomEvent<KetamineScreeningEventDetails[Name]>;
};

/** The element `<ketamine-screening>`. Without a DOM, as on a server, importing it does nothing. */
export class KetamineScreening extends HTMLElement {
  /** Whether the height no longer follows the content, which scrolls inside: from the list of answers on. */
  readonly isContained: boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    'ketamine-screening': KetamineScreening;
  }

  interface GlobalEventHandlersEventMap extends KetamineScreeningEvents {}
}
