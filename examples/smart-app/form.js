// Runs in the sandboxed frame: shows the questionnaire with LHC-Forms. It can reach neither the token nor any server, and exchanges
// messages with the app over one port.
addEventListener('message', async ({ source, data: questionnaire, ports: [port] }) => {
  if (source !== parent) return;
  const form = document.getElementById('form');
  document.documentElement.lang = questionnaire.language ?? 'en';
  try {
    await LForms.Util.addFormToPage(questionnaire, 'form', { fhirVersion: 'R4' });
  } catch {
    return port.postMessage({ hasFailed: true });
  }
  new ResizeObserver(() => port.postMessage({ height: form.scrollHeight })).observe(form);
  port.onmessage = () => {
    const response = LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4');
    port.postMessage({ response: JSON.parse(JSON.stringify(response)) });
  };
}, { once: true });

parent.postMessage('ready', '*');
