// The choices of the reader, kept in the query of the address, so that a view can be cited and Back works.

/** The value of a choice: the one in the address when it is allowed, else the first. */
export function chosen(key, allowed) {
  const value = new URLSearchParams(location.search).get(key);
  return allowed.includes(value) ? value : allowed[0];
}

/** Makes a choice. The first value is the default, which the address leaves out. */
export function choose(key, value, allowed) {
  const query = new URLSearchParams(location.search);
  if (value === allowed[0]) query.delete(key);
  else query.set(key, value);
  const text = query.toString();
  history.pushState(null, '', text ? `?${text}` : location.pathname);
}
