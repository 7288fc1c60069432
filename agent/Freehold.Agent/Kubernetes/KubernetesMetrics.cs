using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;

namespace Freehold.Agent.Kubernetes;

/// <summary>The agent's requests to the API server in numbers.</summary>
internal sealed class KubernetesMetrics
{
    private readonly Counter<long> _requests;
    private readonly Counter<double> _throttled;
    private readonly Counter<long> _lists;

    public KubernetesMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Agent.Kubernetes");
        _requests = meter.CreateCounter<long>("freehold.agent.kubernetes.requests", "{request}", "Requests to the API server by method and status.");
        _throttled = meter.CreateCounter<double>("freehold.agent.kubernetes.throttled", "s",
            "Time that requests waited: for the agent's own budget (client), or because the API server asked to (server).");
        _lists = meter.CreateCounter<long>("freehold.agent.kubernetes.lists", "{list}", "Whole lists that were read, by resource: one at the start, others when a watch could not go on.");
    }

    public void Answered(HttpMethod method, HttpStatusCode status) =>
        _requests.Add(1, new("method", method.Method), new("status", ((int)status).ToString(CultureInfo.InvariantCulture)));

    public void Throttled(string by, TimeSpan pause) => _throttled.Add(pause.TotalSeconds, new KeyValuePair<string, object?>("by", by));

    public void Listed(string resource) => _lists.Add(1, new KeyValuePair<string, object?>("resource", resource));
}
