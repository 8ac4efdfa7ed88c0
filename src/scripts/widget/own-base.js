/** Base URL of the service that the scripts come from. The npm package has null here: its scripts come from the site that embeds them. */
export const OWN_BASE = new URL('../', import.meta.url);
