using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Freehold.Benchmarks.ControlPlanes;

/// <summary>Submissions as scripts make them.</summary>
internal static class JobRequests
{
    private static readonly Uri One = new("/api/v1/projects/default/jobs", UriKind.Relative);
    private static readonly Uri Many = new("/api/v1/projects/default/jobs/batch", UriKind.Relative);

    /// <returns>The job's id.</returns>
    public static async Task<string> SubmitAsync(HttpClient client, string agent, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync(client, One, Document(agent), cancellationToken);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["id"]!;
    }

    /// <summary>Submits jobs for several agents in turn, in one request.</summary>
    public static async Task SubmitManyAsync(HttpClient client, IReadOnlyList<string> agents, int jobs, CancellationToken cancellationToken)
    {
        var body = new StringBuilder("[");
        for (var i = 0; i < jobs; i++)
            body.Append(i == 0 ? "" : ",").Append(Document(agents[i % agents.Count]));
        using var answer = await PostAsync(client, Many, body.Append(']').ToString(), cancellationToken);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri address, string json, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await client.PostAsync(address, body, cancellationToken);
        return answer.EnsureSuccessStatusCode();
    }

    private static string Document(string agent) => $$$"""
        {"kind":"transform","agent":"{{{agent}}}","input":"file:///data/*.csv","output":"file:///out/","spec":{"rules":[{"columns":"email","action":"mask"}]}}
        """;
}
