// Serves interoperability.proto with @grpc/grpc-js. Prints {"port": …} once it accepts calls.
import grpc from '@grpc/grpc-js';
import { readConfiguration, report } from './lifeline.mjs';
import { loadService } from './service.mjs';

const endings = new Map(); // call id → { promise, resolve }

function ending(callId) {
  if (!endings.has(callId)) endings.set(callId, withResolvers());
  return endings.get(callId);
}

// As Promise.withResolvers, which came with Node 22.
function withResolvers() {
  const pending = {};
  pending.promise = new Promise((resolve) => { pending.resolve = resolve; });
  return pending;
}

function echo(call, callback) {
  const { request } = call;
  const { headers, trailers } = metadataToSendBack(call.metadata);
  call.sendMetadata(headers);

  if (request.hold) {
    call.on('cancelled', () => ending(request.call_id).resolve(true));
    return;
  }

  if (request.failure) {
    callback({ code: request.failure.code, details: request.failure.message, metadata: trailers });
    return;
  }

  const deadline = call.getDeadline();
  callback(null, {
    text: request.text,
    payload: request.reply_bytes > 0 ? Buffer.alloc(request.reply_bytes) : request.payload,
    received_bytes: request.payload.length,
    remaining_ms: deadline === Infinity ? 0 : Math.round(new Date(deadline).getTime() - Date.now()),
  }, trailers);
}

function chat(call) {
  const { headers, trailers } = metadataToSendBack(call.metadata);
  call.sendMetadata(headers);
  let seen = 0;
  let callId = '';
  let hold = false;
  let over = false;
  call.on('cancelled', () => ending(callId).resolve(true));

  call.on('data', (request) => {
    if (over) return;
    seen += 1;
    callId ||= request.call_id;
    hold ||= request.hold;
    for (let i = 0; i < request.replies; i += 1) call.write({ text: request.text, requests_seen: seen });
    if (request.failure) {
      over = true;
      ending(callId).resolve(false);
      call.emit('error', { code: request.failure.code, details: request.failure.message, metadata: trailers });
    } else if (request.finish) {
      over = true;
      ending(callId).resolve(false);
      call.end(trailers);
    }
  });

  call.on('end', () => {
    if (over || hold) return;
    over = true;
    ending(callId).resolve(false);
    call.write({ requests_seen: seen, closing: true });
    call.end(trailers);
  });
}

async function awaitEnding(call, callback) {
  callback(null, { cancelled: await ending(call.request.call_id).promise });
}

function metadataToSendBack(received) {
  const headers = new grpc.Metadata();
  const trailers = new grpc.Metadata();
  for (const key of Object.keys(received.getMap())) {
    const target = key.startsWith('x-header-') ? headers : key.startsWith('x-trailer-') ? trailers : null;
    if (target) for (const value of received.get(key)) target.add(key, value);
  }
  return { headers, trailers };
}

const configuration = await readConfiguration();
const server = new grpc.Server({
  'grpc.max_receive_message_length': configuration.maxReceiveBytes,
  'grpc.max_send_message_length': -1,
});
server.addService(loadService(configuration.protoFile).service, { Echo: echo, Chat: chat, AwaitEnding: awaitEnding });

const credentials = configuration.tls
  ? grpc.ServerCredentials.createSsl(null, [{
    private_key: Buffer.from(configuration.tls.key),
    cert_chain: Buffer.from(configuration.tls.certificate),
  }])
  : grpc.ServerCredentials.createInsecure();

server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) throw error;
  report({ port });
});
