// Opens the questionnaire whose link was followed before the widget was ready. The address only had the place of the link in the list.
// This script comes before that of the widget, which replaces the links.
const widget = document.querySelector('ketamine-screening');
const links = [...widget.querySelectorAll('a[data-questionnaire]')];

widget.addEventListener('ks-ready', () => {
  const link = links.find(({ hash }) => hash === location.hash);
  if (!link) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  (widget.shadowRoot ?? widget).querySelector(`button[value="${link.dataset.questionnaire}"]`)?.click();
}, { once: true });
