using System.Net.Sockets;
using System.Text;
using Freehold.JobContract.Checks;

namespace Freehold.Agent.Checks.Paths;

/// <summary>Asks a proxy for a tunnel and reads what it says.</summary>
internal static class ProxyTunnel
{
    private const int LongestAnswer = 16 * 1024;

    /// <summary>Asks. When the finding is green the stream leads to the control plane.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<CheckFinding> OpenAsync(NetworkStream stream, ControlPlaneRoute route, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Request(route)), cancellationToken);
        var proxy = $"{route.Proxy!.Host}:{route.Proxy.Port}";
        var answer = await ReadHeadAsync(stream, cancellationToken);
        if (answer.Length == 0)
            return CheckFinding.Red(CheckId.Proxy, CheckDetail.Broken, $"{proxy} closed the connection when asked for {route.EndpointName}");

        // Of what it says only the number is passed on: the rest may be anything.
        return StatusOf(answer) switch
        {
            >= 200 and < 300 => CheckFinding.Green(CheckId.Proxy, $"{proxy} opens a tunnel to {route.EndpointName}"),
            407 => CheckFinding.Red(CheckId.Proxy, CheckDetail.WantsAuthentication,
                $"{proxy} answers 407 {(route.Credential is null ? "and was given no user" : "to the user that it was given")}{Schemes(answer)}"),
            { } status => CheckFinding.Red(CheckId.Proxy, CheckDetail.Refused, $"{proxy} answers {status} when asked for {route.EndpointName}"),
            null => CheckFinding.Red(CheckId.Proxy, CheckDetail.NotAProxy, $"{proxy} does not answer in HTTP"),
        };
    }

    private static string Request(ControlPlaneRoute route)
    {
        var request = new StringBuilder($"CONNECT {route.EndpointName} HTTP/1.1\r\nHost: {route.EndpointName}\r\n");
        if (route.Credential is { } user)
            request.Append("Proxy-Authorization: Basic ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.UserName}:{user.Password}"))).Append("\r\n");
        return request.Append("\r\n").ToString();
    }

    // One byte at a time: what follows the head is the tunnel's.
    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestAnswer && await stream.ReadAsync(one, cancellationToken) > 0)
        {
            head.Append((char)one[0]);
            if (one[0] is (byte)'\n' && head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                break;
            if (head.Length == 5 && !head.Equals("HTTP/"))
                break;
        }

        return head.ToString();
    }

    private static int? StatusOf(string head) =>
        head.StartsWith("HTTP/1.", StringComparison.Ordinal) && head.Split(' ') is [_, var status, ..]
        && int.TryParse(status.AsSpan(0, Math.Min(3, status.Length)), out var number)
            ? number
            : null;

    private static string Schemes(string head)
    {
        var wanted = head.Split("\r\n")
            .Where(line => line.StartsWith("Proxy-Authenticate:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line["Proxy-Authenticate:".Length..].Trim().Split(' ')[0])
            .Where(scheme => scheme.Length is > 0 and < 20 && scheme.All(char.IsAsciiLetter))
            .ToList();
        return wanted.Count == 0 ? "" : $"; it takes {string.Join(", ", wanted)}";
    }
}
