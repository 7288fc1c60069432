using Google.Protobuf;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.Service;

/// <summary>The service in C#; the .proto file says what each call does.</summary>
internal sealed class OurEchoService(CallEndings endings) : EchoService.EchoServiceBase
{
    // Grpc.AspNetCore.Server turns this response header into grpc-encoding and compresses the messages that follow.
    private const string ReplyEncodingHeader = "grpc-internal-encoding-request";

    public override async Task<EchoReply> Echo(EchoRequest request, ServerCallContext context)
    {
        await SendMetadataBackAsync(context, request.ReplyEncoding);

        if (request.Hold)
            await HoldAsync(request.CallId, context.CancellationToken);

        if (request.Failure is { } failure)
            throw new RpcException(new Status((StatusCode)failure.Code, failure.Message));

        return new EchoReply
        {
            Text = request.Text,
            Payload = request.ReplyBytes > 0 ? ByteString.CopyFrom(new byte[request.ReplyBytes]) : request.Payload,
            ReceivedBytes = (uint)request.Payload.Length,
            RemainingMs = context.Deadline == DateTime.MaxValue ? 0 : (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds,
        };
    }

    public override async Task Chat(
        IAsyncStreamReader<ChatRequest> requestStream, IServerStreamWriter<ChatReply> responseStream, ServerCallContext context)
    {
        await SendMetadataBackAsync(context, replyEncoding: "");

        var seen = 0u;
        var callId = "";
        var hold = false;
        var finished = false;
        try
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                seen++;
                callId = callId.Length > 0 ? callId : request.CallId;
                hold |= request.Hold;
                for (var i = 0; i < request.Replies; i++)
                    await responseStream.WriteAsync(new ChatReply { Text = request.Text, RequestsSeen = seen }, context.CancellationToken);

                finished = request.Finish || request.Failure is not null;
                if (request.Failure is { } failure)
                    throw new RpcException(new Status((StatusCode)failure.Code, failure.Message));
                if (request.Finish)
                    return;
            }

            if (hold)
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);

            await responseStream.WriteAsync(new ChatReply { RequestsSeen = seen, Closing = true }, context.CancellationToken);
            finished = true;
        }
        finally
        {
            // Not asked of the cancellation token: reading may fail a moment before it fires.
            endings.Record(callId, cancelled: !finished);
        }
    }

    public override async Task<Ending> AwaitEnding(EndingRequest request, ServerCallContext context) =>
        new() { Cancelled = await endings.WaitAsync(request.CallId, context.CancellationToken) };

    private static Task SendMetadataBackAsync(ServerCallContext context, string replyEncoding)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.Key.StartsWith("x-header-", StringComparison.Ordinal))
                headers.Add(entry);
            if (entry.Key.StartsWith("x-trailer-", StringComparison.Ordinal))
                context.ResponseTrailers.Add(entry);
        }

        if (replyEncoding.Length > 0)
            headers.Add(ReplyEncodingHeader, replyEncoding);

        return context.WriteResponseHeadersAsync(headers);
    }

    private async Task HoldAsync(string callId, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            endings.Record(callId, cancelled: true);
        }
    }
}
