using System.Threading.Channels;
using Freehold.Agent.Leadership;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks;

/// <summary>
/// Checks the surroundings of a running agent: soon after its start, at intervals, and when somebody asks; one check at a time and
/// beside the stream. What it found goes to the control plane when it was asked for, and otherwise when it is something new. A replica
/// that stands by keeps quiet.
/// </summary>
internal sealed class CheckDesk(
    IServiceProvider services, Standing standing, IOptions<PreflightOptions> options, TimeProvider time, ILogger<CheckDesk> log) : BackgroundService
{
    private const int MostWaiting = 8;

    private readonly Channel<CheckRequest> _asked = Channel.CreateBounded<CheckRequest>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private Action<CheckReport>? _post;
    private CheckedReport? _latest;
    private CheckedReport? _told;

    /// <summary>Takes a request. Never waits, never throws; what does not fit is dropped, and may be asked again.</summary>
    public void Take(CheckRequest request) => _asked.Writer.TryWrite(request);

    /// <summary>A stream is open: what the newest check found is told over it, if it is news. The next stream takes this one's place.</summary>
    /// <param name="post">Has a report sent soon; may be called when the stream is gone.</param>
    public void Connected(Action<CheckReport> post)
    {
        lock (_gate)
        {
            _post = post;
            TellNews();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (standing.IsStandby)
            return;

        var pause = options.Value.FirstWithin * Random.Shared.NextDouble();
        while (true)
        {
            if (await NextRequestAsync(pause, stoppingToken) is { } request)
            {
                if (!IsAnswered(request))
                    await CheckAsync(request.CheckId, new CheckScope(StartsWorkers: !request.WithoutPods), stoppingToken);
                continue;
            }

            await CheckAsync("", new CheckScope(StartsWorkers: false), stoppingToken);
            pause = options.Value.Interval;
        }
    }

    private async Task CheckAsync(string checkId, CheckScope scope, CancellationToken stopping)
    {
        if (checkId.Length > 0)
            log.AskedFor(checkId);
        var begin = time.GetTimestamp();
        var findings = await services.GetRequiredService<CheckRun>().RunAsync(scope, stopping);
        Log(findings, time.GetElapsedTime(begin));

        lock (_gate)
        {
            _latest = CheckedReport.Of(checkId, findings, time.GetTimestamp());
            TellNews();
        }
    }

    // What was posted on a stream that broke right then is told by the next check that differs, or that is asked for.
    private void TellNews()
    {
        if (_post is null || _latest is not { } latest || latest.CheckId.Length == 0 && latest.SaysTheSameAs(_told) || ReferenceEquals(latest, _told))
            return;

        _post(latest.ToMessage(time));
        _told = latest;
    }

    private bool IsAnswered(CheckRequest request)
    {
        lock (_gate)
        {
            if (_latest is not { } latest || latest.CheckId != request.CheckId)
                return false;

            _post?.Invoke(latest.ToMessage(time));
            return true;
        }
    }

    private async Task<CheckRequest?> NextRequestAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var due = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stopping);
        try
        {
            return await _asked.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Log(IReadOnlyList<CheckFinding> findings, TimeSpan elapsed)
    {
        int Count(CheckOutcome outcome) => findings.Count(finding => finding.Outcome == outcome);
        log.Checked(Count(CheckOutcome.Green), Count(CheckOutcome.Warning), Count(CheckOutcome.Red), Count(CheckOutcome.Skipped), elapsed);
        foreach (var red in findings.Where(finding => finding.Outcome is CheckOutcome.Red))
        {
            var advice = CheckCatalog.Explain(red.Id, red.Detail);
            log.IsRed(red.Id, red.Subject, advice?.Sentence ?? "", red.Evidence, advice?.Remedy ?? "");
        }
    }
}
