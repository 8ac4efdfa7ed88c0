// Reads the CSV files of a release (RFC 4180 with LF).

/**
 * @param {string} text
 * @returns {Record<string, string>[]} one object a row, by the names of the header
 */
export function parseCsv(text) {
  const [header, ...rows] = records(text);
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])));
}

function records(text) {
  const all = [];
  let row = [];
  // A field, quoted or plain, with the separator that ends it.
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') all.push(row);
    row = [];
    if (end === '') break;
  }

  return all;
}

/** The number in a cell; null when the cell is empty. */
export const numberIn = (cell) => (cell === '' || cell === undefined ? null : Number(cell));
