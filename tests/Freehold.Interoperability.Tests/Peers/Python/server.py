"""Serves interoperability.proto with grpcio. Prints {"port": …} once it accepts calls."""

import base64
import threading
from concurrent import futures

import grpc

from endings import CallEndings
from lifeline import read_configuration, report
from messages import SERVICE, Messages

STATUS_BY_NUMBER = {status.value[0]: status for status in grpc.StatusCode}
COMPRESSION_BY_NAME = {"gzip": grpc.Compression.Gzip, "deflate": grpc.Compression.Deflate}


class EchoService:
    def __init__(self, messages):
        self._messages = messages
        self._endings = CallEndings()

    def handler(self):
        m = self._messages
        return grpc.method_handlers_generic_handler(SERVICE, {
            "Echo": grpc.unary_unary_rpc_method_handler(
                self._echo, m.EchoRequest.FromString, m.EchoReply.SerializeToString),
            "Chat": grpc.stream_stream_rpc_method_handler(
                self._chat, m.ChatRequest.FromString, m.ChatReply.SerializeToString),
            "AwaitEnding": grpc.unary_unary_rpc_method_handler(
                self._await_ending, m.EndingRequest.FromString, m.Ending.SerializeToString),
        })

    def _echo(self, request, context):
        if request.reply_encoding:
            context.set_compression(COMPRESSION_BY_NAME[request.reply_encoding])
        _send_metadata_back(context)

        if request.hold:
            ended = threading.Event()
            if not context.add_callback(ended.set):
                ended.set()
            ended.wait()
            self._endings.record(request.call_id, cancelled=True)
            return self._messages.EchoReply()

        if request.HasField("failure"):
            _abort(context, request.failure)

        remaining = context.time_remaining()
        return self._messages.EchoReply(
            text=request.text,
            payload=bytes(request.reply_bytes) if request.reply_bytes else request.payload,
            received_bytes=len(request.payload),
            remaining_ms=int(remaining * 1000) if remaining is not None else 0)

    def _chat(self, requests, context):
        call = {"id": "", "hold": False, "finished": False}
        ended = threading.Event()
        context.add_callback(ended.set)
        context.add_callback(lambda: self._endings.record(call["id"], cancelled=not call["finished"]))
        _send_metadata_back(context)

        seen = 0
        for request in requests:
            seen += 1
            call["id"] = call["id"] or request.call_id
            call["hold"] = call["hold"] or request.hold
            for _ in range(request.replies):
                yield self._messages.ChatReply(text=request.text, requests_seen=seen)
            if request.HasField("failure"):
                call["finished"] = True
                _abort(context, request.failure)
            if request.finish:
                call["finished"] = True
                return

        if call["hold"]:
            ended.wait()
            return

        call["finished"] = True
        yield self._messages.ChatReply(requests_seen=seen, closing=True)

    def _await_ending(self, request, context):
        cancelled = self._endings.wait(request.call_id, context.time_remaining())
        if cancelled is None:
            context.abort(grpc.StatusCode.NOT_FOUND, "That call has not ended.")
        return self._messages.Ending(cancelled=cancelled)


def _send_metadata_back(context):
    received = context.invocation_metadata()
    context.set_trailing_metadata([(key, value) for key, value in received if key.startswith("x-trailer-")])
    context.send_initial_metadata([(key, value) for key, value in received if key.startswith("x-header-")])


def _abort(context, failure):
    context.abort(STATUS_BY_NUMBER[failure.code], failure.message)


def main():
    configuration = read_configuration()
    server = grpc.server(
        # A call that is held occupies a thread.
        futures.ThreadPoolExecutor(max_workers=64),
        options=[
            ("grpc.max_receive_message_length", configuration["maxReceiveBytes"]),
            ("grpc.max_send_message_length", -1),
        ])
    messages = Messages(base64.b64decode(configuration["descriptor"]))
    server.add_generic_rpc_handlers((EchoService(messages).handler(),))

    if configuration["tls"]:
        key, certificate = configuration["tls"]["key"].encode(), configuration["tls"]["certificate"].encode()
        port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)]))
    else:
        port = server.add_insecure_port("127.0.0.1:0")

    server.start()
    report({"port": port})
    server.wait_for_termination()


main()
