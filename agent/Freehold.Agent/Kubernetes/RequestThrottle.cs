using System.Net;

namespace Freehold.Agent.Kubernetes;

/// <summary>
/// Keeps the agent's requests within its budget, and waits when the API server asks to. What the server turned away with 429 it has
/// not looked at, so any request may be sent again.
/// </summary>
internal sealed class RequestThrottle(RequestBudget budget, KubernetesMetrics metrics, TimeProvider time) : DelegatingHandler
{
    private const int MostTries = 8;

    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await PauseAsync(budget.Take(), "client", cancellationToken);

            var answer = await base.SendAsync(request, cancellationToken);
            metrics.Answered(request.Method, answer.StatusCode);
            if (answer.StatusCode is not HttpStatusCode.TooManyRequests || tries == MostTries)
                return answer;

            var pause = PauseOf(answer);
            answer.Dispose();
            await PauseAsync(pause, "server", cancellationToken);
        }
    }

    private async Task PauseAsync(TimeSpan pause, string by, CancellationToken cancellationToken)
    {
        if (pause <= TimeSpan.Zero)
            return;

        metrics.Throttled(by, pause);
        await Task.Delay(pause, time, cancellationToken);
    }

    private static TimeSpan PauseOf(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter?.Delta ?? DefaultPause;
        return asked < LongestPause ? asked : LongestPause;
    }
}
