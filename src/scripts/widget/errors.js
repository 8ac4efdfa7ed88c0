// The list of errors above a form. An error has the same words in the list and at its question.
import { h } from './dom.js';

/**
 * @returns {{ node: HTMLElement, show: (errors: { message: string, goTo: () => void }[]) => void }} the list, hidden while it is empty
 */
export function errorList(app) {
  const node = h('div', { class: 'errors', part: 'errors', tabindex: '-1', role: 'alert', hidden: true });
  const link = ({ message, goTo }) => h('a', {
    href: '#',
    onclick: (event) => {
      event.preventDefault();
      goTo();
    },
  }, message);
  const show = (errors) => {
    app.page?.setError(app, errors.length > 0);
    node.hidden = errors.length === 0;
    if (node.hidden) return;
    node.replaceChildren(
      h('h3', {}, app.t('section.errorTitle')),
      h('p', {}, app.t('section.errorText')),
      h('ul', {}, errors.map((error) => h('li', {}, link(error)))));
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'start' });
  };
  return { node, show };
}
