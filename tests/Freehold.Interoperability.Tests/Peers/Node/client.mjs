// Calls interoperability.proto with @grpc/grpc-js, one case after the other, and prints what it saw: a line of JSON a case.
import grpc from '@grpc/grpc-js';
import { readConfiguration, report } from './lifeline.mjs';
import { loadService } from './service.mjs';

const timeLimit = 20_000; // milliseconds, for every call that does not set its own
const compressionNumbers = { identity: 0, deflate: 1, gzip: 2 };

const configuration = await readConfiguration();
const Service = loadService(configuration.protoFile);
const text = configuration.text;
const bytes = Buffer.from(configuration.bytes, 'base64');

function connect(target, encoding = 'identity') {
  const credentials = configuration.authority
    ? grpc.credentials.createSsl(Buffer.from(configuration.authority))
    : grpc.credentials.createInsecure();
  return new Service(target, credentials, {
    'grpc.max_receive_message_length': configuration.maxReceiveBytes,
    'grpc.max_send_message_length': -1,
    'grpc.default_compression_algorithm': compressionNumbers[encoding],
  });
}

const client = connect(configuration.target);

/** Resolves with everything that a unary call showed; never rejects, so that a case can look at a failure. */
function echo(request, { metadata = new grpc.Metadata(), milliseconds = timeLimit, on = client, onHeaders = () => {} } = {}) {
  return new Promise((resolve) => {
    const seen = { headers: [] };
    const call = on.Echo(request, metadata, { deadline: Date.now() + milliseconds }, (error, reply) => {
      seen.error = error;
      seen.reply = reply;
    });
    call.on('metadata', (headers) => {
      seen.headers = ours(headers);
      onHeaders(call);
    });
    // The last event of a call, after its callback.
    call.on('status', (status) => setImmediate(() => resolve({
      ...seen, code: status.code, message: status.details, trailers: ours(status.metadata),
    })));
  });
}

async function reply(request, options) {
  const seen = await echo(request, options);
  if (seen.error) throw seen.error;
  return seen.reply;
}

async function failure(request, options) {
  const { error, code, message, trailers } = await echo(request, options);
  if (!error) throw new Error('The call should have failed.');
  return { code, message, trailers };
}

/** A chat whose replies are taken one by one. */
function openChat() {
  const call = client.Chat({ deadline: Date.now() + timeLimit });
  // Replies by hand instead of the stream's iterator: that one destroys the call when it is left early.
  const arrived = [];
  const waiting = [];
  const deliver = (message) => { if (waiting.length > 0) waiting.shift()(message); else arrived.push(message); };
  call.on('data', deliver);
  call.on('end', () => deliver(null));
  call.on('error', () => deliver(null)); // the status event tells what it was
  const status = new Promise((resolve) => { call.on('status', resolve); });
  return {
    send: (request) => call.write(request),
    halfClose: () => call.end(),
    cancel: () => call.cancel(),
    next: () => (arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => { waiting.push(resolve); })),
    status,
  };
}

const cases = {
  async unary() {
    const { text: echoed, payload } = await reply({ text, payload: bytes });
    return { text: echoed, payload: payload.toString('base64') };
  },

  async metadata() {
    const { headers, trailers } = await echo({}, {
      metadata: metadataOf([
        ['x-header-text', 'one'], ['x-header-text', 'two'], ['x-header-bytes-bin', bytes],
        ['x-trailer-text', 'three'], ['x-trailer-bytes-bin', bytes],
      ]),
    });
    return { headers, trailers };
  },

  async trailers_of_a_failure() {
    const metadata = metadataOf([['x-trailer-text', 'three'], ['x-trailer-bytes-bin', bytes]]);
    return failure({ failure: { code: 9, message: 'no' } }, { metadata });
  },

  async ping_pong() {
    const chat = openChat();
    const replies = [];
    for (let number = 0; number < 20; number += 1) {
      chat.send({ text: `${text} ${number}`, replies: 1 });
      replies.push((await chat.next()).text);
    }
    chat.halfClose();
    const closing = await chat.next();
    const ended = (await chat.next()) === null;
    const { code } = await chat.status;
    return { replies, closing: closing.closing, requestsSeen: closing.requests_seen, ended, code };
  },

  async server_finishes_first() {
    const chat = openChat();
    chat.send({ text: 'last', replies: 2, finish: true });
    const replies = [];
    for (let message = await chat.next(); message !== null; message = await chat.next()) replies.push(message.text);
    const { code } = await chat.status;
    return { replies, code };
  },

  async chat_fails_midway() {
    const chat = openChat();
    chat.send({ text: 'before', replies: 1 });
    const replies = [(await chat.next()).text];
    chat.send({ failure: { code: 10, message: configuration.statusMessage } });
    const { code, details } = await chat.status;
    return { replies, code, message: details };
  },

  deadline_passes: () => failure({ hold: true, call_id: 'deadline' }, { milliseconds: 1_000 }),

  async deadline_is_told() {
    return { remainingMs: (await reply({})).remaining_ms };
  },

  async unary_is_cancelled() {
    // The headers tell that the server has the call.
    const { code } = await failure({ hold: true, call_id: 'unary' }, { onHeaders: (call) => call.cancel() });
    return { code };
  },

  async chat_is_cancelled() {
    const chat = openChat();
    chat.send({ text: 'here', replies: 1, call_id: 'chat', hold: true });
    await chat.next();
    chat.cancel();
    const { code } = await chat.status;
    return { code };
  },

  async large_message() {
    const payload = Buffer.concat(Array(configuration.largeBytes / bytes.length).fill(bytes));
    const { payload: echoed } = await reply({ payload });
    return { length: echoed.length, same: echoed.equals(payload) };
  },

  request_is_too_large: () => failure({ payload: Buffer.alloc(configuration.tooLargeBytes) }),

  reply_is_too_large: () => failure({ reply_bytes: configuration.tooLargeBytes }),
};

for (let code = 1; code <= 16; code += 1) {
  cases[`status_${code}`] = () => failure({ failure: { code, message: configuration.statusMessage } });
}

for (const [encoding, target] of Object.entries(configuration.relays)) {
  cases[`compression_${encoding}`] = async () => {
    const size = configuration.compressibleBytes;
    const request = { payload: Buffer.alloc(size), reply_bytes: size, reply_encoding: encoding === 'identity' ? '' : encoding };
    const { received_bytes: receivedBytes, payload } = await reply(request, { on: connect(target, encoding) });
    return { receivedBytes, length: payload.length, same: payload.equals(Buffer.alloc(size)) };
  };
}

function metadataOf(entries) {
  const metadata = new grpc.Metadata();
  for (const [key, value] of entries) metadata.add(key, value);
  return metadata;
}

function ours(metadata) {
  return Object.keys(metadata.getMap())
    .filter((key) => key.startsWith('x-'))
    .flatMap((key) => metadata.get(key).map((value) => [key, Buffer.isBuffer(value) ? value.toString('base64') : value]));
}

for (const [name, run] of Object.entries(cases)) {
  try {
    report({ case: name, ...(await run()) });
  } catch (error) { // a case that breaks is a result too; the next one still runs
    report({ case: name, error: String(error) });
  }
}

process.exit(0);
