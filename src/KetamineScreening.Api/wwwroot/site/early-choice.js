// Opens the questionnaire whose link was followed before the widget was ready. The address only had the place of the link in the list.
const widget = document.querySelector('ketamine-screening');

widget.addEventListener('ready', () => {
  const link = /^#choice-\d+$/.test(location.hash) && widget.querySelector(`a[href="${location.hash}"]`);
  if (!link) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  widget.shadowRoot.querySelector(`button[value="${link.dataset.questionnaire}"]`)?.click();
}, { once: true });
