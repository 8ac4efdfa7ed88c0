// Shows the help of one country instead of all. The country is guessed from the time zone of the device, or named by the address of
// a link (#gb). It is neither stored nor sent.
const sections = [...document.querySelectorAll('.country')];
const field = document.querySelector('.place');
const select = field.querySelector('select');
const status = field.querySelector('[role=status]');
const language = document.documentElement.lang;

const nameOf = (section) => section.querySelector('h2').textContent;

function ofTimeZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return sections.find(({ dataset }) => dataset.zones.split(' ').includes(timeZone));
}

const ofAddress = () => sections.find(({ id }) => location.hash === `#${id}`);

function show(chosen) {
  for (const section of sections) section.hidden = section !== chosen;
  document.querySelector('#elsewhere').hidden = Boolean(chosen);
  document.querySelector('.countries').hidden = true;
  select.value = chosen?.id ?? '';
}

// The server has no names of languages.
function nameLanguages(note) {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const spoken = note.dataset.languages.split(' ').filter(Boolean).map((tag) => names.of(tag));
  if (spoken.length > 0) note.append(document.createElement('br'), new Intl.ListFormat(language).format(spoken));
}

const { compare } = new Intl.Collator(language);
select.append(...sections
  .map((section) => new Option(nameOf(section), section.id))
  .sort((a, b) => compare(a.text, b.text)));
select.addEventListener('change', () => {
  show(sections.find(({ id }) => id === select.value));
  status.textContent = select.selectedOptions[0].textContent;
});
addEventListener('hashchange', () => ofAddress() && show(ofAddress()));
document.querySelectorAll('[data-languages]').forEach(nameLanguages);
show(ofAddress() ?? ofTimeZone());
field.hidden = false;
