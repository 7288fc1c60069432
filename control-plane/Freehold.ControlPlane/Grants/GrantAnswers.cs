using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Grants;

/// <summary>Stores what agents answer to requests for grants.</summary>
internal sealed class GrantAnswers(GrantStore grants, ILogger<GrantAnswers> log)
{
    private const int MostSealed = 16 * 1024;

    /// <summary>What the protocol forbids about an answer; null when nothing.</summary>
    public static string? ProblemOf(GrantAnswer answer)
    {
        if (!Guid.TryParseExact(answer.GrantId, "D", out _))
            return "an answer names no grant";

        return answer.OutcomeCase switch
        {
            GrantAnswer.OutcomeOneofCase.Sealed when answer.Sealed.Sealed.Length is 0 or > MostSealed => "a sealed grant is empty or over 16 KiB",
            GrantAnswer.OutcomeOneofCase.Sealed when answer.Sealed.ExpiresAt is not { Seconds: > 0 and < 253_402_300_800, Nanos: >= 0 and <= 999_999_999 } =>
                "a sealed grant has no end",
            _ => null,
        };
    }

    /// <summary>Stores an answer. One that nobody asked for, or that came before, changes nothing.</summary>
    public async Task AddAsync(AgentSession session, GrantAnswer answer, CancellationToken over)
    {
        var id = Guid.ParseExact(answer.GrantId, "D");
        var box = answer.OutcomeCase is GrantAnswer.OutcomeOneofCase.Sealed ? answer.Sealed : null;
        var refusal = box is null ? GrantRefusals.Name(answer.Refused) : null;
        try
        {
            if (await grants.AnswerAsync(session.Agent.AgentId, id, box?.Sealed.ToByteArray(), box?.ExpiresAt.ToDateTimeOffset(), refusal, over))
                log.Answered(id, session.Agent.Label, refusal ?? "issued");
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // The request stays as it is, and is sent again by the next sweep.
            log.NotStored(id, e.GetType().Name);
        }
    }
}
