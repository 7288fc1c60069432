using System.Net;
using System.Net.Sockets;
using System.Text;
using Freehold.Agent.Health;

namespace Freehold.Agent.Tests.Health;

public sealed class TheReadyCommand
{
    [Test]
    public async Task Asks_over_HTTP()
    {
        using var replica = new TcpListener(IPAddress.Loopback, 0);
        replica.Start();
        var asked = AnswerOnceAsync(replica);

        var code = await ReadyCommand.Create().Parse([$"http://127.0.0.1:{((IPEndPoint)replica.LocalEndpoint).Port}", "--within", "20s"]).InvokeAsync().InTime();

        Assert.That(code, Is.Zero);
        Assert.That(await asked.InTime(), Does.StartWith("GET /readyz HTTP/1.1"));
    }

    [TestCase("https://name:9090")]
    [TestCase("name:9090")]
    [TestCase("http://name:9090", "--within", "soon")]
    [TestCase("http://name:9090", "--replicas", "many")]
    public void Is_particular_about_its_arguments(params string[] arguments)
    {
        Assert.That(ReadyCommand.Create().Parse(arguments).Errors, Is.Not.Empty);
    }

    private static async Task<string> AnswerOnceAsync(TcpListener replica)
    {
        using var connection = await replica.AcceptTcpClientAsync().InTime();
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var request = await reader.ReadLineAsync().InTime();
        for (var line = request; line?.Length > 0;)
            line = await reader.ReadLineAsync().InTime();

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray()).InTime();
        return request ?? "";
    }
}
