using System.Text;

namespace Freehold.ControlPlane.Replicas;

/// <summary>Notices as payloads of NOTIFY: the sender's name, a space, then one letter and 32 hex digits a notice.</summary>
internal static class NoticeText
{
    /// <summary>A payload must be below 8,000 bytes.</summary>
    private const int NoticesAPayload = 200;

    /// <summary>More of one kind at once are told as "all of them".</summary>
    private const int NamedOfOneKind = 1_000;

    private const int NoticeLength = 33;

    public static IReadOnlyList<string> Write(string sender, IReadOnlyCollection<ReplicaNotice> notices)
    {
        var named = notices
            .GroupBy(notice => notice.Kind)
            .SelectMany(kind => kind.Count() > NamedOfOneKind ? [new(kind.Key, ReplicaNotice.Everything)] : kind.AsEnumerable());

        var payloads = new List<string>();
        foreach (var some in named.Chunk(NoticesAPayload))
        {
            var text = new StringBuilder(sender).Append(' ');
            foreach (var notice in some)
                text.Append(Letter(notice.Kind)).Append(notice.Id.ToString("N"));
            payloads.Add(text.ToString());
        }

        return payloads;
    }

    /// <summary>What a payload tells; what a newer version wrote and we do not know is left out.</summary>
    /// <param name="sender">Empty when the payload is not one of ours.</param>
    public static IReadOnlyList<ReplicaNotice> Read(string payload, out string sender)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        sender = space < 0 ? "" : payload[..space];

        var notices = new List<ReplicaNotice>();
        for (var at = space + 1; space >= 0 && at + NoticeLength <= payload.Length; at += NoticeLength)
        {
            if (KindOf(payload[at]) is { } kind && Guid.TryParseExact(payload.AsSpan(at + 1, NoticeLength - 1), "N", out var id))
                notices.Add(new(kind, id));
        }

        return notices;
    }

    private static char Letter(NoticeKind kind) => kind switch
    {
        NoticeKind.AgentHasWork => 'w',
        NoticeKind.AgentHasCancels => 'c',
        NoticeKind.AgentHasGrants => 'g',
        NoticeKind.AgentMustProveItself => 'p',
        NoticeKind.JobChanged => 'j',
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static NoticeKind? KindOf(char letter) => letter switch
    {
        'w' => NoticeKind.AgentHasWork,
        'c' => NoticeKind.AgentHasCancels,
        'g' => NoticeKind.AgentHasGrants,
        'p' => NoticeKind.AgentMustProveItself,
        'j' => NoticeKind.JobChanged,
        _ => null,
    };
}
