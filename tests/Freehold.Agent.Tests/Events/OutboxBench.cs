using Freehold.Agent.Assignments;
using Freehold.Agent.Events;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Events;

/// <summary>An outbox over a disk in memory, with attempts in its journal.</summary>
internal sealed class OutboxBench
{
    private readonly ILoggerFactory _logging;

    public OutboxBench(long maxBytes = 64 * 1024 * 1024, MemoryStorage? storage = null)
    {
        _logging = LoggerFactory.Create(logging => logging.AddProvider(Log));
        MaxBytes = maxBytes;
        Storage = storage ?? new();
        Journal = new(Storage, _logging.CreateLogger<AttemptJournal>());
        Outbox = new(
            Journal, new(), Options.Create(new OutboxOptions { MaxBytes = maxBytes }), TimeProvider.System, _logging.CreateLogger<EventOutbox>());
    }

    public long MaxBytes { get; }

    public ErrorLogScope Log { get; } = new();

    public MemoryStorage Storage { get; }

    public AttemptJournal Journal { get; }

    public EventOutbox Outbox { get; }

    /// <summary>The outbox of the next process, after a power cut.</summary>
    public OutboxBench Restart() => new(MaxBytes, new() { Written = Storage.OnDisk });

    public OutboxBench RestartWithoutPowerCut() => new(MaxBytes, new() { Written = Storage.Written });

    public async Task<AttemptId> NewAttemptAsync()
    {
        var attempt = Messages.NewAttempt();
        await Journal.AppendAsync(Records.Accepted(attempt), Records.Confirmed(attempt));
        return attempt;
    }

    /// <summary>The control plane's verdict on an attempt of the inventory: what it has, and whether it knows of an end.</summary>
    public Task<IReadOnlyList<AttemptId>> SettleAsync(AttemptId attempt, ulong sequence, bool endIsMissing) =>
        Outbox.AcknowledgeAsync([new(attempt, sequence, endIsMissing)], CancellationToken.None).InTime();

    public Task StartedAsync(AttemptId attempt) => AppendAsync(attempt, new() { Started = new() });

    public Task ProgressAsync(AttemptId attempt, ulong rows) => AppendAsync(attempt, new() { Progress = new() { RowsRead = rows } });

    public Task SucceededAsync(AttemptId attempt) => AppendAsync(attempt, new() { Succeeded = new() });

    public Task<IReadOnlyList<AttemptId>> AcknowledgeAsync(AttemptId attempt, ulong sequence) =>
        Outbox.AcknowledgeAsync([new(attempt, sequence)], CancellationToken.None).InTime();

    /// <summary>What a new stream sends, in short: <c>1 Started</c>, <c>2 Progress 300</c>.</summary>
    public IReadOnlyList<string> Send() => Send(new EventDelivery(Outbox, window: 64));

    public static IReadOnlyList<string> Send(EventDelivery delivery)
    {
        var sent = new List<string>();
        while (delivery.TakeBatch() is { } batch)
            sent.AddRange(batch.Events.Select(each => $"{each.Sequence} {each.KindCase}{(each.Progress is { } progress ? $" {progress.RowsRead}" : "")}"));
        return sent;
    }

    private Task AppendAsync(AttemptId attempt, JobEvent happened) => Outbox.AppendAsync(attempt, happened, CancellationToken.None).InTime();
}
