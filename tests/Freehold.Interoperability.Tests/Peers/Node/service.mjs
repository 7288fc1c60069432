// The service's definition, read from the .proto file itself.
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const settings = { keepCase: true, longs: Number, enums: Number, defaults: true };

export function loadService(protoFile) {
  return grpc.loadPackageDefinition(loadSync(protoFile, settings)).freehold.interoperability.EchoService;
}
