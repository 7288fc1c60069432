"""Calls interoperability.proto with grpcio, one case after the other, and prints what it saw: a line of JSON a case."""

import base64
import queue

import grpc

from lifeline import read_configuration, report
from messages import SERVICE, Messages

TIME_LIMIT = 20  # seconds, for every call that does not set its own
COMPRESSION_BY_NAME = {
    "identity": grpc.Compression.NoCompression,
    "gzip": grpc.Compression.Gzip,
    "deflate": grpc.Compression.Deflate,
}


class Client:
    def __init__(self, configuration, messages, target):
        options = [
            ("grpc.max_receive_message_length", configuration["maxReceiveBytes"]),
            ("grpc.max_send_message_length", -1),
        ]
        if configuration["authority"]:
            credentials = grpc.ssl_channel_credentials(configuration["authority"].encode())
            self._channel = grpc.secure_channel(target, credentials, options)
        else:
            self._channel = grpc.insecure_channel(target, options)
        m = messages
        self.echo = self._channel.unary_unary(
            f"/{SERVICE}/Echo", m.EchoRequest.SerializeToString, m.EchoReply.FromString)
        # On the wire the same call, but a unary one does not give its headers before its reply.
        self.echo_as_stream = self._channel.unary_stream(
            f"/{SERVICE}/Echo", m.EchoRequest.SerializeToString, m.EchoReply.FromString)
        self.chat = self._channel.stream_stream(
            f"/{SERVICE}/Chat", m.ChatRequest.SerializeToString, m.ChatReply.FromString)


class OpenRequests:
    """Requests of a chat that are sent one by one, until close."""

    _END = object()

    def __init__(self):
        self._queue = queue.Queue()

    def send(self, request):
        self._queue.put(request)

    def close(self):
        self._queue.put(self._END)

    def __iter__(self):
        return iter(self._queue.get, self._END)


class Cases:
    """Each public method is a case and returns what it saw."""

    def __init__(self, configuration, messages):
        self._configuration = configuration
        self._m = messages
        self._client = Client(configuration, messages, configuration["target"])
        self._text = configuration["text"]
        self._bytes = base64.b64decode(configuration["bytes"])

    def unary(self):
        reply = self._client.echo(self._m.EchoRequest(text=self._text, payload=self._bytes), timeout=TIME_LIMIT)
        return {"text": reply.text, "payload": _base64(reply.payload)}

    def metadata(self):
        sent = [
            ("x-header-text", "one"), ("x-header-text", "two"), ("x-header-bytes-bin", self._bytes),
            ("x-trailer-text", "three"), ("x-trailer-bytes-bin", self._bytes),
        ]
        _, call = self._client.echo.with_call(self._m.EchoRequest(), timeout=TIME_LIMIT, metadata=sent)
        return {"headers": _ours(call.initial_metadata()), "trailers": _ours(call.trailing_metadata())}

    def trailers_of_a_failure(self):
        sent = [("x-trailer-text", "three"), ("x-trailer-bytes-bin", self._bytes)]
        request = self._m.EchoRequest(failure=self._m.Failure(code=9, message="no"))
        return _failure(lambda: self._client.echo(request, timeout=TIME_LIMIT, metadata=sent))

    def ping_pong(self):
        requests, replies = OpenRequests(), []
        call = self._client.chat(iter(requests), timeout=TIME_LIMIT)
        for number in range(20):
            requests.send(self._m.ChatRequest(text=f"{self._text} {number}", replies=1))
            replies.append(next(call).text)
        requests.close()
        closing = next(call)
        return {
            "replies": replies, "closing": closing.closing, "requestsSeen": closing.requests_seen,
            "ended": next(call, None) is None, "code": call.code().value[0],
        }

    def server_finishes_first(self):
        requests = OpenRequests()
        call = self._client.chat(iter(requests), timeout=TIME_LIMIT)
        requests.send(self._m.ChatRequest(text="last", replies=2, finish=True))
        replies = [reply.text for reply in call]
        requests.close()
        return {"replies": replies, "code": call.code().value[0]}

    def chat_fails_midway(self):
        requests, replies = OpenRequests(), []
        call = self._client.chat(iter(requests), timeout=TIME_LIMIT)
        requests.send(self._m.ChatRequest(text="before", replies=1))
        replies.append(next(call).text)
        failure = self._m.Failure(code=10, message=self._configuration["statusMessage"])
        requests.send(self._m.ChatRequest(failure=failure))
        result = _failure(lambda: next(call))
        requests.close()
        return {**result, "replies": replies}

    def deadline_passes(self):
        return _failure(lambda: self._client.echo(self._m.EchoRequest(hold=True, call_id="deadline"), timeout=1))

    def deadline_is_told(self):
        return {"remainingMs": self._client.echo(self._m.EchoRequest(), timeout=TIME_LIMIT).remaining_ms}

    def unary_is_cancelled(self):
        call = self._client.echo_as_stream(self._m.EchoRequest(hold=True, call_id="unary"), timeout=TIME_LIMIT)
        call.initial_metadata()  # returns when the server has the call
        call.cancel()
        return {"code": call.code().value[0]}

    def chat_is_cancelled(self):
        requests = OpenRequests()
        call = self._client.chat(iter(requests), timeout=TIME_LIMIT)
        requests.send(self._m.ChatRequest(text="here", replies=1, call_id="chat", hold=True))
        next(call)
        call.cancel()
        result = {"code": call.code().value[0]}
        requests.close()
        return result

    def large_message(self):
        payload = self._bytes * (self._configuration["largeBytes"] // len(self._bytes))
        reply = self._client.echo(self._m.EchoRequest(payload=payload), timeout=TIME_LIMIT)
        return {"length": len(reply.payload), "same": reply.payload == payload}

    def request_is_too_large(self):
        payload = bytes(self._configuration["tooLargeBytes"])
        return _failure(lambda: self._client.echo(self._m.EchoRequest(payload=payload), timeout=TIME_LIMIT))

    def reply_is_too_large(self):
        request = self._m.EchoRequest(reply_bytes=self._configuration["tooLargeBytes"])
        return _failure(lambda: self._client.echo(request, timeout=TIME_LIMIT))

    def status(self, code):
        failure = self._m.Failure(code=code, message=self._configuration["statusMessage"])
        return _failure(lambda: self._client.echo(self._m.EchoRequest(failure=failure), timeout=TIME_LIMIT))

    def compression(self, encoding, target):
        size = self._configuration["compressibleBytes"]
        request = self._m.EchoRequest(
            payload=bytes(size), reply_bytes=size, reply_encoding="" if encoding == "identity" else encoding)
        reply = Client(self._configuration, self._m, target).echo(
            request, timeout=TIME_LIMIT, compression=COMPRESSION_BY_NAME[encoding])
        return {"receivedBytes": reply.received_bytes, "length": len(reply.payload), "same": not any(reply.payload)}


def _failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return {
            "code": error.code().value[0], "message": error.details(), "trailers": _ours(error.trailing_metadata())}
    raise AssertionError("The call should have failed.")


def _ours(metadata):
    return [
        [key, _base64(value) if key.endswith("-bin") else value]
        for key, value in metadata or () if key.startswith("x-")]


def _base64(value):
    return base64.b64encode(value).decode()


def _run(name, case):
    try:
        report({"case": name, **case()})
    except Exception as error:  # a case that breaks is a result too; the next one still runs
        report({"case": name, "error": repr(error)})


def main():
    configuration = read_configuration()
    cases = Cases(configuration, Messages(base64.b64decode(configuration["descriptor"])))
    for name in [
            "unary", "metadata", "trailers_of_a_failure", "ping_pong", "server_finishes_first", "chat_fails_midway",
            "deadline_passes", "deadline_is_told", "unary_is_cancelled", "chat_is_cancelled",
            "large_message", "request_is_too_large", "reply_is_too_large"]:
        _run(name, getattr(cases, name))
    for code in range(1, 17):
        _run(f"status_{code}", lambda: cases.status(code))
    for encoding, target in configuration["relays"].items():
        _run(f"compression_{encoding}", lambda: cases.compression(encoding, target))


main()
