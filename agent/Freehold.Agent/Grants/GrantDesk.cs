using System.Text.Json;
using System.Threading.Channels;
using Freehold.JobContract.Sealing;
using Freehold.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Grants;

/// <summary>
/// Answers requests for grants, one after the other and beside the stream: a store may take its time. What does not fit in the
/// queue is dropped: the control plane asks again.
/// </summary>
internal sealed class GrantDesk(GrantRules rules, IGrantIssuer issuer, ILogger<GrantDesk> log) : BackgroundService
{
    private const int Longest = 100;

    private readonly Channel<(GrantRequest Request, Action<GrantAnswer> Answer)> _waiting =
        Channel.CreateBounded<(GrantRequest, Action<GrantAnswer>)>(new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes a request. Never waits, never throws.</summary>
    /// <param name="answer">Sends the answer on the stream that the request came from; may be called when that is gone.</param>
    public void Take(GrantRequest request, Action<GrantAnswer> answer) => _waiting.Writer.TryWrite((request, answer));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (request, answer) in _waiting.Reader.ReadAllAsync(stoppingToken))
            answer(await AnswerAsync(request, stoppingToken));
    }

    private async Task<GrantAnswer> AnswerAsync(GrantRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // 1. What the owner allows.
            var order = rules.Admit(request);
            using var recipient = SealedBox.ReadRecipient(request.RecipientKey.Span) ?? throw new GrantRefusedException(GrantRefusal.Invalid);

            // 2. What the store makes of it.
            var granted = await issuer.IssueAsync(order, cancellationToken);

            // 3. For the recipient alone.
            var context = GrantContext.Of(order.Id, order.Access is GrantAccess.Read ? "read" : "write", order.Prefix);
            var box = SealedBox.Seal(recipient, context, JsonSerializer.SerializeToUtf8Bytes(granted.Settings));
            log.Granted(order.Id, order.Access, order.Prefix, granted.ExpiresAt, request.RequestedBy);
            return new()
            {
                GrantId = request.GrantId,
                Sealed = new() { Sealed = ByteString.CopyFrom(box), ExpiresAt = Timestamp.FromDateTimeOffset(granted.ExpiresAt) },
            };
        }
        catch (GrantRefusedException e)
        {
            log.Refused(request.GrantId, request.Access, request.Prefix, e.Reason, request.RequestedBy);
            return new() { GrantId = request.GrantId, Refused = e.Reason };
        }
    }
}
