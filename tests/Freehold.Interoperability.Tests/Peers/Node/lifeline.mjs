// What both programs share: their configuration, and that they never outlive the test that started them.
import { createInterface } from 'node:readline';

/** Reads one line of JSON from standard input. The program then ends when standard input does. */
export async function readConfiguration() {
  const lines = createInterface({ input: process.stdin });
  const { value } = await lines[Symbol.asyncIterator]().next();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.resume();
  return JSON.parse(value);
}

/** Prints one fact as a line of JSON. */
export function report(fact) {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}
