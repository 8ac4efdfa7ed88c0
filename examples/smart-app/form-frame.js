// Shows a questionnaire in the sandboxed frame, and returns a function that reads the QuestionnaireResponse. The origin of a sandboxed
// frame is opaque, so the window of the frame identifies it.
export async function showForm(frame, questionnaire) {
  const { port1, port2 } = new MessageChannel();
  let received;
  const shown = new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { hasFailed, height, response } }) => {
      if (hasFailed) reject(new Error('The form could not be shown.'));
      else if (response) received(response);
      else {
        frame.style.blockSize = `${height}px`;
        resolve();
      }
    };
  });
  addEventListener('message', function send({ source, data }) {
    if (source !== frame.contentWindow || data !== 'ready') return;
    removeEventListener('message', send);
    frame.contentWindow.postMessage(questionnaire, '*', [port2]);
  });
  frame.src = 'form.html';
  await shown;
  return () => new Promise((resolve) => {
    received = resolve;
    port1.postMessage('read');
  });
}
