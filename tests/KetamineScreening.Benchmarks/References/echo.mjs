// Reference: an ordinary Node service that parses the request and serializes objects as the response.
import { createServer } from 'node:http';

const entryLength = 250;
// The argument is ID=BYTES,ID=BYTES: the length of the responses by questionnaire.
const entries = new Map(process.argv[2].split(',').map((entry) => entry.split('=')).map(([id, length]) => [
  id,
  Array.from({ length: Math.floor(length / entryLength) }, (_, index) => ({
    code: `entry-${index}`,
    label: `Entry number ${index}`,
    text: 'x'.repeat(entryLength - 85),
    value: index,
    done: index % 2 === 0,
  })),
]));

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : null;
    const json = Buffer.from(JSON.stringify({ echo: body, entries: entries.get(request.url.split('/')[3]) }));
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': json.length });
    response.end(json);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));
