// What a person sees on a form: for each question the index of the answer or -1, the total, the band, all text, and anything like an error.
window.look = () => {
  const questions = {};
  for (const [linkId, , checked] of form.radios()) (questions[linkId] ??= []).push(checked);
  const text = document.body.innerText.replace(/\s+/g, ' ');
  return {
    chosen: Object.fromEntries(Object.entries(questions).map(([linkId, checked]) => [linkId, checked.indexOf(true)])),
    total: Number(form.shown('form.total')),
    band: form.shown('form.band'),
    text,
    errors: text.match(/.{0,40}(expression|exception|undefined|\bNaN\b|error:).{0,40}/gi) ?? [],
  };
};
