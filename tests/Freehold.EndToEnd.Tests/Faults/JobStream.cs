using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>Runs small jobs one after the other while a test breaks things, as a script would that does not give up.</summary>
internal sealed class JobStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly List<FinishedJob> _jobs = [];
    private readonly Task _running;

    public JobStream(RestClient api, string input, string outputs, string more = "retries: 0")
    {
        _running = RunAsync(api, input, outputs, more);
    }

    /// <summary>Submits no more, and waits for the end of the last one.</summary>
    public async Task<IReadOnlyList<FinishedJob>> FinishAsync()
    {
        await _enough.CancelAsync();
        await _running;
        return _jobs;
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _running;
        _enough.Dispose();
    }

    private async Task RunAsync(RestClient api, string input, string outputs, string more)
    {
        while (!_enough.IsCancellationRequested)
        {
            var output = $"{outputs}-{_jobs.Count}";
            var id = await api.SubmitOnceAsync(PeopleFiles.Document(input, output, more));
            _jobs.Add(new(id, output, await api.ReachesAsync(id, "succeeded|failed|cancelled|rejected", TimeSpan.FromSeconds(180))));
        }
    }
}
