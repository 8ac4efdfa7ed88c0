// Reference: an ordinary Node service that parses the request and serializes objects as the response.
import { createServer } from 'node:http';

const pad = (count, letter) => letter.repeat(count);
const entries = Array.from({ length: 100 }, (_, index) => ({
  code: `entry-${index}`,
  label: `Entry number ${index}`,
  text: pad(Number(process.argv[2]) / 100 - 100, 'x'),
  value: index,
  done: index % 2 === 0,
}));

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : null;
    const json = Buffer.from(JSON.stringify({ echo: body, entries }));
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': json.length });
    response.end(json);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));
