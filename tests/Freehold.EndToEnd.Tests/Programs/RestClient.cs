using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>The REST interface as a script would use it: over TLS, with the private CA and a token.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;

    public RestClient(Uri endpoint, string caFile, string? token)
    {
        _http = NewHttp(endpoint, caFile);
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<bool> IsReadyAsync(Uri endpoint, string caFile)
    {
        using var http = NewHttp(endpoint, caFile);
        try
        {
            using var answer = await http.GetAsync("/readyz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // nobody listens yet
        }
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>Submits a document and returns the job's id.</summary>
    public async Task<string> SubmitAsync(string document)
    {
        using var answer = await PostAsync("/api/v1/projects/default/jobs", document);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Submits a document once, however often the control plane breaks off meanwhile: as a careful script does.</summary>
    public async Task<string> SubmitOnceAsync(string document)
    {
        var key = Guid.NewGuid().ToString();
        string? id = null;
        await Eventually.IsTrueAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects/default/jobs")
            {
                Content = new StringContent(document, Encoding.UTF8, "application/yaml"),
            };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await _http.SendAsync(request);
                var body = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode == 201)
                    id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();
                else if ((int)answer.StatusCode < 500)
                    Assert.Fail($"{(int)answer.StatusCode} {body}");
            }
            catch (HttpRequestException)
            {
                // The control plane is away.
            }

            return id is not null;
        }, TimeSpan.FromSeconds(60));
        return id!;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string? document = null)
    {
        using var content = document is null ? null : new StringContent(document, Encoding.UTF8, "application/yaml");
        return await _http.PostAsync(path, content);
    }

    public Task<JsonElement> JobAsync(string id) => ReadAsync($"/api/v1/projects/default/jobs/{id}");

    /// <summary>Every event of the job, page by page.</summary>
    public Task<IReadOnlyList<JsonElement>> EventsAsync(string id) => PagesAsync($"/api/v1/projects/default/jobs/{id}/events?limit=200");

    /// <summary>Every task of the job, page by page.</summary>
    public Task<IReadOnlyList<JsonElement>> TasksAsync(string id, string filter = "") =>
        PagesAsync($"/api/v1/projects/default/jobs/{id}/tasks?limit=7{filter}");

    private async Task<IReadOnlyList<JsonElement>> PagesAsync(string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ReadAsync($"{path}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        return items;
    }

    /// <summary>Waits until the job is in one of the states, also across a control plane that is away for a moment.</summary>
    public async Task<JsonElement> ReachesAsync(string id, string states, TimeSpan? limit = null)
    {
        var wanted = states.Split('|');
        JsonElement job = default;
        await WaitAsync(
            id, () => wanted.Contains(State(job), StringComparer.Ordinal), seen => job = seen, () => $"job {id} is {states}; it is {job}", limit);
        return job;
    }

    /// <summary>Waits until a worker has finished some, but not all, of the job's tasks.</summary>
    public async Task IsInTheMiddleAsync(string id)
    {
        JsonElement job = default;
        await WaitAsync(id, IsHalfway, seen => job = seen, () => $"job {id} is in the middle; it is {job}", TimeSpan.FromSeconds(60));
        Assert.That(State(job), Is.EqualTo("running"), "the job has to be large enough to be caught in the middle");

        bool IsHalfway() => State(job) is "succeeded" or "failed"
            || (State(job) is "running" && job.TryGetProperty("progress", out var progress)
                && progress.GetProperty("tasksDone").GetInt64() >= 1);
    }

    public async Task<string> AddAgentAsync(string label)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/agents", new { label });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("token").GetString()!;
    }

    public Task<JsonElement> AgentAsync(string label) => ReadAsync($"/api/v1/agents/{label}");

    public async Task<bool> IsConnectedAsync(string label) => (await AgentAsync(label)).GetProperty("status").GetString() == "connected";

    public Task<HttpResponseMessage> DeleteAsync(string path) => _http.DeleteAsync(path);

    public void Dispose() => _http.Dispose();

    private static string? State(JsonElement job) => job.ValueKind is JsonValueKind.Object ? job.GetProperty("state").GetString() : null;

    private async Task WaitAsync(string id, Func<bool> enough, Action<JsonElement> seen, Func<string> what, TimeSpan? limit)
    {
        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    try
                    {
                        seen(await JobAsync(id));
                    }
                    catch (HttpRequestException)
                    {
                        return false; // the control plane is away
                    }

                    return enough();
                },
                limit ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"not in time: {what()}");
        }
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static HttpClient NewHttp(Uri endpoint, string caFile)
    {
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(caFile) } };
        return new HttpClient(handler) { BaseAddress = endpoint, Timeout = TimeSpan.FromSeconds(20) };
    }

    private static X509ChainPolicy Trusting(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }
}
