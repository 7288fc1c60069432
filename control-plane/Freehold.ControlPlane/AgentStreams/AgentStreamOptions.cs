using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>How streams of agents are kept. Section <c>AgentStreams</c>.</summary>
public sealed class AgentStreamOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "AgentStreams";

    /// <summary>How often each side speaks when it has nothing to say. Default 10 s; 1 s to 60 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which either side drops the stream. Default 30 s; at least two heartbeats.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an agent counts as there without being heard. Longer than <see cref="Silence"/>, so that one that has to connect
    /// again, perhaps to another replica, keeps it. Default 60 s; at least Silence, at most 1 h.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How much later than the end of its lease anything is done about an agent's attempts: what the two sides' clocks may
    /// differ in speed and the end of a stop may take. Default 15 s; 0 to 10 min.
    /// </summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Event batches that an agent may have sent and not yet seen acknowledged. Default 8; 1 to 64.</summary>
    public int EventWindow { get; init; } = 8;

    /// <summary>
    /// Events that one agent may bring in a second, on and on; its stream is read more slowly when it brings more. Default
    /// 5,000; 100 to 1,000,000.
    /// </summary>
    public int EventsPerSecond { get; init; } = 5_000;

    /// <summary>Events that one agent may bring at once after a quiet time. Default 20,000; at least 500.</summary>
    public int EventBurst { get; init; } = 20_000;

    /// <summary>
    /// Streams that may be looked up in the database at the same time, and as many that may be welcomed. Others wait for their
    /// turn. Default 16; 1 to 1,000.
    /// </summary>
    public int WelcomesAtOnce { get; init; } = 16;

    /// <summary>
    /// Streams that may wait to be looked up; those beyond are told when to come back. Who is here has its TLS handshake behind it,
    /// which costs more than the welcome: to send it away is the dearest answer, to let it wait the cheapest. Default 8,000;
    /// 1 to 100,000.
    /// </summary>
    public int WelcomesWaiting { get; init; } = 8_000;

    /// <summary>How long a new stream may take to say hello. Default 10 s; above zero.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long streams may take to end when the control plane stops. Default 5 s; 0 to 60 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When the control plane stops, agents are told to come back after a pause of their own between zero and this, so that
    /// they do not all come at once. Grows with their number, by 1 s for 500. Default 3 s; 0 to 60 s.
    /// </summary>
    public TimeSpan ReturnWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often what was heard of agents is written down, for all of them together. Default 1 s; above zero.</summary>
    public TimeSpan Record { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Replicas say once a second that they are alive: after a pause as long as this, leases begin anew.</summary>
    internal TimeSpan Absence => Heartbeat > ShortestAbsence ? Heartbeat : ShortestAbsence;

    private static readonly TimeSpan ShortestAbsence = TimeSpan.FromSeconds(3);
}

internal sealed class AgentStreamOptionsValidator : IValidateOptions<AgentStreamOptions>
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, AgentStreamOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.Heartbeat < TimeSpan.FromSeconds(1) || options.Heartbeat > Minute)
            problems.AddError("must be 1s to 60s", nameof(options.Heartbeat));

        if (options.Silence < 2 * options.Heartbeat)
            problems.AddError("must be at least twice Heartbeat, or one late heartbeat drops the stream", nameof(options.Silence));

        if (options.Lease < options.Silence || options.Lease > Hour)
            problems.AddError("must be at least Silence, or an agent is given up while its stream is open, and at most 1h", nameof(options.Lease));

        if (options.LeaseMargin < TimeSpan.Zero || options.LeaseMargin > TimeSpan.FromMinutes(10))
            problems.AddError("must be 0s to 10m", nameof(options.LeaseMargin));

        if (options.EventWindow is < 1 or > 64)
            problems.AddError("must be 1 to 64", nameof(options.EventWindow));

        if (options.EventsPerSecond is < 100 or > 1_000_000)
            problems.AddError("must be 100 to 1,000,000", nameof(options.EventsPerSecond));

        if (options.EventBurst < 500)
            problems.AddError("must be at least 500, the most of one message", nameof(options.EventBurst));

        if (options.WelcomesAtOnce is < 1 or > 1_000)
            problems.AddError("must be 1 to 1,000", nameof(options.WelcomesAtOnce));

        if (options.WelcomesWaiting is < 1 or > 100_000)
            problems.AddError("must be 1 to 100,000", nameof(options.WelcomesWaiting));

        if (options.HelloTimeout <= TimeSpan.Zero)
            problems.AddError("must be positive", nameof(options.HelloTimeout));

        if (options.Drain < TimeSpan.Zero || options.Drain > Minute)
            problems.AddError("must be 0s to 60s", nameof(options.Drain));

        if (options.ReturnWithin < TimeSpan.Zero || options.ReturnWithin > Minute)
            problems.AddError("must be 0s to 60s", nameof(options.ReturnWithin));

        if (options.Record <= TimeSpan.Zero)
            problems.AddError("must be positive", nameof(options.Record));

        return problems.Build();
    }
}
