using System.Net;
using System.Net.Sockets;
using Freehold.Hosting;

namespace Freehold.Agent.Health;

/// <summary>
/// <c>freehold-agent ready</c>: asks every replica behind a name for its <c>/readyz</c>. What <c>helm test</c> runs.
/// </summary>
/// <param name="http">Without a proxy: replicas are neighbours.</param>
/// <param name="resolve">All addresses of a name.</param>
/// <param name="output">Gets one line a replica, about the last answer.</param>
internal sealed class ReadyQuestion(HttpClient http, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MayTake = TimeSpan.FromSeconds(5);

    private const int LongestAnswer = 200;

    /// <summary>Asks until that many replicas are there and all are ready, or the time is over.</summary>
    /// <param name="address">For example <c>http://eu-bank-test.freehold.svc:9090</c>.</param>
    /// <returns>0, or 69 when the time is over.</returns>
    public async Task<int> AskUntilReadyAsync(Uri address, int replicas, TimeSpan within, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var answers = await AskAllAsync(address, cancellationToken);
            var ready = answers.Count >= replicas && answers.All(answer => answer.IsReady);
            if (ready || time.GetElapsedTime(start) >= within)
            {
                foreach (var answer in answers)
                    await output.WriteLineAsync($"{answer.Replica}: {answer.Said}");
                await output.WriteLineAsync($"{answers.Count(answer => answer.IsReady)} of {Math.Max(replicas, answers.Count)} replicas are ready.");
                return ready ? ExitCodes.Ok : ExitCodes.Unavailable;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Answer>> AskAllAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var replicas = await resolve(address.DnsSafeHost, cancellationToken);
            return await Task.WhenAll(replicas.Select(replica => AskAsync(new UriBuilder(address) { Host = replica.ToString(), Path = "/readyz" }.Uri, cancellationToken)));
        }
        catch (SocketException e)
        {
            return [new(address.DnsSafeHost, IsReady: false, $"has no address: {e.SocketErrorCode}")];
        }
    }

    private async Task<Answer> AskAsync(Uri replica, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MayTake);
        try
        {
            using var response = await http.GetAsync(replica, limit.Token);
            var said = await response.Content.ReadAsStringAsync(limit.Token);
            return new(replica.Authority, response.IsSuccessStatusCode, response.IsSuccessStatusCode ? "ready" : $"not ready: {said[..Math.Min(said.Length, LongestAnswer)]}");
        }
        catch (HttpRequestException e)
        {
            return new(replica.Authority, IsReady: false, $"not reached: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(replica.Authority, IsReady: false, "did not answer in time");
        }
    }

    private sealed record Answer(string Replica, bool IsReady, string Said);
}
