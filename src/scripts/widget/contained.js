// One height for everything from the list of answers on, in other people's pages.
//
// The page around a component or a frame sees its height, and with natural heights the height of a result tells the band: see "What your
// page can see" in docs/embed.md. From the list of answers on, the widget therefore has a height that depends on the window and the type
// only, and its content scrolls inside, until another screening begins.

const VIEWS = ['review', 'consent', 'about', 'result', 'summary', 'replaced'];

/**
 * Sets the height for the view that is to be shown, and scrolls to its top.
 * @param {Shell} app
 * @param {string} view
 */
export function contain(app, view) {
  app.isContained ||= !app.page && VIEWS.includes(view);
  const { main, isContained } = app;
  main.parentElement.classList.toggle('contained', isContained);
  main.scrollTop = 0;
  // A scroller must be reachable by keyboard, and what can have the focus needs a name.
  const attributes = { tabindex: 0, role: 'group', 'aria-label': app.t('review.region') };
  for (const [name, value] of Object.entries(attributes)) {
    if (isContained) main.setAttribute(name, value);
    else main.removeAttribute(name);
  }
}
