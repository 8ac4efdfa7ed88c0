// The choice of a language where the service cannot be asked.

const SOURCE = 'en';

/**
 * Returns the best of the languages for the one asked for, or else for those of the browser: one with the same language and script.
 * @param {string[]} available BCP 47 tags
 * @param {string | null} wanted
 */
export function bestLanguage(available, wanted) {
  for (const tag of [wanted, ...navigator.languages].filter(Boolean)) {
    const found = available.find((one) => writingOf(one) === writingOf(tag));
    if (found) return found;
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
