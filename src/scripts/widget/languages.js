// The choice of a language where the service cannot be asked.

const SOURCE = 'en';

/**
 * Returns the best of the available languages, with the rules of the service: one with the same language and script as a wanted one, else
 * one with the same language.
 * @param {string[]} available BCP 47 tags
 * @param {readonly string[]} wanted BCP 47 tags, the best first
 */
export function bestLanguage(available, wanted) {
  for (const likeness of [writingOf, languageOf]) {
    for (const tag of wanted) {
      const found = available.find((one) => likeness(one) === likeness(tag));
      if (found) return found;
    }
  }

  return SOURCE;
}

// Such as `zh-Hant` for `zh-TW`.
function writingOf(tag) {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}

const languageOf = (tag) => writingOf(tag).split('-')[0];
