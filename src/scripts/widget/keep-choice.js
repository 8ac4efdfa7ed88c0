// The choice to keep answers and result on this device for a week.
import { h } from './dom.js';
import * as savedAnswers from './saved-answers.js';

/** The choice as a checkbox. */
export function keepChoice(app) {
  const id = app.newId();
  const note = h('p', { class: 'muted', id: `${id}-note` }, app.t('section.keepNote'));
  const change = () => {
    app.isSaving = box.checked && savedAnswers.save(app);
    if (!box.checked) savedAnswers.clear();
    note.textContent = app.t(box.checked && !app.isSaving ? 'section.keepFailed' : 'section.keepNote');
    box.checked = app.isSaving;
    app.keep();
  };
  const box = h('input', { type: 'checkbox', id, checked: app.isSaving, 'aria-describedby': `${id}-note`, onchange: change });
  return h('div', { class: 'keep', part: 'keep' },
    h('label', { for: id, class: 'option' }, box, h('span', {}, app.t('section.keep'))),
    note);
}
