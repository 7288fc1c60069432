using System.Runtime.CompilerServices;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

/// <summary>Reads the events of a watch: one JSON object a line.</summary>
internal static class WatchStream
{
    /// <param name="onError">Gets what is no event of an object: a Status of the server, or a line that cannot be read.</param>
    public static async IAsyncEnumerable<(WatchEventType Type, T Object)> ReadAsync<T, TList>(
        Task<HttpOperationResponse<TList>> request, Action<Exception> onError, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await request.ConfigureAwait(false);
        var stream = await response.Response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(stream);

        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (TryRead<T>(line, onError, out var type, out var read))
                yield return (type, read);
        }
    }

    private static bool TryRead<T>(string line, Action<Exception> onError, out WatchEventType type, out T read)
    {
        (type, read) = (default, default);
        try
        {
            using var json = JsonDocument.Parse(line);
            type = Enum.Parse<WatchEventType>(json.RootElement.GetProperty("type").GetString()!, ignoreCase: true);
            var text = json.RootElement.GetProperty("object").GetRawText();
            if (type is not WatchEventType.Error)
            {
                read = KubernetesJson.Deserialize<T>(text);
                return true;
            }

            onError?.Invoke(new KubernetesException(KubernetesJson.Deserialize<V1Status>(text)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            onError?.Invoke(e);
        }

        return false;
    }
}
