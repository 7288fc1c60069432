namespace Freehold.Interoperability.Tests.Peers;

/// <summary>What a client in another language saw in one case: only the members that the case is about are present.</summary>
internal sealed record CaseResult
{
    public required string Case { get; init; }

    /// <summary>Present: the client itself broke.</summary>
    public string? Error { get; init; }

    public string? Text { get; init; }

    public byte[]? Payload { get; init; }

    public int? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>Keys and values, in their order; bytes as base64.</summary>
    public string[][] Headers { get; init; } = [];

    public string[][] Trailers { get; init; } = [];

    public string[] Replies { get; init; } = [];

    public bool? Closing { get; init; }

    public bool? Ended { get; init; }

    public int? RequestsSeen { get; init; }

    public long? RemainingMs { get; init; }

    public int? ReceivedBytes { get; init; }

    public int? Length { get; init; }

    public bool? Same { get; init; }
}
