using System.Net;
using System.Net.Sockets;
using Freehold.Agent.Connection;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks.Paths;

/// <summary>
/// The way to the control plane, step by step, each on what the one before has opened:
/// <list type="number">
/// <item>the name of the first host: the proxy, or the control plane;</item>
/// <item>a connection to it;</item>
/// <item>the proxy's tunnel;</item>
/// <item>the TLS handshake;</item>
/// <item>a greeting, which says the rest.</item>
/// </list>
/// </summary>
internal sealed class PathCheck(IOptions<ControlPlaneOptions> options, GreetingCheck greeting, TimeProvider time) : ICheck
{
    private static readonly string[] Steps = [CheckId.Dns, CheckId.Tcp, CheckId.Proxy, CheckId.Tls, CheckId.Grpc, CheckId.Token, CheckId.Clock];

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken)
    {
        var route = ControlPlaneRoute.Of(options.Value);
        var findings = new List<CheckFinding>();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        IPAddress[] addresses = [];
        NetworkStream? stream = null;
        var handshake = new Handshake(route, options.Value.CaFile, time);

        var isOpen = await StepAsync(CheckId.Dns, async limit => // 1
                Named(addresses = await Dns.GetHostAddressesAsync(route.First.IdnHost, limit), route))
            && await StepAsync(CheckId.Tcp, async limit => // 2
            {
                await socket.ConnectAsync(addresses, route.First.Port, limit);
                stream = new NetworkStream(socket, ownsSocket: false);
                return CheckFinding.Green(CheckId.Tcp, $"connected to {socket.RemoteEndPoint}");
            })
            && await StepAsync(CheckId.Proxy, limit => route.Proxy is null // 3
                ? Task.FromResult(CheckFinding.Skipped(CheckId.Proxy, CheckDetail.NoProxy))
                : ProxyTunnel.OpenAsync(stream!, route, limit))
            && await StepAsync(CheckId.Tls, limit => handshake.ShakeAsync(stream!, limit)); // 4
        if (stream is not null)
            await stream.DisposeAsync();

        if (isOpen && handshake.SpeaksHttp2 is false)
            findings.Add(CheckFinding.Red(CheckId.Grpc, CheckDetail.NoHttp2, $"{route.EndpointName} agrees to HTTP/1.1 only"));
        else if (isOpen)
            findings.AddRange(await greeting.GreetAsync(cancellationToken)); // 5

        var tried = findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        return [.. findings, .. Steps.Where(step => !tried.Contains(step)).Select(step => CheckFinding.Skipped(step, CheckDetail.Depends))];

        async Task<bool> StepAsync(string id, Func<CancellationToken, Task<CheckFinding>> step)
        {
            var finding = await CheckFinding.MeasureAsync(time, () => TryAsync(id, route, step, cancellationToken));
            findings.Add(finding);
            return finding.Outcome is not CheckOutcome.Red;
        }
    }

    private async Task<CheckFinding> TryAsync(string id, ControlPlaneRoute route, Func<CancellationToken, Task<CheckFinding>> step, CancellationToken cancellationToken)
    {
        var first = $"{route.First.Host}:{route.First.Port}";
        using var late = new CancellationTokenSource(options.Value.ConnectTimeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await step(over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckFinding.Red(id, CheckDetail.TimedOut, $"no answer from {first} within {options.Value.ConnectTimeout.TotalSeconds:0} s");
        }
        catch (SocketException e)
        {
            return CheckFinding.Red(id, DetailOf(id, e.SocketErrorCode), $"{first}: {e.SocketErrorCode}");
        }
        catch (IOException)
        {
            return CheckFinding.Red(id, CheckDetail.Broken, $"{first} ended the connection");
        }
        catch (CannotDialException)
        {
            return CheckFinding.Red(id, CheckDetail.CaUnusable, $"{options.Value.CaFile} holds no certificate that can be read");
        }
    }

    private static CheckFinding Named(IReadOnlyCollection<IPAddress> addresses, ControlPlaneRoute route)
    {
        var host = $"{(route.Proxy is null ? "" : "proxy ")}{route.First.Host}";
        return addresses.Count == 0
            ? CheckFinding.Red(CheckId.Dns, CheckDetail.NameNotFound, $"{host} has no address")
            : CheckFinding.Green(CheckId.Dns, $"{host} is {string.Join(", ", addresses.Take(4))}{(addresses.Count > 4 ? ", …" : "")}");
    }

    private static string DetailOf(string id, SocketError error) => (id, error) switch
    {
        (CheckId.Dns, SocketError.TryAgain) => CheckDetail.NoAnswer,
        (CheckId.Dns, _) => CheckDetail.NameNotFound,
        (_, SocketError.ConnectionRefused) => CheckDetail.Refused,
        (_, SocketError.TimedOut) => CheckDetail.TimedOut,
        _ => CheckDetail.Unreachable,
    };
}
