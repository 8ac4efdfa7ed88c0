// All requests of the data page. A table is fetched once, however many pictures use it.
import { parseCsv } from './csv.js';

// In milliseconds.
const TIMEOUT = 20_000;
const tables = new Map();

/** A table or document that could not be loaded. */
export class LoadError extends Error {
  /**
   * @param {'offline' | 'failed' | 'gone' | 'absent'} kind
   * @param {string} [notice] why a release was withdrawn
   */
  constructor(kind, notice) {
    super(kind);
    [this.kind, this.notice] = [kind, notice];
  }
}

/** The rows of a CSV file. */
export function loadTable(address) {
  if (!tables.has(address)) tables.set(address, fetchTable(address));
  return tables.get(address);
}

async function fetchTable(address) {
  try {
    const response = await get(address, 'text/csv');
    return parseCsv(await response.text());
  } catch (error) {
    // The next attempt asks again.
    tables.delete(address);
    throw error instanceof LoadError ? error : new LoadError('offline');
  }
}

/** A JSON document; null when it cannot be loaded. */
export async function loadDocument(address) {
  try {
    return await (await get(address, 'application/json')).json();
  } catch {
    return null;
  }
}

async function get(address, mediaType) {
  let response;
  try {
    // The language of the page, which can be another one than that of the browser.
    const headers = { Accept: mediaType, 'Accept-Language': document.documentElement.lang };
    response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    throw new LoadError('offline');
  }

  if (response.ok) return response;
  if (response.status === 404) throw new LoadError('absent');
  if (response.status === 410) throw new LoadError('gone', (await response.json()).notice ?? '');
  throw new LoadError('failed');
}
