// What the widget does to the page around it, on a page of its own only: its title, its footer and its scroll position.
import * as tabState from './tab-state.js';

/** The page that the widget owns. */
export class OwnPage {
  #title = document.title;
  #stepTitle = this.#title;

  constructor() {
    history.scrollRestoration = 'manual';
    // The page has a link to itself in each language. A person who follows one comes back to the same view.
    document.addEventListener('click', ({ target, ctrlKey, metaKey, shiftKey }) => {
      const isHere = !ctrlKey && !metaKey && !shiftKey;
      if (isHere && target.closest('a[hreflang]')) tabState.goOnAt(document.documentElement.dataset.step);
    });
  }

  /**
   * Follows a view. The title says no more than the step, because it stays in the browser's history.
   * @param {string} view
   * @param {string | null} title the title of the page with the step in it; null for the title of the page alone
   */
  follow(view, title) {
    document.documentElement.dataset.step = view;
    this.#stepTitle = title ?? this.#title;
    document.title = this.#stepTitle;
  }

  /** Returns the title of the page with a step in it. */
  titleOf(app, step) {
    return app.t('page.stepTitle', { step, page: this.#title });
  }

  /** Says in the title whether the step has an error. */
  setError(app, hasError) {
    document.title = hasError ? app.t('page.errorTitle', { title: this.#stepTitle }) : this.#stepTitle;
  }
}
