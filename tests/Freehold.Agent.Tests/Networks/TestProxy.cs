using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Freehold.Testing.Networks;

namespace Freehold.Agent.Tests.Networks;

/// <summary>An HTTP proxy that knows CONNECT and nothing else.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly ServingPort _port;
    private readonly List<string> _requests = [];

    /// <param name="user"><c>name:password</c> that it wants; null: anybody may.</param>
    /// <param name="allow">Whether it opens tunnels at all.</param>
    /// <param name="leadsTo">Port that every tunnel leads to, whatever was asked for: as a proxy does that opens TLS itself.</param>
    public TestProxy(string? user = null, bool allow = true, int? leadsTo = null)
    {
        _port = new((client, over) => ServeAsync(client, user, allow, leadsTo, over));
    }

    public int Port => _port.Port;

    /// <summary>What it was asked, first lines only.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    private async Task ServeAsync(NetworkStream client, string? user, bool allow, int? leadsTo, CancellationToken over)
    {
        while (await ReadHeadAsync(client, over) is { Length: > 0 } head)
        {
            lock (_requests)
                _requests.Add(head.Split("\r\n")[0]);

            if (user is not null && !head.Contains($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}\r\n", StringComparison.Ordinal))
            {
                await AnswerAsync(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0", over);
                continue;
            }

            if (!allow)
            {
                await AnswerAsync(client, "403 Forbidden\r\nContent-Length: 0", over);
                return;
            }

            await AnswerAsync(client, "200 Connection established", over);
            var port = leadsTo ?? int.Parse(head.Split(' ')[1].Split(':')[1], CultureInfo.InvariantCulture);
            await ServingPort.ForwardAsync(client, port, over);
            return;
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream client, CancellationToken over)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(one, over) == 0)
                return "";
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static async Task AnswerAsync(NetworkStream client, string answer, CancellationToken over) =>
        await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n\r\n"), over);
}
