using System.Net.Sockets;
using Freehold.Buckets.Remote;

namespace Freehold.Buckets.Tests.Remote;

public sealed class NetworkFaultsTests
{
    public static IEnumerable<Exception> Breaks =>
    [
        new HttpRequestException("copying", new ObjectDisposedException(nameof(NetworkStream))),
        new HttpRequestException("sending", new IOException("broken")),
        new HttpRequestException(HttpRequestError.ConnectionError),
        new InvalidOperationException("wrapped", new IOException("broken", new SocketException((int)SocketError.ConnectionReset))),
        new TimeoutException(),
    ];

    [TestCaseSource(nameof(Breaks))]
    public void A_connection_that_breaks_is_worth_another_try(Exception e) => Assert.That(NetworkFaults.Of(e)?.IsTransient, Is.True);

    [Test]
    public void What_no_network_did_is_none()
    {
        Assert.That(NetworkFaults.Of(new ObjectDisposedException("ours")), Is.Null);
        Assert.That(NetworkFaults.Of(new InvalidOperationException()), Is.Null);
    }
}
