using System.Net;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>
/// The control plane's half of each recording, word for word, to this version's agent: it does what was commanded and
/// says everything that the control plane waited for then.
/// </summary>
public sealed class When_an_older_control_plane_commands
{
    [TestCaseSource(typeof(Recording), nameof(Recording.Names))]
    public async Task It_is_understood(string name)
    {
        var recording = Recording.Read(name);
        using var authority = new RelayAuthority();
        using var folder = new TemporaryFolder();
        WriteInput(folder["in"], fails: name.EndsWith("-fails", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["ca.pem"], authority.Pem);
        await File.WriteAllTextAsync(folder["agent.token"], "an-old-token");

        var words = new Rewriting();
        words.Replace(Recording.Folder + "/", folder.Path + "/");
        var replay = new ControlPlaneReplay(recording, words);
        await using var server = await StartAsync(authority, replay);
        await using var agent = RunningProgram.Start(Repository.Program("Freehold.Agent", "freehold-agent"), ["run"], new Dictionary<string, string>
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = server.Urls.Single(),
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = folder["ca.pem"],
            ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = folder["agent.token"],
            ["FREEHOLD_AGENT__LABEL"] = Stack.AgentLabel,
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = folder["agent"],
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = Repository.Program("Freehold.Worker", "freehold-worker"),
            ["FREEHOLD_SECRET_TRANSFORM_KEY"] = "a-key-that-is-long-enough-for-this",
        });

        try
        {
            await replay.Done.InTime(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{replay.State}; the agent printed: {agent.Printed}");
        }
    }

    private static void WriteInput(string folder, bool fails)
    {
        PeopleFiles.WriteMany(folder, files: 12, rowsEach: 20_000);
        if (fails)
            File.WriteAllText(Path.Combine(folder, "part-000.csv"), "id,name\n1,2,3\n");
    }

    private static async Task<WebApplication> StartAsync(RelayAuthority authority, ControlPlaneReplay replay)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(authority.Certificate);
        }));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Gateway(replay));
        var server = builder.Build();
        server.MapGrpcService<Gateway>();
        await server.StartAsync().InTime();
        return server;
    }

    private sealed class Gateway(ControlPlaneReplay replay) : AgentGateway.AgentGatewayBase
    {
        public override Task Connect(
            IAsyncStreamReader<AgentMessage> requestStream, IServerStreamWriter<ControlMessage> responseStream, ServerCallContext context) =>
            replay.ServeAsync(requestStream, responseStream, context);
    }
}
