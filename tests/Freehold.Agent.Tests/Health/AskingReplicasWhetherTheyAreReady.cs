using System.Net;
using System.Net.Sockets;
using Freehold.Agent.Health;

namespace Freehold.Agent.Tests.Health;

public sealed class AskingReplicasWhetherTheyAreReady
{
    private static readonly Uri Address = new("http://eu-bank-test:9090");

    [Test]
    public async Task All_of_them_are()
    {
        var (code, told) = await AskAsync(replicas: 2, [Ready("10.0.0.1"), Ready("10.0.0.2")]);

        Assert.That(code, Is.Zero, told);
        Assert.That(told, Does.Contain("10.0.0.2:9090: ready").And.Contain("2 of 2 replicas are ready."));
    }

    [Test]
    public async Task One_that_is_not_says_why()
    {
        var (code, told) = await AskAsync(replicas: 2, [Ready("10.0.0.1"), ("10.0.0.2", HttpStatusCode.ServiceUnavailable, "no stream is open")]);

        Assert.That(code, Is.EqualTo(69), told);
        Assert.That(told, Does.Contain("10.0.0.2:9090: not ready: no stream is open").And.Contain("1 of 2 replicas are ready."));
    }

    [Test]
    public async Task Too_few_are_there()
    {
        var (code, told) = await AskAsync(replicas: 2, [Ready("10.0.0.1")]);

        Assert.That(code, Is.EqualTo(69), told);
        Assert.That(told, Does.Contain("1 of 2 replicas are ready."));
    }

    [Test]
    public async Task The_name_is_not_known()
    {
        var (code, told) = await AskAsync(replicas: 1, []);

        Assert.That(code, Is.EqualTo(69), told);
        Assert.That(told, Does.Contain("eu-bank-test: has no address: HostNotFound"));
    }

    [Test]
    public async Task It_asks_again_until_they_are()
    {
        var asked = 0;
        using var http = new HttpClient(new Replicas([Ready("10.0.0.1")]));
        using var output = new StringWriter();
        var question = new ReadyQuestion(http, (_, _) => Task.FromResult(++asked == 1 ? [] : new[] { IPAddress.Parse("10.0.0.1") }), output, TimeProvider.System);

        var code = await question.AskUntilReadyAsync(Address, 1, TimeSpan.FromMinutes(1), CancellationToken.None).InTime();

        Assert.That((code, asked), Is.EqualTo((0, 2)));
    }

    private static (string Replica, HttpStatusCode Status, string Said) Ready(string replica) => (replica, HttpStatusCode.OK, "ok");

    private static async Task<(int Code, string Told)> AskAsync(int replicas, (string Replica, HttpStatusCode Status, string Said)[] there)
    {
        using var http = new HttpClient(new Replicas(there));
        using var output = new StringWriter();
        var question = new ReadyQuestion(
            http,
            (_, _) => there.Length == 0 ? throw new SocketException((int)SocketError.HostNotFound) : Task.FromResult(there.Select(replica => IPAddress.Parse(replica.Replica)).ToArray()),
            output,
            TimeProvider.System);

        var code = await question.AskUntilReadyAsync(Address, replicas, TimeSpan.Zero, CancellationToken.None).InTime();
        return (code, output.ToString());
    }

    private sealed class Replicas((string Replica, HttpStatusCode Status, string Said)[] there) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var replica = there.Single(each => request.RequestUri == new Uri($"http://{each.Replica}:9090/readyz"));
            return Task.FromResult(new HttpResponseMessage(replica.Status) { Content = new StringContent(replica.Said) });
        }
    }
}
