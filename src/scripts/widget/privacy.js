import { details, h, paragraphs } from './dom.js';

/** The privacy statement of the service, loaded when the person opens it. */
export function privacy(app) {
  const content = h('div', { 'aria-live': 'polite' }, h('p', { class: 'screen-only' }, app.t('welcome.loading')));
  const load = async () => {
    const text = await app.service.privacy().catch(() => null);
    if (!text) return content.replaceChildren(...paragraphs(app.t('privacy.failed')));
    const { summary, ...parts } = text;
    const sections = Object.entries(parts).flatMap(([key, value]) => [h('h4', {}, app.t(`privacy.${key}`)), h('p', {}, value)]);
    content.replaceChildren(h('p', {}, summary), ...sections);
  };
  return details(app.t('privacy.title'), { ontoggle: ({ target }) => target.open && load() }, content);
}
